package document

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/net/html/charset"
)

// tokenBytes is the longest tag or stretch of text that is read: a decoder
// holds a whole one in memory, and the longest paragraph ever seen in a
// conference's file has some tens of kilobytes.
const tokenBytes = 4 << 20

// errSkip, returned by xmlVisitor.start, passes over an element and all in it.
var errSkip = errors.New("skip this element")

// An xmlVisitor is told of each element and text in turn. end is not called
// for an element that start skipped.
type xmlVisitor struct {
	start func(xml.StartElement) error
	end   func(xml.EndElement) error
	text  func([]byte) // or nil
}

// walk reads XML within the budget. A document type definition is refused: it
// can make a short file endless, and no official document needs one.
func (b *budget) walk(place string, r io.Reader, v xmlVisitor) error {
	in := &tokenReader{r: r}
	d := xml.NewDecoder(in)
	d.CharsetReader = charsetReader
	d.Entity = xml.HTMLEntity
	depth, skipped := 0, 0
	for {
		t, err := d.Token()
		if err == io.EOF && depth == 0 {
			return nil
		}
		if err == nil {
			in.sinceToken = 0
			err = b.token(place)
		}
		if err != nil {
			return damaged(place, err)
		}
		switch t := t.(type) {
		case xml.Directive:
			if bytes.HasPrefix(bytes.TrimSpace(t), []byte("DOCTYPE")) {
				return damaged(place, errors.New("a document type definition is not allowed"))
			}
		case xml.StartElement:
			if depth++; depth > b.lim.Depth {
				return tooLarge(place, fmt.Sprintf("elements nested more than %d deep", b.lim.Depth))
			}
			if skipped > 0 {
				skipped++
			} else if err = v.start(t); err == errSkip {
				skipped, err = 1, nil
			}
		case xml.EndElement:
			depth--
			if skipped > 0 {
				skipped--
			} else {
				err = v.end(t)
			}
		case xml.CharData:
			if skipped == 0 && v.text != nil {
				v.text(t)
			}
		}
		if err != nil {
			return damaged(place, err)
		}
	}
}

// charsetReader decodes a declared encoding. UTF-16 has been decoded by its
// byte order mark before XML is read.
func charsetReader(label string, in io.Reader) (io.Reader, error) {
	if strings.HasPrefix(strings.ToLower(label), "utf-16") {
		return in, nil
	}
	return charset.NewReaderLabel(label, in)
}

// A tokenReader stops where one token grows too long.
type tokenReader struct {
	r          io.Reader
	sinceToken int
}

func (t *tokenReader) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if t.sinceToken += n; t.sinceToken > tokenBytes {
		return 0, tooLarge("", fmt.Sprintf("a stretch of text or a tag longer than %d MiB", tokenBytes>>20))
	}
	return n, err
}

// attr is the value of e's attribute with this local name.
func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
