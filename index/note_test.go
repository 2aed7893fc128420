package index

import (
	"encoding/json"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
)

// Every note can be said by the pages, with all that it is about, and the pages
// have no note that is never made.
func TestNotesAreTranslated(t *testing.T) {
	file, err := os.ReadFile("../ui/locales/en.json")
	if err != nil {
		t.Fatal(err)
	}
	var messages map[string]any
	if err := json.Unmarshal(file, &messages); err != nil {
		t.Fatal(err)
	}
	for _, key := range slices.Sorted(maps.Keys(messages)) {
		if note, is := strings.CutPrefix(key, "note."); is && noteForms[note] == "" {
			t.Errorf("%s: no such note is made", key)
		}
	}
	for key, form := range noteForms {
		message, _ := messages["note."+key].(string)
		if about := strings.Count(form, "%"); message == "" || strings.Count(message, "{{.A}}")+strings.Count(message, "{{.B}}") != about &&
			!(key == "in-force" || key == "doubtful") {
			t.Errorf("%s: %q is said as %q", key, form, message)
		}
	}
}

// A note reads well in English, and JSON has it so.
func TestNotes(t *testing.T) {
	q := Parse("te* session:")
	b, err := json.Marshal(q.Notes)
	if want := `["te*: at least 3 letters stand before *","session: has no value"]`; err != nil || string(b) != want {
		t.Errorf("got %s, %v; want %s", b, err, want)
	}
	for key := range noteForms {
		if s := newNote(key, "", "").String(); strings.Contains(s, "%!") { // a star that stands alone
			t.Errorf("%s: %s", key, s)
		}
		if s := newNote(key, "a", 2).String(); strings.Contains(s, "%!(MISSING") || strings.Contains(s, "%!s(") {
			t.Errorf("%s: %s", key, s)
		}
	}
}
