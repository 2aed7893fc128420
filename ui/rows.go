package ui

import (
	"fmt"
	"slices"
	"strings"

	"concord/tracker"
	"concord/tracker/redline"
)

// rows are a redline as a page lists it.
type rows struct {
	Same       bool
	TitleWords []redline.Edit // of a title that changed
	Summary    []link
	Changes    []change
	Jumps      []link // to each change
	// What needs a word of explanation: typing that differs inside other changes,
	// words that stand in another part.
	Typed, Parts bool
}

// A change is one row: a provision, a heading that changed, or the place that a
// provision moved away from.
type change struct {
	ID         string
	Style      string // unchanged, added, removed or changed; away for a place moved from
	Class      string
	Under      string // the heading it stands under, where the row before is under another
	OldPlace   *link
	NewPlace   *link
	Other      *link // of a move: the row at its other place
	Label      []redline.Edit
	Words      []redline.Edit
	Heading    bool // the words are those of a section's heading
	Flags      []string
	Prev, Next string // ids of the neighbouring changes
}

// classOrder is the order in which the summary counts classes.
var classOrder = [...]redline.Class{
	redline.Reworded, redline.Added, redline.Removed, redline.Moved, redline.MovedReworded, redline.Split, redline.Merged,
	redline.CitationUpdate, redline.Renumbered, redline.Cosmetic, redline.Unchanged,
}

// rowsOf lists what a view shows of a redline.
func rowsOf(l *locale, v view, r redline.Redline) rows {
	out := rows{Same: r.Summary[redline.Unchanged] == len(r.Changes) && len(r.Sections) == 0}
	for _, class := range classOrder {
		if n := r.Summary[class]; n > 0 {
			out.Summary = append(out.Summary, link{Text: l.T("class." + slug(string(class))), Count: n})
		}
	}
	headings := map[int]redline.SectionChange{}
	for _, sc := range r.Sections {
		headings[sc.AtPlace] = sc
	}
	ids, away := identities(r), awayAfter(r)
	under := ""
	add := func(one change, heading string) {
		if heading != under && !one.Heading {
			one.Under = heading
		}
		under = heading
		out.Changes = append(out.Changes, one)
	}
	moves := func(places []int) {
		for _, k := range places {
			ch := r.Changes[k]
			add(change{
				ID: ids[k] + "-away", Style: "away", Class: l.T("compare.away"), OldPlace: placeLink(ch.Old), Words: shortened(ch.OldText),
				Other: &link{Href: "#" + ids[k], Text: l.T("compare.movedto")},
			}, headingOver(ch.OldMark, ch.OldText))
		}
	}
	moves(away[-1])
	for k, ch := range r.Changes {
		if sc, changed := headings[ch.NewPlace]; changed {
			add(change{ID: fmt.Sprintf("heading-%d", ch.NewPlace), Style: "changed", Class: l.T("compare.heading"), Words: sc.Words, Heading: true, Flags: l.flagNames(sc.Flags)}, ch.NewMark.Heading)
			delete(headings, ch.NewPlace)
		}
		if (ch.Class != redline.Unchanged || v.All) && (!v.Substance || ch.Substantive()) {
			heading := headingOver(ch.NewMark, ch.NewText)
			if ch.Class == redline.Removed {
				heading = headingOver(ch.OldMark, ch.OldText)
			}
			add(rowOf(l, ids[k], ch), heading)
		}
		moves(away[k])
	}
	for _, one := range out.Changes {
		out.Typed = out.Typed || slices.ContainsFunc(one.Words, func(e redline.Edit) bool { return e.Typing })
		out.Parts = out.Parts || slices.ContainsFunc(one.Words, func(e redline.Edit) bool { return e.Elsewhere })
	}
	out.link()
	return out
}

func rowOf(l *locale, id string, ch redline.Change) change {
	one := change{
		ID: id, Style: "changed", Class: l.T("class." + slug(string(ch.Class))),
		OldPlace: placeLink(ch.Old), NewPlace: placeLink(ch.New), Label: labelWords(ch), Words: wordsOf(ch.Class, ch.Words), Flags: l.flagNames(ch.Flags),
	}
	switch ch.Class {
	case redline.Unchanged, redline.Added, redline.Removed:
		one.Style = string(ch.Class)
		if ch.Class == redline.Unchanged && ch.Old.Provision == ch.New.Provision {
			one.OldPlace = nil
		}
	case redline.Moved, redline.MovedReworded:
		one.Other = &link{Href: "#" + id + "-away", Text: l.T("compare.movedfrom")}
	}
	return one
}

