package implementation

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"concord/tracker"
)

// A Period is a run of days, both ends included.
type Period struct {
	Name     string
	From, To time.Time
}

var isYears = regexp.MustCompile(`^(\d{4})(?:(?:-|–|\.\.)(\d{4}))?$`)

// ParsePeriod reads "2026", "2024-2027" or "2026-01-01..2026-06-30".
func ParsePeriod(s string) (Period, error) {
	p := Period{Name: s}
	fail := fmt.Errorf("period %q: want 2026, 2024-2027 or 2026-01-01..2026-06-30", s)
	from, to, days := strings.Cut(s, "..")
	if years := isYears.FindStringSubmatch(s); years != nil {
		from, to, days = years[1]+"-01-01", years[1]+"-12-31", true
		if years[2] != "" {
			to = years[2] + "-12-31"
		}
	}
	var errA, errB error
	p.From, errA = time.Parse(time.DateOnly, from)
	p.To, errB = time.Parse(time.DateOnly, to)
	if !days || errA != nil || errB != nil || p.To.Before(p.From) || p.To.Year()-p.From.Year() > 100 {
		return p, fail
	}
	return p, nil
}

// Standing is what was last said of an item that holds since a day or before:
// the state of that day, as far as anybody has reported. It is nil where nobody
// has.
func (it *Item) Standing(day time.Time) *tracker.StatusRecord {
	if len(it.Statuses) == 0 {
		return nil
	}
	date := day.Format(time.DateOnly)
	var last *tracker.StatusRecord
	for i := range it.Statuses {
		if it.Statuses[i].Since <= date {
			last = &it.Statuses[i]
		}
	}
	return last
}

// Concerning lists the mandates that a governing body asks about: those that it
// adopted, and those that report to it or are addressed to it.
func (p *Plan) Concerning(v *View, body string) []*Item {
	_, key, _ := strings.Cut(body, "/")
	var items []*Item
	for _, it := range v.Items {
		if it.Current && (it.Address.Body == body || slices.Contains(it.ReportTo, key) && p.body(it, key) == body || slices.Contains(it.Lead, key) && p.body(it, key) == body) {
			items = append(items, it)
		}
	}
	return items
}

// Inactive lists the mandates that were asked for at least two cycles ago and
// that nobody has reported on since: two ordinary sessions of the body that
// adopted them have gone by.
func (p *Plan) Inactive(v *View, items []*Item, now time.Time) []*Item {
	var inactive []*Item
	cutoffs := map[string]string{}
	for _, it := range items {
		if !it.State.Open {
			continue
		}
		cutoff, known := cutoffs[it.Address.Body]
		if !known {
			cutoff = p.cyclesAgo(it.Address.Body, now, 2)
			cutoffs[it.Address.Body] = cutoff
		}
		if cutoff == "" || p.Registry.Ended(it.Came) >= cutoff || it.Status != nil && lastWritten(it) >= cutoff {
			continue
		}
		inactive = append(inactive, it)
	}
	return inactive
}

// cyclesAgo is the last day of the nth last session of a body before a day.
func (p *Plan) cyclesAgo(body string, now time.Time, n int) string {
	today := now.Format(time.DateOnly)
	var ended []string
	for _, s := range p.Registry.Sessions {
		if day := p.Registry.Ended(s.ID); s.Body == body && day <= today {
			ended = append(ended, day)
		}
	}
	slices.Sort(ended)
	if len(ended) < n {
		return ""
	}
	return ended[len(ended)-n]
}

// A Gap is an instruction to a Director that no text of that Sector reflects.
type Gap struct {
	Item *Item
	Held int // texts of the Sector that are held: where there are none, nobody knows
}

// Unreflected lists the instructions to the Directors of Sectors that no text
// in force of the Sector's own bodies cites or carries. A citation of any
// provision of the instrument counts.
func (p *Plan) Unreflected(v *View, items []*Item) ([]Gap, error) {
	sectors, held, words := map[string][]string{}, map[string]int{}, map[string]map[string]bool{}
	for _, b := range p.Registry.Bodies {
		if b.Director != "" {
			sectors[b.Director] = append(sectors[b.Director], b.ID)
		}
		words[b.ID] = map[string]bool{}
	}
	for _, record := range v.records {
		held[record.Instrument.Body]++
	}
	for _, it := range v.Items {
		if it.Current {
			words[it.Address.Body][it.words] = true
		}
	}
	var gaps []Gap
	for _, it := range items {
		cited, err := p.citing(v, it.Address.Instrument())
		if err != nil {
			return nil, err
		}
		for _, lead := range it.leads {
			bodies := sectors[lead]
			if len(bodies) == 0 || slices.Contains(bodies, it.Address.Body) {
				continue
			}
			gap := Gap{Item: it}
			reflected := false
			for _, body := range bodies {
				gap.Held += held[body]
				reflected = reflected || cited[body] || words[body][it.words]
			}
			if !reflected {
				gaps = append(gaps, gap)
				break
			}
		}
	}
	return gaps, nil
}
