package ui

import "concord/tracker"

// A piece is a stretch of a member: what it shares, or what only it has.
type piece struct {
	Text    string
	Shared  bool
	Differs bool
}

// pieces cuts a text, whose shared spans are given in code points, into what is
// shared and what is its own. What lies between shared words without a word of
// its own differs in nothing.
func pieces(text string, spans [][2]int) []piece {
	runes := []rune(text)
	var out []piece
	at := 0
	add := func(to int, shared bool) {
		if to > at && to <= len(runes) {
			words := string(runes[at:to])
			out = append(out, piece{Text: words, Shared: shared, Differs: !shared && tracker.NormalWords(words) != ""})
			at = to
		}
	}
	for _, span := range spans {
		add(span[0], false)
		add(span[1], true)
	}
	add(len(runes), false)
	return out
}
