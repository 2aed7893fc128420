package tracker

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Known is what the record knows of one instrument before any rule has weighed
// it. [Registry.Record] makes an [InstrumentRecord] of it.
type Known struct {
	Instrument Address `json:"instrument"`
	// Held gives the title of each text held: session, then language.
	Held        map[string]map[Lang]string `json:"held,omitempty"`
	Abrogations []Abrogation               `json:"abrogations,omitempty"` // from conferences' own lists
	Catalogue   *CatalogueRow              `json:"catalogue,omitempty"`
}

// Record weighs what is known of an instrument.
//
// Its revisions are those held and those that the catalogue knows, by year. The
// last one that a verified fact supports is in force and the earlier ones are
// superseded, unless the instrument was abrogated at that session or later. A
// text that is held and a conference's own list are verified facts; a catalogue
// row says itself which of its facts are not. An unverified fact never decides:
// where it speaks against the standing given, Unverified is true.
func (r *Registry) Record(k Known) InstrumentRecord {
	rec := InstrumentRecord{
		Instrument: k.Instrument, Kind: k.Instrument.Kind.Word(), Number: k.Instrument.Number,
		Title: Names{}, Revisions: r.revisions(k), Held: len(k.Held) > 0, Catalogue: k.Catalogue,
	}
	if k.Catalogue != nil && k.Catalogue.Title != "" {
		rec.Title[English] = k.Catalogue.Title
	}
	for _, revision := range rec.Revisions {
		maps.Copy(rec.Title, k.Held[revision.Session])
	}
	session, verified := k.abrogation()
	rec.Abrogated = session
	r.judge(&rec, verified)
	if k.Catalogue.unverified("standing") && rec.Standing == InForce {
		rec.Unverified = true
	}
	return rec
}

// judge sets every standing in rec, whose revisions are in order. verified says
// whether the abrogation that rec names is a verified fact.
func (r *Registry) judge(rec *InstrumentRecord, verified bool) {
	last := -1 // the last revision that a verified fact supports
	for i, revision := range rec.Revisions {
		if !revision.Unverified {
			last = i
		}
	}
	for i := range rec.Revisions {
		revision := &rec.Revisions[i]
		switch {
		case i < last:
			revision.Standing = Superseded
		case i == last:
			revision.Standing = InForce
			revision.Unverified = last < len(rec.Revisions)-1
		default:
			revision.Standing = Unknown
		}
	}
	rec.Standing, rec.Unverified = Unknown, true
	if last >= 0 {
		rec.Standing, rec.Unverified = InForce, rec.Revisions[last].Unverified
	}
	if rec.Abrogated == "" || last >= 0 && r.before(rec.Abrogated, rec.Revisions[last].Session) {
		return
	}
	if !verified {
		rec.Unverified = true
		return
	}
	rec.Standing, rec.Unverified = Abrogated, false
	if last >= 0 {
		rec.Revisions[last].Standing, rec.Revisions[last].Unverified = Abrogated, false
	}
}

// revisions lists the revisions of k, oldest first. A revision that only the
// catalogue knows is Unverified where its row says so.
func (r *Registry) revisions(k Known) []RevisionRecord {
	unverified := map[string]bool{}
	if row := k.Catalogue; row != nil {
		if row.Adopted != "" {
			unverified[row.Adopted] = row.unverified("adopted")
		}
		for _, session := range row.Revised {
			unverified[session] = row.unverified("revised")
		}
	}
	for session := range k.Held {
		unverified[session] = false
	}
	revisions := make([]RevisionRecord, 0, len(unverified))
	for _, session := range slices.Sorted(maps.Keys(unverified)) {
		revision := k.Instrument
		revision.Session = session
		langs := slices.AppendSeq([]Lang{}, maps.Keys(k.Held[session]))
		slices.Sort(langs)
		revisions = append(revisions, RevisionRecord{
			Revision: revision, Session: session, Langs: langs, Unverified: unverified[session],
		})
	}
	slices.SortStableFunc(revisions, func(a, b RevisionRecord) int { return r.CompareSessions(a.Session, b.Session) })
	return revisions
}

