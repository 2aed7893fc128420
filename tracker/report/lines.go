package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"concord/tracker"
)

// A line is one paragraph of a text as it is printed.
type line struct {
	style   string // as tracker/document names styles
	label   string
	text    string
	section string // of the provision it is, or that follows it
	address tracker.Address
	// provision is true for a provision, false for what heads it.
	provision bool
	notes     []tracker.Note
}

// printed is the line's text with its label typed before it.
func (l line) printed() string {
	if l.label == "" {
		return l.text
	}
	return l.label + "\t" + l.text
}

// lead is what is typed before the line's text.
func (l line) lead() string { return strings.TrimSuffix(l.printed(), l.text) }

// lines is a text as it is printed: number, title, enacting phrase, then
// headings and provisions, the heads of annexes before theirs.
func lines(t tracker.Text) []line {
	var out []line
	add := func(l line) {
		if strings.TrimSpace(l.printed()) != "" {
			out = append(out, l)
		}
	}
	add(line{style: "ResNo", text: numberLine(t), section: "number", address: t.Revision})
	add(line{style: "Restitle", text: t.Title, section: "title", notes: titleNotes(t)})
	add(line{style: "Normalaftertitle", text: t.Enacting, section: "enacting"})
	section, heading, annex := "", "", ""
	for _, p := range t.Provisions {
		a, annexed := annexOf(t, p)
		if annexed && a.Key != annex {
			annex = a.Key
			add(line{style: "AnnexNo", text: a.Heading, section: a.Key})
			add(line{style: "Annextitle", text: a.Title, section: a.Key})
		}
		if p.Heading != heading || p.Section != section {
			section, heading = p.Section, p.Heading
			if !annexed || heading != a.Heading { // an annex's own head stands there already
				add(line{style: "Call", text: heading, section: section})
			}
		}
		add(line{style: itemStyle(p), label: p.Label, text: p.Text, section: p.Section, address: p.Address, provision: true, notes: p.Notes})
	}
	return out
}

// titleNotes are the footnotes of what heads a text, all behind its title: the
// record does not say to which line each belongs. What has no mark is a remark
// and not printed.
func titleNotes(t tracker.Text) []tracker.Note {
	var out []tracker.Note
	for _, n := range t.Notes {
		if n.Mark != "" {
			n.At = utf8.RuneCountInString(t.Title)
			out = append(out, n)
		}
	}
	return out
}

// annexOf finds the annex that p stands in: the longest key that its address
// begins with.
func annexOf(t tracker.Text, p tracker.Provision) (tracker.Annex, bool) {
	var found tracker.Annex
	for _, a := range t.Annexes {
		rest, ok := strings.CutPrefix(p.Address.Provision, a.Key)
		if ok && (rest == "" || rest[0] == '.') && len(a.Key) > len(found.Key) {
			found = a
		}
	}
	return found, found.Key != ""
}

func itemStyle(p tracker.Provision) string {
	switch len(p.Path) {
	case 0, 1:
		return ""
	case 2:
		return "enumlev1"
	case 3:
		return "enumlev2"
	}
	return "enumlev3"
}

// provisions makes lines ready for comparing.
func provisions(all []line) []tracker.Provision {
	out := make([]tracker.Provision, len(all))
	for i, l := range all {
		at := l.address
		if slices.Contains([]string{"number", "title", "enacting"}, l.section) && !l.provision {
			at.Provision = l.section // what heads the one heads the other, however little they share
		}
		out[i] = tracker.Provision{Address: at, Section: l.section, Label: l.label, Text: l.text}
	}
	return out
}

// numberWord is what a text is headed with, by kind in the six languages.
func numberWord(kind tracker.Kind, lang tracker.Lang) string {
	row := []string{"القرار", "RESOLUTION", "RESOLUCIÓN", "RÉSOLUTION", "РЕЗОЛЮЦИЯ", "决议"}
	switch kind {
	case tracker.Decision:
		row = []string{"المقرر", "DECISION", "ACUERDO", "DÉCISION", "РЕШЕНИЕ", "决定"}
	case tracker.Recommendation:
		row = []string{"التوصية", "RECOMMENDATION", "RECOMENDACIÓN", "RECOMMANDATION", "РЕКОМЕНДАЦИЯ", "建议"}
	case tracker.Opinion:
		row = []string{"الرأي", "OPINION", "RUEGO", "VOEU", "МНЕНИЕ", "意见"}
	}
	if i := slices.Index(tracker.Langs[:], lang); i >= 0 {
		return row[i]
	}
	return row[1]
}

// numberLine is the line that names the text: "RESOLUTION 4 (Rev. Rome, 2022)".
// Place and year are those of the enacting phrase, as it spells them.
func numberLine(t tracker.Text) string {
	if t.Number == "" {
		return ""
	}
	word, where := numberWord(t.Instrument.Kind, t.Lang), lastParenthesis(t.Enacting)
	if t.Lang == tracker.Chinese {
		s := "第" + t.Number + "号" + word
		switch {
		case where == "":
			return s
		case t.Revised:
			return s + "（" + where + "，修订版）"
		}
		return s + "（" + where + "）"
	}
	s := word + " " + t.Number
	if where == "" {
		return s
	}
	if t.Revised {
		where = revised(t.Lang) + " " + where
	}
	return s + " (" + where + ")"
}

func revised(lang tracker.Lang) string {
	switch lang {
	case tracker.Arabic:
		return "المراجَع في"
	case tracker.French:
		return "Rév."
	case tracker.Russian:
		return "Пересм."
	}
	return "Rev."
}

func lastParenthesis(s string) string {
	s = strings.NewReplacer("（", "(", "）", ")").Replace(s)
	from, to := strings.LastIndexByte(s, '('), strings.LastIndexByte(s, ')')
	if from < 0 || to < from {
		return ""
	}
	return strings.TrimSpace(s[from+1 : to])
}
