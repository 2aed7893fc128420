package harmonize_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/harmonize"
	"concord/tracker/store"
)

func TestMain(m *testing.M) {
	if document.ServePDF() || store.ServeCheck() {
		return
	}
	os.Exit(m.Run())
}

// A tongue is how a language heads texts and refers to paragraphs.
type tongue struct {
	number, enacting               string // "%s" is the number of the text
	recognizing, resolves, invites string
	labels                         [4]string
	above                          [2]string // references to recognizing and resolves
	cites                          string    // of another text: number, place, year
	filler                         string
}

var tongues = map[tracker.Lang]tongue{
	tracker.English: {"RESOLUTION %s (REV. SANTA MIRRA, 2022)", "The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),",
		"recognizing", "resolves", "instructs the Secretary-General", [4]string{"a)", "b)", "c)", "d)"},
		[2]string{"recognizing %s above", "resolves %s above"}, "Resolution %s (Rev. %s, %s)", "that clouds number "},
	tracker.French: {"RÉSOLUTION %s (RÉV. SANTA MIRRA, 2022)", "La Conférence plénière de l'Union internationale d'observation des nuages (Santa Mirra, 2022),",
		"reconnaissant", "décide", "charge le Secrétaire général", [4]string{"a)", "b)", "c)", "d)"},
		[2]string{"point %s du reconnaissant ci-dessus", "point %s du décide ci-dessus"}, "la Résolution %s (Rév. %s, %s)", "que les nuages sont "},
	tracker.Spanish: {"RESOLUCIÓN %s (REV. SANTA MIRRA, 2022)", "La Conferencia Plenaria de la Unión Internacional de Observación de Nubes (Santa Mirra, 2022),",
		"reconociendo", "resuelve", "encarga al Secretario General", [4]string{"a)", "b)", "c)", "d)"},
		[2]string{"el reconociendo %s anterior", "el resuelve %s anterior"}, "la Resolución %s (Rev. %s, %s)", "que las nubes son "},
	tracker.Russian: {"РЕЗОЛЮЦИЯ %s (ПЕРЕСМ. САНТА-МИРРА, 2022 Г.)", "Пленарная конференция Международного союза наблюдения облаков (Санта-Мирра, 2022 г.),",
		"признавая,", "решает", "поручает Генеральному секретарю", [4]string{"a)", "b)", "c)", "d)"},
		[2]string{"пункте %s раздела признавая, выше", "пункте %s раздела решает, выше"}, "Резолюцию %s (Пересм. %s, %s г.)", "что облаков насчитали "},
	tracker.Chinese: {"第%s号决议（2022年，圣米拉，修订版）", "国际云观测联盟全体大会（2022年，圣米拉），",
		"认识到", "做出决议", "责成秘书长", [4]string{"a)", "b)", "c)", "d)"},
		[2]string{"上述认识到%s", "上述做出决议%s"}, "第%s号决议（%[3]s年，%[2]s，修订版）", "云的总数为"},
	tracker.Arabic: {"القرار %s (المراجَع في سانتا ميرا، 2022)", "إن المؤتمر العام للاتحاد الدولي لرصد السحب (سانتا ميرا، 2022)،",
		"وإذ يقر", "يقرر", "يكلف الأمين العام", [4]string{"أ )", "ب)", "ج)", "د )"},
		[2]string{"الفقرة %s من وإذ يقر أعلاه", "الفقرة %s من يقرر أعلاه"}, "القرار %s (المراجَع في %s، %s)", "أن السحب عددها "},
}

// parse reads a text of these paragraphs; one that begins with # is a heading.
func parse(t *testing.T, number string, w tongue, paragraphs ...string) tracker.Text {
	t.Helper()
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		t.Fatal(err)
	}
	g, err := grammar.Load(registry, data.Files)
	if err != nil {
		t.Fatal(err)
	}
	all := append([]string{fmt.Sprintf(w.number, number), "云 سحاب clouds", w.enacting}, paragraphs...)
	content := strings.Join(all, "\n\n") + "\n"
	d, err := document.Read(t.Context(), strings.NewReader(content), int64(len(content)), document.DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	texts := g.Parse(d, grammar.Options{}).Texts
	if len(texts) != 1 {
		t.Fatalf("%d texts in\n%s", len(texts), content)
	}
	return texts[0]
}

