package redline

import (
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/sergi/go-diff/diffmatchpatch"

	"concord/tracker"
)

// plantPhrases puts edits of whole phrases into a paragraph: about one in seven
// words, each a replacement, a deletion or an insertion of one to three words.
// It gives both texts as the edits that made them.
//
// cut says where edits may go; in Chinese an edit has twice as many pieces when
// they are characters.
func plantPhrases(r *rand.Rand, text string, spare []string, cut func(string) []string) []Edit {
	words := cut(text)
	space := glue(text)
	inCharacters := len(words) == utf8.RuneCountInString(text)
	var out []Edit
	add := func(op string, ws []string) {
		s := strings.Join(ws, "")
		if n := len(out); n > 0 && out[n-1].Op == op {
			out[n-1].Text += s
		} else if s != "" {
			out = append(out, Edit{Op: op, Text: s})
		}
	}
	some := func() []string {
		from := cut(spare[r.IntN(len(spare))])
		at := r.IntN(len(from))
		n := 1 + r.IntN(3)
		if inCharacters {
			n *= 2 // two characters are about a word
		}
		var ws []string
		for _, w := range from[at:min(len(from), at+n)] {
			ws = append(ws, strings.TrimSpace(w)+space)
		}
		return ws
	}
	kept := 0
	for i := 0; i < len(words); {
		gap := 3 + r.IntN(8)
		if inCharacters {
			gap *= 2
		}
		to := min(len(words), i+gap)
		add("=", words[i:to])
		kept += to - i
		i = to
		if i >= len(words)-1 {
			add("=", words[i:])
			break
		}
		n := 1 + r.IntN(3)
		if inCharacters {
			n *= 2
		}
		n = min(n, len(words)-1-i)
		switch r.IntN(4) {
		case 0:
			add("-", words[i:i+n])
			i += n
		case 1:
			add("+", some())
		default:
			add("-", words[i:i+n])
			add("+", some())
			i += n
		}
	}
	return out
}

func sides(es []Edit) (old, new string) {
	var a, b strings.Builder
	for _, e := range es {
		if e.Op != "+" {
			a.WriteString(e.Text)
		}
		if e.Op != "-" {
			b.WriteString(e.Text)
		}
	}
	return a.String(), b.String()
}

// marks says of each code point on both sides, spaces left out, whether it is
// changed, and counts the places where changes stand.
func marks(es []Edit) (old, new []bool, hunks int) {
	inside := false
	for _, e := range es {
		changed := e.Op != "="
		if changed && !inside {
			hunks++
		}
		inside = changed
		for _, c := range e.Text {
			if unicode.IsSpace(c) {
				continue
			}
			if e.Op != "+" {
				old = append(old, changed)
			}
			if e.Op != "-" {
				new = append(new, changed)
			}
		}
	}
	return old, new, hunks
}

// A wordTally adds up marks told and marks planted.
type wordTally struct{ told, planted, right, hunks, plantedHunks, cuts int }

func (t *wordTally) add(planted, told []Edit) {
	po, pn, ph := marks(planted)
	to, tn, th := marks(told)
	t.hunks, t.plantedHunks = t.hunks+th, t.plantedHunks+ph
	for _, s := range [][2][]bool{{po, to}, {pn, tn}} {
		for i := range s[0] {
			if s[0][i] {
				t.planted++
			}
			if s[1][i] {
				t.told++
			}
			if s[0][i] && s[1][i] {
				t.right++
			}
		}
	}
	t.cuts += cutsInWords(told)
}

// cutsInWords counts the borders between edits that fall inside a word, or
// between a letter and its mark.
func cutsInWords(es []Edit) int {
	cuts := 0
	for _, side := range []string{"+", "-"} { // the other side's edits are passed over
		last := rune(0)
		for _, e := range es {
			if e.Op == side {
				continue
			}
			first, _ := utf8.DecodeRuneInString(e.Text)
			if unicode.Is(unicode.M, first) && last != 0 || isLetter(last) && isLetter(first) {
				cuts++
			}
			last, _ = utf8.DecodeLastRuneInString(e.Text)
		}
	}
	return cuts
}

func isLetter(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsDigit(r)) && !isIdeograph(r)
}

func (t *wordTally) f1() float64 { return 2 * float64(t.right) / float64(t.told+t.planted) }

func (t *wordTally) ratio() float64 { return float64(t.hunks) / float64(t.plantedHunks) }

// ourCharacters is the redline of two paragraphs without the words of Chinese.
func ourCharacters(old, new string) []Edit {
	w := wordAligner{lex: newLexicon(len(old))}
	a, b := w.lex.tokens(old), w.lex.tokens(new)
	return edits(old, new, a, b, w.align(a, b))
}

