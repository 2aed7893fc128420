package grammar

import (
	"strings"
	"testing"

	"concord/tracker/document"
)

// TestMisreadNumbers: what a scanner made of a number is put right when it is
// the one that the sequence asks for, and a fault says so.
func TestMisreadNumbers(t *testing.T) {
	g := newGrammar(t)
	lines := []string{
		"RESOLUTION 2001 (1995)", "The Security Council,", "Recalling its resolutions on the lamps of the strait,",
		"1, Calls upon all States to light them;", "2. Requests the Secretary-General to count them;",
		"3. Urges all parties to spare them;", "4. Condemns those who put them out;", "S. Decides to meet again;",
		"6. Also requests the Secretary-General to report;",
	}
	d := &document.Document{Format: document.PlainText}
	for _, l := range lines {
		d.Paragraphs = append(d.Paragraphs, document.Paragraph{Runs: []document.Run{{Text: l}}})
	}
	result := g.Parse(d, Options{})
	if len(result.Texts) != 1 {
		t.Fatalf("%d texts", len(result.Texts))
	}
	var labels []string
	for _, p := range result.Texts[0].Provisions {
		if p.Label != "" {
			labels = append(labels, p.Label)
		}
	}
	if got := strings.Join(labels, " "); got != "1. 2. 3. 4. 5. 6." {
		t.Errorf("labels %s", got)
	}
	read := 0
	for _, f := range result.Faults {
		if f.Rule == "label-read" {
			read++
		}
	}
	if read != 2 {
		t.Errorf("%d faults say what was put right, want 2: %v", read, result.Faults)
	}
}
