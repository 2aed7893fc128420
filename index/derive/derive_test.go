package derive_test

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/index"
	"concord/index/derive"
	"concord/tracker"
	"concord/tracker/store"
)

func registry() *tracker.Registry {
	return &tracker.Registry{
		Bodies: []tracker.Body{{ID: "mu/gc", Fictional: true}},
		Sessions: []tracker.Session{
			{ID: "gc-14", Body: "mu/gc", Year: 2014, Verified: true},
			{ID: "gc-18", Body: "mu/gc", Year: 2018, Verified: true},
			{ID: "gc-22", Body: "mu/gc", Year: 2022, Verified: true},
		},
	}
}

func openStore(t testing.TB, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(filepath.Join(dir, "record"), registry())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func openIndex(t testing.TB, dir string, s *store.Store) *index.Index {
	t.Helper()
	x, err := derive.Open(filepath.Join(dir, "index"), s, registry())
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// resolution is a text of n paragraphs, in Arabic or Chinese.
func resolution(number int, session string, lang tracker.Lang, n int) tracker.Text {
	a := tracker.Address{Body: "mu/gc", Kind: tracker.Resolution, Number: fmt.Sprint(number), Session: session}
	t := tracker.Text{Instrument: a.Instrument(), Revision: a, Lang: lang, Title: fmt.Sprint("№ ", number)}
	words := map[tracker.Lang]string{tracker.Arabic: "دراسة السحب في المحطات", tracker.Chinese: "继续研究云层"}[lang]
	for i := range n {
		t.Provisions = append(t.Provisions, tracker.Provision{
			Address: a.At(fmt.Sprint("resolves.", i+1)), Role: tracker.Operative, Section: "resolves", Text: words,
		})
	}
	return t
}

func appendImport(s *store.Store, id string, abrogated []tracker.Abrogation, texts ...tracker.Text) error {
	payload, err := json.Marshal(store.Import{Texts: texts, Abrogated: abrogated})
	if err != nil {
		return err
	}
	_, err = s.Append(context.Background(), id, store.Any, store.Entry{
		Time: time.Unix(1e9, 0), Kind: store.ImportKind, Payload: payload,
	})
	return err
}

// found lists everything that a query finds, unfolded and sorted.
func found(t testing.TB, x *index.Index, query string) []string {
	t.Helper()
	out, err := find(t.Context(), x, query)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// find reads all that a query finds: each language version with its standing.
func find(ctx context.Context, x *index.Index, query string) ([]string, error) {
	q := index.Parse(query)
	var out []string
	for q.Limit = 100; ; q.Offset += q.Limit {
		r, err := x.Search(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, h := range r.Hits {
			for _, s := range h.Revisions {
				for _, l := range s.Langs {
					out = append(out, string(l)+" "+s.Address.String()+" "+string(s.Standing))
				}
			}
		}
		if len(r.Hits) < q.Limit {
			slices.Sort(out)
			return slices.Compact(out), nil // a provision may stand under two hits: by its place and by its words
		}
	}
}

// The index follows the record: texts, texts read again, further revisions,
// abrogations, whether it looks after each entry or once at the end.
func TestFollow(t *testing.T) {
	instrument := resolution(5, "", tracker.Arabic, 0).Instrument
	steps := []struct {
		write func(s *store.Store) error
		query string
		want  int
	}{
		{func(s *store.Store) error {
			return appendImport(s, "1", nil, resolution(5, "gc-14", tracker.Arabic, 3), resolution(5, "gc-14", tracker.Chinese, 3))
		}, "in-force:yes", 6},
		{func(s *store.Store) error {
			return appendImport(s, "2", nil, resolution(5, "gc-14", tracker.Chinese, 2))
		},
			"研究", 2},
		{func(s *store.Store) error {
			return appendImport(s, "3", nil, resolution(5, "gc-18", tracker.Arabic, 4))
		},
			"السحب in-force:yes", 4},
		{func(s *store.Store) error {
			return appendImport(s, "4", []tracker.Abrogation{{Instrument: instrument, Session: "gc-22"}})
		}, `standing:abrogated`, 4},
	}
	dir := t.TempDir()
	s := openStore(t, dir)
	x := openIndex(t, dir, s)
	defer x.Close()
	for i, step := range steps {
		if err := step.write(s); err != nil {
			t.Fatal(err)
		}
		if err := derive.Once(t.Context(), s, x); err != nil {
			t.Fatal(err)
		}
		if got := found(t, x, step.query); len(got) != step.want || x.Position() != uint64(i+1) {
			t.Errorf("step %d: %s at %d: found %q", i+1, step.query, x.Position(), got)
		}
	}
	anew, err := derive.Open(filepath.Join(t.TempDir(), "index"), s, registry())
	if err != nil {
		t.Fatal(err)
	}
	defer anew.Close()
	if err := derive.Once(t.Context(), s, anew); err != nil {
		t.Fatal(err)
	}
	if a, b := found(t, x, ""), found(t, anew, ""); !slices.Equal(a, b) {
		t.Errorf("followed:\n%s\nmade at once:\n%s", strings.Join(a, "\n"), strings.Join(b, "\n"))
	}
}

// A committed write is found without anyone asking for it.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	x := openIndex(t, dir, s)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- derive.Run(ctx, s, x) }()
	for i := range 5 {
		if err := appendImport(s, fmt.Sprint(i), nil, resolution(i, "gc-18", tracker.Chinese, 2)); err != nil {
			t.Fatal(err)
		}
		for x.Position() != s.Last() {
			time.Sleep(time.Millisecond)
		}
		if got := found(t, x, "云层"); len(got) != 2*(i+1) {
			t.Errorf("after entry %d: found %q", i+1, got)
		}
	}
	cancel()
	if err := <-ended; err != context.Canceled {
		t.Errorf("ended with %v", err)
	}
	x.Close()
}

// An index of another record is not taken for this one's.
func TestOtherRecord(t *testing.T) {
	dir, other := t.TempDir(), t.TempDir()
	s := openStore(t, dir)
	if err := appendImport(s, "1", nil, resolution(1, "gc-18", tracker.Arabic, 1)); err != nil {
		t.Fatal(err)
	}
	x := openIndex(t, dir, s)
	if err := derive.Once(t.Context(), s, x); err != nil {
		t.Fatal(err)
	}
	x.Close()
	x = openIndex(t, dir, s)
	if x.Position() != 1 {
		t.Errorf("its own record: position %d", x.Position())
	}
	x.Close()
	o := openStore(t, other)
	if err := appendImport(o, "1", nil, resolution(2, "gc-18", tracker.Arabic, 1)); err != nil {
		t.Fatal(err)
	}
	x = openIndex(t, dir, o)
	defer x.Close()
	if x.Position() != 0 {
		t.Errorf("another record: position %d", x.Position())
	}
}

func TestRebuild(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	for i := range 3 {
		if err := appendImport(s, fmt.Sprint(i), nil, resolution(i, "gc-18", tracker.Chinese, 2)); err != nil {
			t.Fatal(err)
		}
	}
	for range 2 {
		x, err := derive.Rebuild(t.Context(), filepath.Join(dir, "index"), s, registry())
		if err != nil {
			t.Fatal(err)
		}
		if got := found(t, x, "云"); len(got) != 6 {
			t.Errorf("found %q", got)
		}
		x.Close()
	}
}
