package document

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"concord/tracker"
)

// Read reads a file of size bytes. An error is a [tracker.Fault] that says what
// is wrong with the file and what to do, or that of ctx.
//
// A document with tracked changes holds two texts; call [Document.As] for one.
func Read(ctx context.Context, r io.ReaderAt, size int64, lim Limits) (*Document, error) {
	lim = lim.orDefault()
	if size > lim.Bytes {
		return nil, tooLarge("file", fmt.Sprintf("larger than %d MiB", lim.Bytes>>20))
	}
	ctx, cancel := context.WithTimeout(ctx, lim.Time)
	defer cancel()
	b := &budget{ctx: ctx, lim: lim}
	format, err := b.sniff(r, size)
	if err != nil {
		return nil, err
	}
	var d *Document
	switch format {
	case Word:
		var z *zip.Reader
		if z, err = b.openArchive(r, size); err == nil {
			d, err = readDocx(b, z)
		}
	case AkomaNtoso:
		d, err = readAKN(b, io.NewSectionReader(r, 0, size))
	case PDF:
		d, err = readPDF(ctx, r, size, lim)
	case HTML:
		d, err = readHTML(b, io.NewSectionReader(r, 0, size))
	case PlainText:
		d, err = readText(b, io.NewSectionReader(r, 0, size))
	}
	if err != nil {
		return nil, err
	}
	return d.settle(), nil
}

// settle brings what a reader gave into the form that Read promises.
func (d *Document) settle() *Document {
	if d.Notes == nil {
		d.Notes = map[string]string{}
	}
	d.stripDebris()
	if d.Tracked() {
		d.labelTracked()
		return d
	}
	d = d.As(Proposed)
	if len(d.Paragraphs) == 0 {
		d.Faults = append(d.Faults, tracker.Fault{Place: "file", Rule: "empty", Problem: "there is no text in it"})
	}
	return d
}

// Sniff decides by content, never by name, what kind of file this is. For one
// that cannot be read it gives the fault that says so.
func Sniff(ctx context.Context, r io.ReaderAt, size int64, lim Limits) (Format, error) {
	b := &budget{ctx: ctx, lim: lim.orDefault()}
	return b.sniff(r, size)
}

// sniffBytes is how far into a file its kind is looked for. A PDF may have up
// to a kilobyte before it begins; comments may stand before a root element.
const sniffBytes = 8 << 10

func (b *budget) sniff(r io.ReaderAt, size int64) (Format, error) {
	head := make([]byte, min(size, sniffBytes))
	if _, err := io.ReadFull(io.NewSectionReader(r, 0, size), head); err != nil {
		return "", damaged("file", err)
	}
	if len(bytes.TrimSpace(head)) == 0 {
		return "", damaged("file", errors.New("there is nothing in it"))
	}
	switch {
	case bytes.HasPrefix(head, []byte("PK\x03\x04")), bytes.HasPrefix(head, []byte("PK\x05\x06")):
		return b.sniffArchive(r, size)
	case bytes.HasPrefix(head, []byte("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")):
		return "", b.compoundFile(r, size)
	case bytes.Contains(head[:min(len(head), 1<<10)], []byte("%PDF-")):
		return PDF, nil
	}
	for _, known := range otherKinds {
		if strings.HasPrefix(string(head), known.start) {
			return "", unknownFormat(known.name)
		}
	}
	return sniffText(head)
}

// otherKinds are files that people send and that hold no text to be read here.
var otherKinds = []struct{ start, name string }{
	{"{\\rtf", "an RTF file"}, {"\x89PNG", "a PNG image"}, {"\xFF\xD8\xFF", "a JPEG image"},
	{"GIF8", "a GIF image"}, {"II*\x00", "a TIFF image"}, {"MM\x00*", "a TIFF image"}, {"BM", "a bitmap image"},
	{"Rar!", "a RAR archive"}, {"7z\xBC\xAF\x27\x1C", "a 7-Zip archive"}, {"\x1F\x8B", "a gzip archive"},
	{"%!PS", "a PostScript file"}, {"\x7FELF", "a program"}, {"MZ\x90", "a program"}, {"\xFFWPC", "a WordPerfect file"},
}

func unknownFormat(what string) error {
	return tracker.Fault{Place: "file", Rule: "unknown-format",
		Problem: "this is " + what + "; save it as .docx, PDF, HTML or text"}
}

func encrypted(place string) error {
	return tracker.Fault{Place: place, Rule: "encrypted", Problem: "protected by a password; save it without one"}
}

