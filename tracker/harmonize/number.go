package harmonize

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"concord/tracker"
)

// A section is where provisions stand together and are numbered together.
type section struct {
	key  string
	role tracker.Role
}

func sectionOf(p tracker.Provision) section { return section{p.Section, p.Role} }

// freeKey is the key of a section, or where another has it, with the next number
// behind it, as the second of two sections of one name has in a text.
func freeKey(lines []line, s section) string {
	taken := func(key string) bool { return slices.ContainsFunc(lines, func(l line) bool { return l.in.key == key }) }
	key := s.key
	for n := 2; taken(key); n++ {
		key = numberBehind.ReplaceAllString(s.key, "") + "-" + strconv.Itoa(n)
	}
	return key
}

var numberBehind = regexp.MustCompile(`-\d+$`)

// number labels anew the provisions of every section that took in guests, or
// lost some of its own, and gives each its address. They are labelled in the
// manner of the section, or else of the part; items below the first level keep
// their own labels.
func number(lines []line, base tracker.Text) {
	had := map[section]int{} // provisions of the base, at the first level
	for _, p := range base.Provisions {
		if len(p.Path) < 2 {
			had[sectionOf(p)]++
		}
	}
	for from := 0; from < len(lines); {
		to := from + 1
		of := lines[from].in
		for to < len(lines) && lines[to].in == of {
			to++
		}
		if own := ownFirst(lines[from:to]); of.role != tracker.Annexed && (guests(lines[from:to]) || own < had[of]) {
			numberSection(lines[from:to], manner(lines, of, base.Lang))
		}
		from = to
	}
	unique(lines)
}

// ownFirst counts the base's provisions of the first level.
func ownFirst(section []line) (n int) {
	for _, l := range section {
		if !l.guest && len(l.provision.Path) < 2 {
			n++
		}
	}
	return n
}

func guests(section []line) bool {
	return slices.ContainsFunc(section, func(l line) bool { return l.guest })
}

// manner is a label as the section has them, or one of the same part, or as
// conferences have them: letters in a preamble, numbers after it.
func manner(lines []line, of section, lang tracker.Lang) string {
	for _, fits := range []func(line) bool{
		func(l line) bool { return l.in == of },
		func(l line) bool { return l.in.role == of.role },
	} {
		for _, l := range lines {
			if label := l.provision.Label; fits(l) && len(l.provision.Path) == 1 && tracker.EnumeratorCore(label) != "" {
				return label
			}
		}
	}
	switch {
	case of.role != tracker.Preamble:
		return "1"
	case lang == tracker.Arabic:
		return "أ )"
	}
	return "a)"
}

func numberSection(section []line, like string) {
	top := 0
	for _, l := range section {
		if len(l.provision.Path) < 2 {
			top++
		}
	}
	n, was, label, key := 0, "", "", section[0].in.key
	for i := range section {
		p := &section[i].provision
		if len(p.Path) < 2 {
			n++
			was = p.Label
			if label = tracker.Enumerator(like, n); top == 1 {
				label = ""
			}
			p.Label, p.Path = label, []string{label}
			section[i].key = join(key, element(like, label, n))
			continue
		}
		p.Path = append([]string{label}, p.Path[1:]...)
		for level := 1; level < len(p.Path); level++ {
			p.Path[level] = dotted(p.Path[level], was, label)
		}
		p.Label = p.Path[len(p.Path)-1]
		rest := strings.TrimPrefix(p.Address.Provision, p.Section+".")
		if _, below, under := strings.Cut(rest, "."); under {
			rest = below
		}
		section[i].key = join(join(key, element(like, label, n)), rest)
	}
}

// element is a label as an address has it: letters in Latin in every language.
func element(like, label string, n int) string {
	core := tracker.EnumeratorCore(like)
	switch {
	case label == "":
		return ""
	case core == "" || core[0] >= '0' && core[0] <= '9':
		return strconv.Itoa(n)
	}
	return tracker.Letters(n)
}

func join(key, element string) string {
	if element == "" {
		return key
	}
	return key + "." + element
}

// dotted is a label such as 2.1 under another first number: in Arabic it stands
// last.
func dotted(label, was, is string) string {
	was, is = tracker.EnumeratorCore(was), tracker.EnumeratorCore(is)
	if was == "" || is == "" {
		return label
	}
	if rest, first := strings.CutPrefix(label, was+"."); first {
		return is + "." + rest
	}
	if rest, last := strings.CutSuffix(label, "."+was); last {
		return rest + "." + is
	}
	return label
}

// unique gives a further mark to addresses that two lines would share.
func unique(lines []line) {
	seen := map[string]int{}
	for i := range lines {
		seen[lines[i].key]++
		if n := seen[lines[i].key]; n > 1 {
			lines[i].key += ".m" + strconv.Itoa(n)
		}
	}
}
