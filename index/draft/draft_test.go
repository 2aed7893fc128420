package draft_test

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/data"
	"concord/index/derive"
	"concord/index/draft"
	"concord/index/overlap"
	"concord/tracker"
	"concord/tracker/advice"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/implementation"
	"concord/tracker/intake"
	"concord/tracker/mandate"
	"concord/tracker/store"
)

func TestMain(m *testing.M) {
	if document.ServePDF() || store.ServeCheck() {
		return
	}
	os.Exit(m.Run())
}

// begin is a checker with the sample library, and the reader of drafts.
func begin(t *testing.T) (*draft.Checker, *intake.Intake) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	sample, err := fs.Sub(data.Files, "sample")
	must(err)
	registry, err := tracker.ReadRegistry(data.Files, sample)
	must(err)
	g, err := grammar.Load(registry, data.Files)
	must(err)
	mandates, err := mandate.Load(registry, data.Files)
	must(err)
	guidelines, err := advice.ReadGuidelines(data.Files)
	must(err)
	s, err := store.Open(t.TempDir(), registry)
	must(err)
	t.Cleanup(func() { s.Close() })
	clock := func() time.Time { return time.Date(2026, 3, 4, 5, 6, 7, 0, time.UTC) }
	in := &intake.Intake{Store: s, Grammar: g, Limits: document.DefaultLimits, Clock: clock, Actor: "test"}
	_, err = in.Sample(t.Context(), sample)
	must(err)
	engine, err := derive.NewOverlaps(s, registry)
	must(err)
	err = derive.Overlaps(t.Context(), s, engine, nil)
	must(err)
	plan := &implementation.Plan{Store: s, Registry: registry, Extract: func(t tracker.Text) []tracker.Mandate { return mandates.Read(t).Mandates }}
	return &draft.Checker{Store: s, Overlaps: engine, Registry: registry, Mandates: mandates, Guidelines: guidelines, Plan: plan, Clock: clock}, in
}

// words are those of a provision of the record.
func words(t *testing.T, c *draft.Checker, at string) string {
	t.Helper()
	a, err := tracker.ParseAddress(at)
	if err != nil {
		t.Fatal(err)
	}
	p, err := c.Store.Provision(a)
	if err != nil {
		t.Fatal(err)
	}
	return p.Text
}

func check(t *testing.T, c *draft.Checker, in *intake.Intake, off []string, paragraphs ...string) draft.Report {
	t.Helper()
	before := c.Store.Last()
	texts, _, err := in.Drafts(t.Context(), intake.Side{Draft: []byte(strings.Join(paragraphs, "\n\n"))}, "")
	if err != nil {
		t.Fatal(err)
	}
	reports, err := c.Draft(t.Context(), texts, off)
	if err != nil || len(reports) != 1 {
		t.Fatalf("%d reports, %v", len(reports), err)
	}
	if c.Store.Last() != before {
		t.Error("a draft was stored")
	}
	return reports[0]
}

// heads are the lines that a draft is made of in six languages: what it is, who
// adopts it, what resolves and what instructs the Secretary-General.
var heads = map[tracker.Lang][4]string{
	tracker.English: {"DRAFT NEW RESOLUTION [ARK-1]", "The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),", "resolves", "instructs the Secretary-General"},
	tracker.Arabic:  {"مشروع قرار جديد [ARK-1]", "إن المؤتمر العام للاتحاد الدولي لرصد السحب (سانتا ميرا، 2022)،", "يقرر", "يكلف الأمين العام"},
	tracker.Spanish: {"PROYECTO DE NUEVA RESOLUCIÓN [ARK-1]", "La Conferencia Plenaria de la Unión Internacional de Observación de Nubes (Santa Mirra, 2022),", "resuelve", "encarga al Secretario General"},
	tracker.French:  {"PROJET DE NOUVELLE RÉSOLUTION [ARK-1]", "La Conférence plénière de l'Union internationale d'observation des nuages (Santa Mirra, 2022),", "décide", "charge le Secrétaire général"},
	tracker.Russian: {"ПРОЕКТ НОВОЙ РЕЗОЛЮЦИИ [ARK-1]", "Пленарная конференция Международного союза наблюдения облаков (Санта-Мирра, 2022 г.),", "решает", "поручает Генеральному секретарю"},
	tracker.Chinese: {"新决议草案 [ARK-1]", "国际云观测联盟全体大会（2022年，圣米拉），", "做出决议", "责成秘书长"},
}

// TestDraftSaidAlready: in six languages, a paragraph that four texts in force
// have is found before the draft is tabled.
func TestDraftSaidAlready(t *testing.T) {
	c, in := begin(t)
	for lang, heads := range heads {
		r := check(t, c, in, nil, heads[0], "云 سحاب clouds", heads[1], heads[2], "1 "+words(t, c, "icou/plen/res/2@plen-22/"+string(lang)+"#resolves.2"))
		if r.Lang != lang || len(r.Groups) == 0 || r.Words == 0 {
			t.Errorf("%s: %d cases in %q, %d words", lang, len(r.Groups), r.Lang, r.Words)
			continue
		}
		var found []string
		for _, m := range r.Groups[0].Members {
			found = append(found, m.Address.Instrument().String())
		}
		if !slices.Contains(found, "icou/plen/res/2") || len(found) < 3 {
			t.Errorf("%s: it is said in %v", lang, found)
		}
	}
}

