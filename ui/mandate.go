package ui

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/implementation"
)

type mandatePage struct {
	page
	Shapes   []string
	Tabs     []link
	Symbol   string // of the text, "Resolution 2 (Ovelle, 2018)"
	Where    string // in the text
	Text     string
	TextLang tracker.Lang
	ReadIn   tracker.Lang // the language that the fields were read from
	TextHref string
	State    stateMark
	Since    string
	Confirm  []string
	Closed   string
	Later    string // a later revision is known and not held
	Facts    []fact
	From, To []tie
	Events   []planEvent // the newest first
	Elements []elementRow
	Suggest  []elementRow
	Form     statusForm
	Fields   []fieldForm
	Problem  string
	Conflict []implementation.Change
}

// A fact is a field of the mandate.
type fact struct {
	Name   string
	Values []string
	Basis  string // the words that it was read from, or ""
	By     string // who corrected it, or ""
}

type tie struct {
	Href, Text, Class string
}

// A planEvent is one thing that somebody wrote.
type planEvent struct {
	State    *stateMark
	Since    string
	When     string
	Actor    string
	Place    string // the revision that it was written about, where it is another
	Evidence []implementation.Exhibit
	Note     string
	Internal string
	Field    string // corrected
	Value    string
	Sequence uint64
}

// A statusForm is what the form for a status shows: what the writer typed where
// it comes back refused.
type statusForm struct {
	Version  uint64
	States   []link // Href is the key
	Since    string
	Evidence string
	Note     string
	Internal string
}

type fieldForm struct{ Name, Label, Value string }

func (s *server) mandate(c *gin.Context) error {
	return s.showMandate(c, http.StatusOK, nil)
}

// showMandate shows a mandate, and where a write was refused the writer's words
// in the form and both sides of the conflict.
func (s *server) showMandate(c *gin.Context, status int, refused *implementation.Outcome) error {
	address, err := tracker.ParseAddress(strings.TrimPrefix(c.Param("address"), "/"))
	if err != nil {
		return bad(err)
	}
	p := mandatePage{page: s.frame(c, "plan", " ")}
	v, err := s.Plan.View(c, p.Who)
	if err != nil {
		return err
	}
	it, known := v.Item(address)
	if !known {
		return fmt.Errorf("mandate %s: %w", address, errNotFound)
	}
	s.fillMandate(&p, v, it)
	s.fillForm(&p, it, refused)
	return s.render(c, status, "mandate.html", p)
}

func (s *server) fillMandate(p *mandatePage, v *implementation.View, it *implementation.Item) {
	p.Shapes, p.Tabs = tracker.Shapes[:], s.planTabs(p.locale, "")
	p.Symbol, p.Where = s.symbol(p.Lang, it.Address.Revision()), it.Address.Provision
	p.Title = p.Symbol + " #" + p.Where
	p.Text, p.TextLang = s.Plan.Wording(it, p.Lang)
	p.ReadIn = it.Lang
	p.TextHref, p.Fictional = textHref(it.Address), s.fictional(it.Address)
	p.State, p.Since = s.stateMark(p.Lang, it.State), it.Since
	for _, why := range it.Confirm {
		p.Confirm = append(p.Confirm, p.T("confirm."+slug(string(why))))
	}
	if it.Closed != nil {
		p.Closed = p.T("closed."+slug(it.Closed.Why)) + parenthesis(p.Lang, s.sessionName(p.Lang, it.Closed.Session))
	}
	if it.Later != "" {
		p.Later = s.sessionName(p.Lang, it.Later)
	}
	p.Facts = s.facts(p.locale, it)
	p.From, p.To = s.ties(p.locale, it.From), s.ties(p.locale, it.Into)
	p.Events = s.events(p.locale, it)
	p.Elements, p.Suggest = s.elementRows(p.locale, v, it)
}

func (s *server) facts(l *locale, it *implementation.Item) []fact {
	by := map[string]string{}
	for _, c := range it.Corrections {
		by[c.Field] = c.Actor
		if c.Withdrawn {
			delete(by, c.Field)
		}
	}
	basis := func(field string) string {
		var words []string
		for _, e := range it.Extracted[field] {
			words = append(words, e.Text)
		}
		if by[field] != "" {
			return "" // a person says so, whatever the words
		}
		return strings.Join(words, " … ")
	}
	facts := []fact{
		{l.T("field.lead"), s.addressees(l.Lang, it.Lead), basis("lead"), by["lead"]},
		{l.T("field.cooperating"), s.addressees(l.Lang, it.Cooperating), basis("cooperating"), by["cooperating"]},
		{l.T("field.act"), it.Values("act"), "", by["act"]},
		{l.T("field.report_to"), s.addressees(l.Lang, it.ReportTo), basis("report_to"), by["report_to"]},
		{l.T("field.frequency"), one(s.Registry.FrequencyName(it.Frequency, l.Lang)), basis("frequency"), by["frequency"]},
		{l.T("field.due"), one(s.dueWords(l, it)), basis("due"), by["due"]},
	}
	return slices.DeleteFunc(facts, func(f fact) bool { return len(f.Values) == 0 && f.By == "" })
}

