package grammar

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"concord/tracker"
)

func TestGlued(t *testing.T) {
	g := newGrammar(t)
	archive, err := txtar.ParseFile("testdata/glued.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		in, want := archive.Files[i], string(archive.Files[i+1].Data)
		r := g.Parse(plainDocument(string(in.Data)), Options{})
		var got strings.Builder
		for _, text := range r.Texts {
			got.WriteString(outline(text))
		}
		if got.String() != want {
			t.Errorf("%s:\n%s\nwant\n%s", in.Name, got.String(), want)
		}
	}
}

func TestTextsWithoutHeadings(t *testing.T) {
	g := newGrammar(t)
	archive, err := txtar.ParseFile("testdata/un.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(archive.Files); i += 2 {
		in, want := string(archive.Files[i].Data), string(archive.Files[i+1].Data)
		r := g.Parse(plainDocument(in), Options{})
		var got strings.Builder
		for _, text := range r.Texts {
			for _, p := range text.Provisions {
				fmt.Fprintf(&got, "%s | %s | %s | %s | %s\n", p.Address.Provision, p.Role, p.Heading, strings.Join(p.Addressees, " "), p.Text)
			}
		}
		if got.String() != want {
			t.Errorf("%s\n got\n%s\nwant\n%s", in, got.String(), want)
		}
	}
}

const finalActs = `FINAL ACTS
RESOLUTION 1 (OVELLE, 2018)
RESOLUTION 2 (REV. OVELLE, 2018)
PART I - RESOLUTIONS
RESOLUTION 1 (OVELLE, 2018)
First
The Plenary Conference of the International Cloud Observation Union (Ovelle, 2018),
resolves
to begin.
RESOLUTION 2 (REV. OVELLE, 2018)
Second
The Plenary Conference of the International Cloud Observation Union (Ovelle, 2018),
resolves
1 to go on;
2 to end. 489 PART II - LIST OF RESOLUTIONS ABROGATED BY THE PLENARY CONFERENCE (OVELLE, 2018) RESOLUTION 8 (PORT ALDER, 2014) Paper charts RESOLUTION 9 (PORT ALDER, 2014) Ink PART III - SIGNATORIES The undersigned have signed.
1 For the Republic of Mist: resolves nothing.`

func TestFinalActsAreTakenApart(t *testing.T) {
	r := newGrammar(t).Parse(plainDocument(finalActs), Options{})
	var got strings.Builder
	for _, text := range r.Texts {
		got.WriteString(text.Revision.String() + " " + text.Title + "\n" + outline(text))
	}
	for _, a := range r.Abrogated {
		got.WriteString("abrogated " + a.Instrument.String() + " by " + a.Session + ": " + a.Title + "\n")
	}
	const want = `icou/plen/res/1@plen-18 First
resolves |  | to begin.
icou/plen/res/2@plen-18 Second
resolves.1 | 1 | to go on;
resolves.2 | 2 | to end.
abrogated icou/plen/res/8 by plen-18: Paper charts
abrogated icou/plen/res/9 by plen-18: Ink
`
	if got.String() != want {
		t.Errorf("got\n%s\nwant\n%s", got.String(), want)
	}
	if !slices.ContainsFunc(r.Faults, func(f tracker.Fault) bool { return f.Rule == "residue" && strings.Contains(f.Problem, "489") }) {
		t.Errorf("the page before Part II was dropped in silence: %v", r.Faults)
	}
}

// One number may stand twice in a file: a resolution and its revision, or the
// resolutions of two bodies. Each is a text, whether the file has styles or not.
func TestOneNumberTwice(t *testing.T) {
	const file = `RESOLUTION 2 (PORT ALDER, 2014)
First
The Plenary Conference of the International Cloud Observation Union (Port Alder, 2014),
resolves
to begin.
RESOLUTION 2 (REV. OVELLE, 2018)
Second
The Plenary Conference of the International Cloud Observation Union (Ovelle, 2018),
resolves
to go on.
RESOLUTION 2 (REV. KIGALI, 2022)
Third
The World Telecommunication Development Conference (Kigali, 2022),
resolves
to end.`
	const want = "icou/plen/res/2@plen-14 First\nresolves |  | to begin.\nicou/plen/res/2@plen-18 Second\nresolves |  | to go on.\nitu/wtdc/res/2@wtdc-22 Third\nresolves |  | to end.\n"
	for _, in := range []string{file, strings.ReplaceAll(file, "RESOLUTION 2", "ResNo|RESOLUTION 2")} {
		r := newGrammar(t).Parse(plainDocument(in), Options{})
		var got strings.Builder
		for _, text := range r.Texts {
			got.WriteString(text.Revision.String() + " " + text.Title + "\n" + outline(text))
		}
		if got.String() != want || len(r.Faults) > 0 {
			t.Errorf("got\n%s\nwant\n%s\nfaults %v", got.String(), want, r.Faults)
		}
	}
}

