package bench

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concord/index"
	"concord/tracker"
	"concord/tracker/document"
)

// declaration names the files of the Universal Declaration in six languages.
var declaration = map[tracker.Lang]string{
	"ar": "arb", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "cmn_hans",
}

// TestKnownElsewhere looks for known items in texts that the search was not made
// with: the Security Council's, an assembly's, and the Universal Declaration in
// six languages, one provision a paragraph.
func TestKnownElsewhere(t *testing.T) {
	folder := corporaFolder(t)
	r, err := BuildRecord(t.Context(), t.TempDir(), folder, elsewhere)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	var rows []Row
	for row, err := range r.Rows(t.Context()) {
		if err != nil {
			t.Fatal(err)
		}
		if row.Address.Body != corpora["sample"] {
			rows = append(rows, row)
		}
	}
	lookFor(t, "Security Council and WTSA", r.Index, rows, tracker.English)
	x, rows := openDeclaration(t, folder)
	for _, l := range tracker.Langs {
		lookFor(t, "Universal Declaration", x, rows, l)
	}
}

func lookFor(t *testing.T, where string, x *index.Index, rows []Row, l tracker.Lang) {
	t.Helper()
	items := KnownItems(rows, l, itemsPerLang, itemsSeed)
	var missed []string
	for _, item := range items {
		q := index.Parse(item.Typed)
		q.Limit, q.Reader = 1, l
		r, err := x.Search(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Hits) == 0 || !Carries(r.Hits[0].Text, item.Typed) {
			missed = append(missed, fmt.Sprintf("%s  %s", item.Row.Address, item.Typed))
		}
	}
	first := 100 * float64(len(items)-len(missed)) / float64(max(len(items), 1))
	t.Logf("%s, %s: %.1f %% of %d known items come first", where, l, first, len(items))
	if first < leastFirst || len(items) < itemsPerLang/4 {
		t.Errorf("%s, %s: these do not:\n%s", where, l, strings.Join(missed, "\n"))
	}
}

// openDeclaration makes an index of the Declaration alone.
func openDeclaration(t *testing.T, folder string) (*index.Index, []Row) {
	t.Helper()
	instrument := tracker.Address{Body: "un/ga", Kind: tracker.Resolution, Number: "217"}
	revision := instrument
	revision.Session = "ga-3"
	texts := map[tracker.Lang]tracker.Text{}
	var rows []Row
	for l, name := range declaration {
		file, err := os.ReadFile(filepath.Join(folder, "udhr", name+".html"))
		if err != nil {
			t.Fatal(err)
		}
		d, err := document.Read(t.Context(), bytes.NewReader(file), int64(len(file)), document.DefaultLimits)
		if err != nil {
			t.Fatal(err)
		}
		text := tracker.Text{Instrument: instrument, Revision: revision, Lang: l}
		for i, p := range d.Paragraphs {
			provision := tracker.Provision{Address: revision.At(fmt.Sprint("text.", i+1)), Role: tracker.Operative, Text: p.Text()}
			text.Provisions = append(text.Provisions, provision)
			rows = append(rows, row(text, provision))
		}
		texts[l] = text
	}
	x, err := index.Open(filepath.Join(t.TempDir(), "index"), index.Record{
		Registry: &tracker.Registry{},
		Text: func(a tracker.Address, langs ...tracker.Lang) (tracker.Text, error) {
			for _, l := range append([]tracker.Lang{a.Lang}, langs...) {
				if text, held := texts[l]; held {
					return text, nil
				}
			}
			return tracker.Text{}, fmt.Errorf("%s is not held", a)
		},
		Instrument: func(a tracker.Address) (tracker.InstrumentRecord, error) {
			return tracker.InstrumentRecord{Instrument: a, Held: true}, nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	change := index.Change{Sequence: 1}
	for _, l := range tracker.Langs {
		change.Texts = append(change.Texts, texts[l])
	}
	if err := x.Apply(t.Context(), change); err != nil {
		t.Fatal(err)
	}
	return x, rows
}