// abrogation gives the session that ended the instrument, or "", and whether a
// verified fact says so.
func (k Known) abrogation() (session string, verified bool) {
	if len(k.Abrogations) > 0 {
		return k.Abrogations[len(k.Abrogations)-1].Session, true
	}
	if k.Catalogue == nil || k.Catalogue.Abrogated == "" {
		return "", false
	}
	return k.Catalogue.Abrogated, !k.Catalogue.unverified("abrogated")
}

func (row *CatalogueRow) unverified(fact string) bool {
	return row != nil && slices.Contains(row.Unverified, fact)
}

// InForceAt gives the revision that stood at the end of a day: the one adopted
// by the last session that had ended by then. It gives false where none had, or
// where the instrument had been abrogated. A session whose days are not known
// counts as ended on the last day of its year. The revision is Unverified where
// an unverified one, or an unverified abrogation, had come after it.
func (r *Registry) InForceAt(rec InstrumentRecord, day time.Time) (RevisionRecord, bool) {
	date := day.Format(time.DateOnly)
	var at RevisionRecord
	for _, revision := range rec.Revisions {
		if r.ended(revision.Session) > date {
			continue
		}
		if revision.Standing == Unknown || revision.Standing == Superseded && revision.Unverified {
			at.Unverified = true
			continue
		}
		at = revision
		at.Standing, at.Unverified = InForce, false
	}
	if at.Session == "" {
		return RevisionRecord{}, false
	}
	if rec.Abrogated != "" && r.ended(rec.Abrogated) <= date && !r.before(rec.Abrogated, at.Session) {
		if rec.Standing == Abrogated {
			return RevisionRecord{}, false
		}
		at.Unverified = true
	}
	return at, true
}

// CompareSessions orders sessions by the day they ended. Sessions of an unknown
// year come first: nothing may rest on them.
func (r *Registry) CompareSessions(a, b string) int {
	return cmp.Compare(r.SessionOrder(a), r.SessionOrder(b))
}

// SessionOrder is a string by which sessions sort as CompareSessions has them,
// for whoever sorts many.
func (r *Registry) SessionOrder(session string) string { return r.ended(session) + " " + session }

// Ended is the last day of a session as an ISO date, or the last day of its
// year, or "" when even that is not known.
func (r *Registry) Ended(session string) string { return r.ended(session) }

func (r *Registry) before(a, b string) bool { return r.CompareSessions(a, b) < 0 }

// ended gives the last day of a session as an ISO date, or "" when even its
// year is not known.
func (r *Registry) ended(id string) string {
	s, _ := r.Session(id)
	if day := cmp.Or(s.End, s.Start); day != "" {
		return day
	}
	year, known := r.Year(id)
	if !known {
		return ""
	}
	return strconv.Itoa(year) + "-12-31"
}

// Year gives the year of a session: as the registry says, or else as its id
// does. The ids of bodies that meet every year are open-ended, and the registry
// need not list them:
//
//	ga-79     session 79 of the UN General Assembly, which opened in 1945+79 = 2024
//	sc-1994   four digits are the year
//	c-24      two digits are the year: 45 to 99 in the 1900s, the others in the 2000s
func (r *Registry) Year(session string) (year int, known bool) {
	if s, ok := r.Session(session); ok && s.Year != 0 {
		return s.Year, true
	}
	body, number, ok := strings.Cut(session, "-")
	n, err := strconv.Atoi(number)
	switch {
	case !ok || err != nil || n < 0:
		return 0, false
	case body == "ga":
		return assemblyBegan + n, true
	case len(number) == 4:
		return n, true
	case len(number) == 2 && n >= assemblyBegan%100:
		return 1900 + n, true
	case len(number) == 2:
		return 2000 + n, true
	}
	return 0, false
}

// assemblyBegan is the year before the General Assembly's first session; no
// two-digit year in use is older.
const assemblyBegan = 1945
