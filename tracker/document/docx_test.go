package document

import (
	"strings"
	"testing"
)

const testStyles = `
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="a1"><w:name w:val="Res_No"/><w:basedOn w:val="Normal"/></w:style>
<w:style w:type="paragraph" w:styleId="a2"><w:name w:val="Res title"/></w:style>
<w:style w:type="paragraph" w:styleId="a3"><w:name w:val="Call"/><w:rPr><w:i/></w:rPr></w:style>
<w:style w:type="paragraph" w:styleId="a4"><w:name w:val="My call"/><w:basedOn w:val="a3"/></w:style>
<w:style w:type="paragraph" w:styleId="a5"><w:name w:val="enumlev2"/></w:style>
<w:style w:type="paragraph" w:styleId="a6"><w:name w:val="circle"/><w:basedOn w:val="a6"/></w:style>
<w:style w:type="paragraph" w:styleId="ar"><w:name w:val="Arabic"/><w:pPr><w:bidi/></w:pPr></w:style>
<w:style w:type="paragraph" w:styleId="num"><w:name w:val="Numbered"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:type="character" w:styleId="hid"><w:name w:val="Hidden"/><w:rPr><w:vanish/></w:rPr></w:style>
<w:style w:type="character" w:styleId="fn"><w:name w:val="footnote reference"/></w:style>`

func TestDocxStyles(t *testing.T) {
	body := para(styled("a1"), run("RESOLUTION 7 (REV. ATLANTIS, 2031)")) +
		para(styled("a2"), run("Lighthouses")) +
		para(styled("a4"), run("resolves")) +
		para(styled("a3"), `<w:r><w:rPr><w:i w:val="0"/></w:rPr><w:t>not italic</w:t></w:r>`) +
		para(styled("a5"), run("i)\u00A0to light")) +
		para(styled("a6"), run("going in a circle")) +
		para(styled("missing"), run("no such style")) +
		para(styled("ar"), run("يقرر")) +
		para("", run("国际灯塔联盟"))
	same(t, read(t, docx(body, map[string]string{"styles": testStyles})), `
		<ResNo> RESOLUTION 7 (REV. ATLANTIS, 2031)
		<Restitle> Lighthouses
		<Call> *resolves*
		<Call> not italic
		<enumlev2>   i) to light
		<circle> going in a circle
		no such style
		<Arabic> rtl يقرر
		国际灯塔联盟
	`)
}

func TestDocxText(t *testing.T) {
	field := func(kind string) string { return `<w:r><w:fldChar w:fldCharType="` + kind + `"/></w:r>` }
	tests := []struct{ name, body, want string }{
		{"tabs, breaks and hyphens", para(`<w:tabs><w:tab w:val="left"/></w:tabs>`,
			`<w:r><w:t>a)</w:t><w:tab/><w:t>co</w:t><w:noBreakHyphen/><w:t>op</w:t><w:softHyphen/><w:t>erate</w:t><w:br/><w:t>now</w:t></w:r>`), "a)→co\u2011operate↵now"},
		{"composed, and without marks of direction", para("", run("e\u0301t\u00E9\u200F \u202Bالقرار\u202C")), "été القرار"},
		{"the result of a field and not its code", para("", field("begin"), `<w:r><w:instrText>PAGEREF x</w:instrText></w:r>`, run("hidden"), field("separate"), run("12"), field("end"), run(" pages")), "12 pages"},
		{"a field in the code of another", para("", field("begin"), field("begin"), field("separate"), run("inner"), field("end"), field("separate"), run("outer"), field("end")), "outer"},
		{"a field that never ends", para("", field("begin"), run("lost")) + para("", run("and found")), "and found"},
		{"a simple field", para("", `<w:fldSimple w:instr="DATE">`+run("2031")+`</w:fldSimple>`), "2031"},
		{"a link, a bookmark, a control", para("", `<w:bookmarkStart w:name="_Hlk1"/><w:hyperlink>`+run("link")+`</w:hyperlink><w:bookmarkEnd/>`) +
			`<w:sdt><w:sdtPr><w:alias w:val="x"/><w:text/></w:sdtPr><w:sdtContent>` + para("", run("held")) + `</w:sdtContent></w:sdt>`, "link\nheld"},
		{"hidden text", para("", `<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>`, `<w:r><w:rPr><w:rStyle w:val="hid"/></w:rPr><w:t>secret</w:t></w:r>`,
			`<w:r><w:rPr><w:rStyle w:val="hid"/><w:vanish w:val="0"/></w:rPr><w:t>seen</w:t></w:r>`), "seen"},
		{"one of two alternatives, its box after the paragraph", para("", run("host"), `<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:txbxContent>`+para("", run("box"))+
			`</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>`+para("", run("box"))+`</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>`, run(" goes on")), "host goes on\nbox"},
		{"symbols", para("", `<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:sym w:font="Wingdings" w:char="F0FC"/></w:r>`, `<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>a</w:t></w:r>`), "≥✓α"},
		{"an unknown symbol", para("", `<w:r><w:sym w:font="Oddities" w:char="F041"/></w:r>`), "\uFFFD\n! symbol"},
		{"a formula", para("", `<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>`), "x=1"},
		{"right to left characters", para(`<w:bidi/>`, `<w:r><w:rPr><w:rtl/><w:iCs/></w:rPr><w:t>يقـرر</w:t></w:r>`), "rtl *يقـرر*"},
		{"the direction of a section is not that of its last paragraph", para(`<w:sectPr><w:bidi/><w:numRestart w:val="eachSect"/></w:sectPr>`, run("last")), "last"},
		{"ruby", para("", `<w:r><w:ruby><w:rt><w:r><w:t>guó</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>国</w:t></w:r></w:rubyBase></w:ruby></w:r>`), "国"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			same(t, read(t, docx(test.body, map[string]string{"styles": testStyles})), test.want)
		})
	}
}

