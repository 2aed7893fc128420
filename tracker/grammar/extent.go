package grammar

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// An extent is the lines of one text: its heading line first.
type extent struct {
	id    identity
	lines []line
	// abrogated is the heading of the list the extent stands in, when that
	// list says which texts a conference ended.
	abrogated string
}

// splitStructure cuts headings that were printed in capitals out of the
// paragraph that a conversion glued them to.
func (w *language) splitStructure(lines []line) []line {
	if w.glued == nil {
		return lines
	}
	out := make([]line, 0, len(lines))
	for _, l := range lines {
		cuts := []int{0}
		for _, m := range w.glued.FindAllStringIndex(l.text, -1) {
			cuts = append(cuts, m[0])
			if l.text[m[1]-1] == ')' { // a part's heading goes on, the others are whole
				cuts = append(cuts, m[1])
			}
		}
		if l.cell != nil || l.style == "text-number" {
			cuts = cuts[:1]
		}
		for i, from := range cuts {
			to, torn := len(l.text), i+1 < len(cuts)
			if torn {
				to = cuts[i+1]
			}
			part := l.cut(from, to)
			if part.torn = torn; part.text != "" || len(cuts) == 1 {
				out = append(out, part)
			}
		}
	}
	return out
}

// rows joins the cells of a table row to one line, so that a row reads as it
// does on paper.
func rows(lines []line) []line {
	out := make([]line, 0, len(lines))
	for _, l := range lines {
		if last := len(out) - 1; last >= 0 && l.cell != nil && out[last].cell != nil &&
			l.cell.Table == out[last].cell.Table && l.cell.Row == out[last].cell.Row && l.style != "text-number" {
			const between = " | "
			base := len(out[last].text) + len(between)
			for _, n := range l.notes {
				out[last].notes = append(out[last].notes, noteMark{n.id, base + n.at})
			}
			out[last].text += between + strings.TrimSpace(l.label+" "+l.text)
			continue
		}
		out = append(out, l)
	}
	return out
}

// maxStructureLine is the longest heading of a part or a list in runes.
const maxStructureLine = 200

// divide finds the texts of a document. What stands before the first, between
// parts and after the last belongs to none.
func (p *parser) divide(lines []line) []extent {
	styled := slices.ContainsFunc(lines, func(l line) bool { return l.style == "text-number" })
	var extents []extent
	inside, list := false, ""
	before := ""
	var proposal *line
	for _, l := range lines {
		if l.style == "contents" {
			continue
		}
		above := before
		before = l.text
		if l.style == "proposal" { // "MOD EUR/44A7/1" stands above the text it proposes
			proposal, inside = &l, false
			continue
		}
		switch kind := p.structure(&l); kind {
		case "abrogated":
			inside, list = false, l.text
			continue
		case "part", "stop":
			if inside || list != "" {
				inside, list = false, ""
				continue
			}
		}
		id, ok := p.readIdentity(&l, []*language{p.w})
		if ok && inside && !p.begins(&id, &l, above, styled, extents[len(extents)-1]) {
			ok = false
			if last := &extents[len(extents)-1]; sameText(last.id, id) && len(l.text) < 60 && !id.marked {
				continue // a running head
			}
		}
		if !ok && l.style == "text-number" && !inside && p.w.namesKind(fold(l.text).s) {
			// A heading that cannot be read still begins a text: a fault says so.
			extents = append(extents, extent{lines: []line{l}})
			inside = true
			continue
		}
		if ok && (l.cell == nil || !inside) {
			e := extent{id: id, lines: []line{l}, abrogated: list}
			if id.after != "" {
				e.lines = append(e.lines, line{place: l.place, text: id.after})
			}
			if proposal != nil {
				e.lines = append(e.lines, *proposal)
				proposal = nil
			}
			extents = append(extents, e)
			inside = true
			continue
		}
		if inside {
			last := &extents[len(extents)-1]
			last.lines = append(last.lines, l)
			inside = l.style != "reasons" // the reasons end a proposal
		}
	}
	if len(extents) == 0 {
		return []extent{{lines: lines}}
	}
	return best(extents)
}