func one(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

func (s *server) ties(l *locale, ties []implementation.Tie) []tie {
	var all []tie
	for _, t := range ties {
		all = append(all, tie{
			Href: mandateHref(t.Address), Text: s.place(l.Lang, t.Address), Class: l.T("class." + cmp.Or(slug(string(t.Class)), "not-compared")),
		})
	}
	return all
}

// events are all that was written about a mandate, the newest first.
func (s *server) events(l *locale, it *implementation.Item) []planEvent {
	var all []planEvent
	for _, st := range it.Statuses {
		state, _ := s.Registry.State(st.State)
		mark := s.stateMark(l.Lang, state)
		e := planEvent{
			State: &mark, Since: st.Since, When: shortTime(st.Time), Actor: st.Actor, Note: st.Note, Internal: st.Internal, Sequence: st.Sequence,
		}
		if st.Address != it.Address {
			e.Place = s.place(l.Lang, st.Address)
		}
		for _, one := range st.Status.Evidence {
			e.Evidence = append(e.Evidence, s.Plan.Exhibit(one))
		}
		all = append(all, e)
	}
	for _, c := range it.Corrections {
		e := planEvent{When: shortTime(c.Time), Actor: c.Actor, Sequence: c.Sequence, Field: l.T("field." + c.Field), Internal: c.Note}
		if !c.Withdrawn {
			e.Value = strings.Join(c.Values, ", ")
		}
		all = append(all, e)
	}
	slices.SortStableFunc(all, func(a, b planEvent) int { return int(b.Sequence) - int(a.Sequence) })
	return all
}

// fillForm fills the forms with what stands, or with what came back refused.
func (s *server) fillForm(p *mandatePage, it *implementation.Item, refused *implementation.Outcome) {
	p.Form.Version = it.Version
	shown := tracker.Status{State: it.State.Key, Since: s.Clock().UTC().Format("2006-01-02")}
	if it.Status != nil {
		shown = it.Status.Status
	}
	if refused != nil {
		p.Problem = p.T("result." + string(refused.Result))
		if refused.Result == implementation.Refused {
			p.Problem += ": " + refused.Problem
		}
		p.Conflict = refused.Changes
		if refused.Status != nil {
			shown = *refused.Status
		}
	}
	for _, state := range s.Registry.States {
		p.Form.States = append(p.Form.States, link{Href: state.Key, Text: state.Name.In(p.Lang), Current: state.Key == shown.State})
	}
	p.Form.Since, p.Form.Note, p.Form.Evidence = shown.Since, shown.Note, strings.Join(shown.Evidence, "\n")
	if p.Who.Internal {
		p.Form.Internal = shown.Internal
	}
	for _, field := range implementation.Fields {
		p.Fields = append(p.Fields, fieldForm{Name: field, Label: p.T("field." + field), Value: strings.Join(it.Values(field), ", ")})
	}
}

// writeMandate takes the forms of a mandate's page. What is refused comes back
// with the form as it was typed: nothing is overwritten and nothing is lost.
func (s *server) writeMandate(c *gin.Context) error {
	who, err := s.writing(c)
	if err != nil {
		return err
	}
	address, err := tracker.ParseAddress(strings.TrimPrefix(c.Param("address"), "/"))
	if err != nil {
		return bad(err)
	}
	version, err := strconv.ParseUint(c.PostForm("version"), 10, 64)
	if err != nil {
		return bad(fmt.Errorf("version %q: want the number that the form had", c.PostForm("version")))
	}
	edit := implementation.Edit{Address: address, Version: version}
	switch c.PostForm("what") {
	case "status":
		edit.Status = &tracker.Status{
			State: c.PostForm("state"), Since: c.PostForm("since"), Evidence: lines(c.PostForm("evidence")),
			Note: strings.TrimSpace(c.PostForm("note")), Internal: strings.TrimSpace(c.PostForm("internal")),
		}
	case "fields":
		for _, field := range implementation.Fields {
			edit.Corrections = append(edit.Corrections, tracker.Correction{
				Field: field, Values: fieldValues(field, c.PostForm(field)), Note: strings.TrimSpace(c.PostForm("why")),
			})
		}
	case "link":
		edit.Links = []tracker.Link{{Element: c.PostForm("element"), Removed: c.PostForm("removed") == "1"}}
	default:
		return bad(fmt.Errorf("what %q: want status, fields or link", c.PostForm("what")))
	}
	outcomes, err := s.Plan.Write(c, who, s.Clock(), []implementation.Edit{edit}, false)
	if err != nil {
		return err
	}
	switch o := outcomes[0]; o.Result {
	case implementation.Written, implementation.Unchanged:
		c.Redirect(http.StatusSeeOther, mandateHref(o.Address))
		return nil
	case implementation.Refused:
		return s.showMandate(c, http.StatusUnprocessableEntity, &o)
	default:
		return s.showMandate(c, http.StatusConflict, &o)
	}
}

// formBytes is the most that a form of the plan may hold.
const formBytes = 16 << 20

// lines are the lines of a text area that hold something.
func lines(s string) []string {
	var all []string
	for line := range strings.SplitSeq(s, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			all = append(all, line)
		}
	}
	return all
}

// fieldValues reads a corrected field: keys of addressees apart by commas, or
// one value.
func fieldValues(field, s string) []string {
	switch field {
	case "lead", "cooperating", "report_to":
		return strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == '،' || r == '，' || r == ' ' || r == ';' })
	}
	return one(strings.TrimSpace(s))
}
