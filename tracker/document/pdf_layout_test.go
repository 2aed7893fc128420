package document

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// A sketch is a page put together from lines for the layout stage, so that no
// PDF is needed to test it. Each glyph is half as wide as its size, a Chinese
// one as wide.
type sketch struct{ page pdfPage }

func newSketch(number int) *sketch {
	return &sketch{pdfPage{Number: number, Width: 60000, Height: 84000,
		Fonts: []pdfFont{{Name: "Plain"}, {Name: "Italic", Italic: true}, {Name: "Bold", Bold: true}}}}
}

// line writes text from x on the baseline y, all in hundredths of a point. A
// "_" at its start and end sets it in italics, a "*" in bold; "^7^" raises 7.
func (s *sketch) line(x, y, size int, text string) *sketch {
	font := int32(0)
	switch {
	case strings.HasPrefix(text, "_"):
		font, text = 1, strings.Trim(text, "_")
	case strings.HasPrefix(text, "*"):
		font, text = 2, strings.Trim(text, "*")
	}
	raised := false
	for _, r := range text {
		if r == '^' {
			raised = !raised
			continue
		}
		g, high := size, 0
		if raised {
			g, high = size*6/10, size*35/100
		}
		width := g / 2
		switch {
		case unicode.Is(unicode.Mn, r):
			width = 0
		case isCJK(r):
			width = g
		}
		s.page.Glyphs = append(s.page.Glyphs, pdfGlyph{r, int32(x), int32(x + width), int32(y + high), int32(g), font})
		x += width
	}
	return s
}

// right writes text as it looks when it ends at x: for right-to-left lines,
// given as they look from left to right.
func (s *sketch) right(x, y, size int, looks string) *sketch {
	return s.line(x-size/2*utf8.RuneCountInString(looks), y, size, looks)
}

func laidOut(pages ...*sketch) *Document {
	layout := newPDFLayout(DefaultLimits)
	for _, s := range pages {
		layout.add(s.page)
	}
	return layout.document()
}

func texts(d *Document) (all []string) {
	for _, p := range d.Paragraphs {
		all = append(all, p.Text())
	}
	return all
}

func TestPDFParagraphs(t *testing.T) {
	const body, indent, size = 10000, 12000, 1000
	for _, test := range []struct {
		name  string
		pages []*sketch
		want  []string
	}{
		{"indented first lines, no space between", []*sketch{newSketch(1).
			line(indent, 70000, size, "Recalling the storms of the year before and the long").
			line(body, 68800, size, "nights without any lamp at the outer harbour of the bay,").
			line(indent, 67600, size, "Noting that lamps have been found since and brought to").
			line(body, 66400, size, "the harbour,")},
			[]string{
				"Recalling the storms of the year before and the long nights without any lamp at the outer harbour of the bay,",
				"Noting that lamps have been found since and brought to the harbour,"}},
		{"a gap parts, an open line does not", []*sketch{newSketch(1).
			line(body, 70000, size, "The keepers shall meet").
			line(body, 68800, size, "each spring.").
			line(body, 66400, size, "They shall report.").
			line(body, 64000, size, "Reports are public.")},
			[]string{"The keepers shall meet each spring.", "They shall report.", "Reports are public."}},
		{"labels apart from their text", []*sketch{newSketch(1).
			line(body, 70000, size, "1.").line(12000, 70000, size, "Asks for lamps;").
			line(body, 68800, size, "(a)").line(13500, 68800, size, "of copper;").
			line(body, 67600, size, "(b)").line(13500, 67600, size, "of brass.")},
			[]string{"1. Asks for lamps;", "(a) of copper;", "(b) of brass."}},
		{"Chinese joins without spaces", []*sketch{newSketch(1).
			line(12000, 70000, size, "考虑到外港的灯已经熄灭多年而且没有任何人去修理那些灯塔因此").
			line(10000, 68500, size, "应当立即采取行动，")},
			[]string{"考虑到外港的灯已经熄灭多年而且没有任何人去修理那些灯塔因此应当立即采取行动，"}},
		{"Arabic is turned round, numbers are not", []*sketch{newSketch(1).
			right(50000, 70000, size, ")2031( 130 رارقلا")},
			[]string{"القرار 130 (2031)"}},
		{"a Latin name keeps its order among Arabic", []*sketch{newSketch(1).
			right(50000, 70000, size, "ماظنلا Wide Area 868 MHz مادختسا")},
			[]string{"استخدام Wide Area 868 MHz النظام"}},
		{"Russian, French and Spanish", []*sketch{newSketch(1).
			line(body, 70000, size, "учитывая потребность в маяках,").
			line(body, 67000, size, "considérant l'éloignement des îles,").
			line(body, 64000, size, "considerando la niñez isleña,")},
			[]string{"учитывая потребность в маяках,", "considérant l'éloignement des îles,", "considerando la niñez isleña,"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := texts(laidOut(test.pages...)); !slices.Equal(got, test.want) {
				t.Errorf("got  %q\nwant %q", got, test.want)
			}
		})
	}
}

