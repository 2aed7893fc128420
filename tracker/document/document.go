// Package document is the first stage: the bytes of a file become a
// [Document], a flat list of paragraphs with what the file says about each:
// style, label, tracked changes, notes, place in a table. It knows formats and
// nothing about resolutions; tracker/grammar takes the list from here.
//
// One file a format: docx.go, akn.go, pdf.go, html.go, text.go. The type is
// decided by content, never by name.
//
// # Styles
//
// Conference templates name their styles alike in every language, with small
// differences in spelling ("Res_No", "Res No"). Readers bring those they know
// to one spelling, and a style that is based on a known one to that one:
//
//	ResNo Restitle Resref RecNo Rectitle Recref   number, title, place and year
//	Call                                          a section's heading
//	enumlev1 enumlev2 enumlev3                    items, by depth
//	AnnexNo Annextitle AnnexNoTitle               and AppendixNo, SectionNo, PartNo, ArtNo ... likewise
//	Normalaftertitle Note Proposal Reasons Heading1 ... Heading9 TOC1 Tablehead Tabletext
//	""                                            body
//
// An unknown style keeps its name. Akoma Ntoso gives ResNo, Restitle, Call,
// AnnexNo and Annextitle for what its elements say, and of its own enacting
// (a formula), docTitle (of a collection), heading (of a part), conclusions and
// toc. HTML and Markdown give h1 to h6, li and blockquote.
//
// # Characters
//
// Text is in NFC. Every kind of space is a plain one; soft hyphens, zero width
// spaces and marks of direction are gone, and [Paragraph.RTL] says the
// direction. The non-breaking hyphen (U+2011), the minus sign and the tatweel
// stay as they are. A tab is \t, a line break inside a paragraph \n. U+FFFD
// stands for a sign of an unknown font, with a fault.
//
// # Labels
//
// A label that the program counts (Word's lists, HTML's ol) or that is marked
// up (Akoma Ntoso's num) is in [Paragraph.Label]; one typed into the text is
// still there, in Word usually with a tab behind it.
//
// # Caveats
//
// Headers, footers and comments of Word are not read. A text box stands after
// the paragraph it is anchored in. Footnotes that Word restarts on each page
// are numbered through. Plain text has no structure but its lines: where they
// were wrapped is inferred, see text_lines.go.
//
// # Limits
//
// See [Limits]. A file beyond them, or one that cannot be read (legacy .doc,
// encrypted, scanned, damaged), is a [tracker.Fault] that says what to do. Its
// rules: too-large, timeout, damaged, encrypted, legacy-doc, scanned,
// unknown-format. Faults in a Document that was read: encoding, symbol,
// note-mark, flattened-change, empty.
package document

import (
	"slices"
	"strings"

	"concord/tracker"
)

// A Format is a kind of file that can be read.
type Format string

// The formats.
const (
	Word       Format = "docx"
	AkomaNtoso Format = "akn"
	PDF        Format = "pdf"
	HTML       Format = "html"
	PlainText  Format = "text" // Markdown is read as plain text
)

// A Document is a file as a flat list of paragraphs in reading order.
type Document struct {
	Format     Format
	Lang       tracker.Lang // as the file declares it, or "" ; the grammar decides
	Paragraphs []Paragraph
	Notes      map[string]string // footnote text by the id that runs refer to; see [NoteMark]
	Faults     []tracker.Fault

	noteTexts map[string][]Paragraph // of notes with tracked changes, by id
}

// A Paragraph is one paragraph, heading, list item or table cell.
type Paragraph struct {
	Place string // for faults: "page 3", "paragraph 40", "line 12"
	Style string // see Styles in the package comment; "" for body
	Label string // the label, automatic or marked up as such; a label typed into the text stays there
	Level int    // depth of list or outline, from 0
	Runs  []Run
	Cell  *Cell // where in a table, or nil
	RTL   bool  // the paragraph is set right to left
	Mark  Op    // whether the paragraph's end was inserted or deleted

	// What only As needs.
	gone      bool      // the end was inserted and deleted again: it is in neither text
	container int       // paragraphs may be joined only with the next of the same stretch of text
	item      *listItem // where in a list, when the label is automatic
	before    *form     // what the base text has here, when a tracked change altered it
	noteOf    string    // the note that this is a paragraph of
}

// An Op says to which of two texts a run belongs.
type Op byte

// The ops of tracked changes.
const (
	Same     Op = 0
	Inserted Op = '+'
	Deleted  Op = '-'
)

// A Run is a stretch of text of one kind. A run with Note holds no text: it is
// the mark of a footnote.
type Run struct {
	Op     Op
	Text   string
	Italic bool
	Bold   bool
	Note   string // id in Document.Notes
	Author string // of a tracked change
	Date   string // of a tracked change, as written

	mark   string // of a note, when its author typed one
	branch string // what follows a note's number, as in "1bis"
}

// A Cell is a place in a table, all from 1.
type Cell struct{ Table, Row, Column int }

// A View chooses between the two texts that a document with tracked changes holds.
type View string

// Base rejects every change, Proposed accepts every one.
const (
	Base     View = "base"
	Proposed View = "proposed"
)

// Text is the paragraph's text without notes, all tracked runs included: use
// it on a document that As has made plain.
func (p Paragraph) Text() string {
	var b strings.Builder
	for _, r := range p.Runs {
		b.WriteString(r.Text)
	}
	return b.String()
}

// Tracked reports whether d holds two texts: whether anything in it, or in its
// notes, was inserted, deleted or given another form.
func (d *Document) Tracked() bool {
	if slices.ContainsFunc(d.Paragraphs, Paragraph.tracked) {
		return true
	}
	for _, paragraphs := range d.noteTexts {
		if slices.ContainsFunc(paragraphs, Paragraph.tracked) {
			return true
		}
	}
	return false
}

func (p Paragraph) tracked() bool {
	return p.Mark != Same || p.before != nil || slices.ContainsFunc(p.Runs, func(r Run) bool { return r.Op != Same })
}
