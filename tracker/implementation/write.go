package implementation

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"concord/tracker"
	"concord/tracker/store"
)

// An Edit is what one person wants to write about one mandate.
type Edit struct {
	Address tracker.Address `json:"address"` // of the mandate, as the writer saw it
	// Version is the item's Version as the writer saw it.
	Version uint64          `json:"version"`
	Status  *tracker.Status `json:"status,omitempty"` // its Address, Words and Lang are filled in
	// KeepInternal says that the writer did not see the internal note: it stands.
	KeepInternal bool                 `json:"keep_internal,omitempty"`
	Corrections  []tracker.Correction `json:"corrections,omitempty"`
	Links        []tracker.Link       `json:"links,omitempty"`
}

// An Outcome says what became of an edit.
type Outcome struct {
	Edit
	Result Result `json:"result"`
	// Problem says what is wrong with a refused edit.
	Problem string `json:"problem,omitempty"`
	// Changes are the fields that differ from what the record has: for a
	// conflict, what both sides say.
	Changes []Change `json:"changes,omitempty"`
	// Now is the mandate's address today, where it is another.
	Now []tracker.Address `json:"now,omitempty"`
}

// A Change is one field of an edit beside what the record has.
type Change struct {
	Field string `json:"field"`
	Was   string `json:"was"` // in the record
	Is    string `json:"is"`  // in the edit
}

// A Result is what becomes of an edit.
type Result string

// The results.
const (
	Written   Result = "written"
	Unchanged Result = "unchanged" // the record says so already
	Conflict  Result = "conflict"  // somebody wrote about it since the writer saw it
	Superior  Result = "revised"   // a revision that came since has other words
	Refused   Result = "refused"   // it cannot be written by anyone
)

// Results lists them.
var Results = [...]Result{Written, Unchanged, Conflict, Superior, Refused}

// tries is how often a write is judged again because other mandates of the same
// instruments were written about meanwhile.
const tries = 20

// A Watch hears how much of a part of a long piece of work is done. It may be nil.
type Watch func(part string, done, total int)

// The parts of taking in a sheet, in their order.
const (
	Reading = "reading"
	Judging = "judging"
	Writing = "writing"
)

func (w Watch) tell(part string, done, total int) {
	if w != nil {
		w(part, done, total)
	}
}

// Write judges the edits and writes those that pass as one entry of the
// journal. An error is the record's, the context's, or says that the actor may
// not write. dry writes nothing. Sent twice, the same edits are written once.
func (p *Plan) Write(ctx context.Context, actor tracker.Actor, now time.Time, edits []Edit, dry bool) ([]Outcome, error) {
	return p.WriteWatched(ctx, actor, now, edits, dry, nil)
}

// WriteWatched is Write, and watch hears how far it is. All is written at once,
// in one transaction: of that it hears the beginning and the end.
func (p *Plan) WriteWatched(ctx context.Context, actor tracker.Actor, now time.Time, edits []Edit, dry bool, watch Watch) ([]Outcome, error) {
	if err := actor.Writing(); err != nil {
		return nil, err
	}
	whole := actor
	whole.Internal = true // what stands is compared with the whole record
	for try := 0; ; try++ {
		v, err := p.View(ctx, whole)
		if err != nil {
			return nil, err
		}
		outcomes, payload := p.judge(v, actor, edits, now, watch)
		if dry || len(payload.Subjects()) == 0 {
			return outcomes, nil
		}
		size := len(payload.Statuses) + len(payload.Corrections) + len(payload.Links)
		watch.tell(Writing, 0, size)
		raw, err := json.Marshal(payload)
		if err != nil {
			return nil, err
		}
		_, err = p.Store.Append(ctx, entryID(actor, outcomes), v.Position, store.Entry{
			Time: now, Actor: actor.Name, Kind: store.PlanKind, Subjects: payload.Subjects(), Payload: raw,
		})
		if errors.Is(err, store.ErrConflict) && try < tries {
			continue
		}
		if err == nil {
			watch.tell(Writing, size, size)
		}
		return outcomes, err
	}
}

// entryID is the same for the same writing by the same actor: each edit has the
// version that it was made on, which a later one would not.
func entryID(actor tracker.Actor, outcomes []Outcome) string {
	sum := sha256.New()
	fmt.Fprintln(sum, actor.Name)
	for _, o := range outcomes {
		if o.Result == Written {
			raw, _ := json.Marshal(o.Edit) // strings and numbers only: it cannot fail
			sum.Write(append(raw, '\n'))
		}
	}
	return "plan/" + hex.EncodeToString(sum.Sum(nil)[:16])
}

// judge says of each edit whether it can be written, and gathers those that can.
func (p *Plan) judge(v *View, actor tracker.Actor, edits []Edit, now time.Time, watch Watch) ([]Outcome, store.Plan) {
	outcomes := make([]Outcome, len(edits))
	var payload store.Plan
	seen := map[tracker.Address]bool{}
	for i, edit := range edits {
		o := Outcome{Edit: edit}
		if len(edit.Address.Provision) == 0 && len(edit.Links) > 0 {
			p.judgeInstrument(v, &o)
		} else {
			p.judgeOne(v, actor, now, &o)
		}
		if o.Result == Written && seen[edit.Address] {
			o.Result, o.Problem = Refused, "the same mandate twice"
		}
		seen[edit.Address] = true
		if o.Result == Written {
			if o.Status != nil {
				payload.Statuses = append(payload.Statuses, *o.Status)
			}
			payload.Corrections = append(payload.Corrections, o.Corrections...)
			payload.Links = append(payload.Links, o.Links...)
		}
		if o.Status != nil && !actor.Internal {
			told := *o.Status
			told.Internal = "" // what stands is written again, and not told
			o.Status = &told
		}
		outcomes[i] = o
		watch.tell(Judging, i+1, len(edits))
	}
	return outcomes, payload
}

