package store_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/tracker"
	"concord/tracker/store"
)

// registry is of a fictional union with three plenary conferences.
func registry() *tracker.Registry {
	return &tracker.Registry{
		Bodies: []tracker.Body{{ID: "icou/pp", Fictional: true}},
		Sessions: []tracker.Session{
			{ID: "pa-14", Body: "icou/pp", Year: 2014, Verified: true},
			{ID: "va-18", Body: "icou/pp", Year: 2018, Start: "2018-10-29", End: "2018-11-16", Verified: true},
			{ID: "sm-22", Body: "icou/pp", Year: 2022, Verified: true},
		},
	}
}

func open(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(dir, registry())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func address(t testing.TB, s string) tracker.Address {
	t.Helper()
	a, err := tracker.ParseAddress(s)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// words is one sentence in each language, so that what is stored is never only
// Latin.
var words = map[tracker.Lang]string{
	tracker.Arabic:  "أن تواصل دراسة السحب في المحطات الجزرية الصغيرة",
	tracker.English: "to continue the study of clouds at small island stations",
	tracker.Spanish: "que prosiga el estudio de las nubes en las estaciones insulares pequeñas",
	tracker.French:  "de poursuivre l'étude des nuages dans les petites stations insulaires",
	tracker.Russian: "продолжать изучение облаков на малых островных станциях",
	tracker.Chinese: "继续在小型岛屿站研究云层",
}

// text makes a text of two provisions, the second of which cites cites.
func text(t testing.TB, revision string, lang tracker.Lang, cites string) tracker.Text {
	a := address(t, revision)
	first := tracker.Provision{
		Address: a.At("resolves.1"), Role: tracker.Operative, Section: "resolves", Label: "1", Path: []string{"1"}, Text: words[lang],
	}
	second := first
	second.Address, second.Label, second.Path = a.At("resolves.2"), "2", []string{"2"}
	if cites != "" {
		second.Citations = []tracker.Citation{{Target: cites, Text: "2", Start: 0, End: 1}}
	}
	return tracker.Text{
		Instrument: a.Instrument(), Revision: a, Lang: lang, Kind: a.Kind.Word(), Number: a.Number,
		Title: "Clouds " + string(lang) + " " + a.Session, Provisions: []tracker.Provision{first, second},
	}
}

// importOf is the entry that brings texts.
func importOf(t testing.TB, payload store.Import) store.Entry {
	t.Helper()
	raw, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	e := store.Entry{Time: time.Date(2026, 1, 2, 3, 4, 5, 0, time.UTC), Actor: "test", Kind: store.ImportKind, Payload: raw}
	for _, text := range payload.Texts {
		e.Subjects = append(e.Subjects, text.Instrument.String())
	}
	for _, a := range payload.Abrogated {
		e.Subjects = append(e.Subjects, a.Instrument.String())
	}
	return e
}

func write(t testing.TB, s *store.Store, id string, e store.Entry) store.Entry {
	t.Helper()
	e, err := s.Append(t.Context(), id, store.Any, e)
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// fill writes a small record: every kind of entry, six languages, a text read
// twice.
func fill(t testing.TB, s *store.Store) {
	t.Helper()
	kept, err := s.Keep(strings.NewReader("RESOLUTION 2 (REV. VELL, 2018)\n"))
	if err != nil {
		t.Fatal(err)
	}
	var six []tracker.Text
	for _, lang := range tracker.Langs {
		six = append(six, text(t, "icou/pp/res/2@va-18", lang, "icou/pp/res/10@pa-14#resolves.1"))
	}
	write(t, s, "import/1", importOf(t, store.Import{
		Files:   []store.File{{Name: "res-2.txt", Hash: kept, Size: 31, Format: "text"}},
		Receipt: tracker.Receipt{File: "res-2.txt", Hash: kept, Format: "text"}, Texts: six,
	}))
	write(t, s, "import/2", importOf(t, store.Import{
		Texts: []tracker.Text{
			text(t, "icou/pp/res/10@pa-14", tracker.English, ""), text(t, "icou/pp/dec/3@pa-14", tracker.Arabic, "icou/pp/res/2"),
			text(t, "icou/pp/res/2@pa-14", tracker.Chinese, ""),
		},
		Abrogated: []tracker.Abrogation{{Instrument: address(t, "icou/pp/res/9"), Session: "va-18", Title: "Fog"}},
	}))
	again := text(t, "icou/pp/res/2@va-18", tracker.Chinese, "doc:C18/12")
	again.Title = "云"
	write(t, s, "import/3", importOf(t, store.Import{Texts: []tracker.Text{again}}))
	rows, err := json.Marshal(store.Catalogue{Rows: []tracker.CatalogueRow{
		{Instrument: address(t, "icou/pp/res/9"), Title: "Fog", Adopted: "pa-14"},
		{Instrument: address(t, "icou/pp/res/10"), Title: "Mist", Adopted: "pa-14", Revised: []string{"sm-22"}, Unverified: []string{"revised"}},
	}})
	if err != nil {
		t.Fatal(err)
	}
	write(t, s, "catalogue/1", store.Entry{Time: time.Date(2026, 1, 3, 0, 0, 0, 0, time.UTC), Actor: "test", Kind: store.CatalogueKind, Payload: rows})
	write(t, s, "note/1", store.Entry{
		Time: time.Date(2026, 1, 4, 0, 0, 0, 0, time.UTC), Actor: "test", Kind: "note",
		Subjects: []string{"icou/pp/res/2"}, Payload: json.RawMessage(`{ "words": "<雲>" }`),
	})
}

func TestReading(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	fill(t, s)
	s.Close()
	s = open(t, dir) // what is read below came from disk

	var order []string
	for rec, err := range s.Instruments() {
		if err != nil {
			t.Fatal(err)
		}
		order = append(order, fmt.Sprint(rec.Instrument, " ", rec.Standing, " ", rec.Held, " ", rec.Unverified))
	}
	want := []string{
		"icou/pp/dec/3 in force true false", "icou/pp/res/2 in force true false",
		"icou/pp/res/9 abrogated false false", "icou/pp/res/10 in force true true",
	}
	if !slices.Equal(order, want) {
		t.Errorf("instruments:\n%s\nwant\n%s", strings.Join(order, "\n"), strings.Join(want, "\n"))
	}

	for _, c := range []struct {
		addr  string
		langs []tracker.Lang
		want  string // the title
	}{
		{"icou/pp/res/2", nil, "Clouds en va-18"},
		{"icou/pp/res/2", []tracker.Lang{tracker.Arabic}, "Clouds ar va-18"},
		{"icou/pp/res/2@va-18/zh", nil, "云"},
		{"icou/pp/res/2@pa-14", []tracker.Lang{tracker.French}, "Clouds zh pa-14"},
		{"icou/pp/dec/3", []tracker.Lang{tracker.Chinese}, "Clouds ar pa-14"},
		{"icou/pp/dec/3@va-18", nil, ""},
		{"icou/pp/res/2@va-18/en#resolves.9", nil, "Clouds en va-18"},
		{"icou/pp/res/9", nil, ""},
		{"icou/pp/res/77", nil, ""},
	} {
		got, err := s.Text(address(t, c.addr), c.langs...)
		if got.Title != c.want {
			t.Errorf("Text(%s, %v) = %q, %v, want %q", c.addr, c.langs, got.Title, err, c.want)
		}
		if (c.want == "") != errors.Is(err, store.ErrNotFound) {
			t.Errorf("Text(%s): error %v", c.addr, err)
		}
	}

	for lang, want := range words {
		p, err := s.Provision(address(t, "icou/pp/res/2@va-18#resolves.1").In(lang).At("resolves.1"), lang)
		if err != nil || p.Text != want {
			t.Errorf("provision in %s = %q, %v", lang, p.Text, err)
		}
	}
	if _, err := s.Provision(address(t, "icou/pp/res/2#resolves.9")); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a provision that is not there: %v", err)
	}

	if got := citedBy(t, s, "icou/pp/res/10"); got != "icou/pp/res/2@va-18#resolves.2 -> icou/pp/res/10@pa-14#resolves.1 [ar en es fr ru]" {
		t.Errorf("cited by: %s", got)
	}
	if got := citedBy(t, s, "icou/pp/res/10@sm-22"); got != "" {
		t.Errorf("cited by, another revision: %s", got)
	}
	if got := citedBy(t, s, "icou/pp/res/1"); got != "" {
		t.Errorf("a number that others begin with: %s", got)
	}
	source, err := s.Source(address(t, "icou/pp/res/2@va-18/ru"))
	if err != nil || source.Sequence != 1 || source.File != "res-2.txt" {
		t.Errorf("source = %+v, %v", source, err)
	}
}

func citedBy(t *testing.T, s *store.Store, addr string) string {
	t.Helper()
	var got []string
	for r, err := range s.CitedBy(address(t, addr)) {
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, fmt.Sprint(r.From, " -> ", r.Target, " ", r.Langs))
	}
	return strings.Join(got, "\n")
}

func TestAppend(t *testing.T) {
	s := open(t, t.TempDir())
	entry := func(subject string) store.Entry {
		return store.Entry{Time: time.Unix(1, 5), Actor: "a", Kind: "note", Subjects: []string{subject}, Payload: json.RawMessage(`1`)}
	}
	changed := s.Changed()
	first := write(t, s, "1", entry("x"))
	select {
	case <-changed:
	default:
		t.Error("nobody was told of the first entry")
	}
	if again := write(t, s, "1", entry("y")); again.Hash != first.Hash || again.Subjects[0] != "x" || s.Last() != 1 {
		t.Errorf("the same id again: %+v, last %d", again, s.Last())
	}
	second := write(t, s, "2", entry("y"))
	if second.Sequence != 2 || second.Previous != first.Hash {
		t.Errorf("second entry: %+v", second)
	}
	for _, c := range []struct {
		id, subject string
		expect      uint64
		conflict    bool
	}{
		{"3", "y", 1, true}, {"3", "y", 0, true}, {"3", "new", 0, false}, {"4", "x", 1, false}, {"5", "x", 3, true}, {"6", "x", store.Any, false},
	} {
		before := s.Last()
		_, err := s.Append(t.Context(), c.id, c.expect, entry(c.subject))
		if errors.Is(err, store.ErrConflict) != c.conflict || !c.conflict && err != nil {
			t.Errorf("append %s to %s expecting %d: %v", c.id, c.subject, c.expect, err)
		}
		if c.conflict && s.Last() != before {
			t.Errorf("a conflict wrote entry %d", s.Last())
		}
	}
	for _, bad := range []struct {
		id string
		e  store.Entry
	}{
		{"", entry("x")}, {"9", store.Entry{Kind: "note"}}, {"9", store.Entry{Time: time.Unix(1, 0)}},
		{"9", store.Entry{Time: time.Unix(1, 0), Kind: store.ImportKind, Payload: json.RawMessage(`{"texts":[{"lang":"en"}]}`)}},
		{"9", store.Entry{Time: time.Unix(1, 0), Kind: "note", Payload: json.RawMessage(`{`)}},
		{"9", store.Entry{Time: time.Unix(1, 0), Kind: "note", Payload: json.RawMessage(`1`), Subjects: []string{strings.Repeat("x", 40000)}}},
	} {
		if _, err := s.Append(t.Context(), bad.id, store.Any, bad.e); err == nil {
			t.Errorf("written: %+v", bad)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Append(cancelled, "9", store.Any, entry("x")); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled append: %v", err)
	}
	if s.Last() != 5 {
		t.Errorf("last = %d after five entries", s.Last())
	}
}

func TestFollow(t *testing.T) {
	s := open(t, t.TempDir())
	for i := range 150 { // more than one batch
		write(t, s, fmt.Sprint(i), store.Entry{Time: time.Unix(1, 0), Kind: "note", Payload: json.RawMessage(`"云"`)})
	}
	var last store.Entry
	for e, err := range s.Follow(t.Context(), 20) {
		if err != nil {
			t.Fatal(err)
		}
		if last.Sequence != 0 && (e.Sequence != last.Sequence+1 || e.Previous != last.Hash) {
			t.Fatalf("entry %d follows %d", e.Sequence, last.Sequence)
		}
		if last = e; e.Sequence == 70 {
			// Writing here would wait for ever if a transaction were open.
			write(t, s, "meanwhile", store.Entry{Time: time.Unix(1, 0), Kind: "note", Payload: json.RawMessage(`2`)})
		}
	}
	if last.ID != "meanwhile" || last.Sequence != 151 {
		t.Errorf("last followed: %d %s", last.Sequence, last.ID)
	}
	got, err := s.Entry(70)
	if err != nil || got.ID != "69" {
		t.Errorf("entry 70: %+v, %v", got, err)
	}
	if _, err := s.Entry(152); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("entry 152: %v", err)
	}
}
