package report

import (
	"fmt"
	"io"
	"strings"
	"time"

	"concord/tracker"
)

// tableWidth is the width of a table in Word, in twentieths of a point: an A4
// page on its side without its margins.
const tableWidth = 16838 - 2*1134

// WriteDOCX writes tables as a Word file on pages that lie on their side, under
// a title and some lines about it. The head of a table stands on each of its
// pages.
func WriteDOCX(w io.Writer, title string, lang tracker.Lang, about []string, at time.Time, tables ...Table) error {
	f := wordFile{lang: lang, at: at.UTC()}
	f.b = &f.body
	f.b.WriteString(`<w:body>`)
	f.paragraph(paragraph{style: "Restitle", runs: []run{{text: title}}}, false)
	for _, line := range about {
		f.paragraph(paragraph{style: "ResNo", runs: []run{{text: line}}}, false)
	}
	for _, t := range tables {
		if t.Title != title {
			f.paragraph(paragraph{style: "Annextitle", runs: []run{{text: t.Title}}}, false)
		}
		f.table(t)
		f.paragraph(paragraph{}, false) // two tables that touch would be one
	}
	f.b.WriteString(`<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>` +
		`<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" w:header="708" w:footer="708" w:gutter="0"/>`)
	if lang.Dir() == "rtl" {
		f.b.WriteString(`<w:bidi/>`)
	}
	f.b.WriteString(`</w:sectPr></w:body>`)
	return f.pack(w, title)
}

func (f *wordFile) table(t Table) {
	widths := columnWidths(t.Columns)
	f.b.WriteString(`<w:tbl><w:tblPr>`)
	if f.lang.Dir() == "rtl" {
		f.b.WriteString(`<w:bidiVisual/>`)
	}
	fmt.Fprintf(f.b, `<w:tblW w:w="%d" w:type="dxa"/><w:tblBorders>`, tableWidth)
	for _, side := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		fmt.Fprintf(f.b, `<w:%s w:val="single" w:sz="4" w:space="0" w:color="B8B4AA"/>`, side)
	}
	f.b.WriteString(`</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>`)
	for _, width := range widths {
		fmt.Fprintf(f.b, `<w:gridCol w:w="%d"/>`, width)
	}
	f.b.WriteString(`</w:tblGrid>`)
	head := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		head[i] = c.Name
	}
	f.tableRow(head, widths, true)
	for _, row := range t.Rows {
		f.tableRow(row, widths, false)
	}
	f.b.WriteString(`</w:tbl>`)
}

func (f *wordFile) tableRow(cells []string, widths []int, head bool) {
	f.b.WriteString(`<w:tr><w:trPr><w:cantSplit/>`)
	if head {
		f.b.WriteString(`<w:tblHeader/>`)
	}
	f.b.WriteString(`</w:trPr>`)
	for i, cell := range cells {
		fmt.Fprintf(f.b, `<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>`, widths[i])
		if head {
			f.b.WriteString(`<w:shd w:val="clear" w:color="auto" w:fill="E8F0F0"/>`)
		}
		f.b.WriteString(`</w:tcPr>`)
		for line := range strings.SplitSeq(cell, "\n") {
			f.cellLine(line, head)
		}
		f.b.WriteString(`</w:tc>`)
	}
	f.b.WriteString(`</w:tr>`)
}

// cellLine writes one line of a cell, in small type.
func (f *wordFile) cellLine(line string, bold bool) {
	f.b.WriteString(`<w:p><w:pPr>`)
	if f.lang.Dir() == "rtl" {
		f.b.WriteString(`<w:bidi/>`)
	}
	f.b.WriteString(`<w:spacing w:before="20" w:after="20"/></w:pPr><w:r><w:rPr>`)
	if bold {
		f.b.WriteString(`<w:b/><w:bCs/>`)
	}
	f.b.WriteString(`<w:sz w:val="17"/><w:szCs w:val="17"/>`)
	if f.lang.Dir() == "rtl" {
		f.b.WriteString(`<w:rtl/>`)
	}
	f.b.WriteString(langTag(f.lang) + `</w:rPr>`)
	f.text(line, same)
	f.b.WriteString(`</w:r></w:p>`)
}

// columnWidths shares the page among columns as their widths ask.
func columnWidths(columns []Column) []int {
	sum, widths := 0.0, make([]int, len(columns))
	of := func(c Column) float64 {
		if c.Width == 0 {
			return 16
		}
		return c.Width
	}
	for _, c := range columns {
		sum += of(c)
	}
	for i, c := range columns {
		widths[i] = int(of(c) / sum * tableWidth)
	}
	return widths
}
