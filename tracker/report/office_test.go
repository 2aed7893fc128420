package report

import (
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// LibreOffice, asked to accept every change, is left with exactly the new text;
// asked to reject every one, with every word of the old. See the caveats of the
// package for the ends of paragraphs that it then loses.
func TestRedlineInLibreOffice(t *testing.T) {
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("soffice is not installed: apt-get install libreoffice-writer python3-uno")
	}
	const python = "/usr/bin/python3" // the system's own, which python3-uno belongs to
	if exec.Command(python, "-c", "import uno").Run() != nil {
		t.Skip("python3 has no uno: apt-get install python3-uno")
	}
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
		add("moved."+string(lang), draft(lang, a, b, c), draft(lang, c, a, b))
		add("last-goes."+string(lang), draft(lang, a, b, c), draft(lang, a+" seen"))
	}
	args := []string{filepath.Join("testdata", "settle.py"), soffice, filepath.Join(folder, "profile")}
	for path := range sent {
		args = append(args, path)
	}
	out, err := exec.CommandContext(t.Context(), python, args...).Output()
	if err != nil {
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			t.Logf("%s", exit.Stderr)
		}
		t.Fatal(err)
	}
	var said map[string]struct{ Reject, Accept []string }
	if err := json.Unmarshal(out, &said); err != nil {
		t.Fatal(err)
	}
	const mostJoined = 1 // what LibreOffice 7.4 does of itself; none is the aim
	joined := 0
	for path, text := range sent {
		if got, want := said[path].Accept, wanted(text.after); !slices.Equal(full(got), want) {
			t.Errorf("%s, all accepted: %q, want %q", path, got, want)
		}
		got, want := full(said[path].Reject), wanted(text.before)
		if strings.Join(got, "") != strings.Join(want, "") {
			t.Errorf("%s, all rejected: %q, want %q", path, got, want)
		}
		if len(got) < len(want) {
			joined++
			t.Logf("%s: %d paragraphs of %d", filepath.Base(path), len(got), len(want))
		}
	}
	if joined > mostJoined {
		t.Errorf("%d files lose ends of paragraphs when rejected, want at most %d", joined, mostJoined)
	}
	t.Logf("%d files: all accepted right; of the rejected, %d with the right words and paragraphs joined", len(sent), joined)
}

// full is paragraphs without the empty one that ends the file.
func full(paragraphs []string) []string {
	return slices.DeleteFunc(slices.Clone(paragraphs), func(s string) bool { return s == "" })
}

func wanted(text tracker.Text) []string {
	var printed []string
	for _, l := range lines(text) {
		printed = append(printed, l.printed())
	}
	return printed
}