// filled adds lines of a paragraph that fills the page between its edges.
func (s *sketch) filled(first, last string) *sketch {
	s.line(12000, 70000, 1000, first)
	for y := 68800; y > 20000; y -= 1200 {
		s.line(10000, y, 1000, "the lamps of the outer harbour and those of the inner bay")
	}
	return s.line(10000, 18400, 1000, last)
}

func TestPDFFurniture(t *testing.T) {
	pages := []*sketch{
		newSketch(1).line(10000, 80000, 1000, "L/RES/7").
			filled("Recalling the storms,", "and the nights that go on without").
			line(10000, 4000, 700, "31-00007 (E)").line(10000, 2500, 900, "*3100007*"),
		newSketch(2).line(6000, 78000, 800, "*L/RES/7*").line(40000, 78000, 800, "*Lamps of the outer harbour*").
			line(10000, 70000, 1000, "any lamp at all,").line(12000, 68000, 1000, "Noting this,").
			line(6000, 3000, 800, "2/3").line(50000, 3000, 700, "31-00007"),
		newSketch(3).line(6000, 78000, 800, "*Lamps of the outer harbour*").line(50000, 78000, 800, "*L/RES/7*").
			line(12000, 70000, 1000, "1. Decides to light them.").
			line(40000, 66000, 1000, "3 March 2031").
			line(6000, 3000, 700, "31-00007").line(50000, 3000, 800, "3/3"),
	}
	d := laidOut(pages...)
	got := strings.Join(texts(d), "\n")
	for _, gone := range []string{"2/3", "3/3", "31-00007", "*3100007*", "Lamps of"} {
		if strings.Contains(got, gone) {
			t.Errorf("%q is furniture and stays in the text", gone)
		}
	}
	for _, kept := range []string{"L/RES/7", "go on without any lamp at all,", "Noting this,", "3 March 2031"} {
		if !strings.Contains(got, kept) {
			t.Errorf("%q is text and was taken away; left is\n%s", kept, got)
		}
	}
}

func TestPDFNotes(t *testing.T) {
	d := laidOut(newSketch(1).
		line(10000, 70000, 1000, "Lamps^1^ and oil,^2^ and wicks of 3 m^2^").
		line(10000, 68800, 1000, "are needed.").
		line(10000, 12000, 800, "__________").
		line(10500, 10800, 800, "^1^ Of copper, as said in").
		line(11000, 9800, 800, "resolution 4.").
		line(10500, 8800, 800, "^2^ 见第4号决议。"))
	if len(d.Paragraphs) != 1 {
		t.Fatalf("got %q, want one paragraph", texts(d))
	}
	var marked strings.Builder
	for _, r := range d.Paragraphs[0].Runs {
		marked.WriteString(r.Text)
		if r.Note != "" {
			marked.WriteString("[" + r.Note + "]")
		}
	}
	if got, want := marked.String(), "Lamps[1] and oil,[2] and wicks of 3 m[2] are needed."; got != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if d.Notes["1"] != "Of copper, as said in resolution 4." || d.Notes["2"] != "见第4号决议。" || len(d.Notes) != 2 {
		t.Errorf("notes are %q", d.Notes)
	}
}

func TestPDFHyphens(t *testing.T) {
	words := vocabularyOf([]pdfSheet{{lines: []pdfLine{
		{runs: []pdfRun{{text: "on self-determination now and implementing what the union keeps"}}},
		{runs: []pdfRun{{text: "an interoperable harbour lamp for keepers"}}},
	}}})
	for _, test := range []struct {
		before, after string
		keeps         bool
	}{
		{"self-", "determination", true}, // seen whole with its hyphen
		{"Secretary-", "General", true},  // a capital follows
		{"inter-", "operable", false},    // seen without
		{"imple-", "mentation", false},   // other forms of it are seen
		{"harbour-", "lamp", true},       // both halves are words
		{"soft\u00AD", "ened", false},    // a soft hyphen is never the word's
		{"case-by-", "case", true},       // a compound already
		{"2030-", "2034", true},          // no letters
		{"предва-", "рительный", true},   // nothing known: as printed
	} {
		if got := words.keepsHyphen(test.before, test.after); got != test.keeps {
			t.Errorf("keepsHyphen(%q, %q) = %v", test.before, test.after, got)
		}
	}
}

func TestPDFItalics(t *testing.T) {
	d := laidOut(newSketch(1).line(10000, 70000, 1000, "_Recalling_").line(15000, 70000, 1000, "the storms,"))
	want := []Run{{Text: "Recalling ", Italic: true}, {Text: "the storms,"}}
	if len(d.Paragraphs) != 1 || !slices.Equal(d.Paragraphs[0].Runs, want) {
		t.Errorf("got %+v, want one paragraph with runs %+v", d.Paragraphs, want)
	}
}

