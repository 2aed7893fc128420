package overlap

import (
	"context"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	"concord/tracker"
)

// text makes a text of the fictional union with provisions of one section.
func text(number int, session string, lang tracker.Lang, title string, provisions ...string) tracker.Text {
	a := tracker.Address{Body: "icou/plen", Kind: tracker.Resolution, Number: strconv.Itoa(number), Session: session}
	t := tracker.Text{Instrument: a.Instrument(), Revision: a, Lang: lang, Title: title}
	for i, p := range provisions {
		t.Provisions = append(t.Provisions, tracker.Provision{
			Address: a.At("instructs-sg." + strconv.Itoa(i+1)), Role: tracker.Operative, Section: "instructs-sg",
			Heading: "instructs the Secretary-General", Addressees: []string{"sg"}, Text: p,
		})
	}
	return t
}

// filler makes texts that share nothing with any other, so that a library is
// large enough for rarity to mean something.
func filler(n int) (out []tracker.Text) {
	for i := range n {
		var words []string
		for j := range 30 {
			words = append(words, "w"+strings.Repeat(string(rune('a'+j%26)), 1+i%7)+string(rune('a'+i/7%26))+string(rune('a'+j)))
		}
		out = append(out, text(5000+i, "plen-18", tracker.English, "", strings.Join(words, " ")))
	}
	return out
}