// pair is two texts that refer to their own paragraphs.
func pair(t *testing.T, w tongue) []tracker.Text {
	t.Helper()
	a, b := w.labels[0], w.labels[1]
	says := func(n int, end string) string { return w.filler + fmt.Sprint(1000+n) + end }
	preamble := func(label, format string) string { return fmt.Sprintf(format, label) }
	base := parse(t, "71", w, w.recognizing, a+" "+says(1, ";"), b+" "+says(2, ","),
		w.resolves, "1 "+says(3, ";"), "2 "+says(4, ";"), "3 "+says(5, ","),
		w.invites, "1 "+says(6, " ")+preamble("3", w.above[1])+" "+preamble(b, w.above[0])+";", "2 "+says(7, "."))
	other := parse(t, "72", w, w.recognizing, a+" "+says(8, ";"), b+" "+says(9, ","),
		w.resolves, "1 "+says(10, ";"), "2 "+says(11, " ")+preamble("1", w.above[1])+" "+preamble(b, w.above[0])+".")
	return []tracker.Text{base, other}
}

// TestReferencesFollow: in six languages, what refers to a paragraph that was
// renumbered names its new label, in a text and in one taken into it.
func TestReferencesFollow(t *testing.T) {
	for _, lang := range tracker.Langs {
		w := tongues[lang]
		texts := pair(t, w)
		m, err := harmonize.Begin("m1", texts, nil)
		if err != nil {
			t.Fatal(err)
		}
		set(&m, "icou/plen/res/71@plen-22#resolves.1", func(c *tracker.Choice) { c.Handling, c.Reason = tracker.Dropped, "done" })
		d := harmonize.Make(m, texts, reads)
		var labels, refs []string
		for _, p := range d.Text.Provisions {
			labels = append(labels, p.Label)
			for _, c := range p.Citations {
				if runes := []rune(p.Text); string(runes[c.Start:c.End]) != c.Text {
					t.Errorf("%s: the citation %q stands at %q", lang, c.Text, string(runes[c.Start:c.End]))
				}
				refs = append(refs, strings.TrimPrefix(c.Target, "icou/plen/res/71@plen-22#"))
			}
		}
		want := append(slices.Clone(w.labels[:]), "1", "2", "3", "4", "1", "2")
		if !slices.Equal(labels, want) {
			t.Errorf("%s: labels %q, want %q", lang, labels, want)
		}
		if got, want := strings.Join(refs, " "), "resolves.3 recognizing.d resolves.2 recognizing.b"; got != want {
			t.Errorf("%s: they name %s, want %s", lang, got, want)
		}
		for i, format := range []string{w.above[1], w.above[1], w.above[0]} {
			label := []string{"2", "3", tracker.EnumeratorCore(w.labels[3]) + ")"}[i]
			if at := []int{8, 7, 7}[i]; !strings.Contains(d.Text.Provisions[at].Text, fmt.Sprintf(format, label)) {
				t.Errorf("%s: %q does not say %q", lang, d.Text.Provisions[at].Text, fmt.Sprintf(format, label))
			}
		}
		for _, r := range d.References {
			if r.Words == "" || r.Why != "" {
				t.Errorf("%s: not rewritten: %+v", lang, r)
			}
		}
		if len(d.References) != 3 {
			t.Errorf("%s: %d references listed, want 3", lang, len(d.References))
		}
	}
}

