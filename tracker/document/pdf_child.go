package document

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/klippa-app/go-pdfium"
	pdferrors "github.com/klippa-app/go-pdfium/errors"
	"github.com/klippa-app/go-pdfium/references"
	"github.com/klippa-app/go-pdfium/requests"
	"github.com/klippa-app/go-pdfium/webassembly"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
)

// pdfChildEnv marks the process that reads one PDF; its value is the Limits as
// JSON.
const pdfChildEnv = "CONCORD_READ_PDF"

// ServePDF must be the first call of main, and of TestMain in every package
// whose tests read a PDF. In the process that [Read] starts for a PDF it reads
// the file from standard input, writes its characters to standard output, and
// reports true: the caller then returns. Everywhere else it does nothing and
// reports false.
//
// The reader is PDFium as WebAssembly: memory-safe towards the rest of the
// machine, with no file system and a bounded memory, and killed with its
// process when it takes too long.
func ServePDF() (handled bool) {
	spec := os.Getenv(pdfChildEnv)
	if spec == "" {
		return false
	}
	out := bufio.NewWriterSize(os.Stdout, 256<<10)
	defer out.Flush()
	var lim Limits
	if json.Unmarshal([]byte(spec), &lim) != nil {
		return true // the parent misses the greeting and says so
	}
	out.WriteString(pdfGreeting + "\n")
	end := servePDF(os.Stdin, json.NewEncoder(out), lim)
	json.NewEncoder(out).Encode(pdfMessage{End: &end})
	return true
}

// pdfLeastMemory is what PDFium needs before it has read anything, with room
// for a small file.
const pdfLeastMemory = 32 << 20

func servePDF(in io.Reader, out *json.Encoder, lim Limits) (end pdfEnd) {
	defer func() {
		// PDFium's Go wrapper panics when the module behind it has trapped.
		if p := recover(); p != nil {
			end = pdfEnd{"damaged", "the PDF reader gave up in the middle: the file may be damaged"}
		}
	}()
	// Half of the allowance goes to the module and the file in it, half to
	// this process around it.
	debug.SetMemoryLimit(lim.Memory / 2)
	file, err := io.ReadAll(io.LimitReader(in, lim.Bytes+1))
	if err != nil || int64(len(file)) > lim.Bytes {
		return pdfEnd{"too-large", fmt.Sprintf("the file is over the limit of %d bytes", lim.Bytes)}
	}
	reader, err := startPDFium(max(lim.Memory/2, pdfLeastMemory))
	if err != nil {
		return pdfEnd{"pdf-reader", "the PDF reader does not start: " + err.Error()}
	}
	doc, err := reader.OpenDocument(&requests.OpenDocument{File: &file})
	if err != nil {
		return openingEnd(err)
	}
	pages, err := reader.FPDF_GetPageCount(&requests.FPDF_GetPageCount{Document: doc.Document})
	switch {
	case err != nil || pages.PageCount == 0:
		return pdfEnd{"damaged", "the file was opened and no page was found in it"}
	case pages.PageCount > lim.Pages:
		return pdfEnd{"too-large", fmt.Sprintf("the file has %d pages, the limit is %d", pages.PageCount, lim.Pages)}
	}
	for i := range pages.PageCount {
		page := readPage(reader, doc.Document, i)
		if err := out.Encode(pdfMessage{Page: &page}); err != nil {
			return pdfEnd{}
		}
	}
	return pdfEnd{}
}

// openingEnd says why PDFium refused the file.
func openingEnd(err error) pdfEnd {
	switch {
	case errors.Is(err, pdferrors.ErrPassword), errors.Is(err, pdferrors.ErrSecurity):
		return pdfEnd{"encrypted", "the file is encrypted: remove the password and try again"}
	default:
		return pdfEnd{"damaged", "the file begins as a PDF and cannot be opened as one: it is damaged or cut short"}
	}
}

