package implementation

import (
	"cmp"
	"slices"
	"time"
)

// A Task is a mandate that somebody should write about.
type Task struct {
	Item *Item
	Why  []Need // the most pressing first
	Day  string // since when, or by when, as an ISO date
	Days int    // how long ago Day was; negative where it is still to come
}

// A Need says why a mandate is due for an update.
type Need string

// The needs, the most pressing first.
const (
	Overdue    Need = "overdue"         // its day has passed and it is not done
	ReportLate Need = "report overdue"  // nothing was reported for longer than it asks
	Doubtful   Need = "confirm"         // its state was carried over and has to be confirmed
	NewCycle   Need = "new cycle"       // it was done for a cycle that has ended
	ReportNext Need = "report due next" // a report is due at a session that comes soon
	Silent     Need = "no indication"   // nobody has ever reported on it
	Stale      Need = "stale"           // what was reported is old
)

// Needs lists them.
var Needs = [...]Need{Overdue, ReportLate, Doubtful, NewCycle, ReportNext, Silent, Stale}

// Soon is how many days before a session the reports to it are due for work.
const Soon = 270

func (p *Plan) tasks(v *View, now time.Time) []Task {
	var tasks []Task
	for _, it := range v.Items {
		if !it.Current {
			continue
		}
		if t := p.task(it, now); len(t.Why) > 0 {
			tasks = append(tasks, t)
		}
	}
	slices.SortStableFunc(tasks, func(a, b Task) int {
		return cmp.Or(
			cmp.Compare(slices.Index(Needs[:], a.Why[0]), slices.Index(Needs[:], b.Why[0])), cmp.Compare(a.Day, b.Day))
	})
	return tasks
}

func (p *Plan) task(it *Item, now time.Time) Task {
	t, today := Task{Item: it}, now.Format(time.DateOnly)
	need := func(n Need, day string) {
		t.Why = append(t.Why, n)
		if t.Day == "" {
			t.Day, t.Days = day, daysBetween(day, today)
		}
	}
	if day := Deadline(p.Registry, it); day != "" && day < today && it.State.Open {
		need(Overdue, day)
	}
	last := lastWritten(it)
	if n := interval(it.Frequency); n > 0 && it.Reporting && it.State.Open && daysBetween(last, today) > n {
		need(ReportLate, last)
	}
	if len(it.Confirm) > 0 {
		need(Doubtful, p.Registry.Ended(it.Session))
	}
	if it.State.Cycle {
		if next, known := NextSession(p.Registry, it.Address.Body, it.Since); known && p.Registry.Ended(next.ID) <= today {
			need(NewCycle, p.Registry.Ended(next.ID))
		}
	}
	if session, day := p.nextReport(it, today); session != "" && it.State.Open && daysBetween(today, day) <= Soon {
		need(ReportNext, day)
	}
	if it.State.Stale > 0 && daysBetween(last, today) > it.State.Stale {
		if it.State.Initial && it.Status == nil {
			need(Silent, last)
		} else {
			need(Stale, last)
		}
	}
	return t
}

// lastWritten is the day on which an item's state was last written about, or
// else the day it stands since.
func lastWritten(it *Item) string {
	if it.Status != nil {
		return it.Status.Time.Format(time.DateOnly)
	}
	return it.Since
}

// daysBetween is how many days after a day b another one is, 0 where one of
// them is not known.
func daysBetween(a, b string) int {
	from, errA := time.Parse(time.DateOnly, a)
	to, errB := time.Parse(time.DateOnly, b)
	if errA != nil || errB != nil {
		return 0
	}
	return int(to.Sub(from).Hours() / 24)
}

// A TaskRow is a task, as JSON lists it.
type TaskRow struct {
	Row
	Why  []Need `json:"why"`
	Day  string `json:"day"`
	Days int    `json:"days"`
}

// Row is the task with its mandate's row.
func (t Task) Row() TaskRow { return TaskRow{RowOf(t.Item), t.Why, t.Day, t.Days} }
