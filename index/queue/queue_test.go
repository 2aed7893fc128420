package queue_test

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"concord/data"
	"concord/index/derive"
	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/review"
	"concord/tracker/store"
)

func TestMain(m *testing.M) {
	if store.ServeCheck() {
		return
	}
	os.Exit(m.Run())
}

var (
	anna  = tracker.Actor{Name: "Anna", Writes: true}
	clock = func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }
)

// A room is a record with its queue and a desk to decide at.
type room struct {
	*testing.T
	shelf *queue.Shelf
	desk  review.Desk
	n     int
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
	engine, err := derive.NewOverlaps(s, registry)
	if err != nil {
		t.Fatal(err)
	}
	return &room{T: t, shelf: &queue.Shelf{Store: s, Overlaps: engine}, desk: review.Desk{Store: s, Outcomes: outcomes, Clock: clock}}
}

// text stores a text whose "resolves" has these paragraphs.
func (r *room) text(at string, paragraphs ...string) {
	r.Helper()
	a, err := tracker.ParseAddress(at)
	if err != nil {
		r.Fatal(err)
	}
	text := tracker.Text{Instrument: a.Instrument(), Revision: a.Revision(), Lang: a.Lang, Kind: "resolution", Number: a.Number, Title: "Title of " + a.Number}
	for i, words := range paragraphs {
		label := fmt.Sprint(i + 1)
		text.Provisions = append(text.Provisions, tracker.Provision{
			Address: a.At("resolves." + label), Role: tracker.Operative, Section: "resolves", Heading: "resolves", Label: label, Path: []string{label}, Text: words,
		})
	}
	raw, err := json.Marshal(store.Import{Texts: []tracker.Text{text}})
	if err != nil {
		r.Fatal(err)
	}
	r.n++
	_, err = r.shelf.Store.Append(r.Context(), fmt.Sprint("import/", r.n), store.Any, store.Entry{Time: clock(), Actor: "test", Kind: store.ImportKind, Payload: raw})
	if err != nil {
		r.Fatal(err)
	}
}

// all is the queue once the engine is up to date.
func (r *room) all() *queue.Found {
	r.Helper()
	if err := derive.Overlaps(r.Context(), r.shelf.Store, r.shelf.Overlaps, nil); err != nil {
		r.Fatal(err)
	}
	f, err := r.shelf.All(r.Context())
	if err != nil {
		r.Fatal(err)
	}
	return f
}

func (r *room) decide(g queue.Item) {
	r.Helper()
	_, err := r.desk.Write(r.Context(), anna, r.shelf.Store.Last(), tracker.Review{
		Act: tracker.VerdictAct, Group: g.ID, Members: queue.Compared(g.Group), Outcome: "keep-both", Reason: "because",
	})
	if err != nil {
		r.Fatal(err)
	}
}

// Words that two texts share and others do not, in three scripts; and texts that
// share nothing, so that words are rare or not.
var (
	shared = map[tracker.Lang]string{
		tracker.English: "to keep spare parts for the brass instruments at every small island station before the season of storms begins, and to lend them to neighbours who ask in writing",
		tracker.Arabic:  "أن تُحفظ قطع غيار الأجهزة النحاسية في كل محطة جزرية صغيرة قبل بدء موسم العواصف وأن تُعار للجيران الذين يطلبونها كتابةً في الوقت المناسب",
		tracker.Chinese: "在风暴季节开始之前在每个小型岛屿站保存黄铜仪器的备件并将其借给以书面形式提出请求的邻近各站使用",
	}
	own = map[tracker.Lang][]string{
		tracker.English: {"to ring the bells of the harbour each morning", "to paint the masts white and blue in spring", "to teach children the names of clouds", "to weigh the rain in copper bowls"},
		tracker.Arabic:  {"أن تُقرع أجراس الميناء كل صباح", "أن تُطلى الصواري بالأبيض في الربيع", "أن يُعلَّم الأطفال أسماء السحب", "أن يوزن المطر في أوعية نحاسية"},
		tracker.Chinese: {"每天早晨敲响港口的钟声", "春天把桅杆漆成白色", "教孩子们认识云的名字", "用铜碗称量雨水"},
	}
)

func (r *room) library(lang tracker.Lang) {
	r.Helper()
	for i, words := range own[lang] {
		paragraphs := []string{words}
		if i < 2 {
			paragraphs = append(paragraphs, shared[lang])
		}
		r.text(fmt.Sprintf("icou/pp/res/%d@va-18/%s", i+2, lang), paragraphs...)
	}
}

