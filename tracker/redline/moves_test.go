package redline

import (
	"flag"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// A move is what became of one paragraph that was put elsewhere.
type moveTally struct{ moves, right, same int }

// one moves provision from to where provision to was, and holds that the redline
// shows one move and nothing else. settles says that it takes the section of
// where it arrives.
func (m *moveTally) one(t *testing.T, name string, old []tracker.Provision, from, to int, settles bool) {
	new := slices.Clone(old)
	moved := new[from]
	new = slices.Insert(slices.Delete(new, from, from+1), to, moved)
	if settles {
		beside := new[max(to-1, 1-min(to, 1))]
		new[to].Role, new[to].Section = beside.Role, beside.Section
		if headingOver(&moved) != "" { // else it brings its own, the verb it opens with
			new[to].Heading = beside.Heading
		}
	}
	if slices.EqualFunc(old, new, func(a, b tracker.Provision) bool { return a.Text == b.Text }) {
		m.same++ // it changed places with its like
		return
	}
	m.moves++
	r := Compare(old, new, tracker.English)
	if r.Summary[Moved] == 1 && r.Summary[Unchanged] == len(old)-1 && len(r.Sections) == 0 {
		m.right++
		return
	}
	if m.moves-m.right <= 5 {
		t.Errorf("%s: provision %d moved to %d (into its section: %t): %v, %d headings", name, from+1, to+1, settles, r.Summary, len(r.Sections))
	}
}

// elsewhere are the places that a paragraph is moved to: past its neighbours, to
// both ends, beside its likes, which is hard where a text says a thing twice, and
// to two places anywhere.
func elsewhere(old []tracker.Provision, from int) []int {
	last := len(old) - 1
	places := []int{from - 1, from + 1, 0, last, (from*7 + 3) % len(old), (from*3 + 11) % len(old)}
	for i, p := range old {
		if i != from && textKey(p.Text) == textKey(old[from].Text) && len(places) < 12 {
			places = append(places, i-1, i, i+1)
		}
	}
	places = slices.DeleteFunc(places, func(at int) bool { return at < 0 || at > last || at == from })
	slices.Sort(places)
	return slices.Compact(places)
}

// Without -thorough one move in so many is tried, and one seed, so that the suite
// ends in minutes.
const sampled = 25

var thorough = flag.Bool("thorough", false, "every seed and every move, not a sample of them")

// TestOneMoveIsOneChange moves every paragraph of every text of PP-18, of the
// General Assembly and of the Security Council: with its section, and into the
// section where it arrives.
func TestOneMoveIsOneChange(t *testing.T) {
	folders := []struct{ name, pattern string }{{"pp18", "*akn.xml"}, {"unsc", "*.txt"}, {"unga", "*.pdf"}}
	if testing.Short() {
		folders = folders[:1]
	}
	for _, folder := range folders {
		texts, paragraphs := 0, 0
		var whole, settled moveTally
		all := readFolder(t, folder.name, folder.pattern)
		for _, name := range slices.Sorted(maps.Keys(all)) {
			for _, text := range all[name] {
				texts++
				for from := range text.Provisions {
					if paragraphs++; !*thorough && paragraphs%sampled != 0 {
						continue
					}
					for _, to := range elsewhere(text.Provisions, from) {
						whole.one(t, name+" "+text.Number, text.Provisions, from, to, false)
						settled.one(t, name+" "+text.Number, text.Provisions, from, to, true)
					}
				}
			}
		}
		t.Logf("%s, %d texts, %d paragraphs: of %d moves with their sections %d are one move; of %d into another section %d (%d changed places with their like)",
			folder.name, texts, paragraphs, whole.moves, whole.right, settled.moves, settled.right, whole.same)
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
