package ui

import (
	"bytes"
	"fmt"
	"mime"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/proposal"
	"concord/tracker/redline"
	"concord/tracker/report"
)

type consolidatePage struct {
	page
	On        *link // the base
	BaseParam string
	Session   string
	TextLang  tracker.Lang
	Texts     []link
	Picks     []pick
	Missing   []string // symbols of those chosen that are not held in this language
	Names     []link   // the columns
	Rows      []consolidatedRow
	Conflicts int
	Agreed    int
	Hidden    int // rows that nobody changes
	All       bool
	Toggle    string
	Word      string
	Starts    []link // texts to choose, where none is named
}

// A pick is a proposal that can be chosen.
type pick struct {
	Symbol, Authors string
	Chosen          bool
}

// A consolidatedRow is a provision of the base across the proposals.
type consolidatedRow struct {
	ID       string
	Place    *link
	Under    string
	Label    string
	Base     string
	Inserted bool
	Conflict bool
	Agreed   bool
	Cells    []columnCell
	Draft    []sourcedRun
	Gone     bool // the draft has nothing of it
}

// A columnCell is what one proposal, or several neighbours alike, make of a row.
type columnCell struct {
	Span  int
	Names []string
	Keeps bool
	Class string
	Same  string // the symbol of a column further up that says the same
	Label string
	Under string // the heading it moves to, of another section
	Words []redline.Edit
}

// A sourcedRun is a run of the draft with those who ask for it.
type sourcedRun struct {
	redline.Edit
	Sources string
}

// A bench is what is set side by side.
type bench struct {
	base    tracker.Text
	symbols []string
	chosen  []tracker.Proposal // of each symbol
	missing []string
	picks   []pick
	session string
	langs   []tracker.Lang // in which there is something to set side by side
	all     redline.Consolidation
}

func (s *server) consolidate(c *gin.Context) error {
	p := consolidatePage{page: s.frame(c, "consolidate", ""), All: c.Query("all") == "1"}
	p.Here = "proposals"
	if c.Query("base") == "" {
		list, err := s.proposalDesk().List(proposal.Filter{})
		if err != nil {
			return err
		}
		p.Starts = s.besides(p.locale, list)
		return s.render(c, http.StatusOK, "consolidate.html", p)
	}
	b, err := s.bench(c, p.Lang)
	if err != nil {
		return err
	}
	p.Fictional = s.fictional(b.base.Instrument)
	p.BaseParam, p.Session, p.TextLang, p.Missing, p.Picks = c.Query("base"), b.session, b.base.Lang, b.missing, b.picks
	p.On = &link{Href: textHref(b.base.Revision.In(b.base.Lang)), Text: s.symbol(p.Lang, b.base.Revision)}
	p.Title = p.T("consolidate.title") + ": " + p.On.Text
	p.Conflicts, p.Agreed = b.all.Conflicts, b.all.Agreed
	for i, symbol := range b.symbols {
		p.Names = append(p.Names, link{Href: proposalHref(b.chosen[i], b.base.Lang), Text: symbol})
	}
	for _, lang := range b.langs {
		p.Texts = append(p.Texts, link{Href: withQuery(c.Request.URL, "lang", string(lang)), Text: ownNames[lang], Lang: lang, Current: lang == b.base.Lang})
	}
	p.fillRows(b)
	p.Toggle = switched(c.Request.URL, "all", p.All)
	if len(b.symbols) > 0 {
		word := *c.Request.URL
		word.Path += "/word"
		p.Word = withQuery(&word, "lang", string(b.base.Lang))
	}
	return s.render(c, http.StatusOK, "consolidate.html", p)
}

// bench gathers what ?base=, ?p= and ?conference= name. Without ?p= it takes
// all proposals to modify the base that were made to the conference.
func (s *server) bench(c *gin.Context, reader tracker.Lang) (bench, error) {
	var b bench
	address, err := tracker.ParseAddress(c.Query("base"))
	if err != nil {
		return b, bad(err)
	}
	d := s.proposalDesk()
	list, err := d.List(proposal.Filter{Session: c.Query("conference"), Instrument: address, Action: tracker.Modify})
	if err != nil {
		return b, err
	}
	if b.session = c.Query("conference"); b.session == "" && len(list) > 0 {
		b.session = list[0].Session
	}
	list = slices.DeleteFunc(list, func(p tracker.Proposal) bool { return p.Session != b.session })
	if len(list) == 0 {
		return b, fmt.Errorf("proposals on %s: %w", address, errNotFound)
	}
	if address.Session == "" {
		w, err := d.Weigh(list[0], reader)
		if err != nil {
			return b, err
		}
		address.Session = w.InForce.Session
	}
	wanted := c.QueryArray("p")
	chosen := func(p tracker.Proposal) bool { return len(wanted) == 0 || slices.Contains(wanted, p.Symbol) }
	for _, p := range list {
		b.picks = append(b.picks, pick{Symbol: p.Symbol, Authors: s.authorNames(reader, p), Chosen: chosen(p)})
	}
	list = slices.DeleteFunc(list, func(p tracker.Proposal) bool { return !chosen(p) })
	if err := b.choose(s, address, list, tracker.Lang(c.Query("lang")), reader); err != nil {
		return b, err
	}
	return b, nil
}