// begins reports whether an identity inside a text begins the next one and is
// not a mention that happens to stand alone.
func (p *parser) begins(id *identity, l *line, above string, styled bool, current extent) bool {
	if styled && current.abrogated == "" {
		return l.style == "text-number"
	}
	if sameText(current.id, *id) {
		if id.lang == "" {
			return id.title != "" // a symbol alone is a running head
		}
		return id.strong && id.marked && !p.enacted(current)
	}
	prose := unicode.IsLower(first(l.text)) || !endsSentence(above) || strings.ContainsAny(l.text[len(l.text)-1:], ".,;:")
	return id.strong || id.marked && !prose
}

// enacted reports whether a text has come to its enacting phrase.
func (p *parser) enacted(e extent) bool {
	return slices.ContainsFunc(e.lines, func(l line) bool {
		return len(l.text) < maxEnacting && strings.ContainsAny(l.text[len(l.text)-min(3, len(l.text)):], ",，،") && p.bodyOf(l.text) != ""
	})
}

// sameText reports whether two headings name the same revision: the number is
// one, and what their brackets say of session, place and year does not differ.
func sameText(a, b identity) bool {
	differ := func(a, b string) bool { return a != "" && b != "" && a != b }
	years := a.year > 0 && b.year > 0 && a.year != b.year
	return a.kind == b.kind && a.number == b.number && !years && !differ(a.session, b.session) && !differ(a.place, b.place)
}

// structure tells the headings that stand between texts.
func (p *parser) structure(l *line) string {
	if l.text == "" || l.cell != nil {
		return ""
	}
	if p.w.beginsPart(l.text) {
		return p.partOf(l)
	}
	if utf8.RuneCountInString(l.text) > maxStructureLine {
		return ""
	}
	s := fold(l.text).s
	heads := inCapitals(l.text) || p.lang == tracker.Chinese || p.lang == tracker.Arabic || utf8.RuneCountInString(l.text) < 60
	for _, words := range p.w.abrogated {
		if heads && strings.Contains(s, words) && !strings.ContainsAny(s[len(s)-1:], ",;.") {
			return "abrogated"
		}
	}
	if n := longestWord(s, p.w.parts); n > 0 && inCapitals(l.text) {
		return "part"
	}
	if n := longestWord(s, p.w.stops); n > 0 && (n == len(s) || inCapitals(l.text)) {
		return "stop"
	}
	return ""
}

// beginsPart reports whether text begins with the head of a part in capitals,
// such as "PART VI - SIGNATORIES", whatever a conversion glued behind it.
func (w *language) beginsPart(text string) bool {
	if w.glued == nil {
		return false
	}
	m := w.glued.FindStringIndex(text)
	return m != nil && m[0] == 0 && text[m[1]-1] != ')'
}

// partOf tells a part that lists abrogated texts from the others.
func (p *parser) partOf(l *line) string {
	s := fold(l.text[:min(len(l.text), 4*maxStructureLine)]).s
	if slices.ContainsFunc(p.w.abrogated, func(word string) bool { return strings.Contains(s, word) }) {
		return "abrogated"
	}
	return "part"
}

// best keeps one extent of each text: a cover page or a table of contents
// names a text that stands in full elsewhere.
func best(extents []extent) []extent {
	var kept []extent
	for _, e := range extents {
		i := slices.IndexFunc(kept, func(k extent) bool {
			return e.id.kind != "" && sameText(k.id, e.id) && (k.abrogated == "") == (e.abrogated == "")
		})
		switch {
		case i < 0:
			kept = append(kept, e)
		case kept[i].weight() < e.weight():
			kept = append(slices.Delete(kept, i, i+1), e)
		}
	}
	whole := slices.ContainsFunc(kept, func(e extent) bool { return e.abrogated == "" && len(e.lines) > 2 })
	return slices.DeleteFunc(kept, func(e extent) bool { return whole && e.abrogated == "" && len(e.lines) < 2 })
}

// weight says how much of a text an extent holds: its labelled and styled
// lines count, other lines little.
func (e extent) weight() int {
	n := 0
	if e.id.title != "" {
		n += 20
	}
	for i := range e.lines {
		l := &e.lines[i]
		n++
		if l.style == "call" || l.depth() > 0 || l.label != "" {
			n += 5
		} else if _, _, ok := readLabel(l.text); ok {
			n += 5
		}
	}
	return n
}
