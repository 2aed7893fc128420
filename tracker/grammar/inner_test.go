package grammar

import (
	"strings"
	"testing"
	"unicode/utf8"

	"concord/tracker"
)

// innerCase is the last provision of a text with the sections given as
// "heading|section key|labels", and what that provision cites in its own text.
type innerCase struct {
	lang     tracker.Lang
	sections []string
	text     string
	want     string
}

func TestInnerReferences(t *testing.T) {
	english := []string{"considering|considering|a b c h", "recognizing|recognizing|a b", "resolves|resolves|1 2 3 1.1", "instructs the Secretary-General, in consultation with the Directors|instructs-sg|1 2"}
	cases := []innerCase{
		{tracker.English, english, "in accordance with resolves 2 above", "resolves.2 = resolves 2"},
		{tracker.English, english, "recognizing a) and b) above", "recognizing.a = recognizing a)\nrecognizing.b = b)"},
		{tracker.English, english, "of considering b), c) and h) above", "considering.b = considering b)\nconsidering.c = c)\nconsidering.h = h)"},
		{tracker.English, english, "as decided in resolves 1.1 above and in resolves above", "resolves.1.1 = resolves 1.1\nresolves = resolves"},
		{tracker.English, english, "under instructs the Secretary-General 2 above", "instructs-sg.2 = instructs the Secretary-General 2"},
		{tracker.English, []string{"resolves|resolves|3.a 3.b", "considering|considering|c.ii e"}, "resolves 3 a) and b) and considering c) ii) and e) above", "resolves.3.a = resolves 3 a)\nresolves.3.b = b)\nconsidering.c.ii = considering c) ii)\nconsidering.e = e)"},
		{tracker.English, english, "resolves 9 above", "resolves.9? = resolves 9"},
		{tracker.English, english, "noting c) above is not there", "noting.c? = noting c)"},
		{tracker.English, english, "while considering 3 proposals and recognizing the need", ""},
		{tracker.English, english, "Annex 2 to this resolution, resolves 3 of this resolution, Annex 7 to this resolution", "annex-2 = Annex 2 to this resolution\nresolves.3 = resolves 3 of this resolution\nannex-7? = Annex 7 to this resolution"},
		{tracker.English, english, "Resolution 73 (Rev. Hammamet, 2016) and, in particular, recognizing b) thereof", "itu/wtsa/res/73@wtsa-16 = Resolution 73 (Rev. Hammamet, 2016)\nitu/wtsa/res/73@wtsa-16#recognizing.b = recognizing b)"},
		{tracker.English, []string{"resolves to instruct the Secretary-General|resolves-instructs-sg|1 2"}, "resolves 2 above", "resolves-instructs-sg.2 = resolves 2"},
		{tracker.English, []string{"resolves to instruct the Secretary-General|resolves-instructs-sg|1 2", "resolves to invite Member States|resolves-invites-ms|1 2"}, "resolves 2 above", "resolves.2? = resolves 2"},
		{tracker.French, []string{"décide de charger le Secrétaire général|resolves-instructs-sg|1 2"}, "le point 2 du décide ci-dessous", "resolves-instructs-sg.2 = point 2 du décide"},
		{tracker.Spanish, []string{"resuelve encargar al Secretario General|resolves-instructs-sg|1 2"}, "el resuelve 2 infra", "resolves-instructs-sg.2 = resuelve 2"},
		{tracker.Russian, []string{"решает поручить Генеральному секретарю|resolves-instructs-sg|1 2"}, "согласно пункту 2 раздела решает ниже", "resolves-instructs-sg.2 = пункту 2 раздела решает"},
		{tracker.Chinese, []string{"做出决议，责成秘书长|resolves-instructs-sg|1 2"}, "根据下文做出决议2", "resolves-instructs-sg.2 = 做出决议2"},
		{tracker.Arabic, []string{"يقرر تكليف الأمين العام|resolves-instructs-sg|1 2"}, "وفقاً للفقرة 2 من \"يقرر\" أدناه", "resolves-instructs-sg.2 = 2 من \"يقرر"},
		{tracker.French, []string{"reconnaissant|recognizing|a b", "décide|resolves|1 2"}, "au point 2 du décide ci-dessus et aux points a) et b) du reconnaissant ci-dessus", "resolves.2 = point 2 du décide\nrecognizing.a = points a)\nrecognizing.b = b) du reconnaissant"},
		{tracker.Spanish, []string{"reconociendo|recognizing|a b", "resuelve|resolves|1 2"}, "el resuelve 2 anterior y el reconociendo a) anterior", "resolves.2 = resuelve 2\nrecognizing.a = reconociendo a)"},
		{tracker.Russian, []string{"признавая|recognizing|a b", "решает|resolves|1 2"}, "в пункте b) раздела признавая, выше, и в пункте 2 раздела решает, выше", "recognizing.b = пункте b) раздела признавая\nresolves.2 = пункте 2 раздела решает"},
		{tracker.Chinese, []string{"认识到|recognizing|a b", "做出决议|resolves|1 2"}, "考虑上述做出决议2和上述认识到a)和b)的内容", "resolves.2 = 做出决议2\nrecognizing.a = 认识到a)\nrecognizing.b = b)"},
		{tracker.Arabic, []string{"إذ يدرك|recognizing|a b", "يقرر|resolves|1 2"}, "الفقرة ب) من إذ يدرك أعلاه والفقرة 2 من يقرر أعلاه", "recognizing.b = الفقرة ب) من إذ يدرك\nresolves.2 = الفقرة 2 من يقرر"},
	}
	c := testCiter(t)
	own, _ := tracker.ParseAddress("itu/pp/res/900@pp-22")
	for _, test := range cases {
		doc := textOf(own, test.lang, test.sections)
		doc.Annexes = []tracker.Annex{{Key: "annex-1"}, {Key: "annex-2"}}
		doc.Provisions = append(doc.Provisions, tracker.Provision{Address: own.At("invites.5"), Section: "invites", Text: test.text})
		c.cite(&doc)
		var lines []string
		for _, cited := range doc.Provisions[len(doc.Provisions)-1].Citations {
			target := strings.TrimPrefix(cited.Target, own.String()+"#")
			if cited.Doubt != "" {
				target += "?"
			}
			lines = append(lines, target+" = "+cited.Text)
		}
		if got := strings.Join(lines, "\n"); got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text, indent(got), indent(test.want))
		}
	}
}

