package proposal

import (
	"unicode"

	"concord/tracker"
	"concord/tracker/redline"
	"concord/tracker/store"
)

// A Suggestion is what the conference's own texts say became of a proposal.
type Suggestion struct {
	Fate    string          `json:"fate"` // key of a [tracker.FateState]; "" where the evidence does not decide
	Because Reason          `json:"because"`
	Adopted tracker.Address `json:"adopted"` // what it was held against, in its language
	// Asked counts the words that the proposal would insert or delete, Taken
	// those of them that the adopted text did, Other what else it changed.
	Asked int `json:"asked"`
	Taken int `json:"taken"`
	Other int `json:"other"`
	Texts int `json:"texts"` // how many texts of the conference the record holds
}

// A Reason names the evidence.
type Reason string

// The evidence there can be.
const (
	ByWords    Reason = "words"       // the words of the proposal and of what was adopted
	Abrogated  Reason = "abrogated"   // the conference ended the text
	Revised    Reason = "revised"     // the conference revised the text
	NotRevised Reason = "not-revised" // no text of the conference's that is held revises or ends it
)

// What share of a proposal's words must be adopted for which fate. Each bound has
// its case in TestSuggest.
const (
	allOf   = 0.9  // "as proposed": but for a word or a date
	someOf  = 0.25 // one of its ideas went in
	nothing = 0.1  // common words only
)

// Suggest says what became of a proposal, or nil where the record has nothing
// to say it by.
func (d *Desk) Suggest(p tracker.Proposal) (*Suggestion, error) {
	if err := d.look(); err != nil {
		return nil, err
	}
	texts := d.met[p.Session]
	if p.Action == tracker.Add {
		return d.suggestNew(p, texts)
	}
	if p.Target.Number == "" {
		return nil, nil
	}
	record, err := d.Store.Instrument(p.Target)
	if err != nil {
		return nil, ignoreMissing(err)
	}
	revised := false
	for _, r := range record.Revisions {
		revised = revised || r.Session == p.Session && len(r.Langs) > 0
	}
	s := &Suggestion{Texts: texts}
	switch {
	case record.Abrogated == p.Session:
		s.Because, s.Fate = Abrogated, "not-adopted"
		if p.Action == tracker.Suppress {
			s.Fate = "adopted"
		}
	case revised && p.Action == tracker.Modify:
		return d.suggestChanged(p, texts)
	case revised:
		s.Because, s.Fate, s.Adopted = Revised, "not-adopted", p.Target.Instrument()
		s.Adopted.Session = p.Session
	case texts == 0:
		return nil, nil
	default:
		s.Because, s.Fate = NotRevised, "not-adopted"
		if p.Action == tracker.NoChange {
			s.Fate = "kept"
		}
	}
	return s, nil
}

// suggestChanged holds a proposal to modify against the revision adopted.
func (d *Desk) suggestChanged(p tracker.Proposal, texts int) (*Suggestion, error) {
	own, err := d.share(p)
	if err != nil || own == nil || own.asked == 0 {
		return nil, err
	}
	s := &Suggestion{Because: ByWords, Adopted: own.adopted, Asked: own.asked, Taken: own.taken, Other: own.other, Texts: texts}
	switch part := own.part(); {
	case part >= allOf && float64(own.other) <= (1-allOf)*float64(own.taken+own.other):
		s.Fate = "adopted"
	case part >= someOf:
		merged, err := d.othersTaken(p)
		if err != nil {
			return nil, err
		}
		if s.Fate = "adopted-changed"; merged {
			s.Fate = "merged"
		}
	case part < nothing:
		s.Fate = "not-adopted"
	}
	return s, nil
}

// othersTaken reports whether words of another proposal on the same text went
// into what was adopted as well.
func (d *Desk) othersTaken(p tracker.Proposal) (bool, error) {
	list, err := d.List(Filter{Session: p.Session, Instrument: p.Target, Action: tracker.Modify})
	for _, other := range list {
		if other.Symbol == p.Symbol {
			continue
		}
		theirs, err := d.share(other)
		if err != nil || theirs != nil && theirs.part() >= someOf {
			return err == nil, err
		}
	}
	return false, err
}