// TestReferencesLeft: what cannot be certain is left as it was, with the reason.
func TestReferencesLeft(t *testing.T) {
	w := tongues[tracker.English]
	for why, c := range map[harmonize.Unwritten]struct {
		at     string
		change func(*tracker.Choice)
	}{
		harmonize.TargetGone: {"icou/plen/res/72@plen-22#resolves.1", func(c *tracker.Choice) { c.Handling, c.Reason = tracker.Dropped, "done" }},
		harmonize.OtherSection: {"icou/plen/res/72@plen-22#resolves.1", func(c *tracker.Choice) {
			c.Handling, c.Into = tracker.Carried, address("icou/plen/res/71@plen-22/en#instructs-sg.2")
		}},
		harmonize.OwnWords: {"icou/plen/res/72@plen-22#resolves.2", func(c *tracker.Choice) { c.Text = "that clouds are many, as resolves 1 above says." }},
	} {
		texts := pair(t, w)
		m, err := harmonize.Begin("m1", texts, nil)
		if err != nil {
			t.Fatal(err)
		}
		set(&m, c.at, c.change)
		d := harmonize.Make(m, texts, reads)
		i := slices.IndexFunc(d.References, func(r harmonize.Reference) bool { return r.Was == "resolves 1" })
		if i < 0 || d.References[i].Why != why || d.References[i].Words != "" {
			t.Errorf("%s: %+v", why, d.References)
		}
		if last := d.Text.Provisions[len(d.Text.Provisions)-3]; !strings.Contains(last.Text, "resolves 1 above") {
			t.Errorf("%s: the words are others: %q", why, last.Text)
		}
	}
}

// TestConsequences: whoever cites the text that goes, or a paragraph that moved,
// is listed with the citation as it will read, in six languages.
func TestConsequences(t *testing.T) {
	for _, lang := range tracker.Langs {
		w := tongues[lang]
		texts := pair(t, w)
		place := map[tracker.Lang][2]string{
			tracker.Arabic: {"سانتا ميرا", "بورت فسبر"}, tracker.Russian: {"Санта-Мирра", "Порт-Веспер"}, tracker.Chinese: {"圣米拉", "维斯珀港"},
		}[lang]
		if place[0] == "" {
			place = [2]string{"Santa Mirra", "Port Vesper"}
		}
		cited := fmt.Sprintf(w.cites, "72", place[0], "2022")
		citing := parse(t, "73", w, w.resolves, "1 "+w.filler+"1 "+cited+";", "2 "+w.filler+"2 "+cited+" "+fmt.Sprintf(w.cites, "71", place[0], "2022")+";",
			"3 "+w.filler+"3 "+listed(lang, place[0])+";", "4 "+w.filler+"4 "+cited+" "+ofThis[lang]+" "+w.filler+";",
			"5 "+w.filler+"5 "+cited+" "+texts[1].Title+".")
		d := deskWith(t, append(texts, citing)...)
		m, err := harmonize.Begin("m1", texts, nil)
		if err != nil {
			t.Fatal(err)
		}
		unchosen, err := d.Consequences(m, harmonize.Make(m, texts, reads))
		if err != nil {
			t.Fatal(err)
		}
		m.Session = "plen-26"
		got, err := d.Consequences(m, harmonize.Make(m, texts, reads))
		if err != nil || len(got) != 5 || len(unchosen) != 5 {
			t.Fatalf("%s: %d consequences, %v", lang, len(got), err)
		}
		want := fmt.Sprintf(w.cites, "71", place[1], "2026")
		if !strings.HasSuffix(want, got[0].Words) || got[0].Words == "" || got[0].Now.Number != "71" {
			t.Errorf("%s: %q becomes %q (%s), want %q", lang, got[0].Was, got[0].Words, got[0].Why, want)
		}
		if want = fmt.Sprintf(w.cites, "71", toCome[lang][0], toCome[lang][1]); !strings.HasSuffix(want, unchosen[0].Words) || unchosen[0].Words == "" {
			t.Errorf("%s: where no conference was chosen it becomes %q (%s), want %q", lang, unchosen[0].Words, unchosen[0].Why, want)
		}
		for i, what := range map[int]string{3: "said to be of this conference", 4: "named with its title"} {
			if got[i].Why != harmonize.NotShown || got[i].Words != "" {
				t.Errorf("%s: %s: %+v", lang, what, got[i])
			}
		}
		if got[1].Why != harmonize.NamesBoth || got[1].Words != "" {
			t.Errorf("%s: a paragraph that names both: %+v", lang, got[1])
		}
		if got[2].Why != harmonize.NotShown || got[2].Words != "" {
			t.Errorf("%s: a list that says once of which session: %+v", lang, got[2])
		}
	}
}

