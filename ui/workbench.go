package ui

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/harmonize"
	"concord/tracker/store"
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
	Seen       uint64
	TextLang   tracker.Lang
	DraftOf    string // the title in the draft
	Texts      []benchText
	Places     []link // that may carry others
	Sizes      []benchSize
	Losses     []benchLoss
	Draft      []benchLine
	References []benchReference
	Amend      []benchAmend
	Offer      offerForm
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
	N                          int // of the choice, in the form
	Place, Href, Heading, Text string
	Words                      string // in the draft, where they are others
	Handling                   tracker.Handling
	Into, Reason               string
	Mandate                    bool
	Lost                       string
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

// saveBench keeps a draft as the form has it.
func (s *server) saveBench(c *gin.Context) error {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 4<<20)
	if err := c.Request.ParseForm(); err != nil {
		return cutOff(err)
	}
	m, err := s.postedBench(c)
	if emptied, is := errors.AsType[emptiedError](err); is {
		l := s.locales.of(c)
		var places []string
		for _, a := range emptied {
			places = append(places, s.place(l.Lang, a))
		}
		return s.showBench(c, http.StatusUnprocessableEntity, m, benchPage{Problem: l.T("workbench.emptied") + " " + strings.Join(places, ", ")})
	}
	if err != nil {
		return err
	}
	seen, err := seenOf(c)
	if err != nil {
		return err
	}
	for _, a := range m.Texts { // a text read anew may have other paragraphs: the fields would be of the wrong ones
		if arrived, err := s.Store.Arrived(a); err != nil || arrived > seen {
			return cmp.Or(err, error(badRequest{http.StatusConflict, fmt.Errorf("%s: it was read anew since the form was made; begin again", a)}))
		}
	}
	err = s.desk().Merge(c, s.Who(c.Request), seen, m)
	if _, is := errors.AsType[*store.ConflictError](err); is {
		return s.showBench(c, http.StatusConflict, m, benchPage{Problem: s.locales.of(c).T("review.conflict")})
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/workbench/"+m.ID)
	return nil
}

// An emptiedError names kept provisions that somebody left no word of.
type emptiedError []tracker.Address

func (e emptiedError) Error() string { return fmt.Sprintf("%v: no words", []tracker.Address(e)) }

// postedBench reads the form: a field a choice, by number. What was not sent is as it
// was; of what was emptied, an emptiedError.
func (s *server) postedBench(c *gin.Context) (tracker.Merger, error) {
	m := tracker.Merger{ID: c.Param("id"), Title: strings.TrimSpace(c.PostForm("title"))}
	for _, name := range c.PostFormArray("text") {
		a, err := tracker.ParseAddress(name)
		if err != nil {
			return m, bad(err)
		}
		m.Texts = append(m.Texts, a)
	}
	texts, err := s.textsOf(m)
	if err != nil {
		return m, err
	}
	var emptied emptiedError
	n := 0
	for _, t := range texts {
		for _, p := range t.Provisions {
			field := func(name string) string { return strings.TrimSpace(c.PostForm(fmt.Sprintf("%s-%d", name, n))) }
			choice := tracker.Choice{Compared: harmonize.Compared(p, t.Lang), Handling: tracker.Handling(field("handling")), Reason: field("reason")}
			switch choice.Handling {
			case tracker.Carried:
				choice.Into = placeNamed(texts, field("into"))
			case tracker.Dropped:
			case tracker.Kept, "":
				choice.Handling = tracker.Kept
				_, sent := c.GetPostForm(fmt.Sprintf("words-%d", n))
				words := strings.ReplaceAll(field("words"), "\r\n", "\n")
				if sent && words == "" && strings.TrimSpace(p.Text) != "" {
					emptied = append(emptied, p.Address)
				} else if words != p.Text {
					choice.Text = words
				}
			default:
				return m, bad(fmt.Errorf("handling-%d of %s: %q is none of kept, carried, dropped", n, p.Address, choice.Handling))
			}
			m.Choices = append(m.Choices, choice)
			n++
		}
	}
	if len(emptied) > 0 {
		return m, emptied
	}
	return m, nil
}

// placeName is how the form names a provision of one of the texts: "2#resolves.1",
// with the whole address where a decision, say, has the number of a resolution.
func placeName(texts []tracker.Text, a tracker.Address) string {
	name := a.Number
	if slices.ContainsFunc(texts, func(t tracker.Text) bool { return t.Instrument.Number == a.Number && t.Instrument != a.Instrument() }) {
		name = a.Instrument().String()
	}
	return name + "#" + a.Provision
}

func placeNamed(texts []tracker.Text, name string) tracker.Address {
	for _, t := range texts {
		for _, p := range t.Provisions {
			if placeName(texts, p.Address) == name {
				a := p.Address
				a.Lang = t.Lang
				return a
			}
		}
	}
	return tracker.Address{}
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
