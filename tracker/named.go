package tracker

import (
	"fmt"
	"slices"
	"strings"
)

// What people type is a key, or a name in any of the six languages; a hyphen is a
// space: "in-progress", "In progress", 进行中.

// Called reports whether people call the state so.
func (s State) Called(typed string) bool { return s.Name.Called(s.Key, typed) }

// Called reports whether people call the addressee so.
func (a Addressee) Called(typed string) bool {
	return a.Name.Called(a.Key, typed) || anyForm(typed, a.Forms)
}

// Called reports whether people call the body so: "itu/pp", "PP", "Plenipotentiary
// Conference".
func (b Body) Called(typed string) bool {
	_, short, _ := strings.Cut(b.ID, "/")
	return isAny(typed, b.ID, short) || b.Name.has(typed) || b.Short.has(typed) || anyForm(typed, b.Alias)
}

// StateNamed gives the key of a state by any of its names.
func (r *Registry) StateNamed(typed string) (key string, err error) {
	keys := make([]string, len(r.States))
	for i, s := range r.States {
		if s.Called(typed) {
			return s.Key, nil
		}
		keys[i] = s.Key
	}
	return "", fmt.Errorf("state %q: want one of %s", typed, strings.Join(keys, ", "))
}

// FateNamed gives the key of what may become of a proposal by any of its names.
func (r *Registry) FateNamed(typed string) (key string, err error) {
	keys := make([]string, len(r.Fates))
	for i, f := range r.Fates {
		if f.Name.Called(f.Key, typed) {
			return f.Key, nil
		}
		keys[i] = f.Key
	}
	return "", fmt.Errorf("fate %q: want one of %s", typed, strings.Join(keys, ", "))
}

// AddresseeNamed gives the key of an addressee by any of its names.
func (r *Registry) AddresseeNamed(typed string) (key string, err error) {
	if a, known := r.Addressee(typed); known {
		return a.Key, nil
	}
	for _, list := range [][]Addressee{r.Addressees, r.Actors} {
		if i := slices.IndexFunc(list, func(a Addressee) bool { return a.Called(typed) }); i >= 0 {
			return list[i].Key, nil
		}
	}
	for _, p := range r.Proposers {
		if p.Kind == "state" && p.Name.has(typed) {
			return p.StateKey(), nil
		}
	}
	return "", fmt.Errorf("addressee %q is in no list: want a key or a name, such as sg, dir-bdt or \"Member States\"", typed)
}

// BodyNamed gives the body by any of its names. The fictional ones come last: they
// lend a real body no name.
func (r *Registry) BodyNamed(typed string) (Body, error) {
	for _, fictional := range []bool{false, true} {
		i := slices.IndexFunc(r.Bodies, func(b Body) bool { return b.Fictional == fictional && b.Called(typed) })
		if i >= 0 {
			return r.Bodies[i], nil
		}
	}
	return Body{}, fmt.Errorf("body %q is not known: want an id or a name, such as itu/council or Council", typed)
}

// SelectionNamed gives the beginning of the addresses of several texts that people
// mean: "PP" is "itu/pp"; "itu" and "itu/pp/res" are what they are.
func (r *Registry) SelectionNamed(typed string) (selection string, ok bool) {
	typed = strings.TrimSpace(typed)
	if b, err := r.BodyNamed(typed); err == nil {
		return b.ID, true
	}
	return typed, slices.ContainsFunc(r.Bodies, func(b Body) bool {
		kind, of := strings.CutPrefix(typed, b.ID+"/")
		return of && Kind(kind).Valid() || strings.HasPrefix(b.ID, typed+"/")
	})
}

// Called reports whether people call so what has this key and these names.
func (n Names) Called(key, typed string) bool { return isAny(typed, key) || n.has(typed) }

func (n Names) has(typed string) bool {
	return slices.ContainsFunc(Langs[:], func(l Lang) bool { return isAny(typed, n[l]) })
}

func anyForm(typed string, forms map[Lang][]string) bool {
	return slices.ContainsFunc(Langs[:], func(l Lang) bool { return isAny(typed, forms[l]...) })
}

// isAny reports whether typed is a spelling of one of the names.
func isAny(typed string, names ...string) bool {
	spaced := Spaced(typed)
	return slices.ContainsFunc(names, func(n string) bool { return n != "" && Spaced(n) == spaced })
}

// Spaced is [Fold] with a space for every hyphen.
func Spaced(s string) string { return strings.ReplaceAll(Fold(s), "-", " ") }

// FrequencyNamed gives the key of a frequency by any of its names: "annual",
// "annually", "every year", ежегодно.
func (r *Registry) FrequencyNamed(typed string) (key string, ok bool) {
	folded := Fold(typed)
	for _, key := range []string{Once, Annual, Biennial, EachSession, EachCycle, Regular, Continuous} {
		if isAny(typed, key) || folded == key+"ly" || slices.ContainsFunc(Langs[:], func(l Lang) bool { return isAny(typed, r.FrequencyName(key, l)) }) {
			return key, true
		}
	}
	return typed, strings.HasPrefix(typed, "every-")
}
