package document

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// wordLevels is how many levels a Word list has.
const wordLevels = 9

// A wordList is one use of a list's definition (w:num). Uses of one definition
// go on counting where another left off, unless they say where to start.
type wordList struct {
	id       string
	counters string // the definition: lists with the same one count together
	levels   [wordLevels]listLevel
	starts   [wordLevels]int // where this use starts anew, or -1
}

// A listLevel says how one level of a list is numbered.
type listLevel struct {
	format, text string // "lowerLetter", "%1)"
	start        int
	restart      int    // deepest level, from 1, whose next number starts this one anew; 0 never, -1 any above
	legal        bool   // all numbers in the label are decimal
	style        string // paragraphs of this style id are on this level
}

func plainLevels() (levels [wordLevels]listLevel) {
	for i := range levels {
		levels[i] = listLevel{format: "decimal", start: 1, restart: -1}
	}
	return levels
}

// An abstractList is a list's definition.
type abstractList struct {
	id        string
	levels    [wordLevels]listLevel
	styleLink string // its levels are those of this list style
}

// A numberingReader reads numbering.xml.
type numberingReader struct {
	abstracts map[string]*abstractList
	lists     map[string]*wordList
	abstract  *abstractList
	list      *wordList
	level     *listLevel
	override  int // level being overridden
}

// readNumbering reads numbering.xml: the lists by numId.
func (w *wordFile) readNumbering(part string) (map[string]*wordList, error) {
	r := &numberingReader{abstracts: map[string]*abstractList{}, lists: map[string]*wordList{}}
	if err := w.walkPart(part, xmlVisitor{start: r.start, end: r.end}); err != nil {
		return nil, err
	}
	for _, a := range r.abstracts {
		if a.styleLink == "" {
			continue
		}
		if style := w.styles[a.styleLink]; style != nil && r.lists[style.num] != nil {
			target := r.lists[style.num]
			for _, l := range r.lists {
				if l.counters == a.id {
					l.levels, l.counters = target.levels, target.counters
				}
			}
		}
	}
	return r.lists, nil
}

func (r *numberingReader) start(e xml.StartElement) error {
	switch e.Name.Local {
	case "abstractNum":
		r.abstract = &abstractList{id: attr(e, "abstractNumId"), levels: plainLevels()}
		r.abstracts[r.abstract.id] = r.abstract
	case "num":
		r.list = &wordList{id: attr(e, "numId"), levels: plainLevels()}
		for i := range r.list.starts {
			r.list.starts[i] = -1
		}
		r.lists[r.list.id] = r.list
	case "abstractNumId":
		if a := r.abstracts[attr(e, "val")]; r.list != nil && a != nil {
			r.list.counters, r.list.levels = a.id, a.levels
		}
	case "numStyleLink":
		if r.abstract != nil {
			r.abstract.styleLink = attr(e, "val")
		}
	case "lvlOverride":
		r.override = number(attr(e, "ilvl"))
	case "startOverride":
		if r.list != nil && r.override >= 0 && r.override < wordLevels {
			r.list.starts[r.override] = number(attr(e, "val"))
		}
	case "lvl":
		r.openLevel(number(attr(e, "ilvl")))
	case "Choice", "lvlPicBulletId", "rPr":
		return errSkip // the fallback of a custom format is a format we know
	default:
		if r.level != nil {
			r.level.set(e)
		}
	}
	return nil
}

func (r *numberingReader) openLevel(i int) {
	if i < 0 || i >= wordLevels {
		return
	}
	switch {
	case r.list != nil:
		r.level = &r.list.levels[i]
	case r.abstract != nil:
		r.level = &r.abstract.levels[i]
	default:
		return
	}
	*r.level = listLevel{format: "decimal", start: 0, restart: -1}
}

// labelBytes is the longest pattern of a label: every paragraph of the list
// gets a copy.
const labelBytes = 200