// sniffArchive tells the kinds of ZIP files apart by the parts they have.
func (b *budget) sniffArchive(r io.ReaderAt, size int64) (Format, error) {
	z, err := b.openArchive(r, size)
	if err != nil {
		return "", err
	}
	has := func(start string) bool {
		for _, f := range z.File {
			if strings.HasPrefix(strings.ToLower(f.Name), start) {
				return true
			}
		}
		return false
	}
	switch {
	case has("word/"), has("[content_types].xml") && !has("xl/") && !has("ppt/") && !has("visio/"):
		return Word, nil
	case has("xl/"):
		return "", unknownFormat("an Excel workbook")
	case has("ppt/"):
		return "", unknownFormat("a PowerPoint presentation")
	case has("mimetype") && has("content.xml"):
		return "", unknownFormat("an OpenDocument file")
	case has("mimetype"):
		return "", unknownFormat("an e-book")
	}
	return "", tracker.Fault{Place: "file", Rule: "unknown-format", Problem: "this is an archive; unpack it and take the files in it"}
}

// compoundFile tells a Word file of before 2007 from an encrypted one of today:
// both are "compound files", whose directory has the names of their streams.
func (b *budget) compoundFile(r io.ReaderAt, size int64) error {
	has := map[string]bool{}
	names := []string{"EncryptedPackage", "WordDocument", "Workbook", "PowerPoint Document"}
	window := make([]byte, 1<<16)
	const overlap = 64 // longer than any of the names in UTF-16
	for at := int64(0); at < size; at += int64(len(window) - overlap) {
		n, err := r.ReadAt(window, at)
		if err != nil && err != io.EOF {
			return damaged("file", err)
		}
		for _, name := range names {
			wide := strings.Join(strings.Split(name, ""), "\x00") + "\x00"
			has[name] = has[name] || bytes.Contains(window[:n], []byte(wide))
		}
		if err := b.time("file"); err != nil {
			return err
		}
	}
	switch {
	case has["EncryptedPackage"]:
		return encrypted("file")
	case has["Workbook"]:
		return unknownFormat("an Excel workbook of before 2007")
	case has["PowerPoint Document"]:
		return unknownFormat("a PowerPoint presentation of before 2007")
	}
	return tracker.Fault{Place: "file", Rule: "legacy-doc",
		Problem: "a Word file in the format of before 2007 (.doc); open it in Word and save it as .docx"}
}

// sniffText tells Akoma Ntoso, HTML and plain text apart, and text from what is not.
func sniffText(head []byte) (Format, error) {
	utf16 := bytes.HasPrefix(head, []byte{0xFF, 0xFE}) || bytes.HasPrefix(head, []byte{0xFE, 0xFF})
	if n := bytes.Count(head, []byte{0}); n > 0 && !utf16 {
		if n > len(head)/4 {
			return "", tracker.Fault{Place: "file", Rule: "unknown-format",
				Problem: "this looks like text in UTF-16 without a byte order mark; save it as UTF-8"}
		}
		return "", unknownFormat("not text")
	}
	if utf16 {
		text, _, err := decodeText(head[:len(head)&^1], false)
		if err != nil {
			return "", damaged("file", err)
		}
		head = []byte(text)
	}
	head = bytes.TrimSpace(bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF")))
	start := strings.ToLower(string(head))
	root := rootElement(start)
	switch {
	case root == "akomantoso":
		return AkomaNtoso, nil
	case strings.HasPrefix(start, "<!doctype html"), htmlElements[root], strings.Contains(start, "<html"):
		return HTML, nil
	case strings.HasPrefix(start, "<?xml"):
		return "", unknownFormat(fmt.Sprintf("XML of another kind (its root is %q)", root))
	}
	odd := 0
	for _, c := range head {
		if c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1B {
			odd++
		}
	}
	if odd*20 > len(head) {
		return "", unknownFormat("not text")
	}
	return PlainText, nil
}

// rootElement is the local name of the first element of XML or HTML, without
// what may stand before it.
func rootElement(s string) string {
	for {
		s = strings.TrimSpace(s)
		switch {
		case strings.HasPrefix(s, "<!--"):
			_, s, _ = strings.Cut(s, "-->")
			continue
		case strings.HasPrefix(s, "<?"), strings.HasPrefix(s, "<!"):
			head, rest, _ := strings.Cut(s, ">")
			if strings.Contains(head, "[") {
				_, rest, _ = strings.Cut(s, "]>")
			}
			s = rest
			continue
		case !strings.HasPrefix(s, "<"):
			return ""
		}
		name := strings.FieldsFunc(s[1:], func(r rune) bool { return strings.ContainsRune(" \t\r\n/>", r) })
		if len(name) == 0 {
			return ""
		}
		return name[0][strings.LastIndex(name[0], ":")+1:]
	}
}

// htmlElements are those that a page without <html> begins with.
var htmlElements = map[string]bool{
	"html": true, "head": true, "body": true, "title": true, "meta": true, "div": true, "p": true, "article": true, "main": true,
	"section": true, "h1": true, "h2": true, "h3": true, "table": true, "ol": true, "ul": true, "span": true, "b": true, "i": true,
	"strong": true, "em": true, "font": true, "center": true, "blockquote": true, "pre": true, "header": true,
}
