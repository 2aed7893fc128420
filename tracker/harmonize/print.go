package harmonize

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"concord/tracker"
)

// signs close an item of a list that goes on, the last item, and a text.
func signs(lang tracker.Lang) (on, last, end string) {
	switch lang {
	case tracker.Arabic:
		return "؛", "،", "."
	case tracker.Chinese:
		return "；", "，", "。"
	}
	return ";", ",", "."
}

// punctuate closes the paragraphs of sections that took something in or lost their
// last as lists are closed: what was the last and is not goes on, what is the last
// now closes. Words that somebody wrote stay as they are.
func punctuate(lines []line, texts []tracker.Text) {
	closed := map[tracker.Address]bool{} // the last of a section in its own text
	for _, t := range texts {
		for i, p := range t.Provisions {
			closed[p.Address] = i+1 == len(t.Provisions) || sectionOf(t.Provisions[i+1]) != sectionOf(p)
		}
	}
	on, last, end := signs(texts[0].Lang)
	for i := range lines {
		l := &lines[i]
		if l.edited || l.in.role == tracker.Annexed {
			continue
		}
		final := i+1 == len(lines) || lines[i+1].in.role == tracker.Annexed
		switch closes := final || lines[i+1].in != l.in; {
		case closes == closed[l.provision.Address] && !(final && l.guest):
		case final:
			resign(l, on+last, end)
		case closes:
			resign(l, on, last)
		default:
			resign(l, last+end, on)
		}
	}
}

// resign puts a sign for the one that closes a paragraph, if that is among these.
func resign(l *line, among, sign string) {
	text := l.provision.Text
	r, size := utf8.DecodeLastRuneInString(text)
	if size > 0 && strings.ContainsRune(among, r) {
		l.provision.Text = text[:len(text)-size] + sign
	}
}

// renote marks the footnotes of a draft that has some of several texts anew, in the
// order in which they stand: each text began its own at 1. Notes of the same words
// have one mark.
func renote(lines []line, head []tracker.Note) []tracker.Note {
	from := map[tracker.Address]bool{}
	for _, l := range lines {
		if len(l.provision.Notes) > 0 {
			from[l.provision.Address.Revision()] = true
		}
		if l.guest && len(l.provision.Notes) > 0 {
			from[tracker.Address{}] = true // and whatever the head has
		}
	}
	if !from[tracker.Address{}] || len(from) < 3 && len(head) == 0 {
		return head
	}
	marks := map[string]string{}
	anew := func(notes []tracker.Note) []tracker.Note {
		out := make([]tracker.Note, len(notes))
		for i, n := range notes {
			words := tracker.NormalWords(n.Text)
			if n.Mark != "" && marks[words] == "" {
				marks[words] = strconv.Itoa(len(marks) + 1)
			}
			if n.Mark != "" { // without one it is a remark
				n.Mark = marks[words]
			}
			out[i] = n
		}
		return out
	}
	head = anew(head)
	for i := range lines {
		lines[i].provision.Notes = anew(lines[i].provision.Notes)
	}
	return head
}

// TakenInto is the reason why a text goes, in the language of the one that stays.
func (d Desk) TakenInto(base tracker.Text) string {
	name := d.Registry.Label("kind."+string(base.Instrument.Kind), base.Lang)
	if base.Lang == tracker.Chinese {
		name = "第" + base.Number + "号" + name
	} else {
		name += " " + base.Number
	}
	return fmt.Sprintf(d.Registry.Label("taken-into", base.Lang), name)
}

// Remarks are what a person must see to in a draft and in the texts that must
// follow: citations that were not rewritten, each with the reason, the conference
// where none was chosen, the texts that are stale, and what each would lose.
func (d Desk) Remarks(m tracker.Merger, draft Draft, all []Consequence, stale []*StaleError) []tracker.Remark {
	var out []tracker.Remark
	lang := draft.Text.Lang
	if m.Session == "" {
		out = append(out, tracker.Remark{Words: d.Registry.Label("place-to-come", lang), Text: d.Registry.Label("to-choose", lang)})
	}
	for _, e := range stale {
		out = append(out, tracker.Remark{At: e.Base, Text: d.Registry.Label("superseded", lang)})
	}
	for i, l := range draft.Lost() {
		what := "loss.paragraph"
		if i < len(draft.Losses) {
			what = "loss.instruction"
		}
		out = append(out, tracker.Remark{At: l.Mandate.Revision(), Text: fmt.Sprintf(d.Registry.Label(what, lang), d.lost(l, lang))})
	}
	add := func(at tracker.Address, words string, why Unwritten, now string) {
		text := d.Registry.Label("reference."+string(why), lang)
		if now != "" {
			text += " (" + now + ")"
		}
		if r := (tracker.Remark{At: at, Words: words, Text: text}); !slices.Contains(out, r) { // words may stand there twice
			out = append(out, r)
		}
	}
	for _, r := range draft.References {
		if r.Words == "" {
			now := ""
			if r.Now.Provision != "" {
				now = "#" + r.Now.Provision
			}
			add(r.At, r.Was, r.Why, now)
		}
	}
	for _, c := range all {
		if c.Words == "" {
			add(plain(c.From), c.Was, c.Why, "")
		}
	}
	return out
}

// lost says which provision is lost and how: whom nothing asks any more by their names.
func (d Desk) lost(l Loss, lang tracker.Lang) string {
	var how strings.Builder
	how.WriteString(d.Registry.Label("loss."+string(l.Why), lang))
	for i, key := range l.Addressees {
		sign := ", "
		if i == 0 {
			sign = ": "
		}
		a, known := d.Registry.Addressee(key)
		if !known {
			a.Name = tracker.Names{tracker.English: key}
		}
		how.WriteString(sign + a.Name.In(lang))
	}
	return fmt.Sprintf("#%s (%s)", l.Mandate.Provision, how.String())
}
