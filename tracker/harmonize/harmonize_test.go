package harmonize_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/harmonize"
	"concord/tracker/redline"
)

func address(s string) tracker.Address {
	a, err := tracker.ParseAddress(s)
	if err != nil {
		panic(err)
	}
	return a
}

// text makes a text of lines "section label words"; "instructs-sg" asks somebody.
func text(at string, lines ...string) tracker.Text {
	a := address(at)
	t := tracker.Text{Instrument: a.Instrument(), Revision: a.Revision(), Lang: a.Lang, Title: "Title of " + a.Number, Number: a.Number}
	for _, l := range lines {
		parts := strings.SplitN(l, " ", 3)
		p := tracker.Provision{Section: parts[0], Heading: parts[0], Role: tracker.Operative, Label: parts[1], Path: []string{parts[1]}, Text: parts[2]}
		p.Address = a.At(parts[0] + "." + strings.Trim(parts[1], ")"))
		if parts[0] == "considering" {
			p.Role = tracker.Preamble
		}
		if who, is := strings.CutPrefix(parts[0], "instructs-"); is {
			p.Addressees = []string{who}
		}
		t.Provisions = append(t.Provisions, p)
	}
	return t
}

// reads takes every provision with an addressee for a mandate.
func reads(t tracker.Text) []tracker.Mandate {
	var out []tracker.Mandate
	for _, p := range t.Provisions {
		if len(p.Addressees) > 0 {
			out = append(out, tracker.Mandate{Address: p.Address, Text: p.Text, Lead: p.Addressees})
		}
	}
	return out
}

const spares = "to keep spare parts at every small island station"

var base = text("icou/plen/res/2@plen-22/en",
	"considering a) that clouds are many;", "considering b) that few count them,",
	"instructs-sg 1 "+spares+";", "instructs-sg 2 to count the clouds,")
var other = text("icou/plen/res/3@plen-22/en",
	"considering a) that clouds are many;", "resolves 1 to go on;",
	"instructs-sg 1 "+spares+",", "instructs-dirs 1 to ring the bells each day.")

func begin(t *testing.T) (tracker.Merger, []tracker.Text) {
	t.Helper()
	texts := []tracker.Text{base, other}
	m, err := harmonize.Begin("m1", texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	return m, texts
}

// set changes what becomes of a provision.
func set(m *tracker.Merger, at string, change func(*tracker.Choice)) {
	i := slices.IndexFunc(m.Choices, func(c tracker.Choice) bool { return c.Address.At(c.Address.Provision).String() == at })
	change(&m.Choices[i])
}

// TestBegin: what both say is carried once, all else is kept, nothing is lost.
func TestBegin(t *testing.T) {
	m, texts := begin(t)
	d := harmonize.Make(m, texts, reads)
	var got []string
	for _, p := range d.Text.Provisions {
		got = append(got, p.Address.Provision+" "+p.Label)
	}
	want := "considering.a a)|considering.b b)|instructs-sg.1 1|instructs-sg.2 2|resolves |instructs-dirs "
	if s := strings.Join(got, "|"); s != want {
		// A lone item loses its number; the sections that took in nothing keep theirs.
		t.Errorf("draft\n%s, want\n%s", s, want)
	}
	if len(d.Losses) > 0 {
		t.Errorf("losses: %+v", d.Losses)
	}
	if d.Before.Mandates != 4 || d.After.Mandates != 3 || d.Before.Texts != 2 || d.After.Texts != 1 || d.After.Words >= d.Before.Words {
		t.Errorf("before %+v, after %+v", d.Before, d.After)
	}
	if carries := d.Origins[2].Carries; len(carries) != 1 || carries[0].Number != "3" {
		t.Errorf("what the paragraph carries: %v", carries)
	}
}

// TestLosses: every way to lose a mandate is seen.
func TestLosses(t *testing.T) {
	const bells, sparesHere = "icou/plen/res/3@plen-22#instructs-dirs.1", "icou/plen/res/2@plen-22#instructs-sg.1"
	tests := []struct {
		name   string
		at     string
		change func(*tracker.Choice)
		want   []harmonize.Why
	}{
		{"dropped for a reason", bells, func(c *tracker.Choice) { c.Handling, c.Reason = tracker.Dropped, "the bells are gone" }, nil},
		{"dropped", bells, func(c *tracker.Choice) { c.Handling = tracker.Dropped }, []harmonize.Why{harmonize.NoReason}},
		{"carried by another addressee", bells, func(c *tracker.Choice) {
			c.Handling, c.Into = tracker.Carried, address("icou/plen/res/2@plen-22/en#instructs-sg.2")
		}, []harmonize.Why{harmonize.OtherAddressee}},
		{"carried by what is not there", bells, func(c *tracker.Choice) {
			c.Handling, c.Into = tracker.Carried, address("icou/plen/res/2@plen-22/en#instructs-sg.9")
		}, []harmonize.Why{harmonize.NotCarried}},
		{"its carrier dropped for a reason", sparesHere, func(c *tracker.Choice) { c.Handling, c.Reason = tracker.Dropped, "why not" }, []harmonize.Why{harmonize.NotCarried}},
		{"rewritten beyond recognition", sparesHere, func(c *tracker.Choice) { c.Text = "to rest;" }, []harmonize.Why{harmonize.FewWords}},
		{"reworded", sparesHere, func(c *tracker.Choice) { c.Text = strings.Replace(spares, "every", "each", 1) + ";" }, nil},
	}
	for _, tt := range tests {
		m, texts := begin(t)
		set(&m, tt.at, tt.change)
		var got []harmonize.Why
		d := harmonize.Make(m, texts, reads)
		for _, l := range d.Losses {
			got = append(got, l.Why)
		}
		if given := len(d.Given); given != strings.Count(tt.name, "for a reason") {
			t.Errorf("%s: %d go for a reason", tt.name, given)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, got, tt.want)
		}
	}
}

