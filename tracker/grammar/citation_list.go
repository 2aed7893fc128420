package grammar

import (
	"regexp"
	"strings"
	"unicode"

	"concord/tracker"
)

// An item is one number of a list such as "Resolutions 102, 130 and 197 (Rev.
// Dubai, 2018)", with the qualifier that it carries or shares.
type item struct {
	start, end int
	number     number
	qualifier  qualifier
	qualified  bool
}

// A number is the part that tells instruments of one body and kind apart, in
// one of the shapes that bodies use.
type number struct {
	text    string // "71", "70/1", "48/218B"
	session string // already settled by the shape, as "ga-70" is by 70/1
	body    string // settled likewise
	edition bool   // an edition follows, "48-2", as only radio assemblies count them
}

var (
	generalAssembly = regexp.MustCompile(`^(?:a/res/)?(es-|s-)?(\d{1,3})/(\d{1,4})`)
	yearSlash       = regexp.MustCompile(`^((?:19|20)\d{2})/(\d{1,4})`)
	sectorNumber    = regexp.MustCompile(`^((?:itu|uit|мсэ)-?[rtdртд]) ?第? ?(\d{1,3})(?:-\d{1,2})?`)
	sectorOnly      = regexp.MustCompile(`^(?:itu|uit|мсэ)-?[rtdртд] ?第? ?`)
	plainNumber     = regexp.MustCompile(`^(\d{1,4})(?: ?(?:号))?`)
	editionNumber   = regexp.MustCompile(`^(\d{1,3})-\d{1,2}`)
)

// instruments finds the numbered instruments, alone and in lists.
func (r *reading) instruments() {
	if r.words.numberFirst {
		r.numbersFirst()
		return
	}
	for _, m := range r.words.kind.FindAllStringSubmatchIndex(r.folded, -1) {
		word := r.folded[m[2]:m[3]]
		if !r.wordStarts(m[0]) || !r.wordEnds(m[3]) && !strings.HasSuffix(word, ".") {
			continue
		}
		l := list{kind: r.words.kinds[word], many: r.words.many[word], start: m[2]}
		pos := m[3]
		if b := r.words.bodyNext.FindStringSubmatchIndex(r.folded[pos:]); b != nil {
			l.body = r.body(r.folded[pos+b[2] : pos+b[3]])
			pos += b[1] - 1
		} else {
			l.body = r.bodyBefore(m[0])
		}
		if s := r.words.signNext.FindStringIndex(r.folded[pos:]); s != nil {
			pos += s[1]
		} else if pos < len(r.folded) && r.folded[pos] == ' ' {
			pos++
		}
		r.items(&l, pos)
		r.settle(&l)
	}
}

// A list is the instruments that share one kind word.
type list struct {
	kind  tracker.Kind
	many  bool // the kind word is a plural
	start int  // where the kind word begins, or in Chinese the first number
	body  string
	items []item
}

// items reads the numbers of a list whose first one stands at pos.
func (r *reading) items(l *list, pos int) {
	for {
		n, end, ok := r.number(pos)
		if !ok {
			return
		}
		it := item{start: pos, end: end, number: n}
		if len(l.items) == 0 {
			it.start = l.start
		}
		if q, after, ok := r.bracket(end); ok {
			it.qualifier, it.qualified, it.end = q, true, after
		}
		l.items = append(l.items, it)
		pos = it.end
		pos = r.ofBody(l, pos)
		if d := r.words.dateNext.FindStringIndex(r.folded[pos:]); d != nil {
			pos += d[1]
		}
		sep := r.words.andNext.FindStringSubmatchIndex(r.folded[pos:])
		if sep == nil || sep[2] < 0 && sep[4] < 0 {
			return
		}
		// A semicolon ends an item of the text more often than one of a list,
		// and a comma before a lone number may open the next paragraph.
		if next := pos + sep[1]; sep[2] >= 0 && sep[4] < 0 && !r.listGoesOn(l, next) {
			return
		}
		pos += sep[1]
	}
}

