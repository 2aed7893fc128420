package index

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync"
	"testing"

	"concord/tracker"
)

// filled makes a closed index with one text and gives its folder.
func filled(t *testing.T, s *shelf) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "index")
	x, err := Open(dir, s.record())
	if err != nil {
		t.Fatal(err)
	}
	if err := x.Apply(t.Context(), Change{Sequence: 7, Mark: "seven", Texts: s.texts}); err != nil {
		t.Fatal(err)
	}
	if err := x.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func oneText() *shelf {
	return newShelf(text("mu/gc/res/5@gc-18", "zh", "云", say("1", "研究云层")))
}

func TestReopen(t *testing.T) {
	s := oneText()
	x, err := Open(filled(t, s), s.record())
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	if got := find(t, x, "云层"); len(got) != 1 || x.Position() != 7 || x.Mark() != "seven" || x.Rebuilt() != "" {
		t.Errorf("found %q at %d %q, rebuilt for %q", got, x.Position(), x.Mark(), x.Rebuilt())
	}
}

// A damaged index is moved aside, and an empty one begins; or Bleve finds an
// earlier snapshot, from which the index catches up.
func TestDamaged(t *testing.T) {
	segment := func(dir string) string {
		files, err := filepath.Glob(dir + "/store/*.zap")
		if err != nil || len(files) == 0 {
			t.Fatal("no segment", err)
		}
		return files[0]
	}
	damages := map[string]func(dir string) error{
		"segment missing":     func(dir string) error { return os.Remove(segment(dir)) },
		"segment cut":         func(dir string) error { return os.Truncate(segment(dir), 10) },
		"segment empty":       func(dir string) error { return os.Truncate(segment(dir), 0) },
		"root missing":        func(dir string) error { return os.Remove(dir + "/store/root.bolt") },
		"root overwritten":    func(dir string) error { return os.WriteFile(dir+"/store/root.bolt", []byte("no"), 0o600) },
		"description missing": func(dir string) error { return os.Remove(dir + "/index_meta.json") },
		"description empty":   func(dir string) error { return os.Truncate(dir+"/index_meta.json", 0) },
		"another layout": func(dir string) error {
			x := &Index{}
			if err := x.open(dir); err != nil {
				return err
			}
			batch, saved := x.bleve.NewBatch(), make(chan error, 1)
			batch.SetInternal([]byte(layoutKey), []byte("0"))
			batch.SetPersistedCallback(func(err error) { saved <- err })
			return errors.Join(x.bleve.Batch(batch), <-saved, x.bleve.Close())
		},
	}
	for name, damage := range damages {
		t.Run(name, func(t *testing.T) {
			s := oneText()
			dir := filled(t, s)
			if err := damage(dir); err != nil {
				t.Fatal(err)
			}
			for _, again := range []bool{false, true} { // a second accident must not trip over what the first left
				x, err := Open(dir, s.record())
				if err != nil {
					t.Fatal(err)
				}
				_, err = os.Stat(dir + ".damaged")
				outdated := x.Rebuilt() == errOutdated.Error()
				if x.Position() != 0 || outdated != (name == "another layout" && !again) || (x.Rebuilt() == "" || outdated) != (err != nil) {
					t.Errorf("position %d, rebuilt for %q, %v", x.Position(), x.Rebuilt(), err)
				}
				if err := x.Apply(t.Context(), Change{Sequence: 1, Texts: s.texts}); err != nil {
					t.Fatal(err)
				}
				if got := find(t, x, "云层"); len(got) != 1 {
					t.Errorf("found %q", got)
				}
				x.Close()
				if err := os.Remove(dir + "/index_meta.json"); err != nil {
					t.Fatal(err)
				}
			}
		})
	}
}

// An index that another process has, or that may not be read, is left alone.
func TestLeftAlone(t *testing.T) {
	s := oneText()
	dir := filled(t, s)
	x, err := Open(dir, s.record())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, s.record()); !errors.Is(err, ErrLocked) {
		t.Errorf("opened twice: %v", err)
	}
	if got := find(t, x, "云层"); len(got) != 1 {
		t.Errorf("found %q", got)
	}
	x.Close()
	if os.Getuid() == 0 {
		t.Skip("root may read everything")
	}
	if err := os.Chmod(dir+"/store/root.bolt", 0); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(dir, s.record()); !errors.Is(err, ErrUnreadable) || !errors.Is(err, os.ErrPermission) {
		t.Errorf("forbidden: %v", err)
	}
	if _, err := os.Stat(dir + "/index_meta.json"); err != nil {
		t.Error("moved aside:", err)
	}
}

// A change at or before the position does nothing; readers see a change whole.
func TestApply(t *testing.T) {
	x := newShelf().open(t)
	s := oneText()
	x.record = s.record()
	if err := x.Apply(t.Context(), Change{Sequence: 3, Texts: s.texts}); err != nil {
		t.Fatal(err)
	}
	for _, sequence := range []uint64{1, 3} {
		if err := x.Apply(t.Context(), Change{Sequence: sequence, Texts: []tracker.Text{text("mu/gc/res/9@gc-18", "ar", "", say("1", "سحب"))}}); err != nil {
			t.Fatal(err)
		}
	}
	if got := find(t, x, ""); len(got) != 1 || x.Position() != 3 {
		t.Errorf("found %q at %d", got, x.Position())
	}

	// Writers replace a text of n paragraphs by one of n other paragraphs; whoever
	// reads sees all of one kind.
	const n = 20
	var group sync.WaitGroup
	stop := make(chan struct{})
	for range 2 {
		group.Go(func() {
			for {
				select {
				case <-stop:
					return
				default:
				}
				r, err := x.Search(t.Context(), Query{Filters: []Filter{{Column: Number, Values: []string{"8"}}}})
				if err != nil || r.Total != 0 && r.Total != n {
					t.Errorf("saw %d paragraphs: %v", r.Total, err)
					return
				}
				for _, c := range r.Facets[Section] {
					if c.Count != n {
						t.Errorf("saw %v", r.Facets[Section])
					}
				}
			}
		})
	}
	for i := range 40 {
		var provisions []tracker.Provision
		for j := range n {
			p := say(fmt.Sprint(j), strings.Repeat("云", 1+i%3))
			p.Section = fmt.Sprint("section-", i%2)
			p.Address.Provision = fmt.Sprintf("%s.%d", p.Section, j)
			provisions = append(provisions, p)
		}
		err := x.Apply(t.Context(), Change{Sequence: uint64(10 + i), Texts: []tracker.Text{text("mu/gc/res/8@gc-18", "zh", "", provisions...)}})
		if err != nil {
			t.Fatal(err)
		}
	}
	close(stop)
	group.Wait()
}

// An answer is kept until something is written, and is the same as without.
func TestAnswer(t *testing.T) {
	s := oneText()
	x := s.open(t)
	ask := func() Results {
		r, err := x.Answer(t.Context(), Parse("云层"))
		if err != nil {
			t.Fatal(err)
		}
		r.Took = 0
		return r
	}
	first, searched := ask(), x.answers.taken
	if again := ask(); searched == 0 || x.answers.taken != searched || !reflect.DeepEqual(first, again) || first.Total != 1 {
		t.Errorf("%+v, then %+v", first, again)
	}
	if err := x.Apply(t.Context(), Change{Sequence: 2, Texts: []tracker.Text{text("mu/gc/res/6@gc-18", "zh", "", say("1", "观测云层"))}}); err != nil {
		t.Fatal(err)
	}
	if after := ask(); after.Total != 2 {
		t.Errorf("%d found after a write", after.Total)
	}
}
