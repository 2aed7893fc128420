package document

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"time"

	"concord/tracker"
)

// A PDF is a drawing: it says where each character stands and nothing about
// lines, paragraphs or notes. It is read in steps, each of them a file:
//
//	pdf_child.go      the file -> glyphs with place and font, in a process of its own
//	pdf_wire.go       how they travel to this process
//	pdf_lines.go      glyphs -> words and lines; right-to-left lines put in reading order
//	pdf_furniture.go  running heads, feet and page numbers are taken off
//	pdf_notes.go      footnotes are taken off, their marks become Note runs
//	pdf_paragraphs.go lines -> paragraphs, over page ends as well
//	pdf_words.go      hyphens and stray spaces at the joins

// readPDF reads a PDF with a text layer.
func readPDF(ctx context.Context, r io.ReaderAt, size int64, lim Limits) (*Document, error) {
	if size > lim.Bytes {
		return nil, pdfFault("file", "too-large", fmt.Sprintf("the file has %d bytes, the limit is %d", size, lim.Bytes))
	}
	layout := newPDFLayout(lim)
	err := pdfPages(ctx, io.NewSectionReader(r, 0, size), lim, layout.add)
	switch {
	case errors.Is(ctx.Err(), context.Canceled):
		return nil, ctx.Err()
	case err == nil:
	case layout.pages > 0 && layout.text:
		// What was read is worth having; the fault says that there was more.
		layout.faults = append(layout.faults, pdfFault(fmt.Sprintf("page %d", layout.pages+1), asFault(err).Rule,
			"the reading ended before this page: "+asFault(err).Problem))
	default:
		return nil, asFault(err)
	}
	if !layout.text {
		return nil, pdfFault("file", "scanned", fmt.Sprintf(
			"%s without a text layer: run text recognition on the file, or get the Word file", countOf(layout.pages, "page")))
	}
	return layout.document(), nil
}

// pdfPages runs the child process on file and hands each page to add.
func pdfPages(ctx context.Context, file io.Reader, lim Limits, add func(pdfPage)) error {
	if os.Getenv(pdfChildEnv) != "" {
		// A program that does not call ServePDF would start itself forever.
		return pdfFault("file", "pdf-reader", "this program reads no PDF: its main does not call document.ServePDF")
	}
	self, err := os.Executable()
	if err != nil {
		return pdfFault("file", "pdf-reader", "the program does not find its own file: "+err.Error())
	}
	spec, err := json.Marshal(lim)
	if err != nil {
		return pdfFault("file", "pdf-reader", err.Error())
	}
	timed, cancel := context.WithTimeout(ctx, lim.Time)
	defer cancel()
	child := exec.CommandContext(timed, self)
	child.Env = append(os.Environ(), pdfChildEnv+"="+string(spec))
	child.Stdin = file
	child.WaitDelay = time.Second // for pipes that outlive a killed child
	stderr := &headWriter{max: 2000}
	child.Stderr = stderr
	out, err := child.StdoutPipe()
	if err != nil {
		return pdfFault("file", "pdf-reader", err.Error())
	}
	if err := child.Start(); err != nil {
		return pdfFault("file", "pdf-reader", "the reading process does not start: "+err.Error())
	}
	for page, err := range readPDFWire(io.LimitReader(out, maxPDFStream), lim.Pages) {
		if err != nil {
			cancel()
			child.Wait()
			return pdfStopped(timed, err, stderr, lim)
		}
		add(page)
	}
	cancel()
	child.Wait()
	return nil
}

// maxPDFStream bounds all pages of one file on the wire: 3000 full pages take
// 450 megabytes, and nothing of them is kept but their lines.
const maxPDFStream = 1 << 30

// pdfStopped says why the stream of pages broke off.
func pdfStopped(timed context.Context, err error, stderr *headWriter, lim Limits) error {
	switch {
	case errors.Is(timed.Err(), context.DeadlineExceeded):
		return pdfFault("file", "timeout", fmt.Sprintf("the file was not read within %s", lim.Time))
	case errors.Is(err, errPDFCut) && bytes.Contains(stderr.head, []byte("out of memory")):
		return pdfFault("file", "too-large", "the file needs more memory than it may use")
	case errors.Is(err, errPDFCut):
		return pdfFault("file", "damaged", "the PDF reader stopped in the middle: the file may be damaged")
	}
	return asFault(err)
}

// asFault gives err the form that people are shown.
func asFault(err error) tracker.Fault {
	if fault, ok := errors.AsType[tracker.Fault](err); ok {
		return fault
	}
	return pdfFault("file", "pdf-reader", err.Error())
}

func pdfFault(place, rule, problem string) tracker.Fault {
	return tracker.Fault{Place: place, Rule: rule, Problem: problem}
}

func countOf(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// A headWriter keeps the first max bytes of what is written and drops the rest.
type headWriter struct {
	head []byte
	max  int
}

func (w *headWriter) Write(b []byte) (int, error) {
	w.head = append(w.head, b[:min(len(b), w.max-len(w.head))]...)
	return len(b), nil
}