// listGoesOn reports whether the number at pos belongs to the list before it:
// it does when a qualifier, a slash or a further member of the list follows.
func (r *reading) listGoesOn(l *list, pos int) bool {
	n, end, ok := r.number(pos)
	if !ok {
		return false
	}
	if n.session != "" {
		return true
	}
	if _, _, ok := r.bracket(end); ok {
		return true
	}
	sep := r.words.andNext.FindStringIndex(r.folded[end:])
	return l.many && sep != nil && sep[1] > 1 && r.numberAt(end+sep[1])
}

func (r *reading) numberAt(pos int) bool {
	_, _, ok := r.number(pos)
	return ok
}

// number reads the number of an instrument at pos.
func (r *reading) number(pos int) (number, int, bool) {
	rest := r.folded[pos:]
	if m := yearSlash.FindStringSubmatch(rest); m != nil {
		return number{text: m[0], body: "un/ecosoc", session: "ecosoc-" + m[1]}, pos + len(m[0]), r.wordEnds(pos + len(m[0]))
	}
	if m := generalAssembly.FindStringSubmatch(rest); m != nil {
		end := pos + len(m[0])
		n := number{text: m[1] + m[2] + "/" + m[3], body: "un/ga", session: "ga-" + m[1] + m[2]}
		n.text = strings.ToUpper(n.text)
		letter, end := r.partLetter(end)
		n.text += letter
		return n, r.skipHao(end), r.wordEnds(end)
	}
	if m := sectorNumber.FindStringSubmatch(rest); m != nil {
		end := pos + len(m[0])
		return number{text: m[2], body: r.assembly(m[1])}, r.skipHao(end), r.wordEnds(end)
	}
	if m := editionNumber.FindStringSubmatch(rest); m != nil && r.wordEnds(pos+len(m[0])) {
		return number{text: m[1], edition: true}, r.skipHao(pos + len(m[0])), true
	}
	m := plainNumber.FindStringSubmatch(rest)
	if m == nil {
		return number{}, pos, false
	}
	end := pos + len(m[1])
	if next := r.folded[end:]; next != "" && (next[0] == '/' || next[0] == '%' || len(next) > 1 && (next[0] == '.' || next[0] == '-') && unicode.IsDigit(rune(next[1]))) {
		return number{}, pos, false
	}
	if !r.wordEnds(end) {
		return number{}, pos, false
	}
	letter, end := r.partLetter(end)
	return number{text: m[1] + letter}, r.skipHao(end), true
}

// partLetter reads the capital that tells the parts of one UN resolution apart:
// "48/218 B". A small letter there is a word.
func (r *reading) partLetter(pos int) (string, int) {
	if r.own.Body != "" && root(r.own.Body) != "un" && !strings.Contains(r.folded[max(0, pos-8):pos], "/") {
		return "", pos
	}
	at := pos
	if at < len(r.folded) && r.folded[at] == ' ' {
		at++
	}
	if at < len(r.folded) && 'A' <= r.printed(at) && r.printed(at) <= 'Z' && r.wordEnds(at+1) {
		return string(r.printed(at)), at + 1
	}
	return "", pos
}

// skipHao steps over the Chinese ordinal ending.
func (r *reading) skipHao(pos int) int {
	if !r.words.numberFirst {
		return pos
	}
	rest := strings.TrimPrefix(r.folded[pos:], " ")
	if after, found := strings.CutPrefix(rest, "号"); found {
		return len(r.folded) - len(after)
	}
	return pos
}

// ofBody reads "of the Plenipotentiary Conference" or "adopted at its 2009
// session" at pos; it settles the items that no body was settled for.
func (r *reading) ofBody(l *list, pos int) int {
	m := r.words.ofBodyNext.FindStringSubmatchIndex(r.folded[pos:])
	if m == nil || !r.wordEnds(pos+m[1]) {
		return pos
	}
	name := r.folded[pos+m[2] : pos+m[3]]
	if last := l.items[len(l.items)-1]; r.words.subjects[name] && !last.qualified && last.number.session == "" {
		return pos
	}
	body := r.body(name)
	for i := range l.items {
		if it := &l.items[i]; it.number.body == "" && it.qualifier.body == "" {
			it.qualifier.body = body
		}
	}
	return pos + m[1]
}

