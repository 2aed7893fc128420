package grammar

import (
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
	"concord/tracker/document"
)

func FuzzParse(f *testing.F) {
	for _, name := range []string{"testdata/house.txtar", "testdata/glued.txtar", "testdata/un.txtar"} {
		seed, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		for part := range strings.SplitSeq(string(seed), "\n-- ") {
			f.Add(part)
		}
	}
	f.Add(finalActs)
	g := newGrammar(f)
	f.Fuzz(func(t *testing.T, in string) {
		d := plainDocument(in)
		r := g.Parse(d, Options{})
		for i := range r.Texts {
			checkText(t, &r.Texts[i])
		}
	})
}

// checkText checks what holds for every text: addresses are unique and can be
// read back, the path ends in the label, offsets lie in the text.
func checkText(t *testing.T, text *tracker.Text) {
	t.Helper()
	seen := map[string]bool{}
	for _, p := range text.Provisions {
		if a := p.Address.Provision; seen[a] || a == "" {
			t.Errorf("address %q twice or empty", a)
		} else {
			seen[a] = true
		}
		if !text.Revision.IsZero() {
			if again, err := tracker.ParseAddress(p.Address.String()); err != nil || again != p.Address {
				t.Errorf("address %s does not read back: %v", p.Address, err)
			}
		}
		if n := len(p.Path); n > 0 && p.Path[n-1] != p.Label || n == 0 && p.Label != "" {
			t.Errorf("%s: path %q, label %q", p.Address, p.Path, p.Label)
		}
		length := utf8.RuneCountInString(p.Text)
		for _, n := range p.Notes {
			if n.At < 0 || n.At > length {
				t.Errorf("%s: note at %d of %d", p.Address, n.At, length)
			}
		}
		for _, c := range p.Citations {
			if c.Start < 0 || c.End > length || c.Start > c.End {
				t.Errorf("%s: citation %d-%d of %d", p.Address, c.Start, c.End, length)
			}
		}
		if p.Role == tracker.Annexed && !slices.ContainsFunc(text.Annexes, func(a tracker.Annex) bool { return a.Key == p.Section }) {
			t.Errorf("%s: no annex %s", p.Address, p.Section)
		}
	}
}

// No letter of a text's body is lost: what goes in comes out as heading, title,
// label, text or note, or a fault says what was taken out.
func TestNoLetterIsLost(t *testing.T) {
	g := newGrammar(t)
	for _, name := range []string{"testdata/house.txtar", "testdata/glued.txtar", "testdata/un.txtar"} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for part := range strings.SplitSeq(string(content), "\n-- ") {
			_, body, _ := strings.Cut(part, " --\n")
			if strings.HasPrefix(part, "want") || body == "" {
				continue
			}
			d := plainDocument(body)
			r := g.Parse(d, Options{})
			in, out := lettersIn(d), lettersOut(r)
			if in > out {
				t.Errorf("%s: %d letters in, %d out of\n%s", name, in, out, body)
			}
		}
	}
}

func countLetters(s string) (n int) {
	for _, r := range s {
		if unicode.IsLetter(r) {
			n++
		}
	}
	return n
}

func lettersIn(d *document.Document) (n int) {
	for _, p := range d.Paragraphs {
		n += countLetters(p.Label) + countLetters(p.Text())
	}
	return n
}

// lettersOut counts a heading once a section, and the fixed words of a
// document's heading line by its kind.
func lettersOut(r Result) (n int) {
	const headingLine = 60 // letters of "RESOLUTION 21 (REV. OVELLE, 2018)" at most
	for _, t := range r.Texts {
		if t.Kind != "" {
			n += headingLine
		}
		n += countLetters(t.Title) + countLetters(t.Enacting)
		for _, a := range t.Annexes {
			n += countLetters(a.Title)
		}
		for _, note := range t.Notes {
			n += countLetters(note.Text)
		}
		heading, section := "", ""
		for _, p := range t.Provisions {
			if p.Section != section || p.Heading != heading {
				if p.Role != tracker.Annexed || p.Section != section {
					n += countLetters(p.Heading)
				}
				heading, section = p.Heading, p.Section
			}
			n += countLetters(p.Label) + countLetters(p.Text)
			for _, note := range p.Notes {
				n += countLetters(note.Text)
			}
		}
	}
	for _, f := range r.Faults {
		if f.Rule == "residue" {
			n += countLetters(f.Problem)
		}
	}
	return n
}