// TestDraftInstructs: an instruction that exists with another date is set beside
// it, an outdated citation is named, and guidelines speak until they are off.
func TestDraftInstructs(t *testing.T) {
	c, in := begin(t)
	instruction := words(t, c, "icou/plen/res/4@plen-22/en#instructs-dir-arc.2")
	later := strings.Replace(instruction, "31 December 2025", "31 December 2027", 1)
	if later == instruction {
		t.Fatalf("the sample has no such date: %q", instruction)
	}
	paragraphs := []string{
		"DRAFT NEW RESOLUTION [ARK-1]", "Clouds", "The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),",
		"recalling", "Resolution 4 (Rev. Ovelle, 2018), on archives,", "instructs the Director of the Archives Bureau", "1 " + later, "2 to report on the progress made.",
	}
	r := check(t, c, in, nil, paragraphs...)
	if len(r.Mandates) != 2 {
		t.Fatalf("%d instructions in the draft", len(r.Mandates))
	}
	i := slices.IndexFunc(r.Alike, func(x draft.Instruction) bool { return x.Other.Address.Number == "4" })
	if i < 0 || !slices.Contains(r.Alike[i].Differs, "due") || slices.Contains(r.Alike[i].Differs, "lead") {
		t.Errorf("compared: %+v", r.Alike)
	}
	if len(r.Citations) != 1 || r.Citations[0].Oddity != advice.Outdated || !strings.Contains(r.Citations[0].Latest.String(), "plen-22") {
		t.Errorf("citations: %+v", r.Citations)
	}
	said := func(r draft.Report) string {
		var keys []string
		for _, f := range r.Findings {
			keys = append(keys, f.Guideline)
		}
		return fmt.Sprint(keys)
	}
	if !strings.Contains(said(r), "report-to-nobody") {
		t.Errorf("guidelines say %s, want report-to-nobody among them", said(r))
	}
	if off := check(t, c, in, []string{"report-to-nobody"}, paragraphs...); strings.Contains(said(off), "report-to-nobody") || len(off.Findings) != len(r.Findings)-1 {
		t.Errorf("switched off they say %s, before %s", said(off), said(r))
	}
}

// TestFindingsOfWhatStands: a text of the record is judged like a draft, with the
// history that it has.
func TestFindingsOfWhatStands(t *testing.T) {
	c, _ := begin(t)
	a, err := tracker.ParseAddress("icou/plen/res/3@plen-22/en")
	if err != nil {
		t.Fatal(err)
	}
	text, err := c.Store.Text(a)
	if err != nil {
		t.Fatal(err)
	}
	listing, err := c.Overlaps.Groups(t.Context(), overlap.Filter{Scope: overlap.AllScope, About: text.Instrument.String()})
	if err != nil {
		t.Fatal(err)
	}
	all, err := c.Findings(t.Context(), text, listing.Groups, nil)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, f := range all {
		keys = append(keys, f.Guideline)
	}
	none, err := c.Findings(t.Context(), text, listing.Groups, keys)
	if err != nil || len(all) == 0 || len(none) != 0 {
		t.Errorf("%v; all switched off %d, %v", keys, len(none), err)
	}
}

// A reading is a context that ends after it was asked so many times.
type reading struct {
	context.Context
	left int
}

func (r *reading) Err() error {
	if r.left--; r.left < 0 {
		return context.Canceled
	}
	return nil
}

// TestDraftOfReaderWhoLeft: wherever the check of a draft is when its reader
// leaves, it ends, and asks within each provision and each citation.
func TestDraftOfReaderWhoLeft(t *testing.T) {
	c, in := begin(t)
	said := words(t, c, "icou/plen/res/2@plen-22/en#resolves.2")
	var text strings.Builder
	for i := range 6 {
		fmt.Fprintf(&text, "\n\n%d %s, as in Resolution 3 (Rev. Santa Mirra, 2022)", i+1, said)
	}
	heads := heads[tracker.English]
	texts, _, err := in.Drafts(t.Context(), intake.Side{Draft: []byte(heads[0] + "\n\nclouds\n\n" + heads[1] + "\n\n" + heads[2] + text.String())}, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Draft(t.Context(), texts, nil); err != nil { // the plan is read once
		t.Fatal(err)
	}
	whole := &reading{t.Context(), 1 << 30}
	if _, err := c.Draft(whole, texts, nil); err != nil {
		t.Fatal(err)
	}
	asked := 1<<30 - whole.left
	if asked < 30 {
		t.Fatalf("asked %d times only", asked)
	}
	for n := range asked {
		if _, err := c.Draft(&reading{t.Context(), n}, texts, nil); !errors.Is(err, context.Canceled) {
			t.Fatalf("left at %d of %d: %v", n, asked, err)
		}
	}
}
