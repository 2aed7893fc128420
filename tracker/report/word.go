package report

import (
	"archive/zip"
	"cmp"
	"encoding/xml"
	"fmt"
	"io"
	"strings"
	"time"

	"concord/tracker"
)

// An op says to which text a run or an end of paragraph belongs; it is the name
// of the element that Word puts around it.
type op string

// The ops. What moved is written at both its places.
const (
	same      op = ""
	inserted  op = "ins"
	deleted   op = "del"
	movedTo   op = "moveTo"
	movedFrom op = "moveFrom"
)

// A run is a stretch of words of one op.
type run struct {
	op     op
	text   string
	author string
}

// A paragraph is one paragraph of the file. Mark is what became of its end:
// a paragraph that came or went as a whole has it tracked too.
type paragraph struct {
	style  string
	mark   op
	author string // of mark
	move   string // name that joins the two places of a move, or ""
	runs   []run
}

// A wordFile writes paragraphs as WordprocessingML.
type wordFile struct {
	b    strings.Builder
	lang tracker.Lang
	date string
	ids  int
}

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	mainNS  = `http://schemas.openxmlformats.org/wordprocessingml/2006/main`
	relNS   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	packNS  = `http://schemas.openxmlformats.org/package/2006/`
	wordML  = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
)

// writeWord writes a Word file. It ends with an empty paragraph that is not
// tracked, because Word cannot take the end of the last paragraph away.
func writeWord(w io.Writer, title string, lang tracker.Lang, at time.Time, paragraphs []paragraph) error {
	f := wordFile{lang: lang, date: at.UTC().Format(time.RFC3339)}
	f.b.WriteString(xmlHead + `<w:document xmlns:w="` + mainNS + `"><w:body>`)
	for _, p := range paragraphs {
		f.paragraph(p)
	}
	f.paragraph(paragraph{})
	f.b.WriteString(`<w:sectPr><w:pgSz w:w="11906" w:h="16838"/>` +
		`<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="708" w:footer="708" w:gutter="0"/>`)
	if lang.Dir() == "rtl" {
		f.b.WriteString(`<w:bidi/>`)
	}
	f.b.WriteString(`</w:sectPr></w:body></w:document>`)
	z := zip.NewWriter(w)
	for _, part := range [][2]string{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="` + packNS + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/word/document.xml" ContentType="` + wordML + `document.main+xml"/>` +
			`<Override PartName="/word/styles.xml" ContentType="` + wordML + `styles+xml"/>` +
			`<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="` + packNS + `relationships">` +
			`<Relationship Id="rId1" Type="` + relNS + `/officeDocument" Target="word/document.xml"/>` +
			`<Relationship Id="rId2" Type="` + packNS + `relationships/metadata/core-properties" Target="docProps/core.xml"/></Relationships>`},
		{"word/_rels/document.xml.rels", xmlHead + `<Relationships xmlns="` + packNS + `relationships">` +
			`<Relationship Id="rId1" Type="` + relNS + `/styles" Target="styles.xml"/></Relationships>`},
		{"word/styles.xml", styles(lang)},
		{"docProps/core.xml", xmlHead + `<cp:coreProperties xmlns:cp="` + packNS + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
			`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` + escape(title) +
			`</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">` + f.date + `</dcterms:created></cp:coreProperties>`},
		{"word/document.xml", f.b.String()},
	} {
		entry, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Deflate, Modified: at.UTC()})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(entry, part[1]); err != nil {
			return err
		}
	}
	return z.Close()
}

// change opens a tracked change; the caller closes the tag.
func (f *wordFile) change(o op, author string) string {
	f.ids++
	return fmt.Sprintf(`<w:%s w:id="%d" w:author="%s" w:date="%s"`, o, f.ids, escape(author), f.date)
}