// A heading set as one that cannot be read begins a text with a fault; its
// words are never dropped.
func TestUnreadHeadingIsKept(t *testing.T) {
	r := newGrammar(t).Parse(plainDocument("Proposal|ADD ABC/1/1\nResNo|DRAFT NEW RESOLUTION (to be numbered)\nCall|resolves\nto begin.\nReasons|Reasons: none\n"+
		"Proposal|ADD ABC/1/2\nResNo|RESOLUTION ? (2022)\nCall|resolves\nto end.\n"), Options{})
	if len(r.Texts) != 2 || rules(r.Faults) != "identity identity" {
		t.Errorf("%d texts, faults %v", len(r.Texts), r.Faults)
	}
}

// What is missing in a sequence is said, with its place; the rest is read.
func TestGapIsAFault(t *testing.T) {
	r := newGrammar(t).Parse(plainDocument("resolves\n1 to begin;\n2 to go on;\n4 to end"), Options{})
	if got := rules(r.Faults); got != "identity label-gap" {
		t.Fatalf("faults %v", r.Faults)
	}
	if f := r.Faults[1]; f.Place != "line 4" || f.Problem != "3 under resolves is missing before 4" {
		t.Errorf("fault %+v", f)
	}
}

func TestUnknownCallIsASection(t *testing.T) {
	r := newGrammar(t).Parse(plainDocument("Call|resolves\nto begin,\nCall|whistles for the dog\nto come"), Options{})
	if got := outline(r.Texts[0]); got != "resolves |  | to begin,\nwhistles-for-the-dog |  | to come\n" {
		t.Errorf("got %s", got)
	}
	if got := rules(r.Faults); got != "identity heading" {
		t.Errorf("faults %v", r.Faults)
	}
}

// A mark that was set apart is told from a number by the same words elsewhere.
func TestFootnoteMarksSetApart(t *testing.T) {
	tests := []struct{ in, first, second string }{
		{`resolves
1 to work with the relevant keepers 2 concerned with bells; _____ 2 Such as sextons.
2 to ask the relevant keepers concerned with bells`, "to work with the relevant keepers concerned with bells;", "to ask the relevant keepers concerned with bells"},
		{`resolves
1 to work with the relevant keepers 2 concerned with bells; _____ 2 Such as sextons.
2 to ask whoever is concerned`, "to work with the relevant keepers 2 concerned with bells;", "to ask whoever is concerned"},
		{`resolves
1 to work with the relevant group 2 concerned with bells; _____ 2 Such as sextons.
2 to ask the relevant group 3 concerned with bells`, "to work with the relevant group 2 concerned with bells;", "to ask the relevant group 3 concerned with bells"},
		{`resolves
1 to work with the relevant group 2 concerned with bells and with keepers2; _____ 2 Such as sextons.
2 to ask the relevant group concerned with bells`, "to work with the relevant group 2 concerned with bells and with keepers;", "to ask the relevant group concerned with bells"},
		{`决定
1 与有关的钟楼看守人组织 2 及其各地的代表机构合作； _____ 2 例如教堂司事。
2 要求有关的钟楼看守人组织及其各地的代表机构合作`, "与有关的钟楼看守人组织及其各地的代表机构合作；", "要求有关的钟楼看守人组织及其各地的代表机构合作"},
		{`يقرر
1 العمل مع حراس الأجراس المعنيين 2 في جميع المحطات؛ _____ 2 مثل القندلفت.
2 استشارة حراس الأجراس المعنيين في جميع المحطات`, "العمل مع حراس الأجراس المعنيين في جميع المحطات؛", "استشارة حراس الأجراس المعنيين في جميع المحطات"},
	}
	for _, tt := range tests {
		p := newGrammar(t).Parse(plainDocument(tt.in), Options{}).Texts[0].Provisions
		if len(p) != 2 || p[0].Text != tt.first || p[1].Text != tt.second {
			t.Errorf("%.40s: %+v", tt.in, p)
		}
	}
}

func TestFootnotesLeaveTheText(t *testing.T) {
	const in = `resolves
1 that countries1 help (2018)2 others; _____ 1 These include islands. 2 A year.
2 that Resolution 1 be read`
	r := newGrammar(t).Parse(plainDocument(in), Options{})
	p := r.Texts[0].Provisions
	if len(p) != 2 || p[0].Text != "that countries help (2018) others;" || p[1].Text != "that Resolution 1 be read" {
		t.Fatalf("got %s", outline(r.Texts[0]))
	}
	if n := p[0].Notes; len(n) != 2 || n[0].At != 14 || n[0].Text != "These include islands." || n[1].Mark != "2" || n[1].At != 26 {
		t.Errorf("notes %+v", n)
	}
}
