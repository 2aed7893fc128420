package harmonize

import (
	"slices"
	"strings"

	"concord/tracker"
)

// A Sentence of the draft, and the provision that it stands in today; From is
// zero for one that is new.
type Sentence struct {
	Text string          `json:"text"`
	From tracker.Address `json:"from"`
}

// enough is the share of a sentence's words, in tenths, in runs of two, that a
// provision must have to be its origin. At six, a sentence with a changed date
// and a changed verb still has one; at four, any two that report annually do.
const enough = 6

// sentences finds the origin of each sentence of a line: of one that was not
// edited its own provision, else the provision of any of the texts with most of
// its words, those that the line stands for first.
func sentences(l line, texts []tracker.Text) []Sentence {
	own := l.provision.Address
	if !l.edited {
		return []Sentence{{Text: l.provision.Text, From: own}}
	}
	var near, far []tracker.Provision
	for _, t := range texts {
		for _, p := range t.Provisions {
			near, far = sortNear(p, own, l.carries, near, far)
		}
	}
	var out []Sentence
	for _, text := range cut(l.provision.Text) {
		s := Sentence{Text: text}
		for _, pool := range [][]tracker.Provision{near, far} {
			if s.From.IsZero() {
				s.From = origin(text, pool)
			}
		}
		out = append(out, s)
	}
	return out
}

// sortNear puts p with those a line stands for, or with the rest.
func sortNear(p tracker.Provision, own tracker.Address, carries []tracker.Address, near, far []tracker.Provision) (n, f []tracker.Provision) {
	if p.Address == own {
		return append([]tracker.Provision{p}, near...), far
	}
	if slices.Contains(carries, p.Address) {
		return append(near, p), far
	}
	return near, append(far, p)
}

// origin is the provision that has most of a sentence, if any has enough.
func origin(sentence string, pool []tracker.Provision) tracker.Address {
	want := pairs(sentence)
	best, at := 0, tracker.Address{}
	for _, p := range pool {
		have, n := map[string]bool{}, 0
		for _, w := range pairs(p.Text) {
			have[w] = true
		}
		for _, w := range want {
			if have[w] {
				n++
			}
		}
		if n > best && 10*n >= enough*len(want) {
			best, at = n, p.Address
		}
	}
	return at
}

// pairs are the runs of two words in a text, or its only word.
func pairs(text string) []string {
	words := strings.Fields(tracker.NormalWords(text))
	if len(words) == 1 {
		return words
	}
	var out []string
	for i := 1; i < len(words); i++ {
		out = append(out, words[i-1]+" "+words[i])
	}
	return out
}

// cut divides a text at the signs that close a sentence or a clause of a list.
// The parts together are the text.
func cut(text string) []string {
	var out []string
	from := 0
	for i, r := range text {
		end := i + len(string(r))
		switch {
		case strings.ContainsRune("。；！？؛", r):
		case strings.ContainsRune(".;!?؟", r) && end < len(text) && strings.HasPrefix(text[end:], " "):
		default:
			continue
		}
		for end < len(text) && text[end] == ' ' {
			end++
		}
		out, from = append(out, text[from:end]), end
	}
	if from < len(text) {
		out = append(out, text[from:])
	}
	return out
}
