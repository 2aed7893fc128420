package redline

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// checkOneMove moves provision from behind or before provision to, and holds
// that the redline shows one move and nothing else.
func checkOneMove(t *testing.T, name string, old []tracker.Provision, from, to int) {
	t.Helper()
	new := slices.Clone(old)
	moved := new[from]
	new = slices.Insert(slices.Delete(new, from, from+1), to, moved)
	r := Compare(old, new, tracker.English)
	if slices.EqualFunc(old, new, func(a, b tracker.Provision) bool { return a.Text == b.Text }) {
		return // it changed places with its like
	}
	if r.Summary[Moved] != 1 || r.Summary[Unchanged] != len(old)-1 || len(r.Sections) != 0 {
		t.Fatalf("%s: provision %d moved to %d gives %v, %d sections", name, from+1, to+1, r.Summary, len(r.Sections))
	}
}

func TestOneMoveIsOneChange(t *testing.T) {
	for _, s := range append(councilSheets(t), unionSheets(t)...) {
		old := provisions(s.paragraphs...)
		for from := range old {
			for _, to := range []int{(from*7 + 3) % len(old)} {
				if to != from {
					checkOneMove(t, s.name, old, from, to)
				}
			}
		}
	}
}

// TestCodeArticles compares the articles of a code before and after a reform,
// line by line as they are printed and paragraph by paragraph.
func TestCodeArticles(t *testing.T) {
	paths, _ := filepath.Glob(filepath.Join(corpora(t, "code-civil"), "*.old.md"))
	total := map[Class]int{}
	for _, path := range paths {
		old, new := readFile(t, path), readFile(t, strings.Replace(path, ".old.", ".new.", 1))
		checkPromise(t, provisions(old), provisions(new))
		checkPromise(t, provisions(strings.SplitAfter(old, "\n")...), provisions(strings.SplitAfter(new, "\n")...))
		r := checkPromise(t, provisions(splitParagraphs(old)...), provisions(splitParagraphs(new)...))
		for class, n := range r.Summary {
			total[class] += n
		}
		rewrapped := Compare(provisions(old), provisions(strings.Join(strings.Fields(old), " ")), tracker.French)
		if c := rewrapped.Changes[0].Class; c != Cosmetic && c != Unchanged {
			t.Errorf("%s wrapped otherwise is %s", path, c)
		}
	}
	t.Log(fmt.Sprint(len(paths), " pairs: ", total))
}