// startPDFium starts one PDFium. Compiling it takes seconds and some hundred
// megabytes, so the machine code is kept in the user's cache folder. It is
// written under a temporary name and then renamed, so two processes may do so
// at once. A folder that cannot be used costs the time, not the reading; a
// folder shared between users is never used, for code is run from it.
func startPDFium(memory int64) (pdfium.Pdfium, error) {
	if dir, err := os.UserCacheDir(); err == nil {
		cache, err := wazero.NewCompilationCacheWithDir(filepath.Join(dir, "concord"))
		if err == nil {
			if reader, err := startPDFiumWith(memory, cache); err == nil {
				return reader, nil
			}
		}
	}
	return startPDFiumWith(memory, wazero.NewCompilationCache())
}

func startPDFiumWith(memory int64, cache wazero.CompilationCache) (pdfium.Pdfium, error) {
	const wasmPage = 64 << 10
	pool, err := webassembly.Init(webassembly.Config{
		MinIdle: 1, MaxIdle: 1, MaxTotal: 1,
		Context:  context.Background(),
		FSConfig: wazero.NewFSConfig(), // no file system: the default would mount "/"
		Stdout:   io.Discard, Stderr: io.Discard,
		RuntimeConfig: wazero.NewRuntimeConfig().
			WithCoreFeatures(api.CoreFeaturesV2 | experimental.CoreFeaturesExceptionHandling).
			WithMemoryLimitPages(uint32(min(memory/wasmPage, 1<<16))).
			WithCompilationCache(cache),
	})
	if err != nil {
		return nil, err
	}
	return pool.GetInstanceWithContext(context.Background())
}

// readPage gives the glyphs of page i. A page that fails carries its fault and
// leaves the others readable.
func readPage(reader pdfium.Pdfium, doc references.FPDF_DOCUMENT, i int) pdfPage {
	p := pdfPage{Number: i + 1}
	loaded, err := reader.FPDF_LoadPage(&requests.FPDF_LoadPage{Document: doc, Index: i})
	if err != nil {
		p.Fault = "the page is damaged"
		return p
	}
	defer reader.FPDF_ClosePage(&requests.FPDF_ClosePage{Page: loaded.Page})
	page := requests.Page{ByReference: &loaded.Page}
	if w, err := reader.FPDF_GetPageWidthF(&requests.FPDF_GetPageWidthF{Page: page}); err == nil {
		p.Width = hundredths(float64(w.PageWidth))
	}
	if h, err := reader.FPDF_GetPageHeightF(&requests.FPDF_GetPageHeightF{Page: page}); err == nil {
		p.Height = hundredths(float64(h.PageHeight))
	}
	text, err := reader.FPDFText_LoadPage(&requests.FPDFText_LoadPage{Page: page})
	if err != nil {
		p.Fault = "the text of the page cannot be read"
		return p
	}
	defer reader.FPDFText_ClosePage(&requests.FPDFText_ClosePage{TextPage: text.TextPage})
	count, err := reader.FPDFText_CountChars(&requests.FPDFText_CountChars{TextPage: text.TextPage})
	if err != nil {
		p.Fault = "the text of the page cannot be read"
		return p
	}
	if count.Count > maxPDFGlyphs {
		p.Fault = fmt.Sprintf("the page has %d characters, the limit is %d", count.Count, maxPDFGlyphs)
		return p
	}
	glyphs := glyphReader{pdfium: reader, text: text.TextPage, page: &p, fonts: map[pdfFont]int32{}}
	for i := range count.Count {
		glyphs.read(i)
	}
	if len(p.Glyphs) == 0 {
		p.Images = countImages(reader, page)
	}
	return p
}

// countImages tells a scanned page from an empty one. It looks at so many
// objects at most that a drawing does not hold the reading up.
func countImages(reader pdfium.Pdfium, page requests.Page) (images int) {
	const enough = 1000
	objects, err := reader.FPDFPage_CountObjects(&requests.FPDFPage_CountObjects{Page: page})
	if err != nil {
		return 0
	}
	for i := range min(objects.Count, enough) {
		object, err := reader.FPDFPage_GetObject(&requests.FPDFPage_GetObject{Page: page, Index: i})
		if err != nil {
			return images
		}
		kind, err := reader.FPDFPageObj_GetType(&requests.FPDFPageObj_GetType{PageObject: object.PageObject})
		if err == nil && kind.Type == 3 { // FPDF_PAGEOBJ_IMAGE
			images++
		}
	}
	return images
}

