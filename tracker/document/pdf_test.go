package document

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"concord/tracker"
)

func TestMain(m *testing.M) {
	if ServePDF() {
		return
	}
	os.Exit(m.Run())
}

// tinyPDF writes a PDF whose pages have these content streams, with Times as
// F1, its italic as F2 and an image as I.
func tinyPDF(contents ...string) []byte {
	var b bytes.Buffer
	var offsets []int
	object := func(format string, args ...any) {
		offsets = append(offsets, b.Len())
		fmt.Fprintf(&b, "%d 0 obj\n"+format+"\nendobj\n", append([]any{len(offsets)}, args...)...)
	}
	const firstPage = 6
	var kids strings.Builder
	for i := range contents {
		fmt.Fprintf(&kids, "%d 0 R ", firstPage+2*i)
	}
	b.WriteString("%PDF-1.4\n")
	object("<< /Type /Catalog /Pages 2 0 R >>")
	object("<< /Type /Pages /Kids [%s] /Count %d >>", kids.String(), len(contents))
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>")
	object("<< /Type /Font /Subtype /Type1 /BaseFont /Times-Italic >>")
	object("<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8 /Length 1 >>\nstream\n0\nendstream")
	for i, content := range contents {
		object("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "+
			"/Resources << /Font << /F1 3 0 R /F2 4 0 R >> /XObject << /I 5 0 R >> >> >>", firstPage+2*i+1)
		object("<< /Length %d >>\nstream\n%s\nendstream", len(content), content)
	}
	xref := b.Len()
	fmt.Fprintf(&b, "xref\n0 %d\n0000000000 65535 f \n", len(offsets)+1)
	for _, at := range offsets {
		fmt.Fprintf(&b, "%010d 00000 n \n", at)
	}
	fmt.Fprintf(&b, "trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n", len(offsets)+1, xref)
	return b.Bytes()
}

// show is a line of a content stream.
func show(font string, size, x, y int, text string) string {
	return fmt.Sprintf("BT /%s %d Tf %d %d Td (%s) Tj ET\n", font, size, x, y, text)
}

func TestReadPDF(t *testing.T) {
	file := tinyPDF(
		show("F1", 10, 300, 800, "L/RES/7")+
			show("F2", 10, 120, 700, "Recalling")+show("F1", 10, 165, 700, "the storms of the year before and the nights with-")+
			show("F1", 10, 100, 688, "out lamps,")+show("F1", 6, 142, 692, "1")+
			show("F1", 8, 100, 60, "________________")+
			show("F1", 5, 104, 52, "1")+show("F1", 8, 110, 48, "As told in resolution 4."),
		show("F1", 8, 300, 800, "L/RES/7")+show("F1", 10, 120, 700, "1. Decides to light them, without")+
			show("F1", 10, 100, 688, "delay.")+show("F1", 8, 300, 30, "2/2"))
	d, err := readPDF(t.Context(), bytes.NewReader(file), int64(len(file)), DefaultLimits)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"L/RES/7",
		"Recalling the storms of the year before and the nights without lamps,",
		"1. Decides to light them, without delay."}
	if got := texts(d); !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if len(d.Notes) != 1 || d.Notes["1"] != "As told in resolution 4." {
		t.Errorf("notes are %q", d.Notes)
	}
	if len(d.Paragraphs) == 3 && !d.Paragraphs[1].Runs[0].Italic {
		t.Errorf("the opening word lost its italics: %+v", d.Paragraphs[1].Runs)
	}
}

func TestUnreadablePDF(t *testing.T) {
	text := tinyPDF(show("F1", 10, 100, 700, "lamps"), show("F1", 10, 100, 700, "oil"))
	with := func(change func(*Limits)) Limits {
		lim := DefaultLimits
		change(&lim)
		return lim
	}
	for _, test := range []struct {
		name string
		file []byte
		lim  Limits
		rule string
	}{
		{"cut short", text[:40], DefaultLimits, "damaged"},
		{"not a PDF inside", []byte("%PDF-1.7\nlamps, 灯, مصابيح"), DefaultLimits, "damaged"},
		{"a picture only", tinyPDF("q 500 0 0 700 0 0 cm /I Do Q"), DefaultLimits, "scanned"},
		{"more bytes than allowed", text, with(func(l *Limits) { l.Bytes = 100 }), "too-large"},
		{"more pages than allowed", text, with(func(l *Limits) { l.Pages = 1 }), "too-large"},
		{"no time", text, with(func(l *Limits) { l.Time = time.Millisecond }), "timeout"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := readPDF(t.Context(), bytes.NewReader(test.file), int64(len(test.file)), test.lim)
			if fault, ok := errors.AsType[tracker.Fault](err); !ok || fault.Rule != test.rule {
				t.Errorf("got %v, want a fault %q", err, test.rule)
			}
		})
	}
}

