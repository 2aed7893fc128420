package report

import (
	"encoding/json"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"concord/tracker"
)

// LibreOffice, asked to accept every change, is left with exactly the new text;
// asked to reject every one, with exactly the old: paragraphs, words, footnotes.
func TestRedlineInLibreOffice(t *testing.T) {
	settle := libreOffice(t)
	library, _ := sample(t)
	folder := t.TempDir()
	type texts struct{ before, after tracker.Text }
	sent := map[string]texts{}
	add := func(name string, before, after tracker.Text) {
		path := filepath.Join(folder, name+".docx")
		if err := os.WriteFile(path, word(t, before, after), 0o600); err != nil {
			t.Fatal(err)
		}
		sent[path] = texts{before, after}
	}
	for name, all := range library {
		if len(all) > 1 {
			add(name, all[0], all[len(all)-1])
			add(name+".back", all[len(all)-1], all[0])
		}
	}
	a, b, c := "to keep a record of every cloud", "ينشر السجل كل سنة على جميع الأعضاء", "每年向全体成员公布云的记录"
	for _, lang := range tracker.Langs {
		noted := draft(lang, a, b, c)
		noted.Title, noted.Notes = "云 سحاب cloud", []tracker.Note{{Mark: "*", Text: b, At: 5}}
		noted.Provisions[0].Notes = []tracker.Note{{Mark: "1", Text: a, At: 5}, {Mark: "2", Text: c, At: 5}}
		noted.Provisions[2].Notes = []tracker.Note{{Mark: "3", Text: c, At: 3}}
		other := draft(lang, b, a+" seen", c)
		other.Provisions[1].Notes = []tracker.Note{{Mark: "1", Text: a + " x", At: 5}, {Mark: "2", Text: "new", At: 20}}
		add("notes."+string(lang), noted, other)
		add("notes-back."+string(lang), other, noted)
		add("moved."+string(lang), draft(lang, a, b, c), draft(lang, c, a, b))
		add("last-goes."+string(lang), draft(lang, a, b, c), draft(lang, a+" seen"))
	}
	said := settle(slices.Collect(maps.Keys(sent)))
	for path, text := range sent {
		equal(t, path+", all accepted", full(said[path].Accept), wanted(text.after))
		equal(t, path+", all rejected", full(said[path].Reject), wanted(text.before))
	}
	t.Logf("%d files: accepting all gives the new text, rejecting all the old", len(sent))
}

// A settled file is what LibreOffice leaves of a file's paragraphs.
type settled struct{ Reject, Accept []string }

// libreOffice settles every tracked change of files, both ways; a test without it
// skips.
func libreOffice(t *testing.T) func(paths []string) map[string]settled {
	t.Helper()
	if testing.Short() {
		t.Skip("half a minute of LibreOffice")
	}
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed: apt-get install libreoffice-writer-nogui python3-uno")
	}
	const python = "/usr/bin/python3" // the system's own, which python3-uno belongs to
	if exec.Command(python, "-c", "import uno").Run() != nil {
		t.Skip("python3 has no uno: apt-get install python3-uno")
	}
	return func(paths []string) map[string]settled {
		args := append([]string{filepath.Join("testdata", "settle.py"), soffice, filepath.Join(t.TempDir(), "profile")}, paths...)
		out, err := exec.CommandContext(t.Context(), python, args...).Output()
		if err != nil {
			if exit, ok := errors.AsType[*exec.ExitError](err); ok {
				t.Logf("%s", exit.Stderr)
			}
			t.Fatal(err)
		}
		var said map[string]settled
		if err := json.Unmarshal(out, &said); err != nil {
			t.Fatal(err)
		}
		return said
	}
}

// equal holds that two lists of paragraphs are equal, and says where they are not.
func equal(t *testing.T, what string, got, want []string) {
	t.Helper()
	for i := range max(len(got), len(want)) {
		var g, w string
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("%s: %d paragraphs, want %d; the %dth is %q, want %q", what, len(got), len(want), i+1, g, w)
			return
		}
	}
}

// full is paragraphs without the empty one that ends the file.
func full(paragraphs []string) []string {
	return slices.DeleteFunc(slices.Clone(paragraphs), func(s string) bool { return s == "" })
}

func wanted(text tracker.Text) []string {
	var printed []string
	for _, l := range lines(text) {
		printed = append(printed, withNotes(l))
	}
	return printed
}

// withNotes is the line with each footnote at its place.
func withNotes(l line) string {
	text, at := l.lead(), 0
	for _, n := range l.notes {
		points := []rune(l.text)
		text += string(points[at:n.At]) + "[^" + n.Mark + " " + n.Text + "]"
		at = n.At
	}
	return text + string([]rune(l.text)[at:])
}
