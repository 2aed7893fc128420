package grammar

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"concord/tracker"
)

// settle gives each number of a list its instrument and records it.
func (r *reading) settle(l *list) {
	r.share(l)
	if m := r.sessionAfter(l); m > 0 {
		last := &l.items[len(l.items)-1]
		last.qualifier.council, last.qualifier.year, last.qualified = true, m, true
	}
	for i, it := range l.items {
		target, doubt := r.target(l, it)
		if target.IsZero() {
			continue
		}
		start, end := it.start, it.end
		if i == 0 {
			start = r.provisionBefore(start, &target)
		}
		if i == len(l.items)-1 {
			end = r.provisionAfter(end, &target)
		}
		r.found(start, end, target.String(), doubt)
	}
}

// share hands a qualifier back to the numbers before it, and drops the numbers
// that nothing shows to belong to the list.
func (r *reading) share(l *list) {
	settled := func(it item) bool { return it.qualified || it.number.session != "" }
	any := slices.ContainsFunc(l.items, settled)
	for i := len(l.items) - 2; i >= 0; i-- {
		next := l.items[i+1]
		if it := &l.items[i]; !settled(*it) && next.qualified && it.number.body == next.number.body {
			it.qualifier, it.qualified = next.qualifier, true
		}
	}
	for i, it := range l.items {
		if i > 0 && !settled(it) && (any || !l.many) {
			l.items = l.items[:i]
			return
		}
	}
}

// sessionAfter reads ", adopted at its 2009 session" and gives the year, or 0.
func (r *reading) sessionAfter(l *list) int {
	if len(l.items) == 0 || l.items[len(l.items)-1].qualified {
		return 0
	}
	m := r.words.sessionNext.FindStringSubmatch(r.folded[l.items[len(l.items)-1].end:])
	if m == nil {
		return 0
	}
	year, _ := strconv.Atoi(m[1])
	return year
}

// target says which instrument or revision an item names, and why that is in
// doubt. The zero Address means that it names none.
func (r *reading) target(l *list, it item) (tracker.Address, string) {
	n, q := it.number, it.qualifier
	a := tracker.Address{Kind: l.kind, Number: n.text}
	for _, body := range [...]string{q.body, n.body, l.body} {
		if a.Body == "" {
			a.Body = body
		}
	}
	if b, ok := r.registry.Body(a.Body); ok && b.Assembly != "" && a.Kind == tracker.Resolution {
		a.Body = b.Assembly
	}
	if n.edition && !it.qualified && a.Body == "" {
		return tracker.Address{}, ""
	}
	switch {
	case n.session != "":
		return r.slashed(a, n, l.body)
	case q.mark != "":
		return r.marked(a, q)
	case q.roman != "":
		return r.roman(a, q)
	case q.council:
		a.Body = r.council()
		a.Session = councilSession(q.year)
		return a, ""
	case q.place != "":
		return r.heldAt(a, q)
	case q.year != 0:
		return r.dated(a, q)
	}
	return r.bare(a, l)
}

// slashed settles numbers such as 70/1: the part before the slash is the session.
func (r *reading) slashed(a tracker.Address, n number, named string) (tracker.Address, string) {
	if a.Kind != tracker.Resolution && a.Kind != tracker.Decision {
		return tracker.Address{}, ""
	}
	session, _, _ := strings.Cut(n.text, "/")
	a.Body = n.body
	if root(named) == "un" {
		a.Body = named
	}
	a.Session = path.Base(a.Body) + "-" + strings.ToLower(session)
	if len(session) == 4 && named == "" {
		return a, "no body named, and several number their texts by year"
	}
	return a, ""
}

// marked settles "(Rev.WRC-15)".
func (r *reading) marked(a tracker.Address, q qualifier) (tracker.Address, string) {
	if sessions := r.marks[q.mark]; len(sessions) > 0 {
		return r.oneOf(a, sessions, q.mark)
	}
	for _, s := range r.registry.Sessions {
		if s.Body == q.body && s.Year == q.year { // the year in four digits
			a.Body, a.Session = s.Body, s.ID
			return a, ""
		}
	}
	doubt := fmt.Sprintf("no session %q is known", strings.ToUpper(q.mark))
	if q.body == "" {
		a.Body = cmp.Or(a.Body, r.own.Body)
		if a.Body == "" {
			return tracker.Address{}, ""
		}
		return a, doubt
	}
	a.Body = q.body
	a.Session = fmt.Sprintf("%s-%02d", path.Base(q.body), q.year%100)
	return a, doubt
}

// roman settles "1514 (XV)": the General Assembly counted so to 1976.
func (r *reading) roman(a tracker.Address, q qualifier) (tracker.Address, string) {
	if root(r.own.Body) != "un" && (root(a.Body) != "un" && a.Body != "" || len(a.Number) < 3) {
		return tracker.Address{}, ""
	}
	if a.Body == "" || root(a.Body) != "un" {
		a.Body = "un/ga"
	}
	if n := romanValue(q.roman); n > 0 { // "S-VI" was a special session
		a.Session = fmt.Sprintf("%s-%d", path.Base(a.Body), n)
	}
	return a, ""
}