// ofThis says of a text that the conference which speaks adopted it; toCome is the
// place and the year of one that nobody chose.
var (
	ofThis = map[tracker.Lang]string{
		tracker.English: "of this conference", tracker.French: "de la présente Conférence", tracker.Spanish: "de la presente Conferencia",
		tracker.Russian: "настоящей Конференции", tracker.Chinese: "本届大会", tracker.Arabic: "لهذا المؤتمر",
	}
	toCome = map[tracker.Lang][2]string{
		tracker.English: {"[place]", "[year]"}, tracker.French: {"[lieu]", "[année]"}, tracker.Spanish: {"[lugar]", "[año]"},
		tracker.Russian: {"[место]", "[год]"}, tracker.Chinese: {"[地点]", "[年份]"}, tracker.Arabic: {"[المكان]", "[السنة]"},
	}
)

// listed cites two texts of which the last says of both of which session.
func listed(lang tracker.Lang, place string) string {
	w := tongues[lang]
	one := map[tracker.Lang]string{
		tracker.English: "Resolutions 74 and ", tracker.French: "les Résolutions 74 et ", tracker.Spanish: "las Resoluciones 74 y ",
		tracker.Russian: "Резолюции 74 и ", tracker.Chinese: "第74和", tracker.Arabic: "القرارين 74 و",
	}[lang]
	last := fmt.Sprintf(w.cites, "72", place, "2022")
	return one + last[strings.Index(last, "72"):]
}

// deskWith is a desk with a record of these texts and the sample's registry.
func deskWith(t *testing.T, texts ...tracker.Text) harmonize.Desk {
	t.Helper()
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.TempDir(), registry)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	raw, err := json.Marshal(store.Import{Texts: texts})
	if err != nil {
		t.Fatal(err)
	}
	clock := func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }
	if _, err := s.Append(t.Context(), "import", store.Any, store.Entry{Time: clock(), Actor: "test", Kind: store.ImportKind, Payload: raw}); err != nil {
		t.Fatal(err)
	}
	return harmonize.Desk{Store: s, Registry: registry, Reads: reads, Clock: clock}
}

// TestReferencesByNumber: a paragraph that gives the number of its own text, which
// goes, is left to a person; a label that happens to be that number is not.
func TestReferencesByNumber(t *testing.T) {
	w := tongues[tracker.English]
	base := parse(t, "71", w, w.resolves, "1 that clouds are many;", "2 that rain is wet.")
	other := parse(t, "2", w, w.resolves, "1 that fog is grey;", "2 that snow is white;",
		"3 that it goes on as resolves 2 above says, and resolves 1 of Resolution 2 (Rev. Santa Mirra, 2022);",
		"4 that it follows resolves 1 and 2 of Resolution 2 (Rev. Santa Mirra, 2022).")
	texts := []tracker.Text{base, other}
	m, err := harmonize.Begin("m1", texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := harmonize.Make(m, texts, reads)
	var got []string
	for _, r := range d.References {
		got = append(got, fmt.Sprintf("%s -> %s%s", r.Was, r.Words, r.Why))
	}
	want := []string{
		"resolves 2 -> resolves 4", "resolves 1 of Resolution 2 (Rev. Santa Mirra, 2022) -> merged",
		"resolves 1 -> merged", "2 of Resolution 2 (Rev. Santa Mirra, 2022) -> merged",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}
