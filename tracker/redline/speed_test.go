package redline

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"concord/tracker"
)

// invented makes paragraphs of made-up words, so that nothing real is needed.
// The alphabet gives them the look of a language; words recur as in a text,
// a few often and most seldom.
func invented(r *rand.Rand, lang tracker.Lang, paragraphs, words int) []string {
	alphabet := map[tracker.Lang][]rune{
		"ar": []rune("ابتثجحخدرزسشصضعغفقكلمنهويةىأإءًّ"), "en": []rune("abcdefghilmnoprstuvw"),
		"es": []rune("abcdefghilmnñopáéíóuú"), "fr": []rune("abcdéèêfghilmnoprstuç"),
		"ru": []rune("абвгдежзийклмнопрстуыя"), "zh": []rune("请责成秘书长理事会国际电联决议全权代表大会部门研究发展电信信息社会加强合作支持"),
	}[lang]
	lexicon := make([]string, 900)
	for i := range lexicon {
		n := 2 + r.IntN(8)
		if lang == "zh" {
			n = 1 + r.IntN(2)
		}
		var w strings.Builder
		for range n {
			w.WriteRune(alphabet[r.IntN(len(alphabet))])
		}
		lexicon[i] = w.String()
	}
	space, stop := " ", "; "
	if lang == "zh" {
		space, stop = "", "；"
	}
	out := make([]string, paragraphs)
	for i := range out {
		var b strings.Builder
		for k := range words/2 + r.IntN(words) {
			if k > 0 {
				b.WriteString(space)
			}
			rank := r.Float64()
			b.WriteString(lexicon[int(rank*rank*rank*float64(len(lexicon)))])
			switch r.IntN(25) {
			case 0:
				b.WriteString(strings.TrimSpace(stop))
			case 1:
				fmt.Fprintf(&b, "%s%d", space, 1900+r.IntN(200))
			}
		}
		out[i] = b.String() + strings.TrimSpace(stop)
	}
	return out
}

// longPair is one paragraph of 60,000 words, and the same with a quarter of them
// replaced.
func longPair(lang tracker.Lang) (old, new string) {
	r := rand.New(rand.NewPCG(5, 6))
	old = strings.Join(invented(r, lang, 1000, 60), glue(string(invented(r, lang, 1, 2)[0])))
	return old, replaceWords(r, old, invented(r, lang, 100, 60), 0.25)
}

// BenchmarkCompare compares texts of 50 and 500 provisions with planted edits
// (a third of the paragraphs), and one paragraph of 60,000 words with a quarter
// of its words replaced.
func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{50, 500, 5000} {
		r := rand.New(rand.NewPCG(3, 4))
		p := plantEdits(r, invented(r, "en", n, 60), invented(r, "en", 100, 60))
		old, new := provisions(p.old...), provisions(p.new...)
		b.Run(fmt.Sprintf("%d provisions", n), func(b *testing.B) {
			for b.Loop() {
				Compare(old, new, "en")
			}
		})
		other := provisions(invented(r, "en", n, 60)...)
		b.Run(fmt.Sprintf("%d provisions, nothing in common", n), func(b *testing.B) {
			for b.Loop() {
				Compare(old, other, "en")
			}
		})
	}
	text, changed := longPair("en")
	b.Run("60000 words", func(b *testing.B) {
		for b.Loop() {
			Compare(provisions(text), provisions(changed), "en")
		}
	})
}
