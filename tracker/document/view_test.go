package document

import (
	"strings"
	"testing"
)

// views reads a Word file with tracked changes as its two texts.
func views(t *testing.T, body string, parts map[string]string, base, proposed string) {
	t.Helper()
	d := read(t, docx(body, parts))
	before := render(d)
	same(t, d.As(Base), base)
	same(t, d.As(Proposed), proposed)
	if render(d) != before {
		t.Error("As changed the document it was asked about")
	}
	for _, v := range []View{Base, Proposed} {
		if view := d.As(v); view.Tracked() || render(view.As(Proposed)) != render(view) {
			t.Errorf("the %s text is not plain", v)
		}
	}
}

func TestViews(t *testing.T) {
	t.Run("words", func(t *testing.T) {
		views(t, para("", run("RESOLUTION 7 (REV. "), deleted("ATLANTIS, 2027"), inserted(run("LEMURIA, 2031")), run(")"))+
			para("", run("القرار 7 ("), deleted("أطلنطس، 2027"), inserted(run("ليموريا، 2031")), run(")"))+
			para("", run("第7号决议（"), deleted("2027年，亚特兰蒂斯"), inserted(run("2031年，利莫里亚")), run("）")), nil, `
			RESOLUTION 7 (REV. ATLANTIS, 2027)
			القرار 7 (أطلنطس، 2027)
			第7号决议（2027年，亚特兰蒂斯）
		`, `
			RESOLUTION 7 (REV. LEMURIA, 2031)
			القرار 7 (ليموريا، 2031)
			第7号决议（2031年，利莫里亚）
		`)
	})
	t.Run("moves", func(t *testing.T) {
		views(t, `<w:moveFromRangeStart w:name="m"/>`+para(markDeleted, `<w:moveFrom w:author="A">`+run("moved")+`</w:moveFrom>`)+
			para("", run("stays"))+para(markInserted, `<w:moveTo w:author="A">`+run("moved")+`</w:moveTo>`)+para("", run("end")), nil,
			"moved\nstays\nend", "stays\nmoved\nend")
	})
	t.Run("a paragraph split and two joined", func(t *testing.T) {
		views(t, para(styled("a1")+markInserted, run("one"))+para("", run(" whole"))+
			para(markDeleted, run("first"))+para(styled("a5"), run(" second")), map[string]string{"styles": testStyles},
			"one whole\nfirst\n<enumlev2>    second", "<ResNo> one\n whole\n<enumlev2>   first second")
	})
	t.Run("whole paragraphs leave nothing behind", func(t *testing.T) {
		views(t, para("", run("one"))+para(markDeleted, deleted("two"))+para(markInserted, inserted(run("2")))+para("", deleted("three"))+para("", run("four")), nil,
			"one\ntwo\nthree\nfour", "one\n2\nfour")
	})
	t.Run("inserted and deleted again is in neither", func(t *testing.T) {
		views(t, para("", run("a"), `<w:ins w:author="A">`+deleted("never")+`</w:ins>`, run("b"))+
			para(`<w:rPr><w:ins w:author="A"/><w:del w:author="B"/></w:rPr>`, `<w:ins w:author="A">`+deleted("never")+`</w:ins>`)+para("", run("c")), nil, "ab\nc", "ab\nc")
	})
	t.Run("a cell ends a paragraph whatever is tracked", func(t *testing.T) {
		views(t, `<w:tbl><w:tr><w:tc>`+para(markDeleted, run("left"))+`</w:tc><w:tc>`+para("", run("right"))+`</w:tc></w:tr>`+
			`<w:tr><w:trPr><w:ins w:author="A"/></w:trPr><w:tc>`+para("", inserted(run("new")))+`</w:tc><w:tc>`+para("", run("row"))+`</w:tc></w:tr></w:tbl>`+
			para("", run("after")), nil,
			"(1,1,1) left\n(1,1,2) right\nafter", "(1,1,1) left\n(1,1,2) right\n(1,2,1) new\n(1,2,2) row\nafter")
	})
	t.Run("a changed style", func(t *testing.T) {
		views(t, para(styled("a3")+`<w:pPrChange w:author="A"><w:pPr>`+styled("a5")+`</w:pPr></w:pPrChange>`, run("x")), map[string]string{"styles": testStyles},
			"<enumlev2>   *x*", "<Call> *x*")
	})
	t.Run("a changed footnote", func(t *testing.T) {
		views(t, para("", run("x"), `<w:r><w:footnoteReference w:id="1"/></w:r>`), map[string]string{
			"footnotes": `<w:footnote w:id="1">` + para("", run("see "), deleted("2027"), inserted(run("2031"))) + `</w:footnote>`},
			"x[^1]\n^1 see 2027", "x[^1]\n^1 see 2031")
	})
}