// textOf makes a text with a provision for each label of each section.
func textOf(own tracker.Address, lang tracker.Lang, sections []string) tracker.Text {
	doc := tracker.Text{Lang: lang, Instrument: own.Instrument(), Revision: own}
	for _, section := range sections {
		part := strings.Split(section, "|")
		for label := range strings.FieldsSeq(part[2]) {
			doc.Provisions = append(doc.Provisions, tracker.Provision{
				Address: own.At(part[1] + "." + label), Heading: part[0], Section: part[1], Label: label, Text: "x",
			})
		}
	}
	return doc
}

func TestParagraphsOfNumberedTexts(t *testing.T) {
	own, _ := tracker.ParseAddress("un/sc/res/950@sc-1994")
	doc := tracker.Text{Lang: tracker.English, Revision: own}
	for _, p := range []string{"operative.1", "operative.3", "operative.4.a"} {
		doc.Provisions = append(doc.Provisions, tracker.Provision{Address: own.At(p), Text: "x"})
	}
	doc.Provisions = append(doc.Provisions, tracker.Provision{
		Address: own.At("operative.5"), Text: "Decides that paragraphs 1, 3 and 4 (a) above and paragraph 9 below stand",
	})
	testCiter(t).cite(&doc)
	want := []string{"operative.1", "operative.3", "operative.4.a", "operative.9"}
	got := doc.Provisions[3].Citations
	if len(got) != len(want) {
		t.Fatalf("%d citations, want %d: %v", len(got), len(want), got)
	}
	for i, c := range got {
		if c.Target != own.At(want[i]).String() || (c.Doubt != "") != (i == 3) {
			t.Errorf("citation %d is %+v, want %s", i, c, want[i])
		}
	}
}

func TestFlattenedRevisionIsAFault(t *testing.T) {
	c := testCiter(t)
	for _, test := range []struct {
		lang           tracker.Lang
		text, citation string
	}{
		{tracker.English, "Resolution 130 (Rev. Dubai, 2018Bucharest, 2022)", "itu/pp/res/130@pp-22? = Resolution 130 (Rev. Dubai, 2018Bucharest, 2022)"},
		{tracker.English, "RESOLUTION 130 (REV. DUBAI, 2018BUCHAREST, 2022)", "itu/pp/res/130@pp-22? = RESOLUTION 130 (REV. DUBAI, 2018BUCHAREST, 2022)"},
		{tracker.Chinese, "第130号决议（2022年，迪拜布加勒斯特，修订版）", "itu/pp/res/130@pp-22? = 第130号决议（2022年，迪拜布加勒斯特，修订版）"},
		{tracker.Arabic, "القرار 130 (المراجَع في دبي، 2018بوخارست، 2022)", "itu/pp/res/130@pp-22? = القرار 130 (المراجَع في دبي، 2018بوخارست، 2022)"},
	} {
		got, faults := citedIn(c, test.lang, "itu/pp/res/900@pp-22", test.text)
		if got != test.citation {
			t.Errorf("%s\n got %s\nwant %s", test.text, got, test.citation)
		}
		if len(faults) != 1 || faults[0].Rule != "flattened-change" || faults[0].Place != "itu/pp/res/900@pp-22#noting" {
			t.Errorf("%s: faults %v, want one flattened-change with its place", test.text, faults)
		}
	}
	if _, faults := citedIn(c, tracker.Russian, "itu/pp/res/900@pp-22", "Резолюция 21 (Пересм. Пусан, 2014г.)"); len(faults) > 0 {
		t.Errorf("a year written together with its word is no lost change: %v", faults)
	}
}

