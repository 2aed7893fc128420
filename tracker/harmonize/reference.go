package harmonize

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"concord/tracker"
)

// A Reference is what a paragraph of the draft says of a provision of the texts
// that are merged, where that stands elsewhere now or is gone.
type Reference struct {
	At     tracker.Address `json:"at"`           // the paragraph, in the draft
	Target tracker.Address `json:"target"`       // what it names, as the texts have it
	Now    tracker.Address `json:"now,omitzero"` // where that stands in the draft; zero where it is gone
	Was    string          `json:"was"`          // as printed: "resolves 2"
	Words  string          `json:"words"`        // as the draft has it; "" where a person must write it
	Why    Unwritten       `json:"why"`          // "" where the draft has it
}

// An Unwritten says why a reference was not rewritten.
type Unwritten string

// The reasons to leave a reference to a person.
const (
	TargetGone   Unwritten = "gone"    // nothing in the draft carries what it names
	OtherSection Unwritten = "section" // what it names stands under another heading now
	NamesMerged  Unwritten = "merged"  // it names another of the texts that become one
	OwnWords     Unwritten = "edited"  // somebody wrote these words, perhaps for the draft
	Doubtful     Unwritten = "doubt"   // what it names was not certain
	NotShown     Unwritten = "label"   // its words do not show the label that changed, or show it twice
	NamesBoth    Unwritten = "both"    // the paragraph names the text that stays already
)

// A referrer brings the references of the draft up to its labels.
type referrer struct {
	lines []line
	rev   tracker.Address // of the base
	texts map[tracker.Address]bool
	// was has every provision of the texts, now the line that says it in the draft.
	was map[tracker.Address]tracker.Provision
	now map[tracker.Address]int
	out []Reference
}

// refer rewrites the references between the provisions of each text where their
// new words are certain, and lists all that changed.
func refer(lines []line, texts []tracker.Text, now map[tracker.Address]int) []Reference {
	r := referrer{
		lines: lines, rev: texts[0].Revision, texts: map[tracker.Address]bool{}, was: map[tracker.Address]tracker.Provision{},
		now: now, out: []Reference{},
	}
	for _, t := range texts {
		r.texts[t.Instrument] = true
		for _, p := range t.Provisions {
			r.was[p.Address] = p
		}
	}
	for i := range lines {
		r.read(&lines[i])
	}
	return r.out
}

// places tells which line of the draft says what a provision said: itself, or
// the one that carries it.
func places(lines []line, choices map[tracker.Address]tracker.Choice) map[tracker.Address]int {
	now := map[tracker.Address]int{}
	for i, l := range lines {
		now[l.provision.Address] = i
	}
	for at, c := range choices {
		if i, kept := now[plain(c.Into)]; c.Handling == tracker.Carried && kept {
			now[at] = i
		}
	}
	return now
}

// read goes through the citations of a line, as its own text printed them.
func (r *referrer) read(l *line) {
	own := r.was[l.provision.Address]
	words, from, shift := []rune(l.provision.Text), 0, 0
	var text strings.Builder
	cited := slices.Clone(l.provision.Citations)
	for i, ref := range r.changes(l, own) {
		c := own.Citations[i]
		if ref.changed {
			r.out = append(r.out, ref.Reference)
		}
		if l.edited {
			continue
		}
		cited[i].Start, cited[i].End = c.Start+shift, c.End+shift
		if !ref.Now.IsZero() && ref.Why == "" {
			cited[i].Target = ref.Now.String()
		}
		if ref.Words == "" {
			continue
		}
		text.WriteString(string(words[from:c.Start]) + ref.Words)
		from = c.End
		longer := utf8.RuneCountInString(ref.Words) - (c.End - c.Start)
		l.provision.Notes = shifted(l.provision.Notes, c.End+shift, longer)
		shift += longer
		cited[i].End, cited[i].Text = cited[i].Start+utf8.RuneCountInString(ref.Words), ref.Words
	}
	l.provision.Text = text.String() + string(words[from:])
	l.provision.Citations = cited
}

// A change is what becomes of a citation.
type change struct {
	Reference
	changed bool
}

// listGap is how many code points may part the members of a list: ", and ".
const listGap = 8

// changes tells of each citation of a line what becomes of it. A list ("resolves
// 1 and 11 of Resolution 25") is rewritten as a whole or not at all: nobody could
// tell its old numbers from its new ones.
func (r *referrer) changes(l *line, own tracker.Provision) []change {
	var out []change
	above := [2]string{} // the upper labels of the last reference, old and new
	first := 0           // of the list
	for i, c := range own.Citations {
		ref, changed := r.change(l, own, c)
		if changed && ref.Why == "" {
			ref.Words, ref.Why, above = r.rewrite(c.Text, ref, above)
			changed = ref.Words != c.Text
		}
		out = append(out, change{ref, changed})
		if i > 0 && (c.Start-own.Citations[i-1].End > listGap || ref.Target.Instrument() != out[i-1].Target.Instrument()) {
			whole(out[first:i])
			first = i
		}
	}
	whole(out[first:])
	return out
}

// whole leaves a list as it was where one of its members is not certain.
func whole(list []change) {
	i := slices.IndexFunc(list, func(c change) bool { return c.Why != "" })
	for k := range list {
		if i >= 0 && list[k].changed && list[k].Why == "" {
			list[k].Why, list[k].Words = list[i].Why, ""
		}
	}
}