// heldAt settles "(Rev. Dubai, 2018)" by place and year, and by the body that the
// words around it name.
func (r *reading) heldAt(a tracker.Address, q qualifier) (tracker.Address, string) {
	place := q.place
	if second, joined := r.joinedPlaces(place); joined {
		place = second
	}
	at := r.citer.held[placeYear{place, q.year}]
	where := fmt.Sprintf("(%s, %d)", place, q.year)
	if len(at) > 0 {
		where = fmt.Sprintf("(%s, %d)", at[0].PlaceIn(r.lang), q.year)
	}
	if len(at) == 0 {
		doubt := "no session is known at " + where
		if a.Body == "" {
			a.Body = r.own.Body
		}
		if a.Body == "" {
			return tracker.Address{}, ""
		}
		return a, doubt
	}
	a, doubt := r.oneOf(a, at, where)
	if q.flattened {
		doubt = "two revisions run together, a tracked change was lost in the file"
	}
	return a, doubt
}

// oneOf chooses among sessions by the body that a already names.
func (r *reading) oneOf(a tracker.Address, sessions []tracker.Session, where string) (tracker.Address, string) {
	if a.Body != "" {
		for _, s := range sessions {
			if s.Body == a.Body {
				a.Session = s.ID
				return a, ""
			}
		}
		return a, fmt.Sprintf("%s is %s, not a session of %s", where, sessionIDs(sessions), a.Body)
	}
	own := slices.DeleteFunc(slices.Clone(sessions), func(s tracker.Session) bool {
		return root(s.Body) != root(r.own.Body)
	})
	if len(own) > 0 {
		sessions = own
	}
	a.Body, a.Session = sessions[0].Body, sessions[0].ID
	if len(sessions) > 1 {
		return a, fmt.Sprintf("%s is %s; no body is named", where, sessionIDs(sessions))
	}
	return a, ""
}

func sessionIDs(sessions []tracker.Session) string {
	ids := make([]string, len(sessions))
	for i, s := range sessions {
		ids[i] = s.ID
	}
	return strings.Join(ids, " or ")
}

// dated settles a number with a year alone: "1299 (2008)" is of the Council in
// a text of the Union, "889 (1993)" of the Security Council in one of the UN.
func (r *reading) dated(a tracker.Address, q qualifier) (tracker.Address, string) {
	doubt := ""
	if a.Body == "" {
		switch own := root(r.own.Body); {
		case own == "un":
			a.Body = "un/sc"
		case own == "":
			a.Body, doubt = "un/sc", "no body named"
		default:
			a.Body = r.council()
		}
	}
	switch {
	case a.Body == "un/sc":
		a.Session = fmt.Sprintf("sc-%d", q.year)
	case path.Base(a.Body) == "council":
		a.Session = councilSession(q.year)
	default:
		for _, s := range r.registry.Sessions {
			if s.Body == a.Body && s.Year == q.year {
				a.Session = s.ID
			}
		}
	}
	return a, doubt
}

// councilNumbers is where the numbers of Council texts begin that are still
// cited: plenipotentiary conferences have reached 219 and assemblies 110. Texts
// of a radio conference have numbers to 999 and are left out.
const councilNumbers = 400

// bare settles a number without a qualifier.
func (r *reading) bare(a tracker.Address, l *list) (tracker.Address, string) {
	if a.Body != "" {
		return a, ""
	}
	if r.own.Body == "" {
		return tracker.Address{}, ""
	}
	un := root(r.own.Body) == "un"
	if !un && !r.words.caseless && !unicode.IsUpper(r.printed(l.start)) {
		return tracker.Address{}, "" // "recommendation 12 of the report"
	}
	a.Body = r.own.Body
	own, _ := r.registry.Body(r.own.Body)
	if n, _ := strconv.Atoi(a.Number); !un && !own.Mark && n >= councilNumbers {
		if _, known := r.registry.Body(r.council()); known {
			a.Body = r.council()
			return a, "no body named; the number is one of the Council's"
		}
	}
	if r.own.Body == "un/sc" && a.Kind == tracker.Resolution {
		return a, "" // numbered through since 1946
	}
	return a, "no session and no body named"
}

// council is the Council of the text's own organization, or of ITU.
func (r *reading) council() string {
	if id := root(r.own.Body) + "/council"; r.own.Body != "" {
		if _, known := r.registry.Body(id); known {
			return id
		}
	}
	return "itu/council"
}

// councilSession is the id of a Council session: the Council meets each year,
// so its sessions are a rule and not rows.
func councilSession(year int) string { return fmt.Sprintf("c-%02d", year%100) }

// root is the organization of a body: "itu" of "itu/pp".
func root(body string) string {
	org, _, _ := strings.Cut(body, "/")
	return org
}
