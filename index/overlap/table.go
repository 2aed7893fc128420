package overlap

import "math/bits"

// A table maps hashes to values. Its keys are spread already, so that looking one
// up costs a multiplication and mostly one line of memory; with the maps of the
// language, of which reading a library asks a billion times, half of the time went
// there. A key is not 0.
type table[K ~uint32 | ~uint64, V any] struct {
	cells []cell[K, V]
	used  int
	shift uint
}

type cell[K, V any] struct {
	key   K
	value V
}

// leastCells is how large a table begins.
const leastCells = 64

// get gives the value of a key, and whether there is one.
func (t *table[K, V]) get(key K) (value V, known bool) {
	if t.used == 0 {
		return value, false
	}
	s := t.find(key)
	return s.value, s.key == key
}

// at gives the place of a key's value, which is its zero value if it is new. It is
// good until the next call.
func (t *table[K, V]) at(key K) *V {
	if 2*t.used >= len(t.cells) {
		t.grow()
	}
	s := t.find(key)
	if s.key != key {
		s.key = key
		t.used++
	}
	return &s.value
}

// find gives the cell of a key, or the free one where it belongs.
func (t *table[K, V]) find(key K) *cell[K, V] {
	for i := uint64(key) * 0x9e3779b97f4a7c15 >> t.shift; ; i++ {
		s := &t.cells[i&uint64(len(t.cells)-1)]
		if s.key == key || s.key == 0 {
			return s
		}
	}
}

// clear takes all keys out and keeps the room.
func (t *table[K, V]) clear() {
	clear(t.cells)
	t.used = 0
}

func (t *table[K, V]) grow() {
	old := t.cells
	t.cells = make([]cell[K, V], max(leastCells, 2*len(old)))
	t.shift = uint(64 - bits.Len(uint(len(t.cells)-1)))
	for _, s := range old {
		if s.key != 0 {
			*t.find(s.key) = s
		}
	}
}

// all yields the keys and their values, in no order that means anything.
func (t *table[K, V]) all() func(func(K, V) bool) {
	return func(yield func(K, V) bool) {
		for _, s := range t.cells {
			if s.key != 0 && !yield(s.key, s.value) {
				return
			}
		}
	}
}
