package redline

import "slices"

// changes writes the comparison in reading order: the new text's, and what was
// removed after what it stood behind in the old text.
func (c *comparison) changes(became []int) []Change {
	removed := c.removedAfter()
	splits, merges := c.new.partsOf(&c.old), c.old.partsOf(&c.new)
	splitWords := map[int][][]Edit{}
	for whole, parts := range splits {
		splitWords[whole] = c.partEdits(&c.old.units[whole], pick(&c.new, parts))
	}
	out := make([]Change, 0, len(c.new.units))
	out = append(out, removed[none]...)
	for j := range c.new.units {
		i := c.new.mate[j]
		if i == none {
			i = c.new.partOf[j]
		}
		switch {
		case i == none:
			out = append(out, c.change(Added, none, j, nil))
		case splits[i] != nil:
			words := splitWords[i][slices.Index(splits[i], j)]
			out = append(out, c.change(Split, i, j, words))
		case merges[j] != nil:
			all := c.partEdits(&c.new.units[j], pick(&c.old, merges[j]))
			for k, source := range merges[j] {
				out = append(out, c.change(Merged, source, j, turned(all[k])))
			}
		default:
			out = append(out, c.paired(i, j, became))
		}
		out = append(out, removed[j]...)
	}
	return out
}

func pick(s *side, places []int) []*unit {
	units := make([]*unit, len(places))
	for k, p := range places {
		units[k] = &s.units[p]
	}
	return units
}

// removedAfter gives what was removed, by the new provision that it is shown
// after, or none at the beginning.
func (c *comparison) removedAfter() map[int][]Change {
	lastPart := map[int]int{}
	for j, whole := range c.new.partOf {
		lastPart[whole] = j
	}
	removed := map[int][]Change{}
	after := none
	for i := range c.old.units {
		switch {
		case c.old.stayed[i]:
			after = c.old.mate[i]
			if last, ok := lastPart[i]; ok {
				after = max(after, last)
			}
		case c.old.free(i):
			removed[after] = append(removed[after], c.change(Removed, i, none, nil))
		}
	}
	return removed
}

// paired writes the change of an old provision that became one new one. It
// moved when others kept their order around it, or when it stands under a
// heading that its old one did not become.
func (c *comparison) paired(i, j int, became []int) Change {
	a, b := &c.old.units[i], &c.new.units[j]
	moved := !c.old.stayed[i] || became[a.section] != b.section
	if text := a.provision.Text; text == b.provision.Text {
		words := []Edit{}
		if text != "" {
			words = append(words, Edit{Op: "=", Text: text})
		}
		return c.change(classify(a, b, moved, nil), i, j, words)
	}
	hunks := c.words.align(c.cut(a), c.cut(b))
	return c.change(classify(a, b, moved, hunks), i, j,
		edits(a.provision.Text, b.provision.Text, a.tokens, b.tokens, hunks))
}

// change writes one change. Without words, all of the text is there or gone.
func (c *comparison) change(class Class, i, j int, words []Edit) Change {
	ch := Change{Class: class, Words: words}
	if i != none {
		p := &c.old.units[i].provision
		ch.Old, ch.OldText, ch.OldPlace = p.Address, p.Text, i+1
		ch.OldMark = MarkOf(*p)
	}
	if j != none {
		p := &c.new.units[j].provision
		ch.New, ch.NewText, ch.NewPlace = p.Address, p.Text, j+1
		ch.NewMark = MarkOf(*p)
	}
	if words == nil {
		ch.Words = []Edit{}
		if text := ch.OldText + ch.NewText; text != "" {
			op := "-"
			if i == none {
				op = "+"
			}
			ch.Words = append(ch.Words, Edit{Op: op, Text: text})
		}
	}
	ch.Flags = c.flagsOf(ch, i, j)
	return ch
}

// flagsOf raises the flags of a change. What came or went whole, and what moved
// or changed in its label or typing alone, has the flags of its headings at
// most.
func (c *comparison) flagsOf(ch Change, i, j int) []Flag {
	if i == none || j == none || ch.Class == Unchanged || ch.Class == Cosmetic || ch.Class == Renumbered {
		return []Flag{}
	}
	a, b := &c.old.units[i], &c.new.units[j]
	raised := flags(ch.Words, &a.provision, &b.provision, c.lang)
	if ch.Class == Moved || ch.Class == MovedReworded {
		for _, f := range c.headingFlags(c.old.sections[a.section].heading, c.new.sections[b.section].heading) {
			if !slices.Contains(raised, f) {
				raised = append(raised, f)
			}
		}
	}
	return raised
}

// headingFlags are those of a heading that became another.
func (c *comparison) headingFlags(old, new string) []Flag {
	return flags(c.headingWords(old, new), nil, nil, c.lang)
}

func (c *comparison) headingWords(old, new string) []Edit {
	a, b := c.lex.tokens(old), c.lex.tokens(new)
	return edits(old, new, a, b, c.words.align(a, b))
}
