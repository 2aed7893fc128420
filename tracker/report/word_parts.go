package report

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"concord/tracker"
)

const (
	xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>`
	mainNS  = `http://schemas.openxmlformats.org/wordprocessingml/2006/main`
	relNS   = `http://schemas.openxmlformats.org/officeDocument/2006/relationships`
	packNS  = `http://schemas.openxmlformats.org/package/2006/`
	wordML  = `application/vnd.openxmlformats-officedocument.wordprocessingml.`
)

// parts are the files in the Word file, each a name and its XML.
func (f *wordFile) parts(title string) [][2]string {
	main := func(name, inside string) string {
		return xmlHead + `<w:` + name + ` xmlns:w="` + mainNS + `">` + inside + `</w:` + name + `>`
	}
	override := func(name, kind string) string {
		return `<Override PartName="/` + name + `" ContentType="` + kind + `"/>`
	}
	relation := func(id, kind, target string) string {
		return `<Relationship Id="` + id + `" Type="` + kind + `" Target="` + target + `"/>`
	}
	commented := func(s string) string {
		if len(f.comments) == 0 {
			return ""
		}
		return s
	}
	const line = `<w:p><w:pPr><w:spacing w:before="0"/></w:pPr><w:r><w:%s/></w:r></w:p>`
	separators := fmt.Sprintf(`<w:footnote w:type="separator" w:id="-1">`+line+`</w:footnote>`+
		`<w:footnote w:type="continuationSeparator" w:id="0">`+line+`</w:footnote>`, "separator", "continuationSeparator")
	parts := [][2]string{
		{"[Content_Types].xml", xmlHead + `<Types xmlns="` + packNS + `content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			override("word/document.xml", wordML+"document.main+xml") +
			override("word/styles.xml", wordML+"styles+xml") +
			override("word/footnotes.xml", wordML+"footnotes+xml") + commented(override("word/comments.xml", wordML+"comments+xml")) +
			override("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml") + `</Types>`},
		{"_rels/.rels", xmlHead + `<Relationships xmlns="` + packNS + `relationships">` +
			relation("rId1", relNS+"/officeDocument", "word/document.xml") +
			relation("rId2", packNS+"relationships/metadata/core-properties", "docProps/core.xml") + `</Relationships>`},
		{"word/_rels/document.xml.rels", xmlHead + `<Relationships xmlns="` + packNS + `relationships">` +
			relation("rId1", relNS+"/styles", "styles.xml") +
			relation("rId2", relNS+"/footnotes", "footnotes.xml") + commented(relation("rId3", relNS+"/comments", "comments.xml")) + `</Relationships>`},
		{"word/styles.xml", styles(f.lang)},
		{"word/footnotes.xml", main("footnotes", separators+f.notes.String())},
		{"docProps/core.xml", xmlHead + `<cp:coreProperties xmlns:cp="` + packNS + `metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" ` +
			`xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>` + escape(title) +
			`</dc:title><dcterms:created xsi:type="dcterms:W3CDTF">` + f.at.Format(time.RFC3339) + `</dcterms:created></cp:coreProperties>`},
		{"word/document.xml", main("document", f.body.String())},
	}
	if len(f.comments) > 0 {
		parts = append(parts, [2]string{"word/comments.xml", main("comments", f.commentsPart())})
	}
	return parts
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
	b.WriteString(`<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/><w:basedOn w:val="Normal"/>` +
		`<w:pPr><w:spacing w:before="0"/></w:pPr><w:rPr><w:sz w:val="20"/><w:szCs w:val="20"/></w:rPr></w:style>` +
		`<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>` +
		`<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>`)
	return b.String()
}