// suggestNew looks for a new text of the conference's that says what a proposed
// new one does.
func (d *Desk) suggestNew(p tracker.Proposal, texts int) (*Suggestion, error) {
	p, err := d.Store.Proposal(p.Session, p.Symbol)
	if err != nil {
		return nil, err
	}
	best := &Suggestion{Because: ByWords, Texts: texts}
	for _, text := range p.Texts {
		if text.After == nil {
			continue
		}
		for _, revision := range d.first[p.Session] {
			adopted, err := d.held(revision, text.Lang)
			if err != nil {
				return nil, err
			}
			if adopted == nil {
				continue
			}
			asked, taken, other := kept(redline.Compare(text.After.Provisions, adopted.Provisions, text.Lang))
			if taken > best.Taken {
				best.Asked, best.Taken, best.Other, best.Adopted = asked, taken, other, revision.In(text.Lang)
			}
		}
	}
	switch part := float64(best.Taken) / float64(max(best.Asked, 1)); {
	case part >= allOf && float64(best.Other) <= (1-allOf)*float64(best.Taken+best.Other):
		best.Fate = "adopted"
	case part >= 2*someOf: // new texts share their formulas
		best.Fate = "adopted-changed"
	default:
		return nil, nil
	}
	return best, nil
}

// kept counts the words of the old side, those of them that stand in the new
// one, and what else that has.
func kept(r redline.Redline) (all, same, other int) {
	for _, ch := range r.Changes {
		for _, e := range ch.Words {
			n := len(words(e.Text))
			switch {
			case e.Op == "=":
				all, same = all+n, same+n
			case e.Op == "-" && !e.Elsewhere:
				all += n
			case e.Op == "+" && !e.Elsewhere:
				other += n
			}
		}
	}
	return all, same, other
}

// A share is how much of a proposal's edits an adopted text has.
type share struct {
	adopted             tracker.Address
	asked, taken, other int
}

func (s *share) part() float64 { return float64(s.taken) / float64(max(s.asked, 1)) }

// share compares a proposal to modify with what was adopted, in the first
// language that base, proposal and adopted text are there in; nil where none is.
func (d *Desk) share(p tracker.Proposal) (*share, error) {
	key := store.ProposalSubject(p.Session, p.Symbol)
	if s, done := d.shares[key]; done {
		return s, nil
	}
	p, err := d.Store.Proposal(p.Session, p.Symbol)
	if err != nil {
		return nil, err
	}
	var found *share
	revision := p.Target.Instrument()
	revision.Session = p.Session
	for _, text := range p.Texts {
		w, err := d.Weigh(p, text.Lang)
		if err != nil {
			return nil, err
		}
		adopted, err := d.held(revision, text.Lang)
		if err != nil {
			return nil, err
		}
		if w.Base == nil || text.After == nil || adopted == nil {
			continue
		}
		found = &share{adopted: revision.In(text.Lang)}
		c := redline.Consolidate(w.Base.Provisions, [][]tracker.Provision{text.After.Provisions, adopted.Provisions}, text.Lang)
		for _, row := range c.Rows {
			found.add(row)
		}
		break
	}
	if d.shares == nil {
		d.shares = map[string]*share{}
	}
	d.shares[key] = found
	return found, nil
}

// add counts one row: proposal 1 is the one asked about, 2 what was adopted.
// What came from another section is counted where it was.
func (s *share) add(row redline.Row) {
	if row.From > 0 {
		return
	}
	var mine, theirs map[string]int
	for _, cell := range row.Cells {
		edits := map[string]int{}
		if cell.Class != redline.Cosmetic {
			for _, e := range cell.Words {
				if e.Op == "=" || e.Elsewhere {
					continue
				}
				for _, word := range words(e.Text) {
					edits[e.Op+word]++
				}
			}
		}
		for _, k := range cell.Proposals {
			if k == 1 {
				mine = edits
			} else {
				theirs = edits
			}
		}
	}
	both := 0
	for word, n := range mine {
		both += min(n, theirs[word])
		s.asked += n
	}
	for _, n := range theirs {
		s.other += n
	}
	s.taken, s.other = s.taken+both, s.other-both
}

// words cuts a text into its words, in lower case; of Chinese each character is
// one.
func words(text string) []string {
	var list []string
	var word []rune
	end := func() {
		if len(word) > 0 {
			list, word = append(list, string(word)), nil
		}
	}
	for _, r := range tracker.Fold(text) {
		switch {
		case unicode.Is(unicode.Han, r):
			end()
			list = append(list, string(r))
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			word = append(word, r)
		default:
			end()
		}
	}
	end()
	return list
}

// look counts once what the record holds of each session, and which texts were
// new there.
func (d *Desk) look() error {
	if d.met != nil {
		return nil
	}
	d.met, d.first = map[string]int{}, map[string][]tracker.Address{}
	for record, err := range d.Store.Instruments() {
		if err != nil {
			return err
		}
		for i, r := range record.Revisions {
			if len(r.Langs) == 0 {
				continue
			}
			d.met[r.Session]++
			if i == 0 {
				d.first[r.Session] = append(d.first[r.Session], r.Revision)
			}
		}
	}
	return nil
}
