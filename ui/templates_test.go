package ui

import (
	"html/template"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"encoding/json"

	"github.com/jba/templatecheck"

	"concord/tracker"
)

// TestTemplatesFitTheirPages checks every template against the struct that it
// receives: a renamed field is found here, not by a reader.
func TestTemplatesFitTheirPages(t *testing.T) {
	all := template.Must(template.ParseFS(templateFiles, "templates/*.html"))
	pages := map[string]any{
		"home.html": homePage{}, "search.html": searchPage{}, "texts.html": textsPage{}, "text.html": textPage{},
		"compare.html": comparePage{}, "history.html": historyPage{}, "intake.html": intakePage{}, "receipt.html": receiptPage{}, "error.html": errorPage{},
		"plan.html": planPage{}, "mandate.html": mandatePage{}, "outcome.html": outcomePage{}, "due.html": duePage{},
		"conference.html": conferencePage{}, "framework.html": frameworkPage{},
		"reports.html": reportPage{}, "calendar.html": calendarPage{},
		"proposals.html": proposalsPage{}, "proposal.html": proposalPage{}, "consolidate.html": consolidatePage{},
		"queue.html": queuePage{}, "group.html": groupPage{}, "pair.html": pairPage{}, "matrix.html": matrixPage{}, "draft.html": draftPage{}, "guidelines.html": guidelinesPage{},
		"workbenches.html": benchesPage{},
		"workbench.html":   benchPage{},
	}
	files, err := fs.Glob(templateFiles, "templates/*.html")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(pages)+1 { // and the frame around them
		t.Errorf("%d template files, %d pages", len(files), len(pages))
	}
	for name, page := range pages {
		if err := templatecheck.CheckHTML(all.Lookup(name), page); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func messages(t *testing.T, lang tracker.Lang) map[string]any {
	t.Helper()
	content, err := localeFiles.ReadFile("locales/" + string(lang) + ".json")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]any{}
	if err := json.Unmarshal(content, &all); err != nil {
		t.Fatalf("%s: %v", lang, err)
	}
	return all
}

// TestEveryMessageInSixLanguages: no language may lack a message or have one
// that English has not.
func TestEveryMessageInSixLanguages(t *testing.T) {
	english := messages(t, tracker.English)
	for _, lang := range tracker.Langs {
		other := messages(t, lang)
		for key := range english {
			if other[key] == nil || other[key] == "" {
				t.Errorf("%s: no message %q", lang, key)
			}
		}
		for key := range other {
			if english[key] == nil {
				t.Errorf("%s: message %q is not in English", lang, key)
			}
		}
	}
}

// TestNoMessageIsMissingOrUnused reads the templates and the code for keys.
func TestNoMessageIsMissingOrUnused(t *testing.T) {
	english := messages(t, tracker.English)
	whole := regexp.MustCompile(`\b(?:[TN]|About)\(?\s*"([a-z0-9.-]+)"`)
	begun := regexp.MustCompile(`\b(?:T|About)\("((?:[a-z]+\.)+)" ?\+`)
	used, prefixes := map[string]bool{}, []string{"home.title", "search.title", "texts.title", "compare.title", "intake.title",
		"plan.title", "due.title", "outcome.title", "framework.title", "reports.title", "calendar.title"}
	for _, pattern := range []string{"*.go", "templates/*.html"} {
		files, err := fs.Glob(os.DirFS("."), pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range begun.FindAllStringSubmatch(string(content), -1) {
				prefixes = append(prefixes, m[1])
			}
			for _, m := range whole.FindAllStringSubmatch(string(content), -1) {
				used[m[1]] = true
				if english[m[1]] == nil && !strings.HasSuffix(m[1], ".") {
					t.Errorf("%s: message %q does not exist", file, m[1])
				}
			}
		}
	}
	for key := range english {
		if !used[key] && !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(key, p) }) {
			t.Errorf("message %q is not used", key)
		}
	}
}

// TestPlurals holds the forms that languages need: Russian has four, Arabic six.
func TestPlurals(t *testing.T) {
	all, err := readLocales()
	if err != nil {
		t.Fatal(err)
	}
	tests := []struct {
		lang tracker.Lang
		n    int
		want string
	}{
		{tracker.English, 1, "1 paragraph"}, {tracker.English, 0, "0 paragraphs"}, {tracker.French, 0, "0 paragraphe"},
		{tracker.Russian, 1, "1 абзац"}, {tracker.Russian, 3, "3 абзаца"}, {tracker.Russian, 11, "11 абзацев"}, {tracker.Russian, 22, "22 абзаца"},
		{tracker.Arabic, 0, "لا فقرات"}, {tracker.Arabic, 2, "فقرتان"}, {tracker.Arabic, 7, "7 فقرات"}, {tracker.Arabic, 11, "11 فقرة"},
		{tracker.Chinese, 12345, "12\u202f345 个段落"},
	}
	for _, tt := range tests {
		if got := all[tt.lang].N("count.results", tt.n); got != tt.want {
			t.Errorf("%s %d: %q, want %q", tt.lang, tt.n, got, tt.want)
		}
	}
}
