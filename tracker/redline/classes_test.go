package redline

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"concord/tracker"
)

var update = flag.Bool("update", false, "write what the redline says into testdata")

// TestClasses compares two texts with every kind of change in each language.
// The archives hold old, new and the redline; a line "# key | heading" begins a
// section, any other is "label | text", with {target|words} for a citation.
func TestClasses(t *testing.T) {
	paths, err := filepath.Glob("testdata/classes/*.txtar")
	if err != nil || len(paths) != len(tracker.Langs) {
		t.Fatalf("%d archives, want one a language", len(paths))
	}
	every := []Class{Unchanged, Reworded, CitationUpdate, Renumbered, Moved, MovedReworded, Split, Merged, Added, Removed, Cosmetic}
	for _, path := range paths {
		t.Run(filepath.Base(path), func(t *testing.T) {
			archive, err := txtar.ParseFile(path)
			if err != nil {
				t.Fatal(err)
			}
			parts := map[string]string{}
			for _, f := range archive.Files {
				parts[f.Name] = string(f.Data)
			}
			r := checkPromise(t, readProvisions(parts["old"]), readProvisions(parts["new"]))
			got := render(r)
			if *update {
				archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == "redline" })
				archive.Files = append(archive.Files, txtar.File{Name: "redline", Data: []byte(got)})
				if err := os.WriteFile(path, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
			} else if got != parts["redline"] {
				t.Errorf("redline:\n%s\nwant:\n%s", got, parts["redline"])
			}
			for _, class := range every {
				if r.Summary[class] == 0 {
					t.Errorf("nothing is %s; there are %v", class, slices.Sorted(maps.Keys(r.Summary)))
				}
			}
		})
	}
}

func readProvisions(s string) []tracker.Provision {
	var out []tracker.Provision
	var section, heading string
	for line := range strings.Lines(s) {
		left, right, _ := strings.Cut(strings.TrimSpace(line), "|")
		left, right = strings.TrimSpace(left), strings.TrimSpace(right)
		if key, ok := strings.CutPrefix(left, "# "); ok {
			section, heading = key, right
			continue
		}
		p := tracker.Provision{Section: section, Heading: heading, Label: left}
		p.Address.Provision = section + "." + left
		p.Text, p.Citations = readCitations(right)
		out = append(out, p)
	}
	return out
}

func readCitations(s string) (string, []tracker.Citation) {
	before, rest, found := strings.Cut(s, "{")
	if !found {
		return s, nil
	}
	inner, after, _ := strings.Cut(rest, "}")
	target, words, _ := strings.Cut(inner, "|")
	start := utf8.RuneCountInString(before)
	return before + words + after, []tracker.Citation{{
		Target: target, Text: words, Start: start, End: start + utf8.RuneCountInString(words),
	}}
}

// render writes a redline for reading: [-gone-], {+come+}, a tilde before what
// stands elsewhere.
func render(r Redline) string {
	var b strings.Builder
	for _, s := range r.Sections {
		fmt.Fprintf(&b, "heading %s > %s: %s\n", s.Old, s.New, marked(s.Words))
	}
	for _, ch := range r.Changes {
		fmt.Fprintf(&b, "%s %s > %s: %s\n", ch.Class, ch.Old.Provision, ch.New.Provision, marked(ch.Words))
	}
	return b.String()
}

func marked(words []Edit) string {
	var b strings.Builder
	for _, e := range words {
		far := ""
		if e.Elsewhere {
			far = "~"
		}
		switch e.Op {
		case "=":
			b.WriteString(e.Text)
		case "-":
			b.WriteString("[-" + far + e.Text + "-]")
		case "+":
			b.WriteString("{+" + far + e.Text + "+}")
		}
	}
	return b.String()
}
