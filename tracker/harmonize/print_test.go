package harmonize_test

import (
	"slices"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/harmonize"
)

// TestListsClose: in three scripts, what was the last of a list and is not goes on,
// what is the last now closes, and the text ends.
func TestListsClose(t *testing.T) {
	for lang, s := range map[tracker.Lang][3]string{tracker.English: {";", ",", "."}, tracker.Arabic: {"؛", "،", "."}, tracker.Chinese: {"；", "，", "。"}} {
		on, last, end := s[0], s[1], s[2]
		texts := []tracker.Text{
			text("icou/plen/res/2@plen-22/"+string(lang), "considering a) 云 a"+on, "considering b) سحاب b"+last, "resolves 1 c"+on, "resolves 2 d"+end),
			text("icou/plen/res/3@plen-22/"+string(lang), "considering a) e"+on, "considering b) f"+last, "resolves 1 g"+on, "resolves 2 h"+last, "instructs-sg 1 i"+end),
		}
		m, err := harmonize.Begin("m", texts, nil)
		if err != nil {
			t.Fatal(err)
		}
		set(&m, "icou/plen/res/3@plen-22#resolves.2", func(c *tracker.Choice) { c.Handling = tracker.Dropped })
		var got []string
		for _, p := range harmonize.Make(m, texts, reads).Text.Provisions {
			got = append(got, p.Text)
		}
		want := []string{"云 a" + on, "سحاب b" + on, "e" + on, "f" + last, "c" + on, "d" + on, "g" + last, "i" + end}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}

// TestNotesOfSeveralTexts: two notes of one mark are told apart, two of the same
// words are one; a draft with notes of its base only keeps its marks.
func TestNotesOfSeveralTexts(t *testing.T) {
	const least = "These include <the least>; 包括; تشمل"
	texts := []tracker.Text{
		text("icou/plen/res/2@plen-22/en", "considering a) clouds;", "resolves 1 to count,"),
		text("icou/plen/res/3@plen-22/en", "considering a) fog;", "resolves 1 to measure;", "resolves 2 to rest."),
	}
	texts[0].Provisions[0].Notes = []tracker.Note{{Mark: "1", Text: least, At: 6}}
	texts[0].Provisions[1].Notes = []tracker.Note{{Mark: "2", Text: "of the base", At: 3}}
	m, err := harmonize.Begin("m", texts, nil)
	if err != nil {
		t.Fatal(err)
	}
	marks := func() string {
		var out []string
		for _, p := range harmonize.Make(m, texts, reads).Text.Provisions {
			for _, n := range p.Notes {
				out = append(out, n.Mark+" "+n.Text)
			}
		}
		return strings.Join(out, "|")
	}
	texts[0].Provisions[0].Notes[0].Mark = "*"
	if got, want := marks(), "* "+least+"|2 of the base"; got != want {
		t.Errorf("notes of the base: %s, want %s", got, want)
	}
	texts[1].Provisions[0].Notes = []tracker.Note{{Mark: "1", Text: "of fog", At: 3}}
	texts[1].Provisions[2].Notes = []tracker.Note{{Mark: "2", Text: least, At: 7}}
	if got, want := marks(), "1 "+least+"|2 of fog|3 of the base|1 "+least; got != want {
		t.Errorf("notes of two texts: %s, want %s", got, want)
	}
	if texts[0].Provisions[1].Notes[0].Mark != "2" {
		t.Error("the text itself was marked anew")
	}
}

// TestAdopted: in six languages, a draft is headed as the conference that was chosen
// would adopt it, or with places to fill; a first adoption is then a revision.
func TestAdopted(t *testing.T) {
	for _, lang := range tracker.Langs {
		w := tongues[lang]
		base := parse(t, "71", w, w.resolves, "1 "+w.filler+"1.")
		base.Revised = false
		d := deskWith(t, base)
		for _, session := range []string{"", "plen-26"} {
			got := d.Adopted(base, session)
			old, _ := d.Registry.Session("plen-22")
			if !got.Revised || strings.Contains(got.Enacting, "2022") || strings.Contains(got.Enacting, old.PlaceIn(lang)) {
				t.Errorf("%s: %q", lang, got.Enacting)
			}
			if want := toCome[lang]; session == "" && (!strings.Contains(got.Enacting, want[0]) || !strings.Contains(got.Enacting, want[1])) {
				t.Errorf("%s: %q has no place to fill", lang, got.Enacting)
			}
			if new, _ := d.Registry.Session("plen-26"); session != "" && (!strings.Contains(got.Enacting, "2026") || !strings.Contains(got.Enacting, new.PlaceIn(lang))) {
				t.Errorf("%s: %q is not of plen-26", lang, got.Enacting)
			}
		}
		if got := d.TakenInto(base); strings.Contains(got, "icou/") || !strings.Contains(got, "71") {
			t.Errorf("%s: a reason with an address of the program: %q", lang, got)
		}
		for _, id := range []string{"plen-18", "c-25", "nonsense"} {
			if _, err := d.Conference(base, id); err == nil {
				t.Errorf("%s may be adopted by %s", base.Revision, id)
			}
		}
		named := harmonize.Reference{At: base.Provisions[0].Address, Was: "云", Why: harmonize.NamesMerged}
		remarks := d.Remarks(tracker.Merger{}, harmonize.Draft{Text: base, References: []harmonize.Reference{named, named}}, nil, nil)
		if len(remarks) != 2 {
			t.Errorf("%s: %d remarks, want that of the conference and one of the words that stand there twice", lang, len(remarks))
		}
		for i, r := range remarks {
			if r.Text == "" || r.Words == "" || r.At.IsZero() != (i == 0) {
				t.Errorf("%s: remark %+v", lang, r)
			}
		}
		lost := harmonize.Loss{Mandate: base.Provisions[0].Address, Addressees: []string{"sg"}}
		for _, lost.Why = range []harmonize.Why{harmonize.NoReason, harmonize.NotCarried, harmonize.OtherAddressee, harmonize.OtherTerms, harmonize.FewWords} {
			draft := harmonize.Draft{Text: base, Losses: []harmonize.Loss{lost}, Unaddressed: []harmonize.Loss{lost}}
			remarks := d.Remarks(tracker.Merger{Session: "plen-26"}, draft, nil, nil)
			if len(remarks) != 2 || remarks[0].Text == remarks[1].Text {
				t.Fatalf("%s: %+v of two losses", lang, remarks)
			}
			for _, r := range remarks {
				sg, _ := d.Registry.Addressee("sg")
				if r.At != base.Revision || !strings.Contains(r.Text, "#"+lost.Mandate.Provision+" (") || !strings.Contains(r.Text, ": "+sg.Name.In(lang)) || strings.Contains(r.Text, "loss.") || strings.Contains(r.Text, "%") {
					t.Errorf("%s: remark %+v", lang, r)
				}
			}
		}
	}
}
