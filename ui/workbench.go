package ui

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/harmonize"
)

type benchesPage struct {
	page
	Open    bool
	Typed   []string
	Problem string
	Mergers []benchRow
}

type benchRow struct {
	link
	Texts     []string
	Who, When string
}

type benchPage struct {
	page
	ID         string
	Open       bool
	Saved      bool
	Problem    string
	Standing   [][]link // what the problem is about
	Stale      []benchStale
	Seen       uint64
	TextLang   tracker.Lang
	DraftOf    string // the title in the draft
	Texts      []benchText
	Places     []link // that may carry others
	Sizes      []benchSize
	Losses     []benchLoss // of instructions
	Others     []benchLoss // of what asks nobody
	Given      string      // how many instructions go for a reason; "" for none
	Draft      []benchLine
	References []benchReference
	Amend      []benchAmend
	// Conferences that may adopt it; Href is the session.
	Conferences []link
	Offer       offerForm

	typed benchTyped // what a form says that no merger holds
}

// A benchStale is a text of a saved draft that is not in force as it is there.
type benchStale struct {
	Problem  string
	Standing [][]link
}

// A benchText is one of the texts with what becomes of each provision.
type benchText struct {
	link
	Base   bool
	Title  string
	Fields []link // for the form: the texts in their order
	Rows   []benchChoice
}

type benchChoice struct {
	N                          int    // of the choice, in the form
	At                         string // the provision, and marks of the words that are shown
	Place, Href, Heading, Text string
	Words                      string // in the draft, where they are others
	Handling                   tracker.Handling
	Into, Reason               string
	Mandate                    bool
	Lost                       string
	Fault                      string      // what is wrong with what was typed
	Anew                       bool        // the record has other words since it was chosen
	Unused                     bool        // words were typed that the draft has not
	Near                       []benchNear // cases with paragraphs of the other texts
}

// A benchNear leads to the case of a paragraph and one of another text.
type benchNear struct {
	link
	Relation string
}

type benchSize struct {
	Name          string
	Before, After string
}

type benchLoss struct {
	Place link
	Why   string
	Row   int
}

// A benchLine is a paragraph of the draft with the origin of its sentences.
type benchLine struct {
	Heading, Label, Place string
	Sentences             []benchSentence
	Carries               []link
	Guest                 bool
}

type benchSentence struct {
	Text string
	From *link // nil where it is new
}

// A rewording is how a citation reads when the draft is adopted, or why a person
// must write it and what it would name.
type rewording struct{ Was, Words, Why, Now string }

type benchReference struct {
	Place string
	rewording
}

type benchAmend struct {
	From, Target link
	Text         string
	Lang         tracker.Lang
	rewording
}

// workbench lists the drafts that somebody is making, and begins another.
func (s *server) workbench(c *gin.Context) error {
	p := benchesPage{page: s.frame(c, "review", " "), Open: s.Who(c.Request).Writing() == nil}
	p.Title = p.T("workbench.title")
	for m, err := range s.Store.Mergers() {
		if err != nil {
			return err
		}
		row := benchRow{link: link{Href: "/workbench/" + m.ID, Text: m.Title}, Who: m.Author, When: shortTime(m.Time)}
		for _, t := range m.Texts {
			row.Texts = append(row.Texts, s.symbol(p.Lang, t.Revision()))
		}
		p.Mergers = append(p.Mergers, row)
	}
	return s.render(c, http.StatusOK, "workbenches.html", p)
}

// newBench begins a draft of the texts that ?text= names. Nothing is kept until
// it is saved.
func (s *server) newBench(c *gin.Context) error {
	var named []tracker.Address
	lang := s.locales.of(c).Lang
	for _, name := range c.QueryArray("text") {
		if strings.TrimSpace(name) == "" {
			continue
		}
		a, err := s.Index.Named(c, name, lang)
		if err != nil {
			return bad(err)
		}
		a.Provision = ""
		named = append(named, a)
	}
	texts, err := s.inOneLanguage(named, lang)
	if err != nil {
		return err
	}
	sum := sha256.Sum256(fmt.Append(nil, s.Store.Last(), c.QueryArray("text")))
	alike, err := s.alike(c, texts)
	if err != nil {
		return err
	}
	m, err := harmonize.Begin(hex.EncodeToString(sum[:5]), texts, alike)
	if err != nil {
		return bad(err)
	}
	if err := s.suggest(c, &m, texts); err != nil {
		return err
	}
	return s.showBench(c, http.StatusOK, m, benchPage{})
}

// inOneLanguage gives texts in the first language that all of them are held in:
// the reader's, English, any.
func (s *server) inOneLanguage(named []tracker.Address, reader tracker.Lang) ([]tracker.Text, error) {
	for _, lang := range append([]tracker.Lang{reader, tracker.English}, tracker.Langs[:]...) {
		var texts []tracker.Text
		for _, a := range named {
			text, err := s.Store.Text(a, lang)
			if err != nil {
				return nil, err
			}
			if text.Lang == lang {
				texts = append(texts, text)
			}
		}
		if len(texts) == len(named) {
			return texts, nil
		}
	}
	return nil, bad(errors.New("no language has all of these texts"))
}

// alike are the pairs of provisions that overlap, as harmonize takes them.
func (s *server) alike(c *gin.Context, texts []tracker.Text) ([][2]tracker.Address, error) {
	all, err := s.queue.All(c)
	if err != nil {
		return nil, err
	}
	var out [][2]tracker.Address
	for _, t := range texts {
		out = append(out, queue.Alike(t.Instrument, all.GroupsAbout(t.Instrument))...)
	}
	return out, nil
}

func (s *server) merger(c *gin.Context) error {
	if c.Param("id") == "new" {
		return s.newBench(c)
	}
	m, err := s.Store.Merger(c.Param("id"))
	if err != nil {
		return err
	}
	return s.showBench(c, http.StatusOK, m, benchPage{Saved: true})
}

func (s *server) textsOf(m tracker.Merger) ([]tracker.Text, error) {
	texts, err := s.harmonizeDesk().Texts(m)
	if _, is := errors.AsType[tracker.Fault](err); is {
		return nil, bad(err)
	}
	return texts, err
}

// reads gives the mandates of a text.
func (s *server) reads(t tracker.Text) []tracker.Mandate { return s.Checker.Mandates.Read(t).Mandates }

func benchHref(texts []string) string { return "/workbench/new?" + url.Values{"text": texts}.Encode() }
