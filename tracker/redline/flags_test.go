package redline

import (
	"slices"
	"strconv"
	"strings"
	"testing"

	"concord/data"
	"concord/tracker"
)

// TestFlags reads one change a line. "-" is no flag at all.
func TestFlags(t *testing.T) {
	for _, c := range []struct {
		lang           tracker.Lang
		old, new, want string
	}{
		{"en", "Members shall paint the buoys", "Members may paint the buoys", "modal"},
		{"en", "Members should paint the buoys", "Members should not paint the buoys", "negation"},
		{"en", "to invite the keepers to a meal", "to instruct the keepers to eat", "verb"},
		{"en", "to call upon the keepers", "to urge the keepers", "-"},
		{"en", "to report by 30 June 2031", "to report by 31 July 2031", "number deadline"},
		{"en", "to lend 40 barometers", "to lend 50 barometers", "number"},
		{"en", "to lend two barometers", "to lend three barometers", "number"},
		{"en", "to report annually on the paint", "to report on the paint", "deadline"},
		{"en", "in accordance with old custom", "following old custom", "-"},
		{"en", "to light the harbour", "to illuminate the port", "-"},
		{"en", "to paint; to sail", "to paint; to mend every lamp that may be found broken in any of the bays; to sail", "-"},
		{"en", "in May 2031", "in June 2031", "number"},
		{"fr", "les membres doivent peindre", "les membres peuvent peindre", "modal"},
		{"fr", "d'inviter les gardiens", "de charger les gardiens", "verb"},
		{"fr", "les phares éteints sont peints", "les phares éteints ne sont pas peints", "negation"},
		{"fr", "un rapport avant le 3 mars", "un rapport avant le 9 mars", "number deadline"},
		{"es", "los faros deberán pintarse", "los faros podrán pintarse", "modal"},
		{"es", "invita a los guardas", "encarga a los guardas", "verb"},
		{"es", "que se pinten los faros", "que no se pinten los faros", "negation"},
		{"es", "informar a más tardar el 3 de marzo", "informar a más tardar el 9 de marzo", "number deadline"},
		{"ru", "смотрители должны красить", "смотрители могут красить", "modal"},
		{"ru", "предлагает смотрителям прийти", "поручает смотрителям прийти", "verb"},
		{"ru", "маяки красят зимой", "маяки не красят зимой", "negation"},
		{"ru", "представить отчёт не позднее 3 марта", "представить отчёт не позднее 9 марта", "number deadline"},
		{"ar", "ويجب أن تطلى المنارات", "ويجوز أن تطلى المنارات", "modal"},
		{"ar", "يدعو الحراس إلى طلاء الجدران البيضاء", "يكلف الحراس بطلاء الجدران البيضاء", "verb"},
		{"ar", "أن تكون المنارات مضاءة", "ألا تكون المنارات غير مضاءة", "negation"},
		{"ar", "تقديم تقرير قبل 3 مارس", "تقديم تقرير قبل 9 مارس", "number deadline"},
		{"ar", "يدعو الحراس", "يَدعو الحراس", "-"},
		{"zh", "看守人须油漆浮标", "看守人可油漆浮标", "modal"},
		{"zh", "请看守人油漆浮标", "责成看守人油漆浮标", "verb"},
		{"zh", "灯塔在冬季油漆", "灯塔不在冬季油漆", "negation"},
		{"zh", "不断供应灯油", "持续供给灯油", "-"},
		{"zh", "不迟于3月1日提交报告", "不迟于9月1日提交报告", "number deadline"},
		{"zh", "每年报告油漆的费用", "每两年报告油漆的费用", "deadline"},
	} {
		old := []tracker.Provision{{Section: "resolves", Label: "1", Text: c.old}}
		new := []tracker.Provision{{Section: "resolves", Label: "1", Text: c.new}}
		r := Compare(old, new, c.lang)
		if got := said(r.Changes[0].Flags); got != c.want {
			t.Errorf("%s: %q to %q raises %s, want %s (%s: %s)", c.lang, c.old, c.new, got, c.want, r.Changes[0].Class, marked(r.Changes[0].Words))
		}
	}
}

