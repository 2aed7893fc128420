package redline

import (
	"html"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"concord/tracker"
)

// corpora is the folder of real documents, which are not part of the project.
func corpora(t testing.TB, name string) string {
	root := os.Getenv("CONCORD_CORPORA")
	if root == "" {
		root = "../../../shared/corpora"
	}
	dir := filepath.Join(root, name)
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("the real documents in %s are not here", dir)
	}
	return dir
}

// A sheet is a text as plain paragraphs.
type sheet struct {
	name       string
	lang       tracker.Lang
	paragraphs []string
}

func readFile(t testing.TB, path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

var blankLine = regexp.MustCompile(`\n\s*\n`)

func splitParagraphs(s string) []string {
	var out []string
	for _, p := range blankLine.Split(strings.ReplaceAll(s, "\r", ""), -1) {
		if p = strings.Join(strings.Fields(p), " "); p != "" {
			out = append(out, p)
		}
	}
	return out
}

func councilSheets(t testing.TB) []sheet {
	paths, _ := filepath.Glob(filepath.Join(corpora(t, "unsc"), "*.txt"))
	var out []sheet
	for _, p := range paths {
		out = append(out, sheet{filepath.Base(p), tracker.English, splitParagraphs(readFile(t, p))})
	}
	return out
}

var (
	markup    = regexp.MustCompile(`<[^>]*>`)
	paragraph = regexp.MustCompile(`(?s)<(?:p|li|num)(?: [^>]*)?>(.*?)</(?:p|li|num)>`)
	component = regexp.MustCompile(`(?s)<component eId="cmp_[a-z]+_\d+">.*?</component>`)
)

func tagged(s string) []string {
	var out []string
	for _, m := range paragraph.FindAllStringSubmatch(s, -1) {
		if p := strings.Join(strings.Fields(html.UnescapeString(markup.ReplaceAllString(m[1], " "))), " "); strings.Count(p, " ") >= 2 || len([]rune(p)) > 20 {
			out = append(out, p)
		}
	}
	return out
}

func unionSheets(t testing.TB) []sheet {
	var out []sheet
	for _, m := range component.FindAllString(readFile(t, filepath.Join(corpora(t, "pp18"), "pp18_final_acts_akn.xml")), -1) {
		out = append(out, sheet{m[16:30], tracker.English, tagged(m)})
	}
	return out
}

// declarationSheets are the same text in the six languages.
func declarationSheets(t testing.TB) []sheet {
	dir := corpora(t, "udhr")
	var out []sheet
	for _, l := range []struct {
		lang tracker.Lang
		file string
	}{{"ar", "arb"}, {"en", "eng"}, {"es", "spa"}, {"fr", "fra"}, {"ru", "rus"}, {"zh", "cmn_hans"}} {
		out = append(out, sheet{l.file, l.lang, tagged(readFile(t, filepath.Join(dir, l.file+".html")))})
	}
	return out
}

// provisions makes bare provisions, without addresses, labels or headings.
func provisions(paragraphs ...string) []tracker.Provision {
	out := make([]tracker.Provision, len(paragraphs))
	for i, p := range paragraphs {
		out[i].Text = p
	}
	return out
}
