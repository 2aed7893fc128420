package implementation

import (
	"slices"

	"concord/tracker"
	"concord/tracker/redline"
)

// carry ties the items of a revision to those of the one before.
func (p *Plan) carry(old, new *revision) error {
	before, after, common, err := p.texts(old, new)
	if err != nil {
		return err
	}
	if !common {
		carryByName(old, new)
		return nil
	}
	for _, ch := range redline.Compare(before.Provisions, after.Provisions, before.Lang).Changes {
		was, is := old.byName[ch.Old.Provision], new.byName[ch.New.Provision]
		if ch.Old.IsZero() {
			was = nil
		}
		if ch.New.IsZero() {
			is = nil
		}
		switch {
		case was != nil && is != nil:
			bind(was, is, ch.Class)
		case was != nil && ch.New.IsZero():
			was.Closed = &Closing{Session: new.text.Revision.Session, Why: Removed}
		case was != nil && len(was.Into) == 0:
			was.Closed = &Closing{Session: new.text.Revision.Session, Why: NoMandate}
		}
	}
	for _, it := range old.items {
		if len(it.Into) > 0 {
			it.Closed = nil // a part of it asks for something still
		}
	}
	for _, it := range new.items {
		it.keepCorrections(old)
	}
	return nil
}

// carryByName ties by the provision alone: the two revisions are held in no
// common language, so nobody can say whether the words stand.
func carryByName(old, new *revision) {
	for _, was := range old.items {
		if is := new.byName[was.Address.Provision]; is != nil {
			bind(was, is, "")
		} else {
			was.Closed = &Closing{Session: new.text.Revision.Session, Why: Removed}
		}
	}
}

// keepCorrections lets what persons said of the very same words stand.
func (it *Item) keepCorrections(old *revision) {
	if len(it.Corrections) > 0 || len(it.From) != 1 || !keeps(it.From[0].Class) {
		return
	}
	it.correct(old.byName[it.From[0].Address.Provision].Corrections)
}

// keeps reports whether a provision's words stand.
func keeps(class redline.Class) bool {
	switch class {
	case redline.Unchanged, redline.Moved, redline.Renumbered, redline.CitationUpdate, redline.Cosmetic:
		return true
	}
	return false
}

func bind(was, is *Item, class redline.Class) {
	was.Into = append(was.Into, Tie{is.Address, class})
	is.From = append(is.From, Tie{was.Address, class})
}

// doubts says why what was said of was may not hold for is.
func doubts(class redline.Class, was, is *Item) []Cause {
	var why []Cause
	switch {
	case keeps(class):
	case class == redline.Split:
		why = append(why, WasSplit)
	case class == redline.Merged:
		why = append(why, WasMerged)
	case class == "":
		why = append(why, NotCompared)
	default:
		why = append(why, WordsChanged)
	}
	switch {
	case !slices.Equal(was.Lead, is.Lead):
		why = append(why, AsksAnother)
	case was.Section != is.Section:
		why = append(why, AsksOtherwise)
	}
	if was.State.Cycle {
		why = append(why, CycleEnded)
	}
	return why
}

// settle gives an item its state: what was last written of it, or else what it
// takes over from those that it came from.
func (p *Plan) settle(it *Item, w writing, from []*Item) {
	own := w.statuses[it.Address]
	for i, was := range from {
		if p.Registry.CompareSessions(was.Came, it.Came) < 0 {
			it.Came = was.Came
		}
		for _, element := range was.Elements {
			if !slices.Contains(it.Elements, element) {
				it.Elements = append(it.Elements, element)
			}
		}
		it.Statuses = append(it.Statuses, was.Statuses...)
		it.Version = max(it.Version, was.Version)
		if i == 0 || was.State.Rank < it.State.Rank || was.State.Rank == it.State.Rank && was.Since > it.Since {
			it.State, it.Since, it.Status = was.State, was.Since, was.Status
		}
	}
	for i, was := range from {
		if it.Status == nil && len(it.Statuses) == 0 {
			break // nothing was said, so there is nothing to confirm
		}
		for _, why := range slices.Concat(was.Confirm, doubts(it.From[i].Class, was, it)) {
			if !slices.Contains(it.Confirm, why) {
				it.Confirm = append(it.Confirm, why)
			}
		}
	}
	for _, l := range w.links {
		if l.Address == it.Address {
			it.tie(l)
		}
	}
	it.Statuses = append(it.Statuses, own...)
	bySequence(it.Statuses)
	it.Statuses = slices.CompactFunc(it.Statuses, func(a, b tracker.StatusRecord) bool {
		return a.Sequence == b.Sequence && a.Address == b.Address
	})
	switch {
	case len(own) > 0:
		p.rest(it, own[len(own)-1])
	case len(from) == 0:
		it.State, it.Since = p.Registry.InitialState(), p.Registry.Ended(it.Session)
	}
}

// rest makes an item's state rest on a status that was written of its words.
func (p *Plan) rest(it *Item, s tracker.StatusRecord) {
	it.Status, it.Since, it.Confirm = &s, s.Since, nil
	var known bool
	if it.State, known = p.Registry.State(s.State); !known { // of a data file that has lost it since
		it.State = tracker.State{Key: s.State, Name: tracker.Names{tracker.English: s.State}, Open: true}
	}
	it.Version = max(it.Version, s.Sequence)
	if s.Words != "" && s.Lang == it.Lang && s.Words != it.words {
		it.Confirm = []Cause{ReadAgain}
	}
}
