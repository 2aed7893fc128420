package review

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"concord/tracker"
	"concord/tracker/store"
)

// Limits of what a reviewer writes, in characters, and of a group.
const (
	maxReason  = 4000
	maxMembers = 1000
)

// mergerID is what stands in an address of the program.
var mergerID = regexp.MustCompile(`^[a-z0-9-]{1,40}$`)

// A Desk is where reviewers write.
type Desk struct {
	Store    *store.Store
	Outcomes Outcomes
	Clock    func() time.Time // the time of entries
}

// Write puts a verdict, a comment or an assignment into the record. expect is
// the last entry that the writer had seen: where somebody else wrote about the
// group since, nothing is written and the error is a *[store.ConflictError].
// The same thing written twice is written once.
func (d Desk) Write(ctx context.Context, actor tracker.Actor, expect uint64, r tracker.Review) (tracker.Review, error) {
	if err := actor.Writing(); err != nil {
		return r, err
	}
	r.Reason, r.Comment, r.Assignee = strings.TrimSpace(r.Reason), strings.TrimSpace(r.Comment), strings.TrimSpace(r.Assignee)
	if err := d.check(r); err != nil {
		return r, err
	}
	r.Sequence, r.Time, r.Author = 0, time.Time{}, ""
	e, err := d.append(ctx, actor, "review", expect, store.ReviewKind, store.ReviewSubject(r.Group), r)
	r.Sequence, r.Time, r.Author = e.Sequence, e.Time, e.Actor
	return r, err
}

// Looked notes that an actor has seen every review up to a position.
func (d Desk) Looked(ctx context.Context, actor tracker.Actor, position uint64) error {
	if err := actor.Writing(); err != nil {
		return err
	}
	_, err := d.append(ctx, actor, "looked", store.Any, store.LookedKind, "looked/"+actor.Name, store.Looked{Position: position})
	return err
}

// Merge keeps a draft of the workbench, in the place of the one that the writer
// had seen.
func (d Desk) Merge(ctx context.Context, actor tracker.Actor, expect uint64, m tracker.Merger) error {
	if err := actor.Writing(); err != nil {
		return err
	}
	if !mergerID.MatchString(m.ID) || m.ID == "new" {
		return fault("merger", fmt.Sprintf("%.60q: the id of a merger is 1 to 40 small letters, digits and hyphens, and not \"new\"", m.ID))
	}
	if len(m.Texts) < 2 {
		return fault("merger", "a merger has at least two texts")
	}
	for _, c := range m.Choices {
		if err := tracker.CheckReadable(m.Title + c.Text + c.Reason); err != nil {
			return fault("signs", err.Error())
		}
	}
	m.Sequence, m.Time, m.Author = 0, time.Time{}, ""
	_, err := d.append(ctx, actor, "merger", expect, store.MergerKind, store.MergerSubject(m.ID), m)
	return err
}

// append writes an entry whose id is made of all that it says, so that a form
// sent twice is one entry.
func (d Desk) append(ctx context.Context, actor tracker.Actor, what string, expect uint64, kind store.Kind, subject string, payload any) (store.Entry, error) {
	raw, err := json.Marshal(payload)
	if err != nil {
		return store.Entry{}, err
	}
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\n%d\n%s\n%s", actor.Name, expect, subject, raw))
	id := what + "/" + hex.EncodeToString(sum[:16])
	return d.Store.Append(ctx, id, expect, store.Entry{
		Time: d.Clock(), Actor: actor.Name, Kind: kind, Subjects: []string{subject}, Payload: raw,
	})
}

// check refuses what could not be understood later.
func (d Desk) check(r tracker.Review) error {
	switch {
	case r.Group == "" || len(r.Members) < 2:
		return fault("group", "what is reviewed is a group of at least two provisions")
	case len(r.Members) > maxMembers:
		return fault("group", "a group has at most 1000 provisions")
	case utf8.RuneCountInString(r.Reason+r.Comment+r.Assignee) > maxReason:
		return fault("length", "at most 4000 characters")
	}
	if err := tracker.CheckReadable(r.Reason + r.Comment + r.Assignee); err != nil {
		return fault("signs", err.Error())
	}
	switch r.Act {
	case tracker.CommentAct:
		if r.Comment == "" {
			return fault("comment", "a comment says something")
		}
	case tracker.AssignmentAct:
	case tracker.VerdictAct:
		return d.checkVerdict(r)
	default:
		return fault("act", fmt.Sprintf("%q: want verdict, comment or assignment", r.Act))
	}
	return nil
}

func (d Desk) checkVerdict(r tracker.Review) error {
	o, known := d.Outcomes.Find(r.Outcome)
	switch {
	case !known:
		return fault("outcome", fmt.Sprintf("%q: no such outcome", r.Outcome))
	case r.Reason == "":
		return fault("reason", "a verdict says why")
	case !o.Target && !r.Target.IsZero():
		return fault("target", fmt.Sprintf("%s names no text that keeps the words", r.Outcome))
	case o.Target && !slices.ContainsFunc(r.Members, func(m tracker.Compared) bool { return m.Address == r.Target }):
		return fault("target", fmt.Sprintf("%s names the member that keeps the words", r.Outcome))
	}
	return nil
}

func fault(place, problem string) error {
	return tracker.Fault{Place: place, Rule: "review", Problem: problem}
}