// TestUnaddressed: an operative paragraph that asks nobody is lost as an instruction
// is, in three languages, and so is what it was to carry; a recital may go unsaid,
// but is not called carried by what is not there.
func TestUnaddressed(t *testing.T) {
	for _, lang := range []tracker.Lang{tracker.English, tracker.Arabic, tracker.Chinese} {
		goes := map[tracker.Lang]string{tracker.English: "to go on;", tracker.Arabic: "أن تواصل العمل؛", tracker.Chinese: "继续工作；"}[lang]
		texts := []tracker.Text{
			text("icou/plen/res/2@plen-22/"+string(lang), "considering a) 云 سحاب cloud;", "resolves 1 "+goes),
			text("icou/plen/res/3@plen-22/"+string(lang), "considering a) 云 سحاب cloud;", "resolves 1 "+goes),
		}
		m, err := harmonize.Begin("m", texts, nil)
		if err != nil {
			t.Fatal(err)
		}
		const recital, decision, carried = "icou/plen/res/2@plen-22#considering.a", "icou/plen/res/2@plen-22#resolves.1", "icou/plen/res/3@plen-22#resolves.1"
		check := func(what string, want ...string) {
			t.Helper()
			d := harmonize.Make(m, texts, reads)
			got := []string{}
			for _, l := range d.Unaddressed {
				got = append(got, l.String())
			}
			if !slices.Equal(got, want) && len(got)+len(want) > 0 || len(d.Losses) > 0 || len(d.Lost()) != len(want) {
				t.Errorf("%s, %s: %v and %v, want %v", lang, what, got, d.Losses, want)
			}
		}
		check("both kept")
		set(&m, decision, func(c *tracker.Choice) { c.Handling = tracker.Dropped })
		check("dropped", decision+": no reason", carried+": not carried")
		set(&m, decision, func(c *tracker.Choice) { c.Reason = "done" })
		check("dropped for a reason", carried+": not carried")
		set(&m, carried, func(c *tracker.Choice) { c.Handling = tracker.Kept })
		check("its words kept elsewhere")
		set(&m, recital, func(c *tracker.Choice) { c.Handling = tracker.Dropped })
		check("a recital dropped", "icou/plen/res/3@plen-22#considering.a: not carried")
		set(&m, "icou/plen/res/3@plen-22#considering.a", func(c *tracker.Choice) { c.Handling = tracker.Dropped })
		check("both recitals dropped")
	}
}

