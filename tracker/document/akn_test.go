package document

import "testing"

func TestAKN(t *testing.T) {
	d := read(t, []byte(`<?xml version="1.0" encoding="UTF-8"?>
<an:akomaNtoso xmlns:an="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><an:documentCollection name="finalActs" xml:lang="eng">
<an:meta><an:identification><an:FRBRnumber showAs="not text"/></an:identification></an:meta>
<an:preface><an:longTitle><an:p><an:docType>FINAL ACTS</an:docType> <an:docTitle>of the Congress</an:docTitle></an:p></an:longTitle></an:preface>
<an:components><an:component><an:statement name="resolution">
<an:preface><an:longTitle><an:p>
   <an:docType>RESOLUTION</an:docType>
   <an:docNumber>7 (ATLANTIS, 2031)</an:docNumber>
</an:p></an:longTitle><an:container name="title"><an:p>Lighthouses</an:p></an:container></an:preface>
<an:preamble><an:formula name="enactingFormula"><an:p>The Congress,</an:p></an:formula>
<an:recitals><an:intro><an:p><an:i>considering</an:i></an:p></an:intro>
<an:recital><an:num>a)</an:num><an:p>the need for light<an:authorialNote marker="1"><an:p>At night.</an:p></an:authorialNote>,</an:p></an:recital></an:recitals></an:preamble>
<an:mainBody><an:hcontainer name="resolves"><an:heading>resolves</an:heading>
<an:paragraph><an:num>1</an:num><an:content><an:p>to build<an:eol/>and <an:b>keep</an:b> them;</an:p></an:content></an:paragraph>
<an:paragraph><an:num>2</an:num><an:list><an:intro><an:p>to report on</an:p></an:intro>
<an:point><an:num>–</an:num><an:content><an:p>the <an:del>lamp</an:del><an:ins>lens</an:ins>;</an:p></an:content></an:point>
<an:point><an:num>–</an:num><an:content><an:p>灯塔的状况。</an:p></an:content></an:point></an:list></an:paragraph>
<an:paragraph><an:num>3</an:num></an:paragraph></an:hcontainer>
<an:p>loose <an:ref href="#x">text</an:ref></an:p>
<an:table><an:tr><an:th colspan="2"><an:p>Sum</an:p></an:th><an:td><an:p>14</an:p></an:td></an:tr></an:table>
</an:mainBody>
<an:attachments><an:attachment><an:heading>ANNEX TO RESOLUTION 7</an:heading><an:subheading>Lamps</an:subheading>
<an:doc name="annex"><an:mainBody><an:section><an:num>Section 1</an:num><an:heading>General</an:heading><an:content><an:p>المصابيح.</an:p></an:content></an:section></an:mainBody></an:doc>
</an:attachment></an:attachments>
</an:statement></an:component></an:components></an:documentCollection></an:akomaNtoso>`))
	same(t, d, `
		<docTitle> FINAL ACTS of the Congress
		<ResNo> RESOLUTION 7 (ATLANTIS, 2031)
		<Restitle> Lighthouses
		<enacting> The Congress,
		<Call> *considering*
		a) | the need for light[^1],
		<Call> resolves
		1 | to build↵and **keep** them;
		2 | to report on
		  – | the {-lamp-}{+lens+};
		  – | 灯塔的状况。
		3
		loose text
		(1,1,1) Sum
		(1,1,3) 14
		<AnnexNo> ANNEX TO RESOLUTION 7
		<Annextitle> Lamps
		<heading> Section 1 | General
		المصابيح.
		^1 At night.
	`)
	if d.Lang != "en" || d.Format != AkomaNtoso {
		t.Errorf("language %q, format %q", d.Lang, d.Format)
	}
	if got := d.As(Proposed).Paragraphs[9].Text(); got != "the lens;" {
		t.Errorf("proposed: %q", got)
	}
}

func TestAKNEncodings(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"UTF-16", utf16LE(`<?xml version="1.0" encoding="utf-16"?><akomaNtoso xml:lang="ar"><p>القرار</p></akomaNtoso>`), "rtl القرار"},
		{"windows-1252", "<?xml version='1.0' encoding='windows-1252'?><akomaNtoso><p>d\xE9cide</p></akomaNtoso>", "décide"},
		{"an entity of HTML", "<akomaNtoso><p>a&nbsp;b</p></akomaNtoso>", "a b"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { same(t, read(t, []byte(test.file)), test.want) })
	}
}

// utf16LE encodes s in UTF-16 with a byte order mark.
func utf16LE(s string) string {
	b := []byte{0xFF, 0xFE}
	for _, r := range s {
		b = append(b, byte(r), byte(r>>8))
	}
	return string(b)
}