func TestPDFTable(t *testing.T) {
	d := laidOut(newSketch(1).
		line(10000, 70000, 1000, "Island").line(25000, 70000, 1000, "Lamps").line(40000, 70000, 1000, "Year").
		line(10000, 68000, 1000, "Sable").line(25000, 68000, 1000, "two").line(40000, 68000, 1000, "2030").
		line(10000, 66000, 1000, "圆岛").line(25000, 66000, 1000, "none"))
	type cell struct {
		text string
		at   Cell
	}
	var got []cell
	for _, p := range d.Paragraphs {
		if p.Cell == nil {
			t.Fatalf("%q is in no cell", p.Text())
		}
		got = append(got, cell{p.Text(), *p.Cell})
	}
	want := []cell{{"Island", Cell{1, 1, 1}}, {"Lamps", Cell{1, 1, 2}}, {"Year", Cell{1, 1, 3}},
		{"Sable", Cell{1, 2, 1}}, {"two", Cell{1, 2, 2}}, {"2030", Cell{1, 2, 3}},
		{"圆岛", Cell{1, 3, 1}}, {"none", Cell{1, 3, 2}}}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestPDFColumns(t *testing.T) {
	page := newSketch(1)
	left, right := "the lamps of the outer bay are", "and the keepers of the inner are"
	for y := 70000; y > 60000; y -= 1200 {
		page.line(5000, y, 1000, left).line(32000, y, 1000, right)
	}
	got := strings.Join(texts(laidOut(page)), " ")
	if strings.LastIndex(got, left) > strings.Index(got, right) {
		t.Errorf("the columns are read across: %q", got)
	}
}

func TestArabicPDF(t *testing.T) {
	// Lam and alef of one glyph have one place, in either order.
	page := newSketch(1)
	page.line(20000, 70000, 1000, "م")
	page.page.Glyphs = append(page.page.Glyphs,
		pdfGlyph{'ا', 20500, 21000, 70000, 1000, 0}, pdfGlyph{'ل', 20500, 21100, 70000, 1000, 0})
	page.line(21100, 70000, 1000, "س")
	d := laidOut(page)
	if got := texts(d); len(got) != 1 || got[0] != "سلام" || !d.Paragraphs[0].RTL {
		t.Errorf("got %q, want سلام from right to left", got)
	}
	if len(d.Faults) != 1 || d.Faults[0].Rule != "arabic-pdf" {
		t.Errorf("faults are %v, want arabic-pdf", d.Faults)
	}
}

func TestPDFWire(t *testing.T) {
	page := `{"page":{"number":1,"width":100,"height":100,"fonts":[{}],"glyphs":[[65,0,5,9,10,0]]}}`
	for _, test := range []struct{ name, stream, problem string }{
		{"whole", pdfGreeting + "\n" + page + "\n{\"end\":{}}\n", ""},
		{"no greeting", page, errPDFWire.Error()},
		{"cut", pdfGreeting + "\n" + page + "\n", errPDFCut.Error()},
		{"page out of order", pdfGreeting + "\n" + strings.Replace(page, `"number":1`, `"number":2`, 1), errPDFWire.Error()},
		{"font out of range", pdfGreeting + "\n" + strings.Replace(page, "10,0]", "10,7]", 1), errPDFWire.Error()},
		{"glyph out of the page", pdfGreeting + "\n" + strings.Replace(page, "65,0,5", "65,0,2000000000", 1), errPDFWire.Error()},
		{"not JSON", pdfGreeting + "\npage\n", errPDFWire.Error()},
		{"neither page nor end", pdfGreeting + "\n{}\n", errPDFWire.Error()},
		{"a fault", pdfGreeting + "\n" + `{"end":{"rule":"encrypted","problem":"locked"}}`, "file: locked"},
	} {
		t.Run(test.name, func(t *testing.T) {
			problem := ""
			for _, err := range readPDFWire(strings.NewReader(test.stream), 10) {
				if err != nil {
					problem = err.Error()
				}
			}
			if problem != test.problem {
				t.Errorf("got %q, want %q", problem, test.problem)
			}
		})
	}
}

// FuzzPDFLayout lays out whatever a child process might send. No character that
// is not a space may be invented, and nothing may panic.
func FuzzPDFLayout(f *testing.F) {
	for _, s := range []*sketch{
		newSketch(1).line(10000, 70000, 1000, "Lamps^1^ are needed.").line(10000, 9000, 800, "^1^ Of copper."),
		newSketch(1).right(50000, 70000, 1000, ")2031( رارقلا").line(9000, 70000, 1000, "圆岛"),
	} {
		line, err := json.Marshal(pdfMessage{Page: &s.page})
		if err != nil {
			f.Fatal(err)
		}
		f.Add(append([]byte(pdfGreeting+"\n"), line...))
	}
	f.Fuzz(func(t *testing.T, stream []byte) {
		layout := newPDFLayout(DefaultLimits)
		drawn := 0
		for page, err := range readPDFWire(bytes.NewReader(stream), 20) {
			if err != nil {
				break
			}
			layout.add(page)
			drawn += len(page.Glyphs)
		}
		// One ligature gives at most 18 letters (U+FDFA).
		if read := len([]rune(strings.Join(strings.Fields(strings.Join(texts(layout.document()), "")), ""))); read > 18*drawn {
			t.Errorf("%d characters were read from %d", read, drawn)
		}
	})
}
