package implementation

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"concord/tracker"
)

var (
	isDate     = regexp.MustCompile(`^\d{4}(-\d{2}(-\d{2})?)?$`)
	isDuration = regexp.MustCompile(`^P(\d{1,4})([DMY])$`)
)

// ParseDue reads what FormatDue writes: a date ("2030", "2022-10-31"), a time
// from the adoption ("P90D"), a session ("pp-26"), or "next itu/pp".
func ParseDue(s string) tracker.Due {
	session, body, _ := strings.Cut(s, " ")
	switch {
	case s == "":
		return tracker.Due{}
	case isDate.MatchString(s):
		return tracker.Due{Kind: tracker.DueDate, Value: s}
	case isDuration.MatchString(s):
		return tracker.Due{Kind: tracker.DueRelative, Value: s}
	}
	return tracker.Due{Kind: tracker.DueSession, Value: session, Body: body}
}

// FormatDue writes a due as one word or two.
func FormatDue(d tracker.Due) string {
	if d.Value == tracker.NextSession {
		return strings.TrimSpace(d.Value + " " + d.Body)
	}
	return d.Value
}

// Deadline is the last day of a mandate's due as an ISO date, or "" where it
// names none that is known. The next session of a body that the registry does
// not know is "".
func Deadline(r *tracker.Registry, it *Item) string {
	switch it.Due.Kind {
	case tracker.DueDate:
		return lastDay(it.Due.Value)
	case tracker.DueSession:
		if it.Due.Value == tracker.NextSession {
			if next, known := NextSession(r, it.Due.Body, r.Ended(it.Session)); known {
				return cmp.Or(next.Start, r.Ended(next.ID))
			}
			return ""
		}
		if s, known := r.Session(it.Due.Value); known && s.Start != "" {
			return s.Start // "before the conference": by the day it opens
		}
		return r.Ended(it.Due.Value)
	case tracker.DueRelative:
		parts := isDuration.FindStringSubmatch(it.Due.Value)
		from, err := time.Parse(time.DateOnly, r.Ended(it.Session))
		if parts == nil || err != nil {
			return ""
		}
		n, _ := strconv.Atoi(parts[1])
		switch parts[2] {
		case "D":
			from = from.AddDate(0, 0, n)
		case "M":
			from = from.AddDate(0, n, 0)
		default:
			from = from.AddDate(n, 0, 0)
		}
		return from.Format(time.DateOnly)
	}
	return ""
}

// lastDay is the last day of a date that may be cut to its year or month.
func lastDay(date string) string {
	switch len(date) {
	case len("2030"):
		return date + "-12-31"
	case len("2030-06"):
		if month, err := time.Parse("2006-01", date); err == nil {
			return month.AddDate(0, 1, -1).Format(time.DateOnly)
		}
	}
	return date
}

// NextSession is the first session of a body that ends after a day.
func NextSession(r *tracker.Registry, body, after string) (tracker.Session, bool) {
	var later []tracker.Session
	for _, s := range r.Sessions {
		if s.Body == body && r.Ended(s.ID) > after {
			later = append(later, s)
		}
	}
	if len(later) == 0 {
		return tracker.Session{}, false
	}
	return slices.MinFunc(later, func(a, b tracker.Session) int { return r.CompareSessions(a.ID, b.ID) }), true
}

// interval is about how many days lie between two times that a frequency names,
// 0 where it names none.
func interval(frequency string) int {
	switch frequency {
	case tracker.Annual:
		return 366
	case tracker.Biennial:
		return 731
	case tracker.EachSession, tracker.EachCycle:
		return 0 // the sessions say when
	}
	rest, every := strings.CutPrefix(frequency, "every-")
	number, unit, ok := strings.Cut(rest, "-")
	n, err := strconv.Atoi(number)
	if !every || !ok || err != nil {
		return 0
	}
	if strings.HasPrefix(unit, "year") {
		return n * 366
	}
	return n * 31
}
