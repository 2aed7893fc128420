package ui

import (
	"bytes"
	"errors"
	"io"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index/draft"
	"concord/index/overlap"
	"concord/tracker"
	"concord/tracker/advice"
	"concord/tracker/intake"
)

type draftPage struct {
	page
	Draft    string       // as pasted
	In       tracker.Lang // in which it is to be read; "" finds it out
	Switches []guidelineSwitch
	Problem  string
	Faults   []string
	Done     bool
	Reports  []draftReport
}

// A draftReport is what there is to say of one text of a draft.
type draftReport struct {
	Name, Title  string
	TextLang     tracker.Lang
	ReadIn       string // the language, by its own name
	Words        string
	Compared     int // texts that it was compared with
	Cases        []draftCase
	Counted      []link // by class
	Citations    []citedRow
	Tally        []string // how many citations were judged, and which were not
	Instructions []instructionRow
	Findings     []findingRow
}

// A draftCase is a paragraph of the draft beside those that say the same.
type draftCase struct {
	Relation string
	Class    string
	Flags    []string
	Members  []groupMember
	Lang     tracker.Lang
}

type citedRow struct {
	Place, Text, Oddity, Doubt string
	Target, Latest             *link
	History, Unverified        bool
}

type instructionRow struct {
	Place   string
	Other   link
	Flags   []string
	Differs []difference
}

// A difference is a field of an instruction, as the draft and as the other has it.
type difference struct{ Name, Draft, Other string }

func (s *server) draftForm(c *gin.Context) error {
	p := draftPage{page: s.frame(c, "review", " "), Switches: s.switches(s.locales.of(c), nil)}
	p.Title = p.T("draft.title")
	return s.render(c, http.StatusOK, "draft.html", p)
}

// checkDraft holds what was pasted or uploaded against everything that stands,
// and stores nothing. A draft that cannot be read shows the form again.
func (s *server) checkDraft(c *gin.Context) error {
	p := draftPage{page: s.frame(c, "review", " ")}
	p.Title = p.T("draft.title")
	side, err := postedDraft(c)
	if err != nil {
		return err
	}
	if p.In = tracker.Lang(c.PostForm("lang")); !p.In.Valid() {
		p.In = ""
	}
	off := s.switchedOff(c.PostFormArray("on"), true)
	p.Draft, p.Switches = c.PostForm("draft"), s.switches(p.locale, off)
	if len(bytes.TrimSpace(side.Draft)) == 0 {
		p.Problem = p.T("compare.nodraft")
		return s.render(c, http.StatusBadRequest, "draft.html", p)
	}
	texts, faults, err := s.Intake.Drafts(c.Request.Context(), side, p.In)
	if fault, is := errors.AsType[tracker.Fault](err); is {
		p.Problem = s.Registry.FaultWords(fault, p.Lang)
		return s.render(c, http.StatusUnprocessableEntity, "draft.html", p)
	}
	if err != nil {
		return mendable(err)
	}
	reports, err := s.Checker.Draft(c.Request.Context(), texts, off)
	if err != nil {
		return err
	}
	p.Done, p.Faults = true, s.faultWords(p.locale, faults)
	for i, r := range reports {
		p.Reports = append(p.Reports, s.draftReport(p.locale, texts[i], r))
		p.Fictional = p.Fictional || s.fictional(texts[i].Instrument)
	}
	return s.render(c, http.StatusOK, "draft.html", p)
}

// postedDraft takes a draft from a form: a file, or else what was pasted.
func postedDraft(c *gin.Context) (intake.Side, error) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, intake.MaxDraft+1<<16)
	side := intake.Side{Draft: []byte(c.PostForm("draft"))}
	header, err := c.FormFile("file")
	if _, tooLarge := errors.AsType[*http.MaxBytesError](err); tooLarge {
		return side, err
	}
	if err != nil || header.Size == 0 {
		return side, nil
	}
	file, err := header.Open()
	if err != nil {
		return side, err
	}
	defer file.Close()
	side.Name = header.Filename
	side.Draft, err = io.ReadAll(file)
	return side, err
}

// faultWords says faults in the language of the page.
func (s *server) faultWords(l *locale, faults []tracker.Fault) []string {
	var out []string
	for _, f := range faults {
		out = append(out, s.Registry.FaultWords(f, l.Lang))
	}
	return out
}

// problemWords says what was wrong, a fault in the language of the page.
func (s *server) problemWords(l *locale, err error) string {
	if fault, is := errors.AsType[tracker.Fault](err); is {
		return s.Registry.FaultWords(fault, l.Lang)
	}
	return err.Error()
}

