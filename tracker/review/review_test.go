package review_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"concord/data"
	"concord/tracker"
	"concord/tracker/review"
	"concord/tracker/store"
)

var (
	anna = tracker.Actor{Name: "Anna", Writes: true}
	li   = tracker.Actor{Name: "李", Writes: true}
)

// A room is a record with a desk.
type room struct {
	t     *testing.T
	store *store.Store
	desk  review.Desk
	files int
}

func newRoom(t *testing.T) *room {
	t.Helper()
	registry := &tracker.Registry{
		Bodies:   []tracker.Body{{ID: "icou/pp", Fictional: true}},
		Sessions: []tracker.Session{{ID: "va-18", Body: "icou/pp", Year: 2018}, {ID: "sm-22", Body: "icou/pp", Year: 2022}},
	}
	s, err := store.Open(t.TempDir(), registry)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	outcomes, err := review.ReadOutcomes(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }
	return &room{t: t, store: s, desk: review.Desk{Store: s, Outcomes: outcomes, Clock: clock}}
}

func address(t *testing.T, s string) tracker.Address {
	t.Helper()
	a, err := tracker.ParseAddress(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// text stores a text whose "resolves" has these paragraphs, labelled from 1.
func (r *room) text(at string, paragraphs ...string) {
	r.t.Helper()
	a := address(r.t, at)
	text := tracker.Text{Instrument: a.Instrument(), Revision: a.Revision(), Lang: a.Lang, Kind: "resolution", Number: a.Number}
	for i, words := range paragraphs {
		label := fmt.Sprint(i + 1)
		text.Provisions = append(text.Provisions, tracker.Provision{
			Address: a.At("resolves." + label), Role: tracker.Operative, Section: "resolves", Label: label, Path: []string{label}, Text: words,
		})
	}
	r.entry(store.Import{Texts: []tracker.Text{text}})
}

func (r *room) entry(payload store.Import) {
	r.t.Helper()
	raw, err := json.Marshal(payload)
	if err != nil {
		r.t.Fatal(err)
	}
	r.files++
	_, err = r.store.Append(r.t.Context(), fmt.Sprint("import/", r.files), store.Any, store.Entry{
		Time: r.desk.Clock(), Actor: "test", Kind: store.ImportKind, Payload: raw,
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

// member is a provision as it stands in the record.
func (r *room) member(at string) tracker.Compared {
	r.t.Helper()
	a := address(r.t, at)
	p, err := r.store.Provision(a)
	if err != nil {
		r.t.Fatal(err)
	}
	return tracker.Compared{Address: a, Fingerprint: tracker.Fingerprint(p.Text), Text: p.Text}
}

func (r *room) group(id string, members ...string) review.Group {
	g := review.Group{ID: id}
	for _, m := range members {
		g.Members = append(g.Members, r.member(m))
	}
	return g
}

// state is how a group stands that is there alone, or beside others.
func (r *room) state(g review.Group, beside ...review.Group) review.Case {
	r.t.Helper()
	board, err := review.Open(r.store, append(beside, g))
	if err != nil {
		r.t.Fatal(err)
	}
	c, err := board.Case(g)
	if err != nil {
		r.t.Fatal(err)
	}
	return c
}

func (r *room) decide(who tracker.Actor, g review.Group, outcome string, dissent bool) {
	r.t.Helper()
	_, err := r.desk.Write(r.t.Context(), who, r.store.Last(), tracker.Review{
		Act: tracker.VerdictAct, Group: g.ID, Members: g.Members, Outcome: outcome, Reason: "because", Dissent: dissent,
	})
	if err != nil {
		r.t.Fatal(err)
	}
}

const (
	spares = "to keep spare parts for instruments at every small island station"
	masts  = "to inspect the masts each year before the season of storms"
	radio  = "to answer by radio within the hour"
)

// TestVerdictStandsWhileWordsStand: a new revision with the same words under
// another label reopens nothing; a changed word does, and is shown.
func TestVerdictStandsWhileWordsStand(t *testing.T) {
	r := newRoom(t)
	r.text("icou/pp/res/2@va-18/en", spares, masts)
	r.text("icou/pp/res/3@va-18/en", spares, radio)
	g := r.group("g1", "icou/pp/res/2@va-18/en#resolves.1", "icou/pp/res/3@va-18/en#resolves.1")
	if c := r.state(g); c.State != review.Undecided {
		t.Fatalf("before any verdict: %s", c.State)
	}
	r.decide(anna, g, "keep-both", false)
	if c := r.state(g); c.State != review.Decided || c.Standing[0].Author != "Anna" {
		t.Fatalf("after a verdict: %+v", c)
	}

	r.text("icou/pp/res/2@sm-22/en", masts, spares+".") // moved, and closed by another sign
	moved := r.group("g1", "icou/pp/res/2@sm-22/en#resolves.2", "icou/pp/res/3@va-18/en#resolves.1")
	if c := r.state(moved); c.State != review.Decided {
		t.Fatalf("the same words at another place: %+v", c)
	}

	r.text("icou/pp/res/3@sm-22/en", strings.Replace(spares, "every", "each", 1), radio)
	reworded := r.group("g2", "icou/pp/res/2@sm-22/en#resolves.2", "icou/pp/res/3@sm-22/en#resolves.1")
	c := r.state(reworded)
	if c.State != review.Reopened || len(c.Changed) != 1 || len(c.Joined) != 0 {
		t.Fatalf("a changed word: %+v", c)
	}
	went, came := "", ""
	for _, e := range c.Changed[0].Words {
		went, came = went+map[string]string{"-": e.Text}[e.Op], came+map[string]string{"+": e.Text}[e.Op]
	}
	if went != "every" || came != "each" || c.Changed[0].New.Session != "sm-22" {
		t.Errorf("the redline since the verdict: -%q +%q at %s", went, came, c.Changed[0].New)
	}

	r.decide(li, reworded, "shorten", false)
	if c := r.state(reworded); c.State != review.Decided || len(c.Standing) != 1 || len(c.History) != 2 {
		t.Errorf("decided anew: %+v", c)
	}
}

// TestReadAgain: words that a better reading replaced are kept by the verdict.
func TestReadAgain(t *testing.T) {
	r := newRoom(t)
	r.text("icou/pp/res/2@va-18/zh", "继续在小型岛屿站研究云层", "每年检查桅杆")
	r.text("icou/pp/res/3@va-18/zh", "继续在小型岛屿站研究云层")
	g := r.group("g1", "icou/pp/res/2@va-18/zh#resolves.1", "icou/pp/res/3@va-18/zh#resolves.1")
	r.decide(anna, g, "keep-both", false)
	r.text("icou/pp/res/2@va-18/zh", "继续在大型岛屿站研究云层", "每年检查桅杆")
	c := r.state(r.group("g2", "icou/pp/res/2@va-18/zh#resolves.1", "icou/pp/res/3@va-18/zh#resolves.1"))
	if c.State != review.Reopened || len(c.Changed) != 1 {
		t.Fatalf("%+v", c)
	}
	var old strings.Builder
	for _, e := range c.Changed[0].Words {
		if e.Op != "+" {
			old.WriteString(e.Text)
		}
	}
	if old.String() != "继续在小型岛屿站研究云层" {
		t.Errorf("the words compared were lost: %q", old.String())
	}
}

// TestWhatReopens: a member nobody compared does, an abrogated one does not, a
// paragraph that went does.
func TestWhatReopens(t *testing.T) {
	r := newRoom(t)
	for _, n := range []string{"2", "3", "4", "5"} {
		r.text("icou/pp/res/"+n+"@va-18/en", spares)
	}
	at := func(n string) string { return "icou/pp/res/" + n + "@va-18/en#resolves.1" }
	g := r.group("g1", at("2"), at("3"), at("4"))
	r.decide(anna, g, "keep-both", false)
	joined := r.state(r.group("g2", at("2"), at("3"), at("4"), at("5")))
	if joined.State != review.Reopened || len(joined.Joined) != 1 || joined.Joined[0].Address.Number != "5" {
		t.Errorf("a text that joined: %+v", joined)
	}
	r.entry(store.Import{Abrogated: []tracker.Abrogation{{Instrument: address(t, "icou/pp/res/4"), Session: "sm-22"}}})
	rest := r.group("g3", at("2"), at("3"))
	if c := r.state(rest); c.State != review.Decided {
		t.Errorf("a text that was abrogated: %+v", c)
	}
	r.text("icou/pp/res/3@sm-22/en", radio)
	c := r.state(rest)
	if c.State != review.Reopened || len(c.Changed) != 1 {
		t.Errorf("a paragraph that went: %+v", c)
	}
}

// TestNeighbours: what was said of a group is said of it alone while it is there,
// whatever members others share with it; then of those that it became.
func TestNeighbours(t *testing.T) {
	r := newRoom(t)
	for _, n := range []string{"2", "3", "4", "5"} {
		r.text("icou/pp/res/"+n+"@va-18/en", spares)
	}
	at := func(n string) string { return "icou/pp/res/" + n + "@va-18/en#resolves.1" }
	one, other := r.group("one", at("2"), at("3"), at("4")), r.group("other", at("3"), at("4"), at("5"))
	r.decide(anna, one, "shorten", false)
	if c := r.state(other, one); c.State != review.Undecided || len(c.History) != 0 {
		t.Errorf("a neighbour of what was decided: %+v", c)
	}
	r.decide(li, other, "keep-both", false)
	if c := r.state(one, other); c.State != review.Decided || len(c.History) != 1 || c.Standing[0].Outcome != "shorten" {
		t.Errorf("decided before its neighbour: %+v", c)
	}
	split := r.group("split", at("2"), at("3"))
	if c := r.state(split, other); c.State != review.Decided || c.Standing[0].Outcome != "shorten" {
		t.Errorf("a part of what was decided: %+v", c)
	}
	r.text("icou/pp/res/2@sm-22/en", radio)
	changed := r.group("changed", "icou/pp/res/2@sm-22/en#resolves.1", at("3"), at("4"))
	if c := r.state(changed, other); c.State != review.Reopened || len(c.History) != 1 || c.Standing[0].Outcome != "shorten" {
		t.Errorf("after other words: %+v", c)
	}
	if c := r.state(other, changed); c.State != review.Decided || c.Standing[0].Outcome != "keep-both" {
		t.Errorf("a neighbour of what has other words: %+v", c)
	}
}

// TestDissent: both verdicts stand until one that is no dissent answers them.
func TestDissent(t *testing.T) {
	r := newRoom(t)
	r.text("icou/pp/res/2@va-18/en", spares)
	r.text("icou/pp/res/3@va-18/en", spares)
	g := r.group("g1", "icou/pp/res/2@va-18/en#resolves.1", "icou/pp/res/3@va-18/en#resolves.1")
	r.decide(anna, g, "keep-both", false)
	r.decide(li, g, "suppress", true)
	if c := r.state(g); c.State != review.Dissent || len(c.Standing) != 2 {
		t.Fatalf("two minds: %+v", c)
	}
	r.decide(li, g, "keep-both", true) // he was persuaded
	if c := r.state(g); c.State != review.Decided || len(c.Standing) != 2 || len(c.History) != 3 {
		t.Errorf("of one mind again: %+v", c)
	}
	r.decide(li, g, "shorten", true)
	r.decide(anna, g, "suppress", false)
	if c := r.state(g); c.State != review.Decided || len(c.Standing) != 1 || c.Standing[0].Outcome != "suppress" {
		t.Errorf("resolved: %+v", c)
	}
}

// TestDesk: what could not be understood later is refused, what somebody else
// did meanwhile is seen, and a form sent twice is one entry.
func TestDesk(t *testing.T) {
	r := newRoom(t)
	r.text("icou/pp/res/2@va-18/en", spares)
	r.text("icou/pp/res/3@va-18/en", spares)
	g := r.group("g1", "icou/pp/res/2@va-18/en#resolves.1", "icou/pp/res/3@va-18/en#resolves.1")
	good := tracker.Review{Act: tracker.VerdictAct, Group: g.ID, Members: g.Members, Outcome: "merge-into", Target: g.Members[0].Address, Reason: "one is enough"}
	bad := map[string]func(*tracker.Review){
		"no reason":            func(v *tracker.Review) { v.Reason = " " },
		"no such outcome":      func(v *tracker.Review) { v.Outcome = "burn" },
		"no target":            func(v *tracker.Review) { v.Target = tracker.Address{} },
		"target not a member":  func(v *tracker.Review) { v.Target = address(t, "icou/pp/res/9@va-18/en#resolves.1") },
		"target without use":   func(v *tracker.Review) { v.Outcome = "suppress" },
		"one member":           func(v *tracker.Review) { v.Members = v.Members[:1] },
		"no such act":          func(v *tracker.Review) { v.Act = "shrug" },
		"an empty comment":     func(v *tracker.Review) { v.Act = tracker.CommentAct },
		"a reason without end": func(v *tracker.Review) { v.Reason = strings.Repeat("长", 4001) },
	}
	for name, spoil := range bad {
		v := good
		spoil(&v)
		var fault tracker.Fault
		if _, err := r.desk.Write(t.Context(), anna, store.Any, v); !errors.As(err, &fault) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := r.desk.Write(t.Context(), tracker.Actor{Name: "reader"}, store.Any, good); !errors.Is(err, tracker.ErrMayNotWrite) {
		t.Errorf("a reader wrote: %v", err)
	}

	seen := r.store.Last()
	first, err := r.desk.Write(t.Context(), anna, seen, good)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := r.desk.Write(t.Context(), anna, seen, good); err != nil || again.Sequence != first.Sequence {
		t.Errorf("the form sent twice: %+v, %v", again, err)
	}
	var conflict *store.ConflictError
	if _, err := r.desk.Write(t.Context(), li, seen, good); !errors.As(err, &conflict) {
		t.Errorf("decided meanwhile: %v", err)
	}
	comment := tracker.Review{Act: tracker.CommentAct, Group: g.ID, Members: g.Members, Comment: "see C26/35"}
	assignment := tracker.Review{Act: tracker.AssignmentAct, Group: g.ID, Members: g.Members, Assignee: "李"}
	for _, v := range []tracker.Review{comment, assignment} {
		if _, err := r.desk.Write(t.Context(), anna, r.store.Last(), v); err != nil {
			t.Fatal(err)
		}
	}
	if c := r.state(g); c.Assignee != "李" || len(c.History) != 3 || c.State != review.Decided {
		t.Errorf("%+v", c)
	}
	if err := r.desk.Looked(t.Context(), li, r.store.Last()); err != nil {
		t.Fatal(err)
	}
	if at, err := r.store.LookedAt("李"); err != nil || at != r.store.Last()-1 {
		t.Errorf("looked at %d, %v", at, err)
	}
}