// choose settles the language, the first in which base and most proposals are
// held, and compares.
func (b *bench) choose(s *server, address tracker.Address, list []tracker.Proposal, asked, reader tracker.Lang) error {
	has := func(p tracker.Proposal, lang tracker.Lang) bool {
		return slices.ContainsFunc(p.Texts, func(t tracker.ProposalTexts) bool { return t.Lang == lang })
	}
	best, most := tracker.Lang(""), 0
	for _, lang := range slices.Concat([]tracker.Lang{reader}, tracker.Langs[:]) {
		n := 0
		for _, p := range list {
			if has(p, lang) {
				n++
			}
		}
		if n == 0 || !s.holds(address.Revision(), lang) {
			continue
		}
		if !slices.Contains(b.langs, lang) {
			b.langs = append(b.langs, lang)
		}
		if n > most && (best != reader || most < 2) {
			best, most = lang, n
		}
	}
	slices.Sort(b.langs)
	if slices.Contains(b.langs, asked) {
		best = asked
	}
	var err error
	if b.base, err = s.Store.Text(address.Revision().In(best), reader); err != nil {
		return err
	}
	var texts [][]tracker.Provision
	for _, p := range list {
		whole, err := s.Store.Proposal(p.Session, p.Symbol)
		if err != nil {
			return err
		}
		i := slices.IndexFunc(whole.Texts, func(t tracker.ProposalTexts) bool { return t.Lang == b.base.Lang && t.After != nil })
		if i < 0 {
			b.missing = append(b.missing, p.Symbol)
			continue
		}
		b.symbols, b.chosen = append(b.symbols, p.Symbol), append(b.chosen, whole)
		texts = append(texts, whole.Texts[i].After.Provisions)
	}
	b.all = redline.Consolidate(b.base.Provisions, texts, b.base.Lang)
	return nil
}

func (s *server) authorNames(lang tracker.Lang, p tracker.Proposal) string {
	var names []string
	for _, code := range p.Authors {
		names = append(names, s.proposerName(lang, code))
	}
	return strings.Join(names, ", ")
}

// fillRows makes the table.
func (p *consolidatePage) fillRows(b bench) {
	under := ""
	for i, row := range b.all.Listed() {
		changed := slices.ContainsFunc(row.Cells, func(c redline.Cell) bool { return c.Class != redline.Unchanged })
		if !changed && len(b.symbols) > 0 {
			p.Hidden++
			if !p.All {
				continue
			}
		}
		one := consolidatedRow{ID: fmt.Sprintf("r%d", i+1), Conflict: row.Conflict, Inserted: row.BasePlace == 0, Base: row.BaseText, Label: row.BaseMark.Label}
		mark := row.BaseMark
		if one.Inserted {
			mark = row.Cells[0].Mark
		} else {
			one.Place = placeLink(row.Base)
		}
		if row.Heading {
			one.Place, one.Label, under = nil, "", mark.Heading
		}
		if mark.Heading != under {
			one.Under, under = mark.Heading, mark.Heading
		}
		one.Cells = columns(p.locale, row, b.symbols)
		moving := slices.DeleteFunc(slices.Clone(row.Cells), func(c redline.Cell) bool { return c.Class == redline.Unchanged })
		one.Agreed = !row.Conflict && len(moving) == 1 && len(moving[0].Proposals) > 1
		one.Gone = true
		for _, run := range row.Draft {
			one.Gone = one.Gone && run.Op == "-"
			sources := strings.Join(named(run.Sources, b.symbols), ", ")
			if n := len(one.Draft); n > 0 && one.Draft[n-1].Sources == sources {
				one.Draft[n-1].Sources = "" // said once, behind the words put in the place of others
			}
			one.Draft = append(one.Draft, sourcedRun{run.Edit, sources})
		}
		p.Rows = append(p.Rows, one)
	}
}

func named(proposals []int, symbols []string) []string {
	var names []string
	for _, k := range proposals {
		names = append(names, symbols[k-1])
	}
	return names
}

// columns lays the groups of a row out under the proposals' columns: neighbours
// alike share a cell, others alike point to the first.
func columns(l *locale, row redline.Row, symbols []string) []columnCell {
	groups := make([]int, len(symbols)) // of each column, from 1; 0 says nothing of an insertion
	for g, cell := range row.Cells {
		for _, k := range cell.Proposals {
			groups[k-1] = g + 1
		}
	}
	var cells []columnCell
	told := map[int]string{}
	for k, g := range groups {
		if k > 0 && g == groups[k-1] {
			cells[len(cells)-1].Span++
			cells[len(cells)-1].Names = append(cells[len(cells)-1].Names, symbols[k])
			continue
		}
		one := columnCell{Span: 1, Names: []string{symbols[k]}, Keeps: g == 0}
		if g > 0 {
			cell := row.Cells[g-1]
			one.Keeps = cell.Class == redline.Unchanged
			one.Class, one.Label = l.T("class."+slug(string(cell.Class))), cell.Mark.Label
			if cell.Away {
				one.Under, one.Label = cell.Mark.Heading, ""
			}
			if one.Same = told[g]; one.Same == "" && !one.Keeps {
				told[g], one.Words = symbols[k], cell.Words
			}
		}
		cells = append(cells, one)
	}
	return cells
}

// consolidateWord sends the draft as a Word file.
func (s *server) consolidateWord(c *gin.Context) error {
	b, err := s.bench(c, s.locales.of(c).Lang)
	if err != nil {
		return err
	}
	var file bytes.Buffer
	if err := report.Consolidation(&file, b.base, b.all, b.symbols, s.Intake.Clock()); err != nil {
		return bad(err)
	}
	name := strings.NewReplacer("/", "-", "@", "-").Replace(fmt.Sprintf("%s.%s.consolidated.docx", b.base.Revision, b.base.Lang))
	c.Header("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	c.Data(http.StatusOK, report.ContentType, file.Bytes())
	return nil
}