func said(flags []Flag) string {
	var out []string
	for _, f := range flags {
		out = append(out, string(f))
	}
	if len(out) == 0 {
		return "-"
	}
	return strings.Join(out, " ")
}

// TestFlagsOfHeadingsAndCitations: what is known of a provision beside its words
// is compared too, and a heading's change is told once, at the section.
func TestFlagsOfHeadingsAndCitations(t *testing.T) {
	council := tracker.Provision{Section: "invites-council", Heading: "invites the Council", Label: "1", Text: "to light the lamps of the harbour", Addressees: []string{"council"}}
	sg := council
	sg.Section, sg.Heading, sg.Addressees = "instructs-sg", "instructs the Secretary-General", []string{"sg"}
	r := Compare([]tracker.Provision{council}, []tracker.Provision{sg}, tracker.English)
	if len(r.Sections) != 1 || said(r.Sections[0].Flags) != "verb addressee" || said(r.Changes[0].Flags) != "-" {
		t.Errorf("sections %+v, changes %+v", r.Sections, r.Changes)
	}
	old, oldCited := readCitations("as {fu/pc/res/4@pc-30|Resolution 4 (Blue Port, 2030)} says")
	new, newCited := readCitations("as {fu/pc/res/4@pc-34|Resolution 4 (Rev. Grey Bay, 2034)} says")
	r = Compare([]tracker.Provision{{Text: old, Citations: oldCited}}, []tracker.Provision{{Text: new, Citations: newCited}}, tracker.English)
	if ch := r.Changes[0]; ch.Class != CitationUpdate || said(ch.Flags) != "citation" {
		t.Errorf("%s raises %s, want citation alone", ch.Class, said(ch.Flags))
	}
}

func TestOnlySubstance(t *testing.T) {
	old := readProvisions("# resolves | resolves\n1 | to light the lamps;\n2 | to paint the buoys;\n3 | to print the tables;\n4 | the word \"plan\" is used")
	new := readProvisions("# resolves | resolves\n1 | to light the lamps;\n3 | to paint the buoys;\n4 | to print no tables;\n5 | the word “plan” is used")
	new[3].Label = "4"
	r := Compare(old, new, tracker.English).OnlySubstance()
	if len(r.Changes) != 1 || r.Changes[0].NewText != "to print no tables;" || r.Summary[Renumbered] == 0 {
		t.Errorf("%+v", r)
	}
}

// TestTermsFile is the lint of the data file.
func TestTermsFile(t *testing.T) {
	file, err := data.Files.ReadFile("redline/terms.tsv")
	if err != nil {
		t.Fatal(err)
	}
	kinds := []string{"verb", "modal", "negation", "deadline", "time", "number", "part", "quantity", plainTerm}
	have := map[string]bool{}
	seen := map[string]string{}
	n := 0
	for line := range strings.Lines(string(file)) {
		n++
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if n == 1 {
			continue
		}
		if len(cells) != 4 || !tracker.Lang(cells[0]).Valid() || !slices.Contains(kinds, cells[1]) {
			t.Errorf("line %d: want language, kind, rank and forms", n)
			continue
		}
		if _, err := strconv.Atoi(cells[2]); err != nil {
			t.Errorf("line %d: %v", n, err)
		}
		have[cells[0]+" "+cells[1]] = true
		for form := range strings.SplitSeq(cells[3], "|") {
			if before := seen[cells[0]+form]; before != "" || form == "" {
				t.Errorf("line %d: %q is also a %s", n, form, before)
			}
			seen[cells[0]+form] = cells[1]
		}
	}
	for _, lang := range tracker.Langs {
		for _, kind := range kinds {
			if !have[string(lang)+" "+kind] {
				t.Errorf("%s has no %s", lang, kind)
			}
		}
	}
}
