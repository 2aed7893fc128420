package document

import (
	"archive/zip"
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"

	"concord/tracker"
)

// corpus gives the files of one folder of real documents, which are not part
// of the project.
func corpus(t *testing.T, pattern string) []string {
	t.Helper()
	root := cmp.Or(os.Getenv("CONCORD_CORPORA"), "../../../shared/corpora")
	names, err := filepath.Glob(filepath.Join(root, pattern))
	if err != nil || len(names) == 0 {
		t.Skipf("there are no real documents at %s", filepath.Join(root, pattern))
	}
	return names
}

func readFile(t *testing.T, name string) (*Document, error) {
	t.Helper()
	f, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	return Read(t.Context(), f, info.Size(), Limits{})
}

// Damaged files are refused with a fault that says where and why; none costs
// more memory than a server can spare.
func TestHostile(t *testing.T) {
	for _, name := range append(corpus(t, "hostile/docx/*"), corpus(t, "hostile/zip/*")...) {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		d, err := readFile(t, name)
		runtime.ReadMemStats(&after)
		if spent := (after.TotalAlloc - before.TotalAlloc) >> 20; spent > 256 {
			t.Errorf("%s: %d MiB allocated", name, spent)
		}
		if err != nil {
			f, ok := errors.AsType[tracker.Fault](err)
			if !ok || f.Rule == "" || f.Problem == "" || f.Place == "" {
				t.Errorf("%s: not a whole fault: %#v", name, err)
			}
			continue
		}
		if len(d.Paragraphs) == 0 && len(d.Faults) == 0 {
			t.Errorf("%s: nothing was read and no fault says so", name)
		}
	}
}

// The two texts of a file with tracked changes, against a crude reading of its
// XML that knows no paragraphs: what is inserted, or deleted, is cut out.
func TestTrackedExactly(t *testing.T) {
	for _, name := range corpus(t, "wrc12-ar/*.docx") {
		d, err := readFile(t, name)
		if err != nil {
			t.Fatal(err)
		}
		raw := part(t, name, "word/document.xml")
		for view, cut := range map[View]string{Base: "ins", Proposed: "del"} {
			var got strings.Builder
			for _, p := range d.As(view).Paragraphs {
				got.WriteString(p.Text())
			}
			want := crude(raw, cut)
			if g := blank.ReplaceAllString(got.String(), ""); g != want {
				i := 0
				for i < len(g) && i < len(want) && g[i] == want[i] {
					i++
				}
				t.Errorf("%s, %s: differs after %q: got %.80q, want %.80q", name, view, g[max(0, i-40):i], g[i:], want[i:])
			}
		}
	}
}

// blank is left out of the comparison: the crude reading cannot tell the
// spaces of an empty paragraph from those of a text.
var blank = regexp.MustCompile(`\s+`)

func crude(xml, cut string) string {
	for _, step := range [][2]string{
		{`<w:` + cut + ` [^>]*/>`, ""},
		{`(?s)<w:` + cut + ` [^>]*>.*?</w:` + cut + `>`, ""},
		{`<w:pPr[^>]*/>`, ""},
		{`(?s)<w:pPr[ >].*?</w:pPr>`, ""},
		{`<w:noBreakHyphen[^>]*>`, "\u2011"},
		{`<w:sym [^>]*w:char="F02A"[^>]*>`, "*"},
		{`<[^>]*>`, ""},
		{`&lt;`, "<"}, {`&gt;`, ">"}, {`&amp;`, "&"}, {`\s+`, ""},
	} {
		xml = regexp.MustCompile(step[0]).ReplaceAllString(xml, step[1])
	}
	return blank.ReplaceAllString(clean(xml), "")
}

func part(t *testing.T, name, part string) string {
	t.Helper()
	z, err := zip.OpenReader(name)
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	f, err := z.Open(part)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b, err := io.ReadAll(f)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// No word of an Akoma Ntoso file is lost or put elsewhere, wherever the markup
// came from.
func TestAKNWhole(t *testing.T) {
	for _, name := range corpus(t, "pp18/*.xml") {
		d, err := readFile(t, name)
		if err != nil {
			t.Fatal(err)
		}
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		whole := regexp.MustCompile(`(?s)<meta>.*?</meta>|<[^>]*>`).ReplaceAll(b, []byte(" "))
		text := strings.NewReplacer("&lt;", "<", "&gt;", ">", "&amp;", "&").Replace(string(whole))
		var got []string
		for _, p := range d.Paragraphs {
			got = append(got, p.Label, p.Text())
		}
		g, w := squeeze(strings.Join(got, " ")), squeeze(text)
		if g != w {
			t.Errorf("%s: %d letters were read, there are %d", name, len(g), len(w))
		}
	}
}

// The six languages of one text have the same paragraphs and labels.
func TestSixLanguages(t *testing.T) {
	shapes := map[string][]string{}
	for _, name := range corpus(t, "udhr/*.html") {
		d, err := readFile(t, name)
		if err != nil {
			t.Fatal(err)
		}
		var articles []string
		for _, p := range d.Paragraphs {
			switch {
			case p.Style == "h2":
				articles = append(articles, "")
			case len(articles) > 0:
				articles[len(articles)-1] += p.Label
			}
			if rtl := filepath.Base(name) == "arb.html"; p.RTL != rtl {
				t.Errorf("%s, %s: right to left is %v", name, p.Place, p.RTL)
			}
		}
		shape := strings.Join(articles, "|")
		shapes[shape] = append(shapes[shape], filepath.Base(name))
	}
	if len(shapes) != 1 {
		t.Errorf("the labels differ: %q", shapes)
	}
}
