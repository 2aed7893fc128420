package ui

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/redline"
)

type comparePage struct {
	page
	Name     string
	Old, New string // addresses as typed
	TextLang tracker.Lang
	Texts    []link
	Done     bool
	Same     bool
	All      bool // unchanged paragraphs are shown too
	Toggle   string
	// Substance hides what changes nothing but typing, labels or the revisions
	// of texts cited.
	Substance       bool
	SubstanceToggle string
	Summary         []link
	Changes         []change
}

type change struct {
	Style    string // unchanged, added, removed or changed
	Class    string
	OldPlace *link
	NewPlace *link
	Words    []redline.Edit
	Heading  bool // the words are those of a section's heading
	Flags    []string
}

// classOrder is the order in which the summary counts classes.
var classOrder = [...]redline.Class{
	redline.Reworded, redline.Added, redline.Removed, redline.Moved, redline.MovedReworded, redline.Split, redline.Merged,
	redline.CitationUpdate, redline.Renumbered, redline.Cosmetic, redline.Unchanged,
}

func (s *server) compare(c *gin.Context) error {
	p := comparePage{page: s.frame(c, "compare", ""), Old: strings.TrimSpace(c.Query("old")), New: strings.TrimSpace(c.Query("new")), All: c.Query("all") == "1", Substance: c.Query("substance") == "1"}
	if p.Old == "" || p.New == "" {
		return s.render(c, http.StatusOK, "compare.html", p)
	}
	from, err := tracker.ParseAddress(p.Old)
	if err != nil {
		return bad(err)
	}
	to, err := tracker.ParseAddress(p.New)
	if err != nil {
		return bad(err)
	}
	if lang := tracker.Lang(c.Query("lang")); lang.Valid() {
		from.Lang, to.Lang = lang, lang
	}
	newer, err := s.Store.Text(to, p.Lang)
	if err != nil {
		return err
	}
	older, err := s.Store.Text(from, newer.Lang)
	if err != nil {
		return err
	}
	if older.Lang != newer.Lang {
		return bad(fmt.Errorf("%s is held in %s and %s is not: two languages cannot be compared word by word", p.Old, older.Lang, p.New))
	}
	p.TextLang = newer.Lang
	p.Fictional = s.fictional(newer.Instrument) || s.fictional(older.Instrument)
	p.Name = s.symbol(p.Lang, older.Revision) + " → " + s.symbol(p.Lang, newer.Revision)
	p.Texts = s.commonLanguages(c, older.Revision, newer.Revision, p.TextLang)
	p.fill(redline.Compare(older.Provisions, newer.Provisions, newer.Lang))
	p.Toggle = switched(c.Request.URL, "all", p.All)
	p.SubstanceToggle = switched(c.Request.URL, "substance", p.Substance)
	return s.render(c, http.StatusOK, "compare.html", p)
}

func (p *comparePage) fill(r redline.Redline) {
	p.Done = true
	p.Same = r.Summary[redline.Unchanged] == len(r.Changes) && len(r.Sections) == 0
	for _, class := range classOrder {
		if n := r.Summary[class]; n > 0 {
			p.Summary = append(p.Summary, link{Text: p.T("class." + slug(string(class))), Count: n})
		}
	}
	headings := map[int]redline.SectionChange{}
	for _, sc := range r.Sections {
		headings[sc.AtPlace] = sc
	}
	for _, ch := range r.Changes {
		if sc, changed := headings[ch.NewPlace]; changed {
			p.Changes = append(p.Changes, change{Style: "changed", Class: p.T("compare.heading"), Words: sc.Words, Heading: true, Flags: p.flagNames(sc.Flags)})
			delete(headings, ch.NewPlace)
		}
		if ch.Class == redline.Unchanged && !p.All || p.Substance && !ch.Substantive() {
			continue
		}
		one := change{Style: "changed", Class: p.T("class." + slug(string(ch.Class))), Words: ch.Words, Flags: p.flagNames(ch.Flags)}
		if slices.Contains([]redline.Class{redline.Unchanged, redline.Added, redline.Removed}, ch.Class) {
			one.Style = string(ch.Class)
		}
		one.OldPlace, one.NewPlace = placeLink(ch.Old), placeLink(ch.New)
		p.Changes = append(p.Changes, one)
	}
}

// flagNames says flags in the reader's language.
func (l *locale) flagNames(flags []redline.Flag) []string {
	var names []string
	for _, f := range flags {
		names = append(names, l.T("flag."+string(f)))
	}
	return names
}

func placeLink(a tracker.Address) *link {
	if a.IsZero() {
		return nil
	}
	return &link{Href: textHref(a), Text: "#" + a.Provision}
}

// commonLanguages links the languages in which both revisions are held.
func (s *server) commonLanguages(c *gin.Context, older, newer tracker.Address, current tracker.Lang) []link {
	var links []link
	for _, lang := range tracker.Langs {
		if s.holds(older, lang) && s.holds(newer, lang) {
			links = append(links, link{Href: withQuery(c.Request.URL, "lang", string(lang)), Text: ownNames[lang], Lang: lang, Current: lang == current})
		}
	}
	return links
}

func (s *server) holds(revision tracker.Address, lang tracker.Lang) bool {
	record, err := s.Store.Instrument(revision)
	if err != nil {
		return false
	}
	return slices.ContainsFunc(record.Revisions, func(r tracker.RevisionRecord) bool {
		return r.Revision == revision && slices.Contains(r.Langs, lang)
	})
}

func compareHref(older, newer tracker.Address) string {
	return "/compare?" + url.Values{"old": {older.String()}, "new": {newer.String()}}.Encode()
}
