package index

import (
	"context"
	"errors"
	"fmt"
)

// ErrTooBroad says that a query asks for more than is served quickly. What
// wraps it says what to do.
var ErrTooBroad = errors.New("the search is too broad")

// What one search may read, so that the worst query anyone can type takes some
// tens of milliseconds. All count what the query means, never what happens to be
// kept or how the segments lie, so that the same query gives the same answer.
const (
	// maxPostings is how many times it is looked up how often a word stands in a
	// provision: about 100 ns each when nothing is kept.
	maxPostings = 60_000
	// maxLists is how many posting lists are opened: about 1 µs each in each of some
	// ten segments.
	maxLists = 1_500
	// listCost is what it costs to open one, in postings.
	listCost = 100
	// maxNearLooks is how many words near spellings are looked for, in each language
	// on its own: about 1 ms each, and twice that for two letters.
	maxNearLooks = 12
	// maxExpanded is how many of those prefixes may take.
	maxExpanded = 1_000
	// maxExpansion bounds the words that a prefix stands for. "tele*" has some 150
	// in six conferences' texts.
	maxExpansion = 250
	// maxJoined bounds the provisions in which the words of beginnings stand, each
	// word counted: about 5 ns each.
	maxJoined = 1_000_000
	// minExpansion is how many it stands for when little is left.
	minExpansion = 4
	// leastPlaces is how many times the places of a word in a provision may be read:
	// about 150 ns each. Of more than 300,000 provisions it is one for each placeShare,
	// so that a phrase that a small record answers is answered in a large one.
	leastPlaces = 50_000
	placeShare  = 6
	// maxMeanings bounds the values of fields that are not as the record has them:
	// each is compared with every name of every value, in up to 1 ms.
	maxMeanings = 24
	// dayCost is what a day costs, in meanings: each instrument is looked at.
	dayCost = 6
)

// spending counts what a search has read.
type spending struct {
	provisions                                   int // of the index
	read, lists, places, looks, joined, meanings int
}

// postings reports whether n postings more may be read, and counts them if so.
func (s *spending) postings(n int) bool {
	if s.read+n > maxPostings {
		return false
	}
	s.read += n
	return true
}

// expansion says how many words the next prefix may stand for: of many prefixes
// the later ones get less.
func (s *spending) expansion() int {
	return max(minExpansion, min(maxExpansion, (maxExpanded-s.lists)/4))
}

// join reports whether the n provisions of one more word of a beginning may be
// joined to the others', and counts them if so.
func (s *spending) join(n int) bool {
	if s.joined+n > maxJoined {
		return false
	}
	s.joined += n
	return true
}

var nearNote = Note{Key: "near-many"}

// near reports whether near spellings of a word may be looked for.
func (s *spending) near(edits int) bool {
	if s.looks+edits > maxNearLooks {
		return false
	}
	s.looks += edits
	return true
}

// list counts posting lists.
func (s *spending) list(ctx context.Context, n int) error {
	if s.lists += n; s.lists > maxLists {
		return fmt.Errorf("%w: words ending in * or ~ stand for too many others; type more letters of them, or fewer such words", ErrTooBroad)
	}
	return ctx.Err()
}

// inOrder counts the places read for a phrase.
func (s *spending) inOrder(n int) error {
	if s.places+n > max(leastPlaces, s.provisions/placeShare) {
		return fmt.Errorf("%w: a phrase has only words that stand in most provisions; add a rarer word to it, or search without quotes", ErrTooBroad)
	}
	s.places += n
	return nil
}

// meaning counts a value of a field, which may be as the record has it.
func (s *spending) meaning(c Column, exact bool) error {
	switch {
	case exact:
	case c == InForceOn:
		s.meanings += dayCost
	default:
		s.meanings++
	}
	if s.meanings > maxMeanings {
		return fmt.Errorf("%w: %s: and other fields have too many values; name fewer of them", ErrTooBroad, c)
	}
	return nil
}