func (p *Plan) judgeOne(v *View, actor tracker.Actor, now time.Time, o *Outcome) {
	it, known := v.Item(o.Address)
	if !known {
		o.Result, o.Problem = Refused, fmt.Sprintf("%s is no mandate that the record holds", o.Address)
		return
	}
	o.Address = it.Address
	if o.Status != nil {
		status := Tidied(*o.Status)
		if status.Since == "" && status.State == it.State.Key {
			status.Since = it.Since
		} else if status.Since == "" {
			status.Since = now.UTC().Format(time.DateOnly)
		}
		status.Address, status.Words, status.Lang = it.Address, it.words, it.Lang
		if (o.KeepInternal || !actor.Internal) && it.Status != nil {
			status.Internal = it.Status.Internal // what the writer could not read stands
		}
		o.Status = &status
	}
	if err := p.check(o.Edit, now); err != nil {
		o.Result, o.Problem = Refused, err.Error()
		return
	}
	o.Changes = changes(it, o.Edit, actor)
	if !p.drop(it, o) {
		o.Result = Unchanged
		return
	}
	switch {
	case it.Version != o.Version:
		o.Result = Conflict
		o.Problem = fmt.Sprintf("written about since: the version is %d, yours is %d", it.Version, o.Version)
	case len(it.Into) > 0:
		o.Result, o.Problem = Superior, "a later revision has come"
		for _, next := range v.Next(it) {
			o.Now = append(o.Now, next.Address)
		}
	default:
		o.Result = Written
	}
}

// Tidied is a status in the one form in which it is written, so that a sheet gives
// back what went out: words without the spaces around them and with one kind of line
// break, evidence a piece at a time.
func Tidied(s tracker.Status) tracker.Status {
	s.Note, s.Internal = tidy(s.Note), tidy(s.Internal)
	var pieces []string
	for _, said := range s.Evidence {
		for piece := range strings.SplitSeq(said, "; ") {
			if piece = tidy(piece); piece != "" || said == "" { // a piece that says nothing is refused
				pieces = append(pieces, piece)
			}
		}
	}
	s.Evidence = pieces
	return s
}

func tidy(s string) string { return strings.TrimSpace(lineBreaks.Replace(s)) }

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n")

// drop takes out of an edit what the record says already and reports whether
// anything is left. A status that only confirms one in doubt is something.
func (p *Plan) drop(it *Item, o *Outcome) bool {
	if o.Status != nil && it.Status != nil && len(it.Confirm) == 0 && sameStatus(*o.Status, it.Status.Status) {
		o.Status = nil
	}
	if o.Status != nil && it.Status == nil && o.Status.State == it.State.Key && o.Status.Since == it.Since &&
		len(o.Status.Evidence) == 0 && o.Status.Note == "" && o.Status.Internal == "" && len(it.Confirm) == 0 {
		o.Status = nil // it is what stands where nobody has reported
	}
	var corrections []tracker.Correction
	for _, c := range o.Corrections {
		if c.Address = it.Address; c.Withdrawn || !slices.Equal(it.Values(c.Field), c.Values) {
			corrections = append(corrections, c)
		}
	}
	var links []tracker.Link
	for _, l := range o.Links {
		if l.Address = it.Address; l.Removed == slices.Contains(it.Elements, l.Element) {
			links = append(links, l)
		}
	}
	o.Corrections, o.Links = corrections, links
	return o.Status != nil || len(corrections) > 0 || len(links) > 0
}

// judgeInstrument judges what ties a whole instrument. Two people who tie it do
// not stand in each other's way, so no version is asked for; the one that stands
// is kept, since what was untied may be tied again in the same words.
func (p *Plan) judgeInstrument(v *View, o *Outcome) {
	instrument := o.Address.Instrument()
	o.Address, o.Version = instrument, v.linked[instrument]
	if _, known := v.records[instrument]; !known {
		o.Result, o.Problem = Refused, fmt.Sprintf("no text of %s is held", instrument)
		return
	}
	o.Result = Unchanged
	var links []tracker.Link
	for _, l := range o.Links {
		l.Address = instrument
		if _, is := p.Registry.Element(l.Element); !is {
			o.Result, o.Problem = Refused, fmt.Sprintf("%q is no element of the strategic framework", l.Element)
			return
		}
		if l.Removed == slices.Contains(v.Links[instrument], l.Element) {
			links, o.Result = append(links, l), Written
			change := Change{Field: "element", Is: l.Element}
			if l.Removed {
				change.Was, change.Is = change.Is, ""
			}
			o.Changes = append(o.Changes, change)
		}
	}
	o.Links = links
}

func sameStatus(a, b tracker.Status) bool {
	return a.State == b.State && a.Since == b.Since && slices.Equal(a.Evidence, b.Evidence) && a.Note == b.Note && a.Internal == b.Internal
}