// TestOtherTerms: an instruction is not carried by one with another date, number,
// frequency, obligation or negation, in three languages, unless somebody says why; one
// in other words is.
func TestOtherTerms(t *testing.T) {
	for _, tt := range []struct {
		lang             tracker.Lang
		carried, carrier string
		want             redline.Flag // "" where nothing is lost
	}{
		{tracker.English, "to file the registers no later than 30 June 2024", "to file the registers no later than 31 December 2025", redline.DeadlineFlag},
		{tracker.English, "to keep 12 registers of the clouds", "to keep 15 registers of the clouds", redline.NumberFlag},
		{tracker.English, "to report on the clouds annually to the Council", "to report on the clouds every two years to the Council", redline.DeadlineFlag},
		{tracker.English, "that stations shall count the clouds", "that stations may count the clouds", redline.ModalFlag},
		{tracker.English, "that stations should count the clouds at night", "that stations should not count the clouds at night", redline.NegationFlag},
		{tracker.English, "to count all the clouds", "to count all of the clouds", ""},
		{tracker.Chinese, "在2024年6月30日之前移交登记册", "在2025年12月31日之前移交登记册", redline.DeadlineFlag},
		{tracker.Arabic, "أن ينقل السجلات في موعد أقصاه 30 يونيو 2024", "أن ينقل السجلات في موعد أقصاه 31 ديسمبر 2025", redline.DeadlineFlag},
	} {
		texts := []tracker.Text{
			text("icou/plen/res/2@plen-22/"+string(tt.lang), "instructs-sg 1 "+tt.carrier), text("icou/plen/res/3@plen-22/"+string(tt.lang), "instructs-sg 1 "+tt.carried),
		}
		from, into := texts[1].Provisions[0].Address, texts[0].Provisions[0].Address
		m, err := harmonize.Begin("m1", texts, [][2]tracker.Address{{from, into}})
		if err != nil || m.Choices[1].Handling != tracker.Carried {
			t.Fatal(err, m.Choices)
		}
		losses := harmonize.Make(m, texts, reads).Losses
		if lost := len(losses) == 1 && losses[0].Why == harmonize.OtherTerms && slices.Contains(losses[0].Flags, tt.want); lost != (tt.want != "") || !lost && len(losses) > 0 {
			t.Errorf("%q carried by %q: %v, want %q", tt.carried, tt.carrier, losses, tt.want)
		}
		m.Choices[1].Reason = "the earlier date has passed"
		if losses := harmonize.Make(m, texts, reads).Losses; len(losses) > 0 {
			t.Errorf("decided for a reason: %v", losses)
		}
		m.Choices[1].Reason, m.Choices[0].Text = "", tt.carried // somebody wrote the carrier anew
		if losses := harmonize.Make(m, texts, reads).Losses; len(losses) > 0 {
			t.Errorf("the carrier says the same: %v", losses)
		}
	}
}

// TestNothingCarriesItsOwn: what a text says twice it says twice in the draft, and so
// does an annex, whatever another text has.
func TestNothingCarriesItsOwn(t *testing.T) {
	annexed := func(t tracker.Text) tracker.Text {
		for i := range t.Provisions {
			if t.Provisions[i].Section == "annex" {
				t.Provisions[i].Role = tracker.Annexed
			}
		}
		return t
	}
	texts := []tracker.Text{
		annexed(text("icou/plen/res/2@plen-22/en", "resolves 1 to count;", "annex 1 5")),
		annexed(text("icou/plen/res/3@plen-22/en", "resolves 1 to sing;", "resolves 2 to sing;", "annex 1 5", "annex 2 7", "annex 3 7")),
	}
	m, err := harmonize.Begin("m1", texts, [][2]tracker.Address{{texts[1].Provisions[0].Address, texts[0].Provisions[1].Address}})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range m.Choices {
		if c.Handling != tracker.Kept {
			t.Errorf("%s: %s by %s", c.Address, c.Handling, c.Into)
		}
	}
}

