package overlap

import (
	"context"
	"io/fs"
	"testing"

	"concord/data"
	"concord/index/overlap/planted"
	"concord/tracker"
)

func testRegistry(t testing.TB) *tracker.Registry {
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		t.Fatal(err)
	}
	return registry
}

// testReader is a reader of a language.
func testReader(t testing.TB, lang tracker.Lang) *reader {
	t.Helper()
	phrases, err := readPhrases(testRegistry(t))
	if err != nil {
		t.Fatal(err)
	}
	return newReader(lang, phrases[lang])
}

// testVerifier is the one that ships, or while another is made none.
func testVerifier(t testing.TB) *verifier {
	if *train {
		return blank()
	}
	v, err := loadVerifier()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// blank believes in nothing.
func blank() *verifier {
	v := &verifier{Means: make([]float64, len(featureNames)), Weights: make([]float64, expandedCount)}
	for range featureNames {
		v.Scales = append(v.Scales, 1)
	}
	v.Reviewer.Weights = make([]float64, len(evidenceNames))
	return v
}

// recordOf makes a record of texts; the engine is told of all of them.
func recordOf(t testing.TB, texts ...tracker.Text) (Record, Change) {
	held := map[tracker.Address]tracker.Text{}
	known := map[tracker.Address]tracker.Known{}
	change := Change{Sequence: 1}
	for _, x := range texts {
		held[x.Revision.In(x.Lang)] = x
		k, is := known[x.Instrument]
		if !is {
			k = tracker.Known{Instrument: x.Instrument, Held: map[string]map[tracker.Lang]string{}}
			change.Instruments = append(change.Instruments, x.Instrument)
		}
		if k.Held[x.Revision.Session] == nil {
			k.Held[x.Revision.Session] = map[tracker.Lang]string{}
		}
		k.Held[x.Revision.Session][x.Lang] = x.Title
		known[x.Instrument] = k
	}
	registry := testRegistry(t)
	return Record{
		Registry: registry,
		Text: func(a tracker.Address, _ ...tracker.Lang) (tracker.Text, error) {
			x, ok := held[a.In(a.Lang)]
			if !ok {
				return x, ErrUnknown
			}
			return x, nil
		},
		Instrument: func(a tracker.Address) (tracker.InstrumentRecord, error) { return registry.Record(known[a]), nil },
	}, change
}

// plantedRecord writes every text when it is asked for.
func plantedRecord(t testing.TB, l *planted.Library) (Record, Change) {
	registry := testRegistry(t)
	record := Record{
		Registry: registry,
		Text: func(a tracker.Address, _ ...tracker.Lang) (tracker.Text, error) {
			text, ok := l.Text(a)
			if !ok {
				return text, ErrUnknown
			}
			return text, nil
		},
		Instrument: func(a tracker.Address) (tracker.InstrumentRecord, error) {
			held := map[string]map[tracker.Lang]string{"plen-18": {tracker.English: ""}}
			return registry.Record(tracker.Known{Instrument: a, Held: held}), nil
		},
	}
	return record, Change{Sequence: 1, Instruments: l.Instruments()}
}

// plantedEngine gives an engine that knows a planted library.
func plantedEngine(t testing.TB, l *planted.Library) *Engine {
	record, change := plantedRecord(t, l)
	e, err := newEngine(record, testVerifier(t))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Update(context.Background(), change); err != nil {
		t.Fatal(err)
	}
	return e
}
