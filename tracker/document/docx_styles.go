package document

import (
	"encoding/xml"
	"strconv"
	"strings"
	"unicode"
)

// A wordStyle is one style as styles.xml defines it. Pointers and negative
// numbers are nil and -1 where the style says nothing and its base decides.
type wordStyle struct {
	id, name, based string
	outline         int    // from 0, -1 when not said
	num             string // numId
	numLevel        int
	bidi            *bool
	look            look
}

// A look is how characters look; nil is not said here.
type look struct{ italic, bold, hidden *bool }

// over lays l over a base: what l does not say, the base says.
func (l look) over(base look) look {
	if l.italic == nil {
		l.italic = base.italic
	}
	if l.bold == nil {
		l.bold = base.bold
	}
	if l.hidden == nil {
		l.hidden = base.hidden
	}
	return l
}

// set notes a run property element that changes the look.
func (l *look) set(e xml.StartElement) {
	on := isOn(e)
	switch e.Name.Local {
	case "i":
		l.italic = &on
	case "b":
		l.bold = &on
	case "vanish":
		l.hidden = &on
	}
}

// isOn reads a toggle: present and not switched off.
func isOn(e xml.StartElement) bool {
	switch attr(e, "val") {
	case "0", "false", "off", "none":
		return false
	}
	return true
}

// readStyles reads styles.xml: the styles by id.
func (w *wordFile) readStyles(part string) (map[string]*wordStyle, error) {
	styles := map[string]*wordStyle{}
	var s *wordStyle
	err := w.walkPart(part, xmlVisitor{
		start: func(e xml.StartElement) error {
			switch e.Name.Local {
			case "style":
				s = &wordStyle{id: attr(e, "styleId"), outline: -1, numLevel: -1}
				styles[s.id] = s
				if attr(e, "type") == "paragraph" && attr(e, "default") == "1" {
					styles[""] = s
				}
			case "tblStylePr", "tblPr":
				return errSkip // a table style's conditional looks say nothing of the text
			default:
				if s != nil {
					s.set(e)
				}
			}
			return nil
		},
		end: func(e xml.EndElement) error {
			if e.Name.Local == "style" {
				s = nil
			}
			return nil
		},
	})
	return styles, err
}

func (s *wordStyle) set(e xml.StartElement) {
	switch e.Name.Local {
	case "name":
		s.name = attr(e, "val")
	case "basedOn":
		s.based = attr(e, "val")
	case "outlineLvl":
		s.outline = number(attr(e, "val"))
	case "numId":
		s.num = attr(e, "val")
	case "ilvl":
		s.numLevel = number(attr(e, "val"))
	case "bidi":
		on := isOn(e)
		s.bidi = &on
	default:
		s.look.set(e)
	}
}

// number reads a small whole number; anything else is 0.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < -1<<30 || n > 1<<30 {
		return 0
	}
	return n
}

// styleChain is the longest chain of styles based on one another that is
// followed; a longer one is a circle.
const styleChain = 20

// resolved is a style with all that it takes from those it is based on. Its
// name is the canonical name of the nearest that has one.
func (w *wordFile) resolved(id string) wordStyle {
	if s, ok := w.known[id]; ok {
		return s
	}
	s := w.resolve(id)
	w.known[id] = s
	return s
}

func (w *wordFile) resolve(id string) wordStyle {
	all := wordStyle{id: id, outline: -1, numLevel: -1}
	canonical := ""
	for range styleChain {
		s := w.styles[id]
		if s == nil {
			break
		}
		if all.name == "" {
			all.name = s.name
		}
		if canonical == "" {
			canonical = canonicalStyles[styleKey(s.name)]
		}
		if all.outline < 0 {
			all.outline = s.outline
		}
		if all.num == "" && s.num != "" {
			all.num = s.num
		}
		if all.numLevel < 0 {
			all.numLevel = s.numLevel
		}
		if all.bidi == nil {
			all.bidi = s.bidi
		}
		all.look = all.look.over(s.look)
		if s.based == "" || s.based == id {
			break
		}
		id = s.based
	}
	switch {
	case canonical != "":
		all.name = canonical
	case styleKey(all.name) == "normal":
		all.name = ""
	}
	return all
}

// styleKey joins the spellings of a style's name: "Res_No", "ResNo" and
// "Res No" are one.
func styleKey(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, name)
}

// canonicalStyles gives the names of the conference templates, which are the
// same in every language, by their key. Spellings that differ by more than
// spaces and case have an entry of their own.
var canonicalStyles = canonical(
	"ResNo", "Restitle", "Resref", "Resdate", "RecNo", "Rectitle", "Recref", "Recdate", "DecNo", "Dectitle", "Decref",
	"OpNo", "Optitle", "Opref", "Call", "enumlev1", "enumlev2", "enumlev3", "Normalaftertitle",
	"AnnexNo", "Annextitle", "Annexref", "AnnexNoTitle", "AppendixNo", "Appendixtitle", "Appendixref", "AppendixNoTitle",
	"SectionNo", "Sectiontitle", "PartNo", "Parttitle", "ChapNo", "Chaptitle", "ArtNo", "Arttitle", "Artref", "Artheading",
	"Proposal", "Reasons", "Note", "Headingb", "Headingi", "Source", "Title1", "Title2", "Title3", "Title4", "Agendaitem",
	"TableNo", "Tabletitle", "Tablehead", "Tabletext", "Tablelegend", "FigureNo", "Figuretitle", "FigureNoTitle", "Figure",
	"Heading1", "Heading2", "Heading3", "Heading4", "Heading5", "Heading6", "Heading7", "Heading8", "Heading9",
	"TOC1", "TOC2", "TOC3", "TOC4", "TOC5", "Reftext", "Reftitle", "Dash", "VolumeTitle",
)

func canonical(names ...string) map[string]string {
	m := map[string]string{
		"restitel": "Restitle", "resnobr": "ResNo", "recnobr": "RecNo", "rectitel": "Rectitle",
		"annextitel": "Annextitle", "appendexno": "AppendixNo", "appendextitle": "Appendixtitle",
		"tabletexts5": "Tabletext", "normalaftertitle0": "Normalaftertitle",
		"annexnotitle": "AnnexNoTitle", "resnotitle": "ResNoTitle",
	}
	for _, name := range names {
		m[styleKey(name)] = name
	}
	return m
}