func (l *listLevel) set(e xml.StartElement) {
	switch e.Name.Local {
	case "start":
		l.start = number(attr(e, "val"))
	case "numFmt":
		l.format = attr(e, "val")
	case "lvlText":
		l.text = attr(e, "val")
		if len(l.text) > labelBytes {
			l.text = ""
		}
	case "lvlRestart":
		l.restart = number(attr(e, "val"))
	case "isLgl":
		l.legal = isOn(e)
	case "pStyle":
		l.style = attr(e, "val")
	}
}

func (r *numberingReader) end(e xml.EndElement) error {
	switch e.Name.Local {
	case "abstractNum":
		r.abstract = nil
	case "num":
		r.list = nil
	case "lvl":
		r.level = nil
	}
	return nil
}

// A listItem is a paragraph's place in a list: what its label is computed from.
type listItem struct {
	list  *wordList
	level int
}

// item finds the place in a list that a paragraph's own properties and its
// style give it, or nil.
func (w *wordFile) item(num string, level int, style wordStyle) *listItem {
	fromStyle := num == ""
	if fromStyle {
		num = style.num
	}
	list := w.lists[num]
	if list == nil || num == "0" {
		return nil
	}
	if level < 0 && fromStyle {
		level = max(style.numLevel, 0)
		for i, l := range list.levels {
			if l.style != "" && l.style == style.id {
				level = i
			}
		}
	}
	return &listItem{list: list, level: min(max(level, 0), wordLevels-1)}
}

// A counter computes labels in reading order.
type counter struct {
	values map[string]*[wordLevels]int // by list definition; 0 is not begun
	begun  map[string]*[wordLevels]bool
	used   map[*wordList]*[wordLevels]bool // a use's own start counts once
}

func newCounter() *counter {
	return &counter{values: map[string]*[wordLevels]int{}, begun: map[string]*[wordLevels]bool{}, used: map[*wordList]*[wordLevels]bool{}}
}

// next is the label of the next paragraph at this place of a list.
func (c *counter) next(at listItem) string {
	list, level := at.list, at.level
	if c.values[list.counters] == nil {
		c.values[list.counters], c.begun[list.counters] = new([wordLevels]int), new([wordLevels]bool)
	}
	if c.used[list] == nil {
		c.used[list] = new([wordLevels]bool)
		for i, start := range list.starts {
			if start >= 0 {
				c.begun[list.counters][i] = false
			}
		}
	}
	values, begun := c.values[list.counters], c.begun[list.counters]
	if begun[level] {
		values[level]++
	} else {
		values[level], begun[level] = list.startOf(level), true
	}
	for i := level + 1; i < wordLevels; i++ {
		if r := list.levels[i].restart; r < 0 || r > level {
			begun[i] = false
		}
	}
	return list.label(level, func(i int) int {
		if begun[i] {
			return values[i]
		}
		return list.startOf(i)
	})
}

func (l *wordList) startOf(level int) int {
	if l.starts[level] >= 0 {
		return l.starts[level]
	}
	return l.levels[level].start
}

// label writes the label of a level, given the numbers of all levels.
func (l *wordList) label(level int, value func(int) int) string {
	lv := l.levels[level]
	switch lv.format {
	case "none":
		return ""
	case "bullet":
		return bullet(lv.text)
	}
	text := lv.text
	for i := range wordLevels {
		mark := "%" + strconv.Itoa(i+1)
		if !strings.Contains(text, mark) {
			continue
		}
		format := l.levels[i].format
		if lv.legal && i < level {
			format = "decimal"
		}
		text = strings.ReplaceAll(text, mark, numeral(value(i), format))
	}
	return strings.TrimSpace(clean(text))
}

// bullet is the sign of a list without numbers, out of the private codes of
// the Symbol font.
func bullet(text string) string {
	for _, r := range text {
		switch {
		case r == 0xF02D || r == 0xF0BE || r == 0x2212:
			return "–"
		case r >= 0xE000 && r <= 0xF8FF:
			return "•"
		}
	}
	return strings.TrimSpace(clean(text))
}
