package grammar

import (
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
)

func TestMain(m *testing.M) {
	if document.ServePDF() {
		return
	}
	os.Exit(m.Run())
}

// newGrammar loads the grammar as the program does: with the shipped registry
// and the one of the sample library.
func newGrammar(t testing.TB) *Grammar {
	t.Helper()
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		t.Fatal(err)
	}
	g, err := Load(registry, data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return g
}

// plainDocument makes a document of unstyled paragraphs, one a line; empty
// lines go. "Call|resolves" gives a paragraph a style.
func plainDocument(text string) *document.Document {
	d := &document.Document{Format: document.PlainText}
	for i, l := range strings.Split(text, "\n") {
		if strings.TrimSpace(l) == "" {
			continue
		}
		style, rest, ok := strings.Cut(l, "|")
		if !ok || strings.ContainsAny(style, " .") {
			style, rest = "", l
		}
		d.Paragraphs = append(d.Paragraphs, document.Paragraph{
			Place: fmt.Sprintf("line %d", i+1), Style: style, Runs: []document.Run{{Text: rest}},
		})
	}
	return d
}

// outline is a text as its addresses, labels and first words, for comparing.
func outline(t tracker.Text) string {
	var b strings.Builder
	for _, p := range t.Provisions {
		fmt.Fprintf(&b, "%s | %s | %s\n", p.Address.Provision, p.Label, p.Text)
	}
	return b.String()
}

func rules(faults []tracker.Fault) string {
	var out []string
	for _, f := range faults {
		if !strings.HasPrefix(f.Rule, "citation") {
			out = append(out, f.Rule)
		}
	}
	return strings.Join(out, " ")
}