// headingOver is the heading that a provision stands under, unless it is the verb
// that opens its own text.
func headingOver(m redline.Mark, text string) string {
	if strings.HasPrefix(text, m.Heading) {
		return ""
	}
	return m.Heading
}

// wordsOf are the words of a change as they are shown. Where typing is all that
// changed, it is shown like any change.
func wordsOf(class redline.Class, words []redline.Edit) []redline.Edit {
	if class != redline.Cosmetic {
		return words
	}
	words = slices.Clone(words)
	for i := range words {
		words[i].Typing = false
	}
	return words
}

// labelWords is the label before a provision, as one that changed if it did.
func labelWords(ch redline.Change) []redline.Edit {
	a, b := ch.OldMark.Label, ch.NewMark.Label
	switch {
	case a == b && a == "":
		return nil
	case a == b:
		return []redline.Edit{{Op: "=", Text: a}}
	}
	var out []redline.Edit
	if a != "" {
		out = append(out, redline.Edit{Op: "-", Text: a})
	}
	if b != "" {
		out = append(out, redline.Edit{Op: "+", Text: b})
	}
	return out
}

// identities names every change for its own address in the page: by the address
// of the new provision, or of the old one where it went.
func identities(r redline.Redline) []string {
	ids := make([]string, len(r.Changes))
	used := map[string]int{}
	for k, ch := range r.Changes {
		id := ch.New.Provision
		if ch.NewPlace == 0 {
			id = "was-" + ch.Old.Provision
		}
		if id == "" || id == "was-" {
			id += fmt.Sprintf("change-%d", k+1)
		}
		if used[id]++; used[id] > 1 {
			id = fmt.Sprintf("%s-part-%d", id, used[id])
		}
		ids[k] = id
	}
	return ids
}

// awayAfter says after which changes the places that provisions moved away from
// are shown: behind what stood before them in the old text, -1 for the
// beginning.
func awayAfter(r redline.Redline) map[int][]int {
	isMove := func(ch redline.Change) bool { return ch.Class == redline.Moved || ch.Class == redline.MovedReworded }
	last := map[int]int{} // the last change that tells of an old place which stayed
	var moved []int
	for k, ch := range r.Changes {
		switch {
		case ch.OldPlace == 0:
		case isMove(ch):
			moved = append(moved, k)
		default:
			last[ch.OldPlace] = k
		}
	}
	slices.SortFunc(moved, func(a, b int) int { return r.Changes[a].OldPlace - r.Changes[b].OldPlace })
	away := map[int][]int{}
	for _, k := range moved {
		after := -1
		for place := r.Changes[k].OldPlace - 1; place > 0; place-- {
			if at, ok := last[place]; ok {
				after = at
				break
			}
		}
		away[after] = append(away[after], k)
	}
	return away
}

// shortened is the beginning of a text that stands elsewhere in full.
func shortened(text string) []redline.Edit {
	const most = 80
	r := []rune(text)
	if len(r) > most {
		text = strings.TrimSpace(string(r[:most])) + " …"
	}
	return []redline.Edit{{Op: "=", Text: text}}
}

// link joins each change to the ones before and after it.
func (r *rows) link() {
	before := -1
	for k := range r.Changes {
		ch := &r.Changes[k]
		if ch.Style == string(redline.Unchanged) || ch.Style == "away" {
			continue
		}
		text := ch.Class
		if place := ch.NewPlace; place != nil {
			text += " " + place.Text
		} else if place := ch.OldPlace; place != nil {
			text += " " + place.Text
		}
		r.Jumps = append(r.Jumps, link{Href: "#" + ch.ID, Text: text})
		if before >= 0 {
			ch.Prev, r.Changes[before].Next = r.Changes[before].ID, ch.ID
		}
		before = k
	}
}

// flagNames says flags in the reader's language.
func (l *locale) flagNames(flags []redline.Flag) []string {
	var names []string
	for _, f := range flags {
		names = append(names, l.T("flag."+string(f)))
	}
	return names
}

// placeLink links to a provision in its own text; a draft's has no page.
func placeLink(a tracker.Address) *link {
	switch {
	case a.Provision == "":
		return nil
	case a.Session == "" || a.Number == "":
		return &link{Text: "#" + a.Provision}
	}
	return &link{Href: textHref(a), Text: "#" + a.Provision}
}