func TestViewsCountTheirOwnLabels(t *testing.T) {
	numbering := `<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1)"/></w:lvl></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>`
	item := func(mark string, runs ...string) string { return para(numbered("1", 0)+mark, runs...) }
	body := item("", run("kept")) +
		item(markDeleted, deleted("去掉")) +
		item(markInserted, inserted(run("جديد"))) +
		item(markInserted, inserted(run("new"))) +
		item("", run("last")) +
		para(`<w:pPrChange w:author="A"><w:pPr>`+numbered("1", 0)+`</w:pPr></w:pPrChange>`, run("no item any more"))
	views(t, body, map[string]string{"numbering": numbering}, `
		1) | kept
		2) | 去掉
		3) | last
		4) | no item any more
	`, `
		1) | kept
		2) | جديد
		3) | new
		4) | last
		no item any more
	`)
	var labels []string
	for _, p := range read(t, docx(body, map[string]string{"numbering": numbering})).Paragraphs {
		labels = append(labels, p.Label)
	}
	if got := strings.Join(labels, " "); got != "1) 2) 2) 3) 4) 4)" {
		t.Errorf("before a view is chosen the labels are %s", got)
	}
}

func TestWhoChanged(t *testing.T) {
	d := read(t, docx(para("", inserted(run("x"))), nil))
	if r := d.Paragraphs[0].Runs[0]; r.Author != "Delegation of Atlantis" || r.Date != "2031-05-04T10:00:00Z" || r.Op != Inserted {
		t.Errorf("got %+v", r)
	}
}

func TestDebris(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"a footnote in brackets", para("", run("the islands[footnoteRef:2]2 [2: 2 Those [of the list] above.] agree[bookmark: _Hlk52]")), "the islands[^2] agree\n^2 Those [of the list] above."},
		{"a mark whose note is not there", para("", run("النص[footnoteRef:1]1 يبقى")), "النص[^1] يبقى\n^1 "},
		{"two texts run together", para("", run("RESOLUTION 7 (REV. ATLANTIS, 2027LEMURIA, 2031)")), "RESOLUTION 7 (REV. ATLANTIS, 2027LEMURIA, 2031)\n! flattened-change"},
		{"in Arabic", para("", run("القرار 7 (أطلنطس، 2027ليموريا، 2031)")), "القرار 7 (أطلنطس، 2027ليموريا، 2031)\n! flattened-change"},
		{"in Chinese", para("", run("第7号决议（2027年2031年，利莫里亚）")), "第7号决议（2027年2031年，利莫里亚）\n! flattened-change"},
		{"years that only look so", para("", run("(2027 г., 2031г.), 2027年，2031年, 20272031 and 2027A")), "(2027 г., 2031г.), 2027年，2031年, 20272031 and 2027A"},
		{"tracked changes are not flattened ones", para("", run("(REV. "), deleted("ATLANTIS, 2027"), inserted(run("LEMURIA, 2031")), run(")")), "(REV. {-ATLANTIS, 2027-}{+LEMURIA, 2031+})"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { same(t, read(t, docx(test.body, nil)), test.want) })
	}
}
