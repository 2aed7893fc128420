package document

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/gogs/chardet"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/unicode"
)

// decodeUTF16 decodes r where it begins with the byte order mark of UTF-16,
// and drops that of UTF-8.
func decodeUTF16(r io.Reader) (io.Reader, error) {
	in := bufio.NewReader(r)
	start, err := in.Peek(3)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch {
	case bytes.HasPrefix(start, []byte{0xFF, 0xFE}), bytes.HasPrefix(start, []byte{0xFE, 0xFF}):
		return unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(in), nil
	case bytes.HasPrefix(start, []byte("\xEF\xBB\xBF")):
		_, err = in.Discard(3)
		return in, err
	}
	return in, nil
}

// textBytes is the longest text or page that is read: it is held in memory
// several times over, and the longest Final Acts have two megabytes of text.
const textBytes = 16 << 20

func readAll(r io.Reader) ([]byte, error) {
	b, err := io.ReadAll(io.LimitReader(r, textBytes+1))
	switch {
	case err != nil:
		return nil, damaged("file", err)
	case len(b) > textBytes:
		return nil, tooLarge("file", fmt.Sprintf("a text longer than %d MiB", textBytes>>20))
	}
	return b, nil
}

// decodeText makes text of bytes of unknown encoding: by the byte order mark,
// else UTF-8 where it is valid, else as the page declares (HTML only), else by
// the statistics of letters. guessed names the encoding where only the
// statistics speak for it.
func decodeText(b []byte, isHTML bool) (text, guessed string, err error) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		b = b[3:]
	case bytes.HasPrefix(b, []byte{0xFF, 0xFE}), bytes.HasPrefix(b, []byte{0xFE, 0xFF}):
		b, err = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(b)
		return string(b), "", err
	}
	if utf8.Valid(b) {
		return string(b), "", nil
	}
	if isHTML {
		if e, name, certain := charset.DetermineEncoding(b[:min(len(b), 1024)], ""); certain && name != "utf-8" {
			b, err = e.NewDecoder().Bytes(b)
			return string(b), "", err
		}
	}
	e, name, err := guess(b)
	if err != nil {
		return "", "", err
	}
	b, err = e.NewDecoder().Bytes(b)
	return string(b), name, err
}

// guess names the encoding of b by its letters. ISO 8859-1 and -15 are decoded
// as windows-1252, which has the same letters and also those that programs
// really write.
func guess(b []byte) (encoding.Encoding, string, error) {
	best, err := chardet.NewTextDetector().DetectBest(b)
	if err != nil {
		return nil, "", fmt.Errorf("the encoding is not known: %w", err)
	}
	name := best.Charset
	switch strings.ToUpper(name) {
	case "ISO-8859-1", "ISO-8859-15":
		name = "windows-1252"
	case "GB-18030":
		name = "gb18030"
	}
	e, err := htmlindex.Get(name)
	if err != nil {
		return nil, "", fmt.Errorf("the encoding looks like %s, which is not known here", name)
	}
	return e, name, nil
}