func (s *server) draftReport(l *locale, t tracker.Text, r draft.Report) draftReport {
	out := draftReport{Name: l.T("draft.unnamed"), Title: t.Title, TextLang: t.Lang, ReadIn: l.LanguageName(t.Lang), Words: l.N("count.words", r.Words), Compared: r.Compared, Counted: l.counted(r.Suppressed)}
	if !t.Instrument.IsZero() {
		out.Name = s.symbol(l.Lang, t.Revision)
	}
	for _, g := range r.Groups {
		out.Cases = append(out.Cases, s.draftCase(l, g))
	}
	for _, cited := range r.Citations {
		out.Citations = append(out.Citations, s.citedRow(l, cited))
	}
	out.Tally = l.tallied(r.Tally, len(r.Citations))
	for _, i := range r.Alike {
		if len(i.Differs) > 0 {
			out.Instructions = append(out.Instructions, s.instructionRow(l, i))
		}
	}
	out.Findings = s.findingRows(l, r.Findings, false)
	return out
}

func (s *server) draftCase(l *locale, g overlap.Group) draftCase {
	out := draftCase{Relation: l.T("relation." + relationKey(g.Relation)), Class: l.T("oclass." + string(g.Class)), Flags: l.overlapFlags(g.Flags), Lang: g.Lang}
	for i, m := range g.Members {
		one := groupMember{
			Symbol: l.T("draft.yours"), Place: "#" + m.Address.Provision, Heading: m.Heading, First: i == 0, Pieces: pieces(m.Text, m.Spans),
		}
		if i > 0 {
			a := m.Address
			a.Lang = g.Lang
			one.Href, one.Symbol, one.Title = textHref(a), s.symbol(g.Lang, m.Address.Revision()), m.Title
			one.Badges = l.badgesOf(m.Standing, false, s.fictional(m.Address))
			pair := g.Pairs[i-1]
			one.Relation, one.Flags = l.T("relation."+relationKey(pair.Relation)), l.overlapFlags(pair.Flags)
		}
		out.Members = append(out.Members, one)
	}
	return out
}

// tallied says how many citations were judged, and how many could not be.
func (l *locale) tallied(t advice.Tally, odd int) []string {
	out := []string{l.N("draft.judged", t.Judged)}
	if t.Judged > 0 && odd == 0 {
		out[0] += " " + l.T("draft.nocitations")
	}
	if t.Unheld > 0 {
		out = append(out, l.N("draft.unheld", t.Unheld))
	}
	if t.Documents > 0 {
		out = append(out, l.N("draft.documents", t.Documents))
	}
	return out
}

func (s *server) citedRow(l *locale, cited advice.Cited) citedRow {
	row := citedRow{
		Place: "#" + cited.At.Provision, Text: cited.Text, Oddity: l.T("oddity." + slug(string(cited.Oddity))), Doubt: s.Registry.Say(cited.Doubt, l.Lang),
		History: cited.History, Unverified: cited.Unverified,
	}
	if a, err := tracker.ParseAddress(cited.Target); err == nil {
		row.Target = &link{Href: textHref(a), Text: a.String()}
	}
	if cited.AbrogatedBy != "" {
		row.Oddity = l.About("oddity.abrogated-by", s.sessionName(l.Lang, cited.AbrogatedBy), "")
	}
	if !cited.Latest.IsZero() {
		row.Latest = &link{Href: textHref(cited.Latest), Text: s.symbol(l.Lang, cited.Latest)}
	}
	return row
}

func (s *server) instructionRow(l *locale, i draft.Instruction) instructionRow {
	at := i.Other.Address
	at.Lang = i.Other.Lang
	row := instructionRow{Place: "#" + i.Draft.Address.Provision, Other: *s.placeOf(l, at)}
	values := func(m tracker.Mandate) map[string]string {
		return map[string]string{
			"lead": strings.Join(s.addressees(l.Lang, m.Lead), ", "), "report_to": strings.Join(s.addressees(l.Lang, m.ReportTo), ", "),
			"frequency": s.Registry.FrequencyName(m.Frequency, l.Lang), "due": s.dueName(l, m.Due), "strength": s.Registry.HeadingName(m.Act.Strength, l.Lang),
		}
	}
	a, b := values(i.Draft), values(i.Other)
	for _, name := range i.Differs {
		if _, is := a[name]; !is { // of the words, which stand above side by side
			row.Flags = append(row.Flags, l.T("flag."+name))
			continue
		}
		row.Differs = append(row.Differs, difference{l.T("field." + name), orDash(a[name]), orDash(b[name])})
	}
	return row
}

func orDash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
