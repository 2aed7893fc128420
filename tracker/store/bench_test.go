package store_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"time"

	"concord/tracker"
	"concord/tracker/store"
)

// long is a text of about the length of a long resolution: 60 provisions, 20 kB
// in Latin script.
func long(b *testing.B, number int, lang tracker.Lang) tracker.Text {
	t := text(b, fmt.Sprintf("icou/pp/res/%d@va-18", number), lang, "")
	for i := range 60 {
		p := t.Provisions[0]
		p.Address = p.Address.At(fmt.Sprintf("resolves.%d", i+10))
		p.Text = fmt.Sprintf("%s %d %d; ", words[lang], number, i) + strings.Repeat(words[lang]+", ", 4)
		p.Citations = []tracker.Citation{{Target: fmt.Sprintf("icou/pp/res/%d", i%20), Text: "1", Start: 0, End: 1}}
		t.Provisions = append(t.Provisions, p)
	}
	return t
}

func BenchmarkAppendSmall(b *testing.B) {
	s := open(b, b.TempDir())
	i := 0
	for b.Loop() {
		i++
		write(b, s, fmt.Sprint(i), store.Entry{Time: time.Unix(1, 0), Kind: "note", Subjects: []string{"x"}, Payload: json.RawMessage(`{"state":"done"}`)})
	}
}

func BenchmarkImportText(b *testing.B) {
	s := open(b, b.TempDir())
	i := 0
	for b.Loop() {
		i++
		write(b, s, fmt.Sprint(i), importOf(b, store.Import{Texts: []tracker.Text{long(b, i, tracker.Langs[i%6])}}))
	}
}

func BenchmarkRead(b *testing.B) {
	s := open(b, b.TempDir())
	const instruments = 600 // more than are kept decoded
	for i := range instruments / 60 {
		var texts []tracker.Text
		for j := range 60 {
			texts = append(texts, long(b, i*60+j, tracker.Langs[j%6]))
		}
		write(b, s, fmt.Sprint(i), importOf(b, store.Import{Texts: texts}))
	}
	at := func(i int) tracker.Address {
		return tracker.Address{Body: "icou/pp", Kind: tracker.Resolution, Number: fmt.Sprint(i)}
	}
	b.Run("text decoded before", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Text(at(7)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("text from disk", func(b *testing.B) {
		i := 0
		for b.Loop() {
			i++
			if _, err := s.Text(at(i % instruments)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("provision decoded before", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Provision(at(7).At("resolves.40")); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("instrument", func(b *testing.B) {
		for b.Loop() {
			if _, err := s.Instrument(at(7)); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("600 instruments", func(b *testing.B) {
		for b.Loop() {
			for _, err := range s.Instruments() {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("cited by 1800", func(b *testing.B) {
		for b.Loop() {
			n := 0
			for _, err := range s.CitedBy(at(7)) {
				if n++; err != nil {
					b.Fatal(err)
				}
			}
			if n != 3*instruments {
				b.Fatal(n)
			}
		}
	})
}
