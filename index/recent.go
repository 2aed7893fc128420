package index

import "sync"

// recent keeps what was asked for lately, within a limit: when what is young
// takes half of it, what is old and was not asked for since is forgotten. What
// is kept is shared, and not to be changed.
type recent[K comparable, V any] struct {
	limit int
	mu    sync.Mutex // guards what follows
	young map[K]kept[V]
	old   map[K]kept[V]
	taken int // by what is young
}

// kept is a value and how much of the limit it takes.
type kept[V any] struct {
	value V
	size  int
}

func newRecent[K comparable, V any](limit int) *recent[K, V] {
	return &recent[K, V]{limit: limit, young: map[K]kept[V]{}}
}

func (r *recent[K, V]) get(key K) (V, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if k, ok := r.young[key]; ok {
		return k.value, true
	}
	k, ok := r.old[key]
	if ok {
		r.keep(key, k)
	}
	return k.value, ok
}

// put keeps a value. One that would take a quarter of the limit is not kept: it
// would drive out too much else.
func (r *recent[K, V]) put(key K, value V, size int) {
	if size > r.limit/4 {
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keep(key, kept[V]{value, size})
}

// forget empties it.
func (r *recent[K, V]) forget() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.young, r.old, r.taken = map[K]kept[V]{}, nil, 0
}

func (r *recent[K, V]) keep(key K, k kept[V]) {
	if _, twice := r.young[key]; twice {
		return
	}
	if r.taken+k.size > r.limit/2 {
		r.old, r.young, r.taken = r.young, map[K]kept[V]{}, 0
	}
	r.young[key] = k
	r.taken += k.size
}