// A glyphReader asks PDFium for one character after the other.
type glyphReader struct {
	pdfium pdfium.Pdfium
	text   references.FPDF_TEXTPAGE
	page   *pdfPage
	fonts  map[pdfFont]int32

	// The style last asked for, and the height of the glyph it was asked for:
	// asking is dear, so it is done at the start of a word and where height or
	// baseline change.
	font   int32
	size   int32
	height float32
	base   float64
	fresh  bool
}

func (g *glyphReader) read(i int) {
	u, err := g.pdfium.FPDFText_GetUnicode(&requests.FPDFText_GetUnicode{TextPage: g.text, Index: i})
	if err != nil || u.Unicode == 0 || u.Unicode > 0x10FFFF {
		g.fresh = true
		return
	}
	made, err := g.pdfium.FPDFText_IsGenerated(&requests.FPDFText_IsGenerated{TextPage: g.text, Index: i})
	if err != nil || made.IsGenerated {
		g.fresh = true // spaces and line ends that PDFium guessed: the layout has better evidence
		return
	}
	box, err := g.pdfium.FPDFText_GetLooseCharBox(&requests.FPDFText_GetLooseCharBox{TextPage: g.text, Index: i})
	if err != nil {
		return
	}
	at, err := g.pdfium.FPDFText_GetCharOrigin(&requests.FPDFText_GetCharOrigin{TextPage: g.text, Index: i})
	if err != nil {
		return
	}
	height := box.Rect.Top - box.Rect.Bottom
	if len(g.page.Glyphs) == 0 || g.fresh || height != g.height || at.Y != g.base {
		g.askStyle(i)
		g.height, g.base, g.fresh = height, at.Y, false
	}
	if u.Unicode == ' ' || u.Unicode == 0xA0 {
		g.fresh = true
	}
	left, right := hundredths(float64(box.Rect.Left)), hundredths(float64(box.Rect.Right))
	glyph := pdfGlyph{int32(u.Unicode), int32(min(left, right)), int32(max(left, right)), int32(hundredths(at.Y)), g.size, g.font}
	g.page.Glyphs = append(g.page.Glyphs, glyph)
}

// askStyle finds the face and the size of character i as it is drawn.
func (g *glyphReader) askStyle(i int) {
	var font pdfFont
	if info, err := g.pdfium.FPDFText_GetFontInfo(&requests.FPDFText_GetFontInfo{TextPage: g.text, Index: i}); err == nil {
		const italicFlag, forceBoldFlag = 1 << 6, 1 << 18 // ISO 32000, table 123
		name := strings.ToLower(info.FontName)
		font.Name = info.FontName
		font.Italic = info.Flags&italicFlag != 0 || strings.Contains(name, "italic") || strings.Contains(name, "oblique")
		font.Bold = info.Flags&forceBoldFlag != 0 || strings.Contains(name, "bold") || strings.Contains(name, "black")
	}
	index, known := g.fonts[font]
	if !known {
		index = int32(len(g.page.Fonts))
		g.fonts[font] = index
		g.page.Fonts = append(g.page.Fonts, font)
	}
	size := 0.0
	if s, err := g.pdfium.FPDFText_GetFontSize(&requests.FPDFText_GetFontSize{TextPage: g.text, Index: i}); err == nil {
		size = s.FontSize
	}
	if m, err := g.pdfium.FPDFText_GetMatrix(&requests.FPDFText_GetMatrix{TextPage: g.text, Index: i}); err == nil {
		size *= math.Hypot(float64(m.Matrix.C), float64(m.Matrix.D))
	}
	g.font, g.size = index, int32(max(hundredths(size), 0))
}

// hundredths turns points into hundredths, kept within what a page may measure.
func hundredths(points float64) int {
	if math.IsNaN(points) {
		return 0
	}
	return int(math.Round(min(max(points*100, -maxPDFLength), maxPDFLength)))
}
