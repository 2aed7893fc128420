package harmonize

import (
	"cmp"
	"slices"

	"concord/tracker"
)

// Amendments makes of the consequences of a merger, in its language, the texts that
// must follow, each with only the paragraphs that change: as they are and as they
// become, headed as the conference would that adopts them. left are those with paragraphs that a person must write.
func (d Desk) Amendments(m tracker.Merger, all []Consequence) (amended [][2]tracker.Text, left []tracker.Text, err error) {
	byText := map[tracker.Address]map[string][]Consequence{} // by revision and provision
	var order []tracker.Address
	for _, c := range all {
		at := c.From.Revision()
		if byText[at] == nil {
			byText[at], order = map[string][]Consequence{}, append(order, at)
		}
		byText[at][c.From.Provision] = append(byText[at][c.From.Provision], c)
	}
	lang := m.Texts[0].Lang
	for _, at := range order {
		text, err := d.Store.Text(at, lang)
		if err != nil {
			return nil, nil, err
		}
		before, after, open := text, d.Adopted(text, m.Session), text
		before.Provisions, after.Provisions, open.Provisions = nil, nil, nil
		for _, p := range text.Provisions {
			about := byText[at][p.Address.Provision]
			switch becomes, certain := reworded(p, about); {
			case len(about) == 0:
			case certain && text.Lang == lang:
				before.Provisions = append(before.Provisions, p)
				p.Text, p.Citations = becomes, nil
				after.Provisions = append(after.Provisions, p)
			default:
				open.Provisions = append(open.Provisions, p)
			}
		}
		if len(before.Provisions) > 0 {
			amended = append(amended, [2]tracker.Text{before, after})
		}
		if len(open.Provisions) > 0 {
			left = append(left, open)
		}
	}
	return amended, left, nil
}

// reworded is a provision with its citations as they become; false where one of
// them is not certain.
func reworded(p tracker.Provision, about []Consequence) (string, bool) {
	type edit struct {
		from, to int
		words    string
	}
	var edits []edit
	for _, c := range about {
		if c.Words == "" {
			return "", false
		}
		for _, s := range c.spots {
			edits = append(edits, edit{s[0], s[1], c.Words})
		}
	}
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(b.from, a.from) })
	words := []rune(p.Text)
	for _, e := range edits { // from the end on, so that places stay
		words = slices.Concat(words[:e.from], []rune(e.words), words[e.to:])
	}
	return string(words), true
}

// swapped puts new numbers and labels for old ones, each of which the words must
// show once.
func swapped(words string, swaps [][2]string) (string, Unwritten) {
	type edit struct {
		at       int
		old, new string
	}
	var edits []edit
	for _, s := range swaps {
		at, times := shown(words, s[0])
		if s[0] == s[1] {
			continue
		}
		if times != 1 {
			return "", NotShown
		}
		edits = append(edits, edit{at, s[0], s[1]})
	}
	slices.SortFunc(edits, func(a, b edit) int { return cmp.Compare(b.at, a.at) })
	for _, e := range edits { // from the end on, so that places stay
		words = words[:e.at] + e.new + words[e.at+len(e.old):]
	}
	return words, ""
}
