package bench

import "concord/tracker"

// Same tells which provisions are one to a reader: one place of an instrument in
// all its revisions and languages, and the same words wherever a revision put
// them. A reader who finds one of them sees the others beside it.
type Same struct{ parent map[string]string }

// FindSame looks through all provisions.
func FindSame(rows []Row) Same {
	s := Same{map[string]string{}}
	for _, r := range rows {
		instrument, own := r.Address.Instrument().String(), place(r.Address)
		s.join(own, "place "+instrument+"#"+r.Address.Provision)
		s.join(own, "words "+instrument+" "+onlyWords(r.Text))
	}
	return s
}

// place is an address without its language.
func place(a tracker.Address) string { return a.Revision().At(a.Provision).String() }

// Of names the set that an address belongs to; unknown addresses stand alone.
func (s Same) Of(address string) string {
	for s.parent[address] != "" && s.parent[address] != address {
		address = s.parent[address]
	}
	return address
}

func (s Same) join(a, b string) {
	if a, b := s.Of(a), s.Of(b); a != b {
		s.parent[b] = a
	}
}