func TestPDFCalledOff(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	file := tinyPDF(show("F1", 10, 100, 700, "lamps"))
	if _, err := readPDF(ctx, bytes.NewReader(file), int64(len(file)), DefaultLimits); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want that it was called off", err)
	}
}

// A program whose main does not call ServePDF would start itself again and
// again.
func TestPDFInsideItsOwnChild(t *testing.T) {
	t.Setenv(pdfChildEnv, "{}")
	file := tinyPDF(show("F1", 10, 100, 700, "lamps"))
	_, err := readPDF(t.Context(), bytes.NewReader(file), int64(len(file)), DefaultLimits)
	if fault, ok := errors.AsType[tracker.Fault](err); !ok || fault.Rule != "pdf-reader" {
		t.Errorf("got %v, want the fault pdf-reader", err)
	}
}

// realPDFs gives the real PDFs of a folder, which are not part of the project:
// each is a process of its own, so a short test takes a few.
func realPDFs(t testing.TB, pattern string) []string {
	root := cmp.Or(os.Getenv("CONCORD_CORPORA"), "../../../shared/corpora")
	names, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil || len(names) == 0 {
		t.Skipf("there are no real documents at %s", filepath.Join(root, pattern))
	}
	if testing.Short() {
		return names[:min(len(names), 8)]
	}
	return names
}

func readRealPDF(t testing.TB, name string) (*Document, error) {
	file, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return readPDF(t.Context(), bytes.NewReader(file), int64(len(file)), DefaultLimits)
}

func TestDamagedPDFs(t *testing.T) {
	for _, name := range realPDFs(t, "hostile/pdf/*.pdf") {
		d, err := readRealPDF(t, name)
		if _, ok := errors.AsType[tracker.Fault](err); err != nil && !ok {
			t.Errorf("%s: %v is not a fault", filepath.Base(name), err)
		}
		if err == nil && len(d.Paragraphs) == 0 && len(d.Faults) == 0 {
			t.Errorf("%s: neither text nor fault", filepath.Base(name))
		}
	}
}

// Without -thorough one PDF in so many is read here: other suites read all of them,
// and hold what becomes of them.
const sampled = 4

var thorough = flag.Bool("thorough", false, "every real PDF, not a sample of them")

// TestRealPDFs holds the share of paragraphs of real resolutions that begin as
// one does: with a verb in italics or a label. Others are the source's own
// oddities; a rise means that paragraphs are cut in the wrong place.
func TestRealPDFs(t *testing.T) {
	const most = 0.02
	all, odd := 0, 0
	for i, name := range realPDFs(t, "unga/*.pdf") {
		if !*thorough && i%sampled != 0 {
			continue
		}
		d, err := readRealPDF(t, name)
		if err != nil {
			t.Errorf("%s: %v", filepath.Base(name), err)
			continue
		}
		enacted := false
		for _, p := range d.Paragraphs {
			if !enacted {
				enacted = strings.HasSuffix(p.Text(), "Assembly,")
				continue
			}
			all++
			if p.Cell == nil && p.Style != "heading" && !p.Runs[0].Italic && !itemLabel.MatchString(p.Text()) {
				odd++
				t.Logf("%s, %s: %.60s", filepath.Base(name), p.Place, p.Text())
			}
		}
	}
	t.Logf("%d paragraphs after the enacting phrase, %d begin with neither verb nor label", all, odd)
	if float64(odd) > most*float64(all) {
		t.Errorf("%d of %d paragraphs begin in the middle", odd, all)
	}
}

func BenchmarkReadPDF(b *testing.B) {
	names := realPDFs(b, "unga/*.pdf")
	pages := 0
	for b.Loop() {
		for _, name := range names[:min(len(names), 10)] {
			file, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			err = pdfPages(b.Context(), bytes.NewReader(file), DefaultLimits, func(p pdfPage) {
				pdfLines(p)
				pages++
			})
			if err != nil {
				b.Fatal(err)
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Milliseconds())/float64(pages), "ms/page")
}
