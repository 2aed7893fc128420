package overlap

// A postings holds, for every gram, the texts that it stands in, sorted by
// gram, and what it weighs. It never changes once built.
type postings struct{ part [parts]part }

const (
	// partBits are the bits of a gram that choose its part. Of a million
	// provisions, a part is half a megabyte: two of them are sorted near the processor.
	partBits = 10
	parts    = 1 << partBits
	restBits = gramBits - partBits
)

func (g gram) part() int    { return int(g >> restBits) }
func (g gram) rest() uint32 { return uint32(g) & (1<<restBits - 1) }

// A record is a gram in a text: the bits of the gram that its part does not say,
// and a use.
type record uint64

func newRecord(gram uint32, u use) record { return record(gram)<<32 | record(u) }

func (r record) gram() uint32 { return uint32(r >> 32) }
func (r record) use() use     { return use(r) }

// A use is a text that has a gram, in textBits bits, and above them what the gram
// weighs.
type use uint32

const (
	textBits = 22
	// mostWordings is how many wordings of one language there can be.
	mostWordings = 1 << textBits
)

func newUse(text uint32, weight int32) use { return use(weight)<<textBits | use(text) }

func (u use) weight() int32 { return int32(u >> textBits) }
func (u use) text() uint32  { return uint32(u) & (mostWordings - 1) }

// A part holds the grams of one prefix.
type part struct {
	records []record
	starts  []uint32 // where the records of each prefix of restBits-shift bits begin
	shift   uint
	shared  int // records of grams that several texts have and that weigh something
}

// find gives the records of a gram.
func (p *postings) find(g gram) []record {
	at, rest := &p.part[g.part()], g.rest()
	if len(at.records) == 0 {
		return nil
	}
	from, to := at.starts[rest>>at.shift], at.starts[rest>>at.shift+1]
	for from < to && at.records[from].gram() < rest {
		from++
	}
	end := from
	for end < to && at.records[end].gram() == rest {
		end++
	}
	return at.records[from:end]
}

// groups yields the records of each gram of a part.
func (p *part) groups(yield func([]record) bool) {
	for i := 0; i < len(p.records); {
		end := groupEnd(p.records, i)
		if !yield(p.records[i:end]) {
			return
		}
		i = end
	}
}

// groupEnd gives the end of the records of the gram that begins at i.
func groupEnd(records []record, i int) int {
	end := i + 1
	for end < len(records) && records[end].gram() == records[i].gram() {
		end++
	}
	return end
}