// wordPieces cuts Chinese into words, as its writers edit it, other texts at
// spaces.
func wordPieces(text string) []string {
	if isSpaced(text) {
		return pieces(text)
	}
	var out []string
	for text != "" {
		_, n := utf8.DecodeRuneInString(text)
		n = max(n, shippedChinese().longest(text))
		out = append(out, text[:n])
		text = text[n:]
	}
	return out
}

// TestChineseWords measures what the words of Chinese are worth: on edits of
// words they must not do worse than characters; on edits that were planted
// across words, which nobody writes, hardly worse.
func TestChineseWords(t *testing.T) {
	mayCost := map[string]float64{"characters": 0.001}
	for _, s := range declarationSheets(t) {
		if s.lang != tracker.Chinese {
			continue
		}
		for _, plant := range []struct {
			name string
			cut  func(string) []string
		}{{"words", wordPieces}, {"characters", pieces}} {
			r := rand.New(rand.NewPCG(1, 2))
			var words, characters wordTally
			for k := range 2000 {
				planted := plantPhrases(r, s.paragraphs[k%len(s.paragraphs)], s.paragraphs, plant.cut)
				old, new := sides(planted)
				words.add(planted, Words(old, new))
				characters.add(planted, ourCharacters(old, new))
			}
			t.Logf("edits of %s: by words F1 %.4f hunks %.2f, by characters F1 %.4f hunks %.2f",
				plant.name, words.f1(), words.ratio(), characters.f1(), characters.ratio())
			if words.f1() < characters.f1()-mayCost[plant.name] {
				t.Errorf("edits of %s: by words F1 %.4f, by characters %.4f", plant.name, words.f1(), characters.f1())
			}
		}
	}
}

// shortestWords is go-diff's on the same tokens, one rune each, cleaned up as it
// recommends for people.
func shortestWords(old, new string) []Edit {
	w := wordAligner{lex: newLexicon(len(old))}
	a, b := w.lex.tokens(old), w.lex.tokens(new)
	d := diffmatchpatch.New()
	d.DiffTimeout = 0
	ra, rb := asRunes(a, b)
	var hunks []hunk
	i, j := 0, 0
	for _, x := range d.DiffCleanupSemantic(d.DiffMainRunes(ra, rb, false)) {
		n := utf8.RuneCountInString(x.Text)
		switch x.Type {
		case diffmatchpatch.DiffEqual:
			i, j = i+n, j+n
		case diffmatchpatch.DiffDelete:
			hunks = append(hunks, hunk{i, i + n, j, j})
			i += n
		case diffmatchpatch.DiffInsert:
			hunks = append(hunks, hunk{i, i, j, j + n})
			j += n
		}
	}
	return edits(old, new, a, b, hunks)
}

// characters is go-diff as it comes.
func characters(old, new string) []Edit {
	d := diffmatchpatch.New()
	var out []Edit
	for _, x := range d.DiffCleanupSemantic(d.DiffMain(old, new, false)) {
		out = append(out, Edit{Op: map[diffmatchpatch.Operation]string{diffmatchpatch.DiffEqual: "=", diffmatchpatch.DiffDelete: "-", diffmatchpatch.DiffInsert: "+"}[x.Type], Text: x.Text})
	}
	return out
}

// TestPlantedPhrases measures the words of the redline on paragraphs with
// planted edits, in the six languages.
func TestPlantedPhrases(t *testing.T) {
	var council sheet
	council.name, council.lang = "council", tracker.English
	for _, s := range councilSheets(t) {
		council.paragraphs = append(council.paragraphs, s.paragraphs...)
	}
	for _, s := range append(declarationSheets(t), council) {
		r := rand.New(rand.NewPCG(1, 2))
		var ours, shortest, chars wordTally
		for k := range 2000 {
			text := s.paragraphs[k%len(s.paragraphs)]
			planted := plantPhrases(r, text, s.paragraphs, pieces)
			old, new := sides(planted)
			told := Words(old, new)
			if a, b := sides(told); a != old || b != new {
				t.Fatalf("%s: the words are not the texts: %q %q", s.name, old, new)
			}
			ours.add(planted, told)
			shortest.add(planted, shortestWords(old, new))
			chars.add(planted, characters(old, new))
		}
		t.Logf("%-8s redline F1 %.4f hunks %.2f cuts %d | go-diff tokens F1 %.4f hunks %.2f | go-diff characters F1 %.4f hunks %.2f cuts %.1f %%", s.name,
			ours.f1(), ours.ratio(), ours.cuts, shortest.f1(), shortest.ratio(), chars.f1(), chars.ratio(), 100*float64(chars.cuts)/float64(chars.hunks))
		if ours.f1() < 0.985 || ours.cuts > 0 || ours.ratio() < 0.95 || ours.ratio() > 1.05 {
			t.Errorf("%s: F1 %.4f, hunks %.2f, cuts %d", s.name, ours.f1(), ours.ratio(), ours.cuts)
		}
	}
}