// TestQueue: what overlaps is a case, is found by its texts, is decided by a
// verdict and reopens with the words; in three scripts.
func TestQueue(t *testing.T) {
	for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		r := newRoom(t)
		r.library(lang)
		f := r.all()
		if len(f.Items) != 1 || f.Items[0].State != review.Undecided || len(f.Items[0].Members) != 2 {
			t.Fatalf("%s: %d cases, want one of two paragraphs", lang, len(f.Items))
		}
		g := f.Items[0]
		if i, known := f.Find(g.ID); !known || i != 0 {
			t.Errorf("%s: the case is not found by its id", lang)
		}
		two, four := g.Members[0].Address.Instrument(), tracker.Address{Body: "icou/pp", Kind: tracker.Resolution, Number: "4"}
		if len(f.About(two)) != 1 || len(f.GroupsAbout(two)) != 1 || len(f.About(four)) != 0 || len(f.Instruments()) != 2 {
			t.Errorf("%s: the case is not that of its texts", lang)
		}
		if g.Arrived != 2 {
			t.Errorf("%s: it arrived with entry %d, want 2, the second of its texts", lang, g.Arrived)
		}
		r.decide(g)
		after := r.all()
		if c := after.Items[0]; c.State != review.Decided || c.Verdict == nil || c.Verdict.Author != "Anna" || len(after.Reviews) != 1 {
			t.Errorf("%s: after the verdict: %s", lang, c.State)
		}
		if f.Items[0].State != review.Undecided {
			t.Errorf("%s: the verdict changed a queue that somebody holds", lang)
		}
		r.text("icou/pp/res/3@sm-22/"+string(lang), own[lang][1], shared[lang]+" 77")
		if c := r.all(); len(c.Items) != 1 || c.Items[0].State != review.Reopened {
			t.Errorf("%s: after other words: %d cases, %s", lang, len(c.Items), c.Items[0].State)
		}
	}
}

// TestShelfKeeps: the queue is made once for a position, and never by a reader
// who will not wait.
func TestShelfKeeps(t *testing.T) {
	r := newRoom(t)
	if f, err := r.shelf.AtHand(t.Context()); err != nil || len(f.Items) != 0 || !r.shelf.Ready() {
		t.Errorf("of an empty record: %v, ready %v", err, r.shelf.Ready())
	}
	r.library(tracker.English)
	if r.shelf.Ready() {
		t.Error("ready before anything was looked for")
	}
	f := r.all()
	if again := r.all(); again != f {
		t.Error("made anew where nothing changed")
	}
	r.text("icou/pp/res/9@va-18/en", shared[tracker.English]) // the engine has not seen it
	if f, err := r.shelf.AtHand(t.Context()); err != nil || len(f.Items) != 1 || len(f.Items[0].Members) != 2 {
		t.Errorf("while the engine is behind: %v, want the queue as it was", err)
	}
	if f = r.all(); len(f.Items) != 1 || len(f.Items[0].Members) != 3 {
		t.Error("the third text is not in the case")
	}
}

// TestListingAndAlike: a filter is the engine's, with what people said; what may
// carry what in a merger are pairs of two instruments that say the same.
func TestListingAndAlike(t *testing.T) {
	r := newRoom(t)
	r.library(tracker.English)
	g := r.all().Items[0]
	r.decide(g)
	listing, err := r.shelf.Listing(t.Context(), overlap.Filter{Scope: overlap.AllScope, ID: g.ID})
	if err != nil || len(listing.Groups) != 1 || listing.Groups[0].State != review.Decided {
		t.Errorf("listing: %v, %+v", err, listing.Groups)
	}
	if listing, err = r.shelf.Listing(t.Context(), overlap.Filter{ID: "0000deadbeef"}); err != nil || listing.Groups == nil || len(listing.Groups) != 0 {
		t.Errorf("an id that nothing has: %v, %v", err, listing.Groups)
	}
	a, b := g.Members[0].Address, g.Members[1].Address
	if got := queue.Alike(a.Instrument(), []overlap.Group{g.Group}); !slices.Equal(got, [][2]tracker.Address{{a, b}}) {
		t.Errorf("alike: %v, want %v and %v", got, a, b)
	}
	for _, f := range overlap.Flags {
		flagged := g.Group
		flagged.Pairs = slices.Clone(g.Pairs)
		flagged.Pairs[0].Flags = []overlap.Flag{f}
		says := !slices.Contains([]overlap.Flag{overlap.NumberFlag, overlap.DeadlineFlag, overlap.FrequencyFlag, overlap.ModalFlag, overlap.NegationFlag}, f)
		if got := queue.Alike(a.Instrument(), []overlap.Group{flagged}); (len(got) > 0) != says {
			t.Errorf("a pair with another %s: %v", f, got)
		}
	}
	other := g.Group
	other.Pairs = slices.Clone(g.Pairs)
	other.Pairs[0].Relation = overlap.Template
	if got := queue.Alike(a.Instrument(), []overlap.Group{other}); len(got) != 0 {
		t.Errorf("a template carries nothing: %v", got)
	}
	rounds := g.Group // the paragraph of a text that was renewed, before one in other words
	rounds.Relation, rounds.Renewal = overlap.Restated, true
	rounds.Pairs = append(slices.Clone(g.Pairs), overlap.Pair{A: 1, B: 0, Relation: overlap.Restated})
	if got := queue.Alike(a.Instrument(), []overlap.Group{rounds}); !slices.Equal(got, [][2]tracker.Address{{a, b}}) {
		t.Errorf("alike in a renewal: %v", got)
	}
	if got := queue.Compared(g.Group); len(got) != 2 || got[0].Address.Lang != g.Lang || got[0].Fingerprint != tracker.Fingerprint(g.Members[0].Text) {
		t.Errorf("compared: %+v", got)
	}
}