// bodyBefore gives the body named just before pos: "Council Resolution 1305".
func (r *reading) bodyBefore(pos int) string {
	before, _ := r.before(pos)
	if m := r.words.bodyLast.FindStringSubmatch(before); m != nil {
		return r.body(m[1])
	}
	return ""
}

// body settles a name that several bodies may carry: that of the text's own
// organization first.
func (r *reading) body(name string) string {
	ids := r.words.bodies[name]
	for _, id := range ids {
		if id == ownSession {
			return r.own.Body
		}
		if root(id) == root(r.own.Body) {
			return id
		}
	}
	if len(ids) == 0 {
		return ""
	}
	// "The Council" in a text of the United Nations is the Security Council.
	for _, b := range r.registry.Bodies {
		if r.own.Body != "" && root(b.ID) == root(r.own.Body) && strings.HasSuffix(tracker.Fold(b.Name.In(r.lang)), " "+name) {
			return b.ID
		}
	}
	return ids[0]
}

// assembly gives the body that adopts the resolutions of a sector, by the
// sector's mark: "itu-r" is the Radiocommunication Assembly.
func (r *reading) assembly(mark string) string {
	for _, b := range r.registry.Bodies {
		for _, short := range b.Short {
			if tracker.Fold(short) == mark && b.Assembly != "" {
				return b.Assembly
			}
		}
	}
	return ""
}

// numbersFirst reads the Chinese order: numbers, kind, qualifier.
func (r *reading) numbersFirst() {
	for from := 0; ; {
		i := strings.Index(r.folded[from:], "第")
		if i < 0 {
			return
		}
		start := from + i
		from = start + len("第")
		l := list{start: start, many: true, body: r.bodyBefore(start)}
		pos := from
		if s := sectorOnly.FindString(r.folded[sectorBefore(r.folded, start):]); s != "" && sectorBefore(r.folded, start) < start {
			l.start = sectorBefore(r.folded, start)
			l.body = r.assembly(strings.TrimRight(strings.ReplaceAll(s, "第", ""), " "))
		}
		for {
			if pos < len(r.folded) && r.folded[pos] == ' ' {
				pos++
			}
			pos += len("第") * btoi(strings.HasPrefix(r.folded[pos:], "第"))
			n, end, ok := r.number(pos)
			if !ok {
				break
			}
			it := item{start: pos, end: end, number: n}
			if len(l.items) == 0 {
				it.start = l.start
			}
			if q, after, ok := r.bracket(end); ok {
				it.qualifier, it.qualified, it.end = q, true, r.skipHao(after)
			}
			l.items = append(l.items, it)
			pos = it.end
			if k := r.words.kindNext.FindStringSubmatchIndex(r.folded[pos:]); k != nil {
				r.kindLast(&l, pos, k)
				break
			}
			sep := r.words.andNext.FindStringIndex(r.folded[pos:])
			if sep == nil || sep[1] == 0 {
				break
			}
			pos += sep[1]
		}
		// A list that begins later in what was read ends at the same place.
		from = max(from, pos)
	}
}

// kindLast ends a Chinese list with its kind word and the qualifier after it.
func (r *reading) kindLast(l *list, pos int, k []int) {
	l.kind = r.words.kinds[r.folded[pos+k[2]:pos+k[3]]]
	last := &l.items[len(l.items)-1]
	last.end = pos + k[1]
	if q, after, ok := r.bracket(last.end); ok {
		last.end = after
		if !last.qualified {
			last.qualifier, last.qualified = q, true
		}
	}
	r.settle(l)
}

// sectorBefore gives where a sector's mark that ends at pos begins, or pos.
func sectorBefore(folded string, pos int) int {
	for _, mark := range [...]string{"itu-r", "itu-t", "itu-d"} {
		if s := strings.TrimSuffix(folded[:pos], " "); strings.HasSuffix(s, mark) {
			return len(s) - len(mark)
		}
	}
	return pos
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