func TestDocxStrict(t *testing.T) {
	b := docx(para("", run("strictly")), nil)
	d := read(t, pack(map[string]string{
		"[Content_Types].xml": "<Types/>",
		"_rels/.rels":         `<Relationships><Relationship Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/WORD/text.xml"/></Relationships>`,
		"word/text.xml":       `<x:document xmlns:x="http://purl.oclc.org/ooxml/wordprocessingml/main"><x:body><x:p><x:r><x:t>strictly</x:t></x:r></x:p></x:body></x:document>`,
	}))
	if got, want := render(d), render(read(t, b)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestDocxTables(t *testing.T) {
	cell := func(properties, content string) string {
		return `<w:tc><w:tcPr>` + properties + `</w:tcPr>` + content + `</w:tc>`
	}
	inner := `<w:tbl><w:tr>` + cell("", para("", run("内"))) + `</w:tr></w:tbl>`
	body := `<w:tbl><w:tblPr><w:bidiVisual/></w:tblPr><w:tr>` + cell(`<w:gridSpan w:val="2"/>`, para("", run("wide"))) + cell("", para("", run("third"))) + `</w:tr>` +
		`<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>` + cell("", para("", run("second"))+inner+para("", run("after"))) + `</w:tr></w:tbl>` + para("", run("out"))
	same(t, read(t, docx(body, nil)), `
		(1,1,1) wide
		(1,1,3) third
		(1,2,2) second
		(2,1,1) 内
		(1,2,2) after
		out
	`)
}

func TestDocxNotes(t *testing.T) {
	ref := func(id string) string {
		return `<w:r><w:rPr><w:rStyle w:val="fn"/></w:rPr><w:footnoteReference w:id="` + id + `"/></w:r>`
	}
	note := func(id, text string) string {
		return `<w:footnote w:id="` + id + `">` + para("", `<w:r><w:footnoteRef/></w:r>`, run(" "+text)) + `</w:footnote>`
	}
	raised := `<w:r><w:rPr><w:rStyle w:val="fn"/></w:rPr><w:t>bis</w:t></w:r>`
	restart := `<w:sectPr><w:footnotePr><w:numRestart w:val="eachSect"/></w:footnotePr></w:sectPr>`
	body := para("", run("first"), ref("1"), run(", own"), `<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>`, run(" and late"), ref("3"), raised) +
		para(restart, run("end of section"), `<w:r><w:endnoteReference w:id="1"/></w:r>`) +
		para("", run("ثانٍ"), ref("4")) + restart
	d := read(t, docx(body, map[string]string{
		"styles": testStyles,
		"footnotes": `<w:footnote w:type="separator" w:id="0">` + para("", run("____")) + `</w:footnote>` +
			note("1", "one") + note("2", "star") + note("3", "branch") + note("4", "حاشية"),
		"endnotes": `<w:endnote w:id="1">` + para("", run("尾注")) + para("", run("two paragraphs")) + `</w:endnote>`,
	}))
	same(t, d, `
		first[^1], own[^*] and late[^2bis]
		end of section[^3]
		ثانٍ[^1#2]
		^* star
		^1 one
		^1#2 حاشية
		^2bis branch
		^3 尾注
		two paragraphs
	`)
	if NoteMark("1#2") != "1" || NoteMark("*") != "*" || NoteMark("#") != "#" {
		t.Error("a note's mark is what stands before #")
	}
}

func TestDocxNumbering(t *testing.T) {
	level := func(i int, format, text, more string) string {
		return `<w:lvl w:ilvl="` + string(rune('0'+i)) + `"><w:start w:val="1"/><w:numFmt w:val="` + format + `"/><w:lvlText w:val="` + text + `"/>` + more + `</w:lvl>`
	}
	numbering := `<w:abstractNum w:abstractNumId="0">` + level(0, "decimal", "%1", "") + level(1, "decimal", "%1.%2", "") + level(2, "lowerLetter", "%3)", `<w:lvlRestart w:val="0"/>`) + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="1">` + level(0, "upperRoman", "%1.", "") + level(1, "decimal", "%1.%2", `<w:isLgl/>`) + level(2, "bullet", "\uF02D", "") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="2">` + level(0, "arabicAlpha", "%1)", "") + level(1, "chineseCounting", "（%2）", "") + `</w:abstractNum>` +
		`<w:abstractNum w:abstractNumId="3"><w:numStyleLink w:val="num"/></w:abstractNum>` +
		`<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>` +
		`<w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>` +
		`<w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride></w:num>` +
		`<w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>` +
		`<w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num>` +
		`<w:num w:numId="6"><w:abstractNumId w:val="3"/></w:num>` +
		`<w:num w:numId="9"><w:abstractNumId w:val="77"/></w:num>`
	tests := []struct {
		name       string
		paragraphs []string
		want       string
	}{
		{"levels", []string{numbered("1", 0), numbered("1", 1), numbered("1", 1), numbered("1", 2), numbered("1", 0), numbered("1", 1), numbered("1", 2)}, "1 1.1 1.2 a) 2 2.1 b)"},
		{"a deeper level first", []string{numbered("1", 1), numbered("1", 1), numbered("1", 0)}, "1.1 1.2 1"},
		{"two uses count together", []string{numbered("1", 0), numbered("2", 0), numbered("1", 0)}, "1 2 3"},
		{"a use with a start of its own", []string{numbered("1", 0), numbered("3", 0), numbered("3", 0), numbered("1", 0)}, "1 7 8 9"},
		{"decimal inside roman", []string{numbered("4", 0), numbered("4", 0), numbered("4", 1), numbered("4", 2)}, "I. II. 2.1 –"},
		{"Arabic and Chinese", []string{numbered("5", 0), numbered("5", 1), numbered("5", 1), numbered("5", 0)}, "أ) （一） （二） ب)"},
		{"by style, by a link to a style", []string{styled("num"), styled("num") + numbered("0", 0), styled("num"), numbered("6", 0)}, "1  2 3"},
		{"a list without a definition", []string{numbered("9", 0), numbered("99", 0), numbered("x", 40)}, "  "},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var body strings.Builder
			for _, p := range test.paragraphs {
				body.WriteString(para(p, run("x")))
			}
			var labels []string
			for _, p := range read(t, docx(body.String(), map[string]string{"styles": testStyles, "numbering": numbering})).Paragraphs {
				labels = append(labels, p.Label)
			}
			if got := strings.Join(labels, " "); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestNumeral(t *testing.T) {
	tests := []struct {
		n            int
		format, want string
	}{
		{1, "decimal", "1"}, {7, "decimalZero", "07"}, {12, "decimalZero", "12"}, {28, "lowerLetter", "bb"}, {26, "upperLetter", "Z"},
		{1994, "upperRoman", "MCMXCIV"}, {9, "lowerRoman", "ix"}, {0, "lowerRoman", "0"}, {-3, "lowerLetter", "-3"},
		{3, "arabicAlpha", "ت"}, {3, "arabicAbjad", "ج"}, {4, "russianLower", "г"}, {10, "russianUpper", "К"}, {16, "hebrew1", "טז"}, {12, "hebrew2", "ל"},
		{10, "chineseCounting", "十"}, {11, "chineseCounting", "十一"}, {20, "chineseCounting", "二十"}, {105, "chineseCounting", "一百〇五"}, {3, "chineseLegalSimplified", "叁"},
		{20, "ideographDigital", "二〇"}, {2, "ideographTraditional", "乙"}, {12, "decimalEnclosedCircle", "⑫"}, {21, "decimalEnclosedCircle", "21"},
		{2, "decimalFullWidth", "2"}, {3, "numberInDash", "- 3 -"}, {2, "ordinal", "2nd"}, {12, "ordinal", "12th"}, {5, "none", ""}, {5, "cardinalText", "5"},
	}
	for _, test := range tests {
		if got := numeral(test.n, test.format); got != test.want {
			t.Errorf("numeral(%d, %q) = %q, want %q", test.n, test.format, got, test.want)
		}
	}
}