// shifted moves the marks of notes that stand at or behind a place.
func shifted(notes []tracker.Note, at, by int) []tracker.Note {
	notes = slices.Clone(notes)
	for i := range notes {
		if notes[i].At >= at {
			notes[i].At += by
		}
	}
	return notes
}

// change tells whether a citation names something that the draft moves, and
// where it stands now; Why is set where its words cannot be certain.
func (r *referrer) change(l *line, own tracker.Provision, c tracker.Citation) (Reference, bool) {
	target, err := tracker.ParseAddress(c.Target)
	ref := Reference{At: r.rev.At(l.key), Target: target, Was: c.Text}
	if err != nil || !r.texts[target.Instrument()] || l.edited && !strings.Contains(l.provision.Text, c.Text) {
		return ref, false
	}
	inner := target.Revision() == own.Address.Revision() && !(l.guest && r.namesItself(c.Text, own, target))
	_, provision := r.was[plain(target)]
	switch i, stands := r.now[plain(target)]; {
	case stands:
		ref.Now = r.rev.At(r.lines[i].key)
	case inner && !provision && (target.Provision == "" || r.hasSection(target.Provision)):
		return ref, false
	case target.Provision == "":
		ref.Now = r.rev
	}
	switch {
	case !inner && target.Instrument() == r.rev.Instrument() && own.Address.Instrument() == target.Instrument():
		return ref, false // it tells the history of the text that stays
	case !inner:
		ref.Why = NamesMerged
	case c.Doubt != "":
		ref.Why = Doubtful
	case ref.Now.IsZero():
		ref.Why = TargetGone
	case l.edited && ref.Now.Provision != target.Provision:
		ref.Why = OwnWords
	}
	return ref, ref.Why != "" || ref.Now.Provision != target.Provision
}

// namesItself reports whether the words of a reference give the number of their
// own text, which is another in the draft: "resolves 11 of Resolution 25".
func (r *referrer) namesItself(words string, own tracker.Provision, target tracker.Address) bool {
	_, times := shown(words, own.Address.Number)
	for _, label := range labels(r.was[plain(target)]) {
		if label == own.Address.Number {
			times--
		}
	}
	return times > 0
}

// hasSection reports whether a section, or an annex, stands in the draft.
func (r *referrer) hasSection(key string) bool {
	return slices.ContainsFunc(r.lines, func(l line) bool {
		return l.provision.Section == key || l.key == key || strings.HasPrefix(l.key, key+".")
	})
}

// rewrite gives the words of a reference with its new labels, or why they are
// not certain. above are the upper labels of the reference before, old and new:
// "resolves 3 a) and b)" names the 3 once.
func (r *referrer) rewrite(words string, ref Reference, above [2]string) (string, Unwritten, [2]string) {
	was, is := r.was[plain(ref.Target)], r.lines[r.now[plain(ref.Target)]].provision
	old, new := labels(was), labels(is)
	switch {
	case was.Section != is.Section || was.Role != is.Role:
		return "", OtherSection, above
	case len(old) != len(new) || len(old) == 0:
		return "", NotShown, above
	}
	upper := [2]string{strings.Join(old[:len(old)-1], "."), strings.Join(new[:len(new)-1], ".")}
	out := words
	for i := range old {
		if old[i] == new[i] {
			continue
		}
		at, times := shown(out, old[i])
		if times == 0 && i < len(old)-1 && upper == above {
			continue
		}
		if times != 1 {
			return "", NotShown, above
		}
		out = out[:at] + new[i] + out[at+len(old[i]):]
	}
	return out, "", upper
}

// labels are those from the section down to a provision, without their brackets.
func labels(p tracker.Provision) []string {
	var out []string
	for _, l := range p.Path {
		if core := tracker.EnumeratorCore(l); core != "" {
			out = append(out, core)
		}
	}
	return out
}

// shown finds a label in the words of a reference: a number by itself, a letter
// before a bracket. It gives the last place and how many there are.
func shown(words, label string) (at, times int) {
	for from := 0; ; {
		i := strings.Index(words[from:], label)
		if i < 0 {
			return at, times
		}
		start, end := from+i, from+i+len(label)
		before, _ := utf8.DecodeLastRuneInString(words[:start])
		after, _ := utf8.DecodeRuneInString(words[end:])
		first, _ := utf8.DecodeRuneInString(label)
		if unicode.IsDigit(first) {
			if !unicode.IsDigit(before) && before != '.' && !unicode.IsDigit(after) && !decimal(words[end:]) {
				at, times = start, times+1
			}
		} else if rest := strings.TrimLeft(words[end:], " \u00a0\u0640\u200d"); strings.HasPrefix(rest, ")") && !sameScript(before, first) {
			at, times = start, times+1
		}
		from = end
	}
}

// decimal reports whether a point and a digit follow.
func decimal(rest string) bool {
	return len(rest) > 1 && rest[0] == '.' && rest[1] >= '0' && rest[1] <= '9'
}

// sameScript reports whether a letter before another is of its word.
func sameScript(before, letter rune) bool {
	for _, script := range []*unicode.RangeTable{unicode.Latin, unicode.Arabic, unicode.Cyrillic} {
		if unicode.Is(script, before) && unicode.Is(script, letter) && unicode.IsLetter(before) {
			return true
		}
	}
	return false
}