// TestSentences: each sentence of an edited paragraph has its origin.
func TestSentences(t *testing.T) {
	m, texts := begin(t)
	set(&m, "icou/plen/res/2@plen-22#instructs-sg.2", func(c *tracker.Choice) {
		c.Text = "to count the clouds. to ring the bells each day. A wholly new thought stands here."
	})
	d := harmonize.Make(m, texts, reads)
	var got []string
	for _, s := range d.Origins[3].Sentences {
		got = append(got, fmt.Sprintf("%s<%s>", strings.TrimSpace(s.Text), s.From))
	}
	want := []string{
		"to count the clouds.<icou/plen/res/2@plen-22#instructs-sg.2>", "to ring the bells each day.<icou/plen/res/3@plen-22#instructs-dirs.1>",
		"A wholly new thought stands here.<>",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// TestHeadings: what comes in stands under its own heading, also where the other text
// has that heading in another place, or another heading in that place.
func TestHeadings(t *testing.T) {
	headed := func(t tracker.Text, headings ...string) tracker.Text {
		for i, h := range headings {
			t.Provisions[i].Heading = h
		}
		return t
	}
	for _, heads := range [][2]string{
		{"instructs the Council", "instructs the Council Working Group on bells"},
		{"责成理事会", "责成理事会钟声工作组"}, {"يكلف المجلس", "يكلف المجلس وفريق العمل المعني بالأجراس"},
	} {
		council, group := heads[0], heads[1]
		texts := []tracker.Text{
			headed(text("icou/plen/res/2@plen-22/en", "instructs-sg 1 to count;", "instructs-council 1 to listen;", "instructs-council-2 1 to pay;"), "instructs the Secretary-General", group, council),
			headed(text("icou/plen/res/3@plen-22/en", "instructs-council 1 to consider;", "instructs-council 2 to report;"), council, council),
			headed(text("icou/plen/res/4@plen-22/en", "instructs-council 1 to ring;", "instructs-dirs 1 to sing;"), group+" 4", "instructs the Directors"),
		}
		m, err := harmonize.Begin("m1", texts, nil)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, p := range harmonize.Make(m, texts, reads).Text.Provisions {
			got = append(got, p.Address.Provision+" "+p.Text)
		}
		want := []string{
			"instructs-sg.1 to count;", "instructs-council.1 to listen;", "instructs-council-2.1 to pay;", "instructs-council-2.2 to consider;", "instructs-council-2.3 to report;",
			"instructs-council-3 to ring;", "instructs-dirs to sing.",
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s:\n%q, want\n%q", council, got, want)
		}
	}
}

// TestGuests: what comes in stands behind its section and is numbered; what it
// pushes aside is told.
func TestGuests(t *testing.T) {
	texts := []tracker.Text{base, text("icou/plen/res/3@plen-22/en", "considering a) that rain is wet;", "instructs-sg 1 to sing;")}
	m, err := harmonize.Begin("m1", texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	d := harmonize.Make(m, texts, reads)
	var got []string
	for _, p := range d.Text.Provisions {
		got = append(got, p.Address.Provision)
	}
	want := []string{"considering.a", "considering.b", "considering.c", "instructs-sg.1", "instructs-sg.2", "instructs-sg.3"}
	if !slices.Equal(got, want) || len(d.Renumbered) != 0 {
		t.Errorf("%v, renumbered %v", got, d.Renumbered)
	}
	for i, o := range d.Origins {
		if len(o.Sentences) != 1 || o.Sentences[0].From != o.From || o.From.Number != texts[i%3/2].Number {
			t.Errorf("%s is from %s, its sentences from %v", got[i], o.From, o.Sentences)
		}
	}
	for _, wrong := range [][]tracker.Text{{base}, {base, base}, {base, text("icou/plen/res/3@plen-22/fr")}} {
		if _, err := harmonize.Begin("m1", wrong, nil); err == nil {
			t.Errorf("%d texts that cannot be merged: no fault", len(wrong))
		}
	}
}
