package mandate

import (
	"bytes"
	"cmp"
	"flag"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"concord/data"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
)

var (
	drawSeed  = flag.Uint64("draw", 0, "draw provisions to label with this seed and print them; see TestDraw")
	drawShare = flag.Int("per", 30, "how many provisions to draw from each corpus")
	drawWords = flag.String("words", "", "draw only from provisions whose words match this pattern")
)

// TestMain lets the test be the child process that reads a PDF.
func TestMain(m *testing.M) {
	if document.ServePDF() {
		return
	}
	os.Exit(m.Run())
}

// corpora are the folders of real documents that provisions are drawn from, and
// the sample library.
var corpora = []string{"pp18/*.xml", "unga/*.pdf", "unsc/*.txt", "wrc23/*.txt", "wtsa16/*.docx", "sample/texts/*/*.txt"}

// corpusRoot is where real documents are: $CONCORD_CORPORA or beside the repository.
func corpusRoot() string {
	if root := os.Getenv("CONCORD_CORPORA"); root != "" {
		return root
	}
	return filepath.Join("..", "..", "..", "shared", "corpora")
}

// library opens a file of the corpora, or of the sample library that ships.
func library(name string) fs.FS {
	if strings.HasPrefix(name, "sample/") {
		return data.Files
	}
	return os.DirFS(corpusRoot())
}

// parsing is the grammar of production; what it has read of the corpora is kept,
// for the samples of labels are of the same files. Nobody changes it.
var (
	parsing *grammar.Grammar
	parsed  = map[string][]tracker.Text{}
)

// texts reads the files that match a pattern, by file name.
func texts(t testing.TB, r *Reader, pattern string) map[string][]tracker.Text {
	t.Helper()
	files := library(pattern)
	names, err := fs.Glob(files, pattern)
	if err != nil {
		t.Fatal(err)
	}
	if parsing == nil {
		if parsing, err = grammar.Load(r.registry, data.Files); err != nil {
			t.Fatal(err)
		}
	}
	read := map[string][]tracker.Text{}
	for _, name := range names {
		if kept, known := parsed[name]; known {
			read[name] = kept
			continue
		}
		content, err := fs.ReadFile(files, name)
		if err != nil {
			t.Fatal(err)
		}
		d, err := document.Read(t.Context(), bytes.NewReader(content), int64(len(content)), document.Limits{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var o grammar.Options
		if strings.HasPrefix(name, "sample/") {
			o.Session = path.Base(path.Dir(name))
		}
		read[name] = parsing.Parse(d, o).Texts
		parsed[name] = read[name]
	}
	return read
}

// TestDraw prints a random sample of operative provisions, file and address, with
// heading, the words above and the words, for a person to label before anything is
// extracted. What is labelled already is not drawn again, and what was drawn is only
// printed: the words of real documents stay out of the repository.
//
//	go test ./tracker/mandate -run TestDraw -v -draw 1 -per 30
//	go test ./tracker/mandate -run TestDraw -v -draw 1 -per 30 -words '(?i)report|annual'
func TestDraw(t *testing.T) {
	if *drawSeed == 0 {
		t.Skip("draws only when a seed is given")
	}
	r, words, labelled := newReader(t), regexp.MustCompile(*drawWords), labelledAddresses(t)
	for _, pattern := range corpora {
		var all []string
		for name, list := range texts(t, r, pattern) {
			for _, text := range list {
				said := map[string]string{}
				for _, p := range text.Provisions {
					said[p.Address.Provision] = p.Text
					a := p.Address
					a.Lang = text.Lang
					if p.Role == tracker.Operative && !text.Revision.IsZero() && words.MatchString(p.Text) && !labelled[a.String()] {
						above, _ := parentWords(said, p.Address.Provision)
						all = append(all, name+"\t"+a.String()+"\n\t["+p.Heading+"] <"+above+">\n\t"+p.Text)
					}
				}
			}
		}
		slices.SortFunc(all, cmp.Compare)
		rng := rand.New(rand.NewPCG(*drawSeed, uint64(len(all))))
		rng.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		for _, line := range all[:min(*drawShare, len(all))] {
			t.Log(line)
		}
	}
}

// parentWords are the words under which a provision stands.
func parentWords(words map[string]string, at string) (string, bool) {
	for i := strings.LastIndexByte(at, '.'); i > 0; i = strings.LastIndexByte(at[:i], '.') {
		if above, ok := words[at[:i]]; ok {
			return above, true
		}
	}
	return "", false
}

// labelledAddresses are the provisions that some file of labels holds.
func labelledAddresses(t *testing.T) map[string]bool {
	t.Helper()
	names, err := filepath.Glob("testdata/labels*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	labelled := map[string]bool{}
	for _, name := range names {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(content)) {
			if c := strings.Split(line, "\t"); len(c) > 1 {
				labelled[c[1]] = true
			}
		}
	}
	return labelled
}
