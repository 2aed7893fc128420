package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// A shelf is a record of texts in memory.
type shelf struct {
	registry *tracker.Registry
	texts    []tracker.Text
	gone     map[tracker.Address]string // abrogated instruments and the session that ended them
}

func newShelf(texts ...tracker.Text) *shelf {
	session := func(id, body string, year int, place tracker.Names) tracker.Session {
		s := tracker.Session{ID: id, Body: body, Year: year, Place: map[tracker.Lang][]string{}}
		for l, p := range place {
			s.Place[l] = []string{p}
		}
		return s
	}
	forms := func(words ...string) map[tracker.Lang][]tracker.Form {
		out := map[tracker.Lang][]tracker.Form{}
		for i, w := range words {
			l := tracker.Langs[i]
			out[l] = []tracker.Form{{Text: w}}
		}
		return out
	}
	concept := func(key string, names ...[]string) tracker.Concept {
		c := tracker.Concept{Key: key, Terms: map[tracker.Lang][]string{}}
		for i, n := range names {
			c.Terms[tracker.Langs[i]] = n
		}
		return c
	}
	return &shelf{texts: texts, gone: map[tracker.Address]string{}, registry: &tracker.Registry{
		Bodies: []tracker.Body{
			{ID: "mu/gc", Name: tracker.Names{"en": "General Conference"}, Short: tracker.Names{"en": "GC", "zh": "大会"}},
			{ID: "mu/board", Name: tracker.Names{"en": "Board", "ar": "المجلس"}, Short: tracker.Names{"en": "Board"}},
		},
		Sessions: []tracker.Session{
			session("gc-14", "mu/gc", 2014, tracker.Names{"en": "Alder", "ar": "ألدر", "zh": "奥尔德", "ru": "Олдер"}),
			session("gc-18", "mu/gc", 2018, tracker.Names{"en": "Birch", "ar": "بيرش", "zh": "伯奇", "ru": "Бёрч"}),
			session("board-18", "mu/board", 2018, tracker.Names{"en": "Birch"}),
		},
		Addressees: []tracker.Addressee{{Key: "sg", Name: tracker.Names{"en": "Secretary-General", "ar": "الأمين العام"}, Forms: map[tracker.Lang][]string{
			"en": {"Secretary-General"}, "ar": {"الأمين العام", "للأمين العام"}, "zh": {"秘书长"},
		}}},
		Glossary: []tracker.Concept{
			concept("cloud", []string{"السحابة"}, []string{"cloud"}, []string{"nube"}, []string{"nuage"}, []string{"облако"}, []string{"云"}),
			concept("sky-office", []string{"مكتب السماء"}, []string{"office of the sky", "OOS"}, []string{"oficina del cielo"},
				[]string{"bureau du ciel"}, []string{"бюро неба"}, []string{"天空办公室"}),
			concept("report", []string{"تقرير"}, []string{"report"}, []string{"informe"}, []string{"rapport"}, []string{"отчет"}, []string{"报告"}),
		},
		States: []tracker.State{
			{Key: "no-indication", Name: tracker.Names{"en": "no indication"}, Initial: true},
			{Key: "in-progress", Name: tracker.Names{"en": "in progress", "fr": "en cours", "zh": "进行中", "ar": "قيد التنفيذ", "ru": "выполняется"}},
			{Key: "superseded", Name: tracker.Names{"en": "superseded", "fr": "remplacé"}},
		},
		Headings: []tracker.Heading{
			{Key: "resolves", Role: tracker.Operative, Forms: forms("يقرر", "resolves", "resuelve", "décide", "решает", "做出决议")},
			{Key: "instructs", Role: tracker.Operative, Forms: forms("يكلف", "instructs", "encarga", "charge", "поручает", "责成")},
		},
	}}
}

// record gives the shelf as the index sees it.
func (s *shelf) record() Record {
	return Record{Registry: s.registry, Text: s.text, Instrument: s.instrument}
}

func (s *shelf) text(a tracker.Address, langs ...tracker.Lang) (tracker.Text, error) {
	if a.Lang != "" {
		langs = []tracker.Lang{a.Lang}
	}
	for _, l := range langs {
		for _, t := range slices.Backward(s.texts) {
			if t.Instrument == a.Instrument() && t.Lang == l && (a.Session == "" || t.Revision.Session == a.Session) {
				return t, nil
			}
		}
	}
	return tracker.Text{}, fmt.Errorf("%s: not here", a)
}

func (s *shelf) instrument(a tracker.Address) (tracker.InstrumentRecord, error) {
	known := tracker.Known{Instrument: a, Held: map[string]map[tracker.Lang]string{}}
	for _, t := range s.texts {
		if t.Instrument == a {
			if known.Held[t.Revision.Session] == nil {
				known.Held[t.Revision.Session] = map[tracker.Lang]string{}
			}
			known.Held[t.Revision.Session][t.Lang] = t.Title
		}
	}
	if session := s.gone[a]; session != "" {
		known.Abrogations = []tracker.Abrogation{{Instrument: a, Session: session}}
	}
	if len(known.Held) == 0 {
		return tracker.InstrumentRecord{}, fmt.Errorf("%s: not here", a)
	}
	return s.registry.Record(known), nil
}

// text makes a text of paragraphs "section.label: words"; a provision's label is
// the last part of its address.
func text(revision string, lang tracker.Lang, title string, provisions ...tracker.Provision) tracker.Text {
	a, err := tracker.ParseAddress(revision)
	if err != nil {
		panic(err)
	}
	t := tracker.Text{
		Instrument: a.Instrument(), Revision: a, Lang: lang, Kind: a.Kind.Word(), Number: a.Number, Title: title,
	}
	for _, p := range provisions {
		p.Address = a.At(p.Address.Provision)
		t.Provisions = append(t.Provisions, p)
	}
	return t
}

// say makes a provision of the section "resolves".
func say(label, words string) tracker.Provision {
	return tracker.Provision{
		Address: tracker.Address{Provision: "resolves." + label}, Role: tracker.Operative, Section: "resolves",
		Heading: "resolves", Label: label, Path: []string{label}, Text: words,
	}
}

// open opens an index of the shelf's texts in a folder of its own.
func (s *shelf) open(t testing.TB) *Index {
	t.Helper()
	x, err := Open(t.TempDir()+"/index", s.record())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { x.Close() })
	if len(s.texts) > 0 {
		if err := x.Apply(t.Context(), Change{Sequence: 1, Texts: s.texts}); err != nil {
			t.Fatal(err)
		}
	}
	return x
}

// documents lists what a hit stands for, itself first: each revision and language
// that was folded into it.
func (h Hit) documents() (out []string) {
	own := h.Address.In(h.Lang)
	own.Provision = h.Address.Provision
	out = append(out, own.String())
	for _, s := range h.Revisions {
		for _, l := range s.Langs {
			a := s.Address.In(l)
			a.Provision = s.Address.Provision
			if a != own {
				out = append(out, a.String())
			}
		}
	}
	return out
}

// find gives the provisions found, in order and unfolded, as "number/lang label".
func find(t testing.TB, x *Index, query string) []string {
	t.Helper()
	r, err := x.Search(t.Context(), Parse(query))
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	var out []string
	for _, h := range r.Hits {
		for _, d := range h.documents() {
			a, err := tracker.ParseAddress(d)
			if err != nil {
				t.Fatal(err)
			}
			_, label, _ := strings.Cut(a.Provision, ".")
			out = append(out, fmt.Sprintf("%s/%s %s", a.Number, a.Lang, label))
		}
	}
	return out
}
