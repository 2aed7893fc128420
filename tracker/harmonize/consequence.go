package harmonize

import (
	"slices"
	"strings"

	"concord/tracker"
)

// A Consequence is a provision of a text in force that names one of the texts
// that a merger suppresses, or a paragraph of the base that stands elsewhere
// now: it must be amended too.
type Consequence struct {
	Cites  tracker.Address `json:"cites"`        // the instrument
	From   tracker.Address `json:"from"`         // the provision that cites it
	Target tracker.Address `json:"target"`       // as exact as the citation is
	Now    tracker.Address `json:"now,omitzero"` // what says it when the merger is adopted; zero where nothing does
	Text   string          `json:"text"`         // the provision's words
	Lang   tracker.Lang    `json:"lang"`
	Was    string          `json:"was"`   // the citation as printed; "" where the text of this language has none
	Words  string          `json:"words"` // as it would read then; "" where a person must write it
	Why    Unwritten       `json:"why"`

	spots [][2]int // of the citation in the provision's words, in code points
}

// Consequences lists who cites what a merger takes away or moves, of what stands:
// the latest revision held of instruments that are not abrogated.
func (d Desk) Consequences(m tracker.Merger, draft Draft) ([]Consequence, error) {
	out := []Consequence{}
	texts, err := d.Texts(m)
	if err != nil {
		return out, err
	}
	c := citing{desk: d, draft: draft, texts: texts, session: m.Session}
	for i, t := range texts {
		for ref, err := range d.Store.CitedBy(t.Instrument) {
			if err != nil {
				return out, err
			}
			stands, err := d.standing(ref.From)
			if err != nil {
				return out, err
			}
			if c.merged(ref.From) || !stands || i == 0 && !c.moved(ref.Target, t) {
				continue
			}
			lang := t.Lang
			if !slices.Contains(ref.Langs, lang) {
				lang = ref.Langs[0]
			}
			p, err := d.Store.Provision(ref.From, lang)
			if err != nil {
				return out, err
			}
			one := Consequence{Cites: t.Instrument, From: ref.From, Target: ref.Target, Text: p.Text, Lang: lang}
			c.cite(&one, p, t)
			out = append(out, one)
		}
	}
	return out, nil
}

// standing reports whether a's revision is the latest held of an instrument that
// is not abrogated.
func (d Desk) standing(a tracker.Address) (bool, error) {
	record, err := d.Store.Instrument(a)
	if err != nil {
		return false, err
	}
	latest := ""
	for _, r := range record.Revisions {
		if len(r.Langs) > 0 {
			latest = r.Session
		}
	}
	return record.Standing != tracker.Abrogated && latest == a.Session, nil
}

// A citing finds how other texts would cite a draft.
type citing struct {
	desk    Desk
	draft   Draft
	texts   []tracker.Text
	session string // that would adopt it; "" where nobody chose
}

func (c *citing) merged(a tracker.Address) bool {
	return slices.ContainsFunc(c.texts, func(t tracker.Text) bool { return t.Instrument == a.Instrument() })
}

// moved reports whether the draft has a provision of the base elsewhere, or not
// at all.
func (c *citing) moved(target tracker.Address, base tracker.Text) bool {
	if _, is := base.Provision(target.Provision); !is {
		return false
	}
	return c.place(target, base).Provision != target.Provision
}

// place is where the draft has a provision that a citation names, whether or not
// it names the revision.
func (c *citing) place(target tracker.Address, t tracker.Text) tracker.Address {
	return c.draft.Places[t.Revision.At(target.Provision)]
}

// cite fills in what a citation becomes.
func (c *citing) cite(one *Consequence, p tracker.Provision, t tracker.Text) {
	base := c.texts[0].Instrument
	one.Now = base
	if one.Target.Provision != "" {
		one.Now = c.place(one.Target, t)
		one.Now.Session = ""
	}
	doubt, alike := "no such citation", true
	for i, x := range p.Citations {
		if x.Target != one.Target.String() {
			continue
		}
		// "Resolutions 101 and 133 (Rev. ...)": what stands behind the last is said of both.
		if i > 0 && x.Start-p.Citations[i-1].End <= listGap && !strings.Contains(p.Citations[i-1].Text, "(") && !strings.Contains(p.Citations[i-1].Text, "（") {
			alike = false
		}
		alike = alike && (one.Was == "" || one.Was == x.Text)
		one.Was, doubt, one.spots = x.Text, x.Doubt, append(one.spots, [2]int{x.Start, x.End})
	}
	switch {
	case doubt != "":
		one.Why = Doubtful
	case !alike:
		one.Why = NotShown
	case one.Now.IsZero():
		one.Why = TargetGone
	case t.Instrument != base && slices.ContainsFunc(p.Citations, func(x tracker.Citation) bool { return names(x.Target, base) }):
		one.Why = NamesBoth
	case c.saidOfOld(p, *one, t):
		one.Why = NotShown
	default:
		one.Words, one.Why = c.rewrite(one.Was, *one, t)
	}
}

// around is how many code points before and behind a citation may belong to it.
const around = 30

// saidOfOld reports whether the words around a citation say something of the text
// that goes which is not so of the one that stays: that it is "of this conference",
// or its title.
func (c *citing) saidOfOld(p tracker.Provision, one Consequence, t tracker.Text) bool {
	words := []rune(p.Text)
	title, here := tracker.NormalWords(t.Title), tracker.NormalWords(c.desk.Registry.Label("this-conference", one.Lang))
	for _, spot := range one.spots {
		behind := words[spot[1]:min(len(words), spot[1]+around+len([]rune(t.Title)))]
		near := tracker.NormalWords(string(words[max(0, spot[0]-around):spot[0]]) + " " + string(behind[:min(len(behind), around)]))
		if one.Target.Session != "" && here != "" && strings.Contains(near, here) {
			return true
		}
		if t.Instrument != c.texts[0].Instrument && title != "" && strings.Contains(tracker.NormalWords(string(behind)), title) {
			return true
		}
	}
	return false
}

// names reports whether the target of a citation is of an instrument.
func names(target string, instrument tracker.Address) bool {
	a, err := tracker.ParseAddress(target)
	return err == nil && a.Instrument() == instrument
}

// rewrite gives the words of a citation with the number of the base, its labels,
// and the place and year of the session that would adopt the draft.
func (c *citing) rewrite(words string, one Consequence, t tracker.Text) (string, Unwritten) {
	swaps := [][2]string{{t.Number, c.texts[0].Number}}
	if one.Target.Provision != "" {
		was, _ := t.Provision(one.Target.Provision)
		is, _ := c.draft.Text.Provision(one.Now.Provision)
		old, new := labels(was), labels(is)
		if was.Section != is.Section || len(old) != len(new) {
			return "", OtherSection
		}
		for i := range old {
			swaps = append(swaps, [2]string{old[i], new[i]})
		}
	}
	out, why := swapped(words, swaps)
	if one.Target.Session == "" || why != "" {
		return out, why
	}
	dated, certain := c.desk.dated(out, one.Target.Session, c.session, t.Lang)
	if !certain || !t.Revised || one.Target.Session != t.Revision.Session {
		return "", NotShown
	}
	return dated, ""
}
