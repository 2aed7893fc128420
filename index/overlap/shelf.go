package overlap

import (
	"math"
	"slices"

	"concord/tracker"
)

// A shelf holds the distinct wordings of one language. A wording is numbered
// in the order in which it came; the provisions that have it hang off it.
type shelf struct {
	lang   tracker.Lang
	size   int // words a gram
	reader *reader

	texts [][]token             // the tokens of each wording
	byKey table[uint64, uint32] // wording by a hash of all its words, entities too
	first []int32               // a provision that has it, or nobody
	more  map[uint32][]int32

	base  *postings
	total []int32               // weight of each wording's grams
	delta map[gram][]uint32     // of the wordings that came since
	rare  table[token, float32] // how telling a stem is, by its rarity
	kin   kin
	// leastRare is the rarity from which on a word finds kin.
	leastRare float32
}

const nobody = -1

// A wording is text as it was read, ready to be put on the shelf.
type wording struct {
	key    uint64
	tokens []token
}

func newShelf(lang tracker.Lang, p *phrases) *shelf {
	s := &shelf{
		lang: lang, size: 3, reader: newReader(lang, p), more: map[uint32][]int32{}, base: &postings{}, delta: map[gram][]uint32{},
	}
	if lang == tracker.Chinese {
		s.size = 4
	}
	return s
}

// wordingOf reads a text.
func (r *reader) wordingOf(text string, cited []span) wording {
	tokens := r.read(text, cited)
	key := uint64(offsetFNV)
	for _, w := range r.words {
		key = mix(key*primeFNV ^ uint64(w.token))
	}
	return wording{max(key, 1), tokens}
}

// put gives provision p a wording and says which.
func (s *shelf) put(w wording, p int32) uint32 {
	id, known := s.byKey.get(w.key)
	if !known {
		id = uint32(len(s.texts))
		*s.byKey.at(w.key) = id
		s.texts = append(s.texts, w.tokens)
		s.first = append(s.first, nobody)
	}
	if s.first[id] == nobody {
		s.first[id] = p
	} else {
		s.more[id] = append(s.more[id], p)
	}
	return id
}

// index makes a wording that was put findable before the next build. total is
// the weight of its grams.
func (s *shelf) index(id uint32, grams []gram, total int32) {
	if int(id) < len(s.total) {
		return
	}
	s.total = append(s.total, total)
	s.addKin(id)
	for _, g := range grams {
		s.delta[g] = append(s.delta[g], id)
	}
}

// unsorted reports whether wordings were put and neither indexed nor built.
func (s *shelf) unsorted() bool { return len(s.total) < len(s.texts) }

// take takes wording id away from provision p.
func (s *shelf) take(id uint32, p int32) {
	if s.first[id] != p {
		s.more[id] = slices.DeleteFunc(s.more[id], func(q int32) bool { return q == p })
	} else if rest := s.more[id]; len(rest) > 0 {
		s.first[id], s.more[id] = rest[0], rest[1:]
	} else {
		s.first[id] = nobody
	}
	if len(s.more[id]) == 0 {
		delete(s.more, id)
	}
}

// text gives the tokens of a wording.
func (s *shelf) text(id uint32) []token { return s.texts[id] }

// alive reports whether some provision has the wording.
func (s *shelf) alive(id int) bool { return s.first[id] != nobody }

// having yields the provisions that have a wording.
func (s *shelf) having(id uint32) func(func(int32) bool) {
	return func(yield func(int32) bool) {
		if s.first[id] == nobody || !yield(s.first[id]) {
			return
		}
		for _, p := range s.more[id] {
			if !yield(p) {
				return
			}
		}
	}
}

// build sorts all wordings into the postings. lineage numbers the instrument of
// a provision, from 0 to lineages.
func (s *shelf) build(lineages int, lineage func(int32) uint32) {
	s.findKin(s.rarities())
	u := s.usage(lineages, lineage)
	s.base, s.total = buildPostings(&source{
		n: len(s.texts), size: s.size,
		tokens: func(id int) []token {
			if !s.alive(id) {
				return nil
			}
			return s.texts[id]
		},
		usage: u, weights: weightTable(u.instruments()),
	})
	s.delta = map[gram][]uint32{}
}

// rarities counts in how many wordings each stem stands, and gives how many
// wordings there are.
func (s *shelf) rarities() int {
	type count struct{ texts, last uint32 } // last is the wording that counted last, plus one
	counts, texts := make([]table[token, count], workers), make([]int, workers)
	n := len(s.texts)
	parallel(func(w int) {
		var mine table[token, count]
		var stems []token
		for id := n * w / workers; id < n*(w+1)/workers; id++ {
			if !s.alive(id) {
				continue
			}
			texts[w]++
			stems = s.contents(uint32(id), stems[:0])
			for _, stem := range stems {
				if u := mine.at(stem); u.last != uint32(id)+1 {
					u.last = uint32(id) + 1
					u.texts++
				}
			}
		}
		counts[w] = mine
	})
	total := 0
	var all table[token, int]
	for w := range workers {
		total += texts[w]
		for stem, u := range counts[w].all() {
			*all.at(stem) += int(u.texts)
		}
	}
	s.rare = table[token, float32]{}
	for stem, count := range all.all() {
		*s.rare.at(stem) = rarity(total, count)
	}
	return total
}

// rareness says how telling a stem is; one that the shelf has not counted is as rare
// as one that stands in a single wording.
func (s *shelf) rareness(stem token) float32 {
	w, known := s.rare.get(stem)
	if !known {
		return rarity(len(s.texts), 1)
	}
	return w
}

func rarity(texts, count int) float32 {
	return float32(math.Log(float64(texts+1) / float64(count)))
}

// contents appends the stems of a wording's content words; of Chinese, the
// pairs of characters.
func (s *shelf) contents(id uint32, out []token) []token {
	return s.reader.contents(s.text(id), out)
}

// pairOf gives two characters as one word.
func pairOf(a, b token) token { return max(token(mix(uint64(a)<<32|uint64(b))), firstWord) }

// contentsRead appends the stems of the content words of the text just read.
func (r *reader) contentsRead(out []token) []token {
	if r.lang == tracker.Chinese {
		return r.contents(r.out, out)
	}
	for i, w := range r.words {
		if w.stem != 0 && !r.entities[i] {
			out = append(out, w.stem)
		}
	}
	return out
}

func (r *reader) contents(tokens []token, out []token) []token {
	for i, t := range tokens {
		if t < firstWord {
			continue
		}
		stem, known := r.stems.get(t)
		if !known {
			stem = t
		}
		if r.lang == tracker.Chinese {
			if i+1 == len(tokens) || tokens[i+1] < firstWord {
				continue
			}
			stem = pairOf(t, tokens[i+1])
		}
		if stem != 0 {
			out = append(out, stem)
		}
	}
	return out
}

// languageIndex is the place of a language among all, as texts of a provision have it.
func languageIndex(l tracker.Lang) int { return slices.Index(tracker.Langs[:], l) }
