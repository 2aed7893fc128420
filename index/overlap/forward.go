package overlap

// A forward lists for each text the grams that it shares with others, of some
// parts: for all pairs this spares looking up every gram, most of which stand in
// one text only.
type forward struct {
	ends   []uint32 // of each text's groups
	groups []uint32 // where the uses of a shared gram begin
	uses   []use
}

// forward turns the postings of n texts round, each worker some parts of them.
func (p *postings) forward(n int) []*forward {
	out := make([]*forward, workers)
	parallel(func(worker int) {
		shared := 0
		for at := worker; at < parts; at += workers {
			shared += p.part[at].shared
		}
		f := &forward{ends: make([]uint32, n), uses: make([]use, 0, shared)}
		turned := make([]record, 0, shared) // here the text stands before, and then a group
		for at := worker; at < parts; at += workers {
			for group := range p.part[at].groups {
				if len(group) == 1 || group[0].use().weight() == 0 {
					continue
				}
				begin := record(len(f.uses))
				f.uses = append(f.uses, group[0].use()) // which has none before it
				for _, r := range group[1:] {
					f.uses = append(f.uses, r.use())
					turned = append(turned, record(r.use().text())<<32|begin)
				}
			}
		}
		radixSort(turned, make([]record, len(turned)), 32)
		f.groups = make([]uint32, len(turned))
		for i, r := range turned {
			f.groups[i] = uint32(r)
			f.ends[r>>32]++
		}
		sum := uint32(0)
		for text, count := range f.ends {
			sum += count
			f.ends[text] = sum
		}
		out[worker] = f
	})
	return out
}

// of gives the groups of a text.
func (f *forward) of(text uint32) []uint32 {
	from := uint32(0)
	if text > 0 {
		from = f.ends[text-1]
	}
	return f.groups[from:f.ends[text]]
}