func refreshed(t *testing.T, texts ...tracker.Text) *Engine {
	record, change := recordOf(t, texts...)
	e, err := New(record)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Update(context.Background(), change); err != nil {
		t.Fatal(err)
	}
	if err := e.Refresh(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	return e
}

func groups(t *testing.T, e *Engine, f Filter) []Group {
	listing, err := e.Groups(context.Background(), f)
	if err != nil {
		t.Fatal(err)
	}
	return listing.Groups
}

const (
	exchange = "to exchange with the regional cloud centres the photographs of rare clouds taken at mountain stations, to keep them in the common archive for at least ten years and to open the archive to schools, observers and amateur societies"
	stations = "to draw up a list of the stations whose instruments are older than their observers and to propose how each may be replaced without an interruption of its series"
)

// What differs decides what two paragraphs are to each other.
func TestRelations(t *testing.T) {
	tests := []struct {
		name, a, b, titleA, titleB string
		want                       Relation
		flag                       Flag
	}{
		{"identical", exchange, exchange + ";", "Archives", "Photographs", Identical, ""},
		{"near-identical", exchange, strings.Replace(exchange, "rare clouds", "unusual clouds", 1), "Archives", "Photographs", NearIdentical, ""},
		{"a number on one side only", exchange, exchange + " from 12 stations", "", "", NearIdentical, NumberFlag},
		{"conflicting numbers in words and digits", exchange, strings.Replace(exchange, "ten years", "30 years", 1), "", "", Conflicting, NumberFlag},
		{"conflicting days", exchange + ", no later than 31 December 2030", exchange + ", no later than 31 December 2025", "", "", Conflicting, DeadlineFlag},
		{"other parts of a text", exchange + ", as in Annex 2", exchange + ", as in Annex 3", "", "", NearIdentical, ""},
		{"other bands", exchange + " at 1710-1980 MHz", exchange + " at 694-960 MHz", "", "", NearIdentical, NumberFlag},
		{"years in names", exchange + " under the Connect 2030 Agenda", exchange + " under the Connect 2020 Agenda", "", "", NearIdentical, ""},
		{"a hedge", exchange, exchange + ", as appropriate", "", "", NearIdentical, ModalFlag},
		{"conflicting numbers", strings.Replace(exchange, "ten", "10", 1), strings.Replace(exchange, "ten", "30", 1), "", "", Conflicting, NumberFlag},
		{"contained", exchange, exchange + ", and to train in each region two archivists a year who can read handwriting, restore glass plates, describe what they show in all languages of the union and answer within a month the questions of those who would use them for research", "", "", Contained, ""},
		{"template", exchange, strings.ReplaceAll(exchange, "photographs", "sketches"), "Photographs of clouds", "Sketches of clouds", Template, ""},
	}
	for _, tt := range tests {
		texts := append(filler(40), text(1, "plen-18", "en", tt.titleA, tt.a), text(2, "plen-22", "en", tt.titleB, tt.b, stations))
		found := groups(t, refreshed(t, texts...), Filter{})
		if len(found) != 1 || len(found[0].Members) != 2 {
			t.Errorf("%s: %d groups", tt.name, len(found))
			continue
		}
		g := found[0]
		if g.Relation != tt.want || tt.flag != "" && !slices.Contains(g.Flags, tt.flag) {
			t.Errorf("%s: %s %v", tt.name, g.Relation, g.Flags)
		}
		if p := g.Pairs[0]; (p.Later == "a") != (g.Members[0].Address.Session == "plen-22") || len(p.SpansA) != len(p.SpansB) {
			t.Errorf("%s: %+v", tt.name, p)
		}
	}
}

// What two instruments say in the same words is one wording to the engine; a
// paragraph that it contains stands beside both.
func TestTwins(t *testing.T) {
	longer := exchange + ", and to train in each region two archivists a year who can read handwriting, restore glass plates, describe what they show in all languages of the union and answer within a month the questions of those who would use them for research"
	texts := append(filler(40), text(1, "plen-18", "en", "", exchange), text(2, "plen-18", "en", "", longer), text(3, "plen-22", "en", "", longer))
	members := map[Relation][]string{}
	for _, g := range groups(t, refreshed(t, texts...), Filter{}) {
		for _, m := range g.Members {
			members[g.Relation] = append(members[g.Relation], m.Address.Number)
		}
		slices.Sort(members[g.Relation])
	}
	if got := members[Contained]; !slices.Equal(got, []string{"1", "2", "3"}) {
		t.Errorf("contained: %v", got)
	}
	if got := members[Identical]; !slices.Equal(got, []string{"2", "3"}) || len(members) != 2 {
		t.Errorf("%v", members)
	}
}

// Forms that two instruments fill in twice are one case, a round for each
// paragraph; what a third shares of one of them is another.
func TestFamily(t *testing.T) {
	forms := []string{
		exchange,
		"to lend the photographs to schools that ask for them in writing, at most forty at a time, against a receipt that names a teacher and a day of return",
		"to appoint before the end of each winter a keeper of the photographs who knows chemistry, has steady hands and will sleep in the house",
	}
	instead := func(words string) (out []string) {
		for _, f := range forms {
			out = append(out, strings.ReplaceAll(f, "photographs", words))
		}
		return out
	}
	e := refreshed(t, append(filler(40),
		text(1, "plen-18", "en", "Photographs of clouds", forms...), text(2, "plen-22", "en", "Sketches of clouds", instead("sketches")...),
		text(3, "plen-22", "en", "Barometers of ships", instead("barometers")[2]))...)
	found := groups(t, e, Filter{})
	if len(found) != 2 || found[0].Relation != Template || len(found[0].Members) != 6 || len(found[0].Rounds()) != 3 {
		t.Fatalf("%d groups, the first %s with %d members in %d rounds", len(found), found[0].Relation, len(found[0].Members), len(found[0].Rounds()))
	}
	for _, p := range found[0].Pairs {
		if a, b := found[0].Members[p.A], found[0].Members[p.B]; a.Address.Provision != b.Address.Provision || a.Address.Instrument() == b.Address.Instrument() {
			t.Errorf("%s beside %s", a.Address, b.Address)
		}
	}
	if at := found[0].Beside(3); len(at) != 1 || at[0] != 2 {
		t.Errorf("beside the fourth member: %v", at)
	}
	if third := found[1]; len(third.Members) != 3 || !slices.ContainsFunc(third.Members, func(m Member) bool { return m.Address.Number == "3" }) {
		t.Errorf("the third instrument: %d members", len(third.Members))
	}
}

// The same engine reads all six languages; Chinese has no spaces.
func TestLanguages(t *testing.T) {
	tests := map[tracker.Lang]string{
		"en": exchange,
		"fr": "d'échanger avec les centres régionaux les photographies de nuages rares prises dans les stations de montagne et de les conserver dans les archives communes pendant dix ans au moins",
		"es": "que intercambie con los centros regionales las fotografías de nubes raras tomadas en las estaciones de montaña y las conserve en el archivo común durante diez años por lo menos",
		"ru": "обмениваться с региональными центрами фотографиями редких облаков, сделанными на горных станциях, и хранить их в общем архиве не менее десяти лет",
		"ar": "أن يتبادل مع المراكز الإقليمية صور السحب النادرة الملتقطة في المحطات الجبلية وأن يحفظها في المحفوظات المشتركة عشر سنوات على الأقل",
		"zh": "与各区域中心交换在高山观测站拍摄的罕见云彩照片，并在共用档案库中至少保存十年，供学校、观测员和业余爱好者使用",
	}
	for l, words := range tests {
		e := refreshed(t, text(1, "plen-18", l, "", words), text(2, "plen-18", l, "", words))
		found := groups(t, e, Filter{})
		if len(found) != 1 || found[0].Relation != Identical || found[0].Lang != l {
			t.Errorf("%s: %+v", l, found)
			continue
		}
		m := found[0].Members[1]
		if runes := len([]rune(m.Text)); m.Coverage != 1 || len(m.Spans) != 1 || m.Spans[0][0] != 0 || m.Spans[0][1] < runes-1 {
			t.Errorf("%s: coverage %v spans %v of %d", l, m.Coverage, m.Spans, runes)
		}
	}
}

// A language that disagrees is a finding.
func TestVote(t *testing.T) {
	french := "d'échanger avec les centres régionaux les photographies de nuages rares prises dans les stations de montagne et de les conserver dans les archives communes"
	e := refreshed(t,
		text(1, "plen-18", "en", "", exchange), text(1, "plen-18", "fr", "", french),
		text(2, "plen-18", "en", "", exchange), text(2, "plen-18", "fr", "", "de publier chaque année la liste des observateurs qui ont pris leur retraite"))
	found := groups(t, e, Filter{})
	if len(found) != 1 || !slices.Contains(found[0].Flags, LanguageFlag) || len(found[0].Pairs[0].Not) != 1 {
		t.Fatalf("%+v", found)
	}
}

// A group is told in a language in which all of it is held, or the words of one would
// stand beside those of another.
func TestGroupLanguage(t *testing.T) {
	arabic := "أن يتبادل مع المراكز الإقليمية صور السحب النادرة الملتقطة في المحطات الجبلية وأن يحفظها في المحفوظات المشتركة عشر سنوات على الأقل"
	chinese := "与各区域中心交换在高山观测站拍摄的罕见云彩照片，并在共用档案库中至少保存十年，供学校、观测员和业余爱好者使用"
	var texts []tracker.Text
	for i := range 3 {
		texts = append(texts, text(i+1, "plen-18", "ar", "", arabic), text(i+1, "plen-18", "zh", "", chinese))
	}
	e := refreshed(t, append(append(filler(40), texts...), text(4, "plen-22", "zh", "", chinese))...)
	found := groups(t, e, Filter{})
	if len(found) != 1 || len(found[0].Members) != 4 || found[0].Lang != "zh" {
		t.Fatalf("%+v", found)
	}
	for _, m := range found[0].Members {
		if m.Text != chinese || m.Coverage != 1 {
			t.Errorf("%s: %s, coverage %v", m.Address, m.Text, m.Coverage)
		}
	}
	words, cover, _, err := e.Beside(texts[0].Provisions[0].Address, texts[2].Provisions[0].Address, "ar")
	if err != nil || words != arabic || cover != 1 {
		t.Errorf("%s %v %v", words, cover, err)
	}
}

// Revisions of one instrument never overlap, and only the last that is held
// takes part.
func TestRevisions(t *testing.T) {
	e := refreshed(t, text(1, "plen-14", "en", "", exchange), text(1, "plen-18", "en", "", stations), text(2, "plen-18", "en", "", exchange))
	if found := groups(t, e, Filter{Scope: AllScope, Unlikely: true}); len(found) != 0 {
		t.Errorf("%+v", found)
	}
}

// However the engine came to know the record, it says the same, to the byte.
func TestDeterministic(t *testing.T) {
	texts := append(filler(80), text(1, "plen-18", "en", "", exchange, stations), text(2, "plen-18", "en", "", exchange),
		text(3, "plen-18", "en", "", strings.Replace(exchange, "ten", "twenty", 1)), text(4, "plen-22", "en", "", stations))
	record, change := recordOf(t, texts...)
	ctx := context.Background()
	say := func(batches ...[]tracker.Address) string {
		e, err := New(record)
		if err != nil {
			t.Fatal(err)
		}
		for i, b := range batches {
			if _, err := e.Update(ctx, Change{Sequence: uint64(i + 1), Instruments: b}); err != nil {
				t.Fatal(err)
			}
		}
		if err := e.Refresh(ctx, nil); err != nil {
			t.Fatal(err)
		}
		listing, err := e.Groups(ctx, Filter{Scope: AllScope, Unlikely: true})
		if err != nil {
			t.Fatal(err)
		}
		listing.Position = 0
		out, err := json.Marshal(listing)
		if err != nil {
			t.Fatal(err)
		}
		return string(out)
	}
	all := change.Instruments
	backwards := slices.Clone(all)
	slices.Reverse(backwards)
	want := say(all)
	if got := say(backwards[:10], backwards[10:], all[:3]); got != want || !strings.Contains(want, exchange) {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// A new revision is flagged while it is taken in, and a draft without being kept,
// beside each text that has the words.
func TestNewText(t *testing.T) {
	ctx := context.Background()
	draft := text(9, "plen-22", "en", "", strings.Replace(exchange, "rare", "unusual", 1))
	texts := append(filler(70), text(1, "plen-18", "en", "", exchange), text(2, "plen-18", "en", "", exchange))
	record, change := recordOf(t, append(texts, draft)...)
	e, err := New(record)
	if err != nil {
		t.Fatal(err)
	}
	change.Instruments = slices.DeleteFunc(change.Instruments, func(a tracker.Address) bool { return a.Number == "9" })
	if _, err := e.Update(ctx, change); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		checked, err := e.Check(ctx, []tracker.Text{draft})
		if err != nil || len(checked.Groups) != 1 || len(checked.Groups[0].Members) != 3 ||
			checked.Groups[0].Members[1].Address.Number != "1" || checked.Groups[0].Members[2].Address.Number != "2" {
			t.Fatalf("%+v %v", checked, err)
		}
	}
	found, err := e.Update(ctx, Change{Sequence: 2, Instruments: []tracker.Address{draft.Instrument}})
	if err != nil || len(found) != 1 || found[0].Like.Number != "1" {
		t.Errorf("%+v %v", found, err)
	}
}

// A text of another body that carries out the one it cites is no repetition; a
// filter keeps what is between two selections.
func TestIntegrates(t *testing.T) {
	carries := text(3, "plen-22", "en", "", exchange)
	carries.Instrument.Body, carries.Revision.Body = "icou/council", "icou/council"
	p := &carries.Provisions[0]
	p.Address.Body = "icou/council"
	p.Text = "in accordance with Resolution 1, " + exchange
	p.Citations = []tracker.Citation{{Target: "icou/plen/res/1", Text: "Resolution 1", Start: 19, End: 31}}
	e := refreshed(t, append(filler(40), text(1, "plen-18", "en", "", exchange), carries)...)
	for between, want := range map[[2]string]int{
		{}: 1, {"icou/plen", "icou/council"}: 1, {"icou/council/res/3", "icou/plen/res/1"}: 1, {"icou/plen/res", "icou/plen/res"}: 0, {"icou/pl", "icou/council"}: 0,
	} {
		found := groups(t, e, Filter{Between: between})
		if len(found) != want || want == 1 && (found[0].Relation != Integrates || found[0].Pairs[0].Cites == "") {
			t.Errorf("between %v: %+v", between, found)
		}
	}
	nobodys := carries
	nobodys.Instrument, nobodys.Revision = tracker.Address{}, tracker.Address{}
	nobodys.Provisions = slices.Clone(carries.Provisions)
	nobodys.Provisions[0].Address = tracker.Address{Provision: p.Address.Provision}
	checked, err := e.Check(t.Context(), []tracker.Text{nobodys})
	if err != nil || len(checked.Groups) == 0 {
		t.Fatalf("a draft of a body that is not known: %+v %v", checked.Groups, err)
	}
	for _, g := range checked.Groups {
		if slices.ContainsFunc(g.Pairs, func(p Pair) bool { return p.Relation == Integrates }) {
			t.Errorf("a draft of a body that is not known integrates %s", g.Members[1].Address)
		}
	}
	if err := (Filter{Scope: "some"}).Check(); err == nil {
		t.Error("a scope that there is not")
	}
}