// The Dubai trap: where place and year leave two conferences, the doubt names both.
func TestAmbiguousPlaceNamesBothSessions(t *testing.T) {
	doc := textOf(tracker.Address{}, tracker.English, nil)
	doc.Provisions = []tracker.Provision{{Text: "Resolution 4 (Dubai, 2012)"}}
	testCiter(t).cite(&doc)
	doubt := doc.Provisions[0].Citations[0].Doubt
	if !strings.Contains(doubt, "wtsa-12") || !strings.Contains(doubt, "wcit-12") {
		t.Errorf("doubt %q, want both wtsa-12 and wcit-12", doubt)
	}
}

// Whatever the words, a citation lies in its text, says what stands there, and
// shares no rune with another; its target can be read.
func FuzzCitations(f *testing.F) {
	for _, seed := range []string{
		"Resolutions 102, 130 and 197 (Rev. Dubai, 2018) of this conference; resolves 2 above",
		"第102、130号决议（2018年，迪拜，修订版）附件2，《公约》第102款",
		"القرارات 102 و130 (المراجَعة في دبي، 2018)، الرقم 312.5",
		"Резолюция 21 (Пересм. Пусан, 2014 г.) и A/RES/48/218 B",
		"Resolution 1 (((Rev. , 20182018) 9999/9 (XV) Nos. 1.1A, 2", "第第号决议（）", "\u0301Resolution\u00ad 7\xff (C\u202f24)",
	} {
		for i := range tracker.Langs {
			f.Add(seed, uint8(i))
		}
	}
	c := testCiter(f)
	own, _ := tracker.ParseAddress("itu/pp/res/900@pp-22")
	f.Fuzz(func(t *testing.T, text string, lang uint8) {
		if !utf8.ValidString(text) || len(text) > 2000 {
			return
		}
		doc := textOf(own, tracker.Langs[int(lang)%len(tracker.Langs)], []string{"resolves|resolves|1 2", "做出决议|resolves|1"})
		doc.Provisions = append(doc.Provisions, tracker.Provision{Address: own.At("invites"), Text: text})
		c.cite(&doc)
		checkCitations(t, doc.Provisions[len(doc.Provisions)-1])
	})
}

func checkCitations(t *testing.T, p tracker.Provision) {
	t.Helper()
	runes := []rune(p.Text)
	end := 0
	for _, c := range p.Citations {
		if c.Start < end || c.End <= c.Start || c.End > len(runes) {
			t.Fatalf("%q: citation %+v overlaps the one before or leaves the text", p.Text, c)
		}
		if string(runes[c.Start:c.End]) != c.Text {
			t.Fatalf("%q: citation %+v says other words than stand there", p.Text, c)
		}
		if !strings.HasPrefix(c.Target, "doc:") {
			if _, err := tracker.ParseAddress(c.Target); err != nil {
				t.Fatalf("%q: %v", p.Text, err)
			}
		}
		end = c.End
	}
}

// BenchmarkCite reads a text of 2500 provisions, as many as one conference's
// Final Acts hold.
func BenchmarkCite(b *testing.B) {
	c := testCiter(b)
	own, _ := tracker.ParseAddress("itu/pp/res/900@pp-22")
	doc := textOf(own, tracker.English, []string{"considering|considering|a b c", "resolves|resolves|1 2 3"})
	texts := []string{
		"that the membership has asked for a regular account of what was done, and that such an account needs figures which no office keeps on its own;",
		"Resolution 71 (Rev. Bucharest, 2022) of the Plenipotentiary Conference, on the plan, and Resolutions 17 and 37 (Rev. Buenos Aires, 2017) of WTDC;",
		"to report each year to the Council on the implementation of this resolution, in the light of resolves 2 above and of No. 196 of the Convention,",
	}
	for i := range 2500 {
		doc.Provisions = append(doc.Provisions, tracker.Provision{Address: own.At("invites"), Text: texts[i%len(texts)]})
	}
	for b.Loop() {
		c.cite(&doc)
	}
}