func (f *wordFile) paragraph(p paragraph) {
	f.b.WriteString(`<w:p><w:pPr>`)
	if p.style != "" {
		f.b.WriteString(`<w:pStyle w:val="` + escape(p.style) + `"/>`)
	}
	if f.lang.Dir() == "rtl" {
		f.b.WriteString(`<w:bidi/>`)
	}
	if p.mark != same {
		f.b.WriteString(`<w:rPr>` + f.change(p.mark, p.author) + `/></w:rPr>`)
	}
	f.b.WriteString(`</w:pPr>`)
	end := ""
	if p.move != "" {
		f.b.WriteString(f.change(p.mark+"RangeStart", p.author) + ` w:name="` + escape(p.move) + `"/>`)
		end = fmt.Sprintf(`<w:%sRangeEnd w:id="%d"/>`, p.mark, f.ids)
	}
	for _, r := range p.runs {
		f.run(r)
	}
	f.b.WriteString(end + `</w:p>`)
}

func (f *wordFile) run(r run) {
	if r.text == "" {
		return
	}
	if r.op != same {
		f.b.WriteString(f.change(r.op, r.author) + `>`)
		defer f.b.WriteString(`</w:` + string(r.op) + `>`)
	}
	f.b.WriteString(`<w:r><w:rPr>`)
	if f.lang.Dir() == "rtl" {
		f.b.WriteString(`<w:rtl/>`)
	}
	f.b.WriteString(langTag(f.lang) + `</w:rPr>`)
	tag := "w:t"
	if r.op == deleted {
		tag = "w:delText"
	}
	text := func(s string) {
		if s != "" {
			f.b.WriteString(`<` + tag + ` xml:space="preserve">` + escape(s) + `</` + tag + `>`)
		}
	}
	rest := r.text
	for {
		i := strings.IndexAny(rest, "\t\n")
		if i < 0 {
			break
		}
		text(rest[:i])
		f.b.WriteString(map[byte]string{'\t': `<w:tab/>`, '\n': `<w:br/>`}[rest[i]])
		rest = rest[i+1:]
	}
	text(rest)
	f.b.WriteString(`</w:r>`)
}

// langTag names the language where Word looks for it: apart for the scripts of
// the west, of East Asia, and those written right to left.
func langTag(lang tracker.Lang) string {
	switch lang {
	case tracker.Arabic:
		return `<w:lang w:bidi="ar-SA"/>`
	case tracker.Chinese:
		return `<w:lang w:eastAsia="zh-CN"/>`
	}
	full := map[tracker.Lang]string{
		tracker.English: "en-GB", tracker.Spanish: "es-ES", tracker.French: "fr-FR", tracker.Russian: "ru-RU",
	}[lang]
	return `<w:lang w:val="` + cmp.Or(full, "en-GB") + `"/>`
}

// styles defines the styles of the conference's template that lines use.
func styles(lang tracker.Lang) string {
	var b strings.Builder
	b.WriteString(xmlHead + `<w:styles xmlns:w="` + mainNS + `"><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/><w:szCs w:val="24"/>` +
		langTag(lang) + `</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:before="120"/></w:pPr></w:pPrDefault></w:docDefaults>` +
		`<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>`)
	const centred, hanging = `<w:keepNext/><w:jc w:val="center"/>`, `<w:ind w:left="%d" w:hanging="567"/>`
	for _, s := range []struct{ name, shape, face string }{
		{"ResNo", centred, ""}, {"Restitle", centred, "<w:b/><w:bCs/>"}, {"Normalaftertitle", "", ""},
		{"Call", `<w:keepNext/><w:ind w:left="567"/>`, "<w:i/><w:iCs/>"},
		{"AnnexNo", centred, ""}, {"Annextitle", centred, "<w:b/><w:bCs/>"},
		{"enumlev1", fmt.Sprintf(hanging, 567), ""}, {"enumlev2", fmt.Sprintf(hanging, 1134), ""}, {"enumlev3", fmt.Sprintf(hanging, 1701), ""},
	} {
		b.WriteString(`<w:style w:type="paragraph" w:customStyle="1" w:styleId="` + s.name + `"><w:name w:val="` + s.name +
			`"/><w:basedOn w:val="Normal"/><w:pPr>` + s.shape + `</w:pPr><w:rPr>` + s.face + `</w:rPr></w:style>`)
	}
	b.WriteString(`</w:styles>`)
	return b.String()
}

// escape makes s safe in XML; what XML cannot hold becomes U+FFFD.
func escape(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a strings.Builder does not fail
	return b.String()
}
