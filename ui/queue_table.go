package ui

import (
	"errors"
	"fmt"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/report"
	"concord/tracker/review"
)

// tableColumns are the columns of the table of cases, with their widths in
// characters: what groups that streamline resolutions write by hand.
var tableColumns = []report.Column{
	{Key: "cluster", Width: 17}, {Key: "instrument", Width: 18}, {Key: "theme", Width: 22}, {Key: "paragraph", Width: 17}, {Key: "words", Width: 46},
	{Key: "overlaps", Width: 22}, {Key: "relation", Width: 14}, {Key: "state", Width: 11}, {Key: "outcome", Width: 22}, {Key: "reason", Width: 26},
}

// queueTable sends the cases of the filter as a table, a row a paragraph. The
// number of a case is its place among those of the filter, as its page has it.
func (s *server) queueTable(c *gin.Context) error {
	all, err := s.queue.All(c)
	if err != nil {
		return err
	}
	who, _, err := s.reviewer(c)
	if err != nil {
		return err
	}
	f, err := s.queueFilter(c)
	if err != nil {
		return err
	}
	l := s.locales.of(c)
	t := caseTable{s, l, l.Dir() == "rtl" && c.Param("format") != "csv"}
	table := report.Table{Title: l.T("review.title"), Lang: l.Lang, Rows: [][]string{}}
	for _, column := range tableColumns {
		column.Name = l.T("column." + column.Key)
		table.Columns = append(table.Columns, column)
	}
	n := 0
	for _, g := range all.Items {
		if !f.admits(g, who) {
			continue
		}
		n++
		lang, _, err := s.groupLanguages(c, g)
		if err != nil {
			return err
		}
		rows, err := t.rows(g, lang, n)
		if err != nil {
			return err
		}
		table.Rows = append(table.Rows, rows...)
	}
	return s.sendTable(c, table)
}

// A caseTable writes cases in one language. Where it is written right to left,
// what is not stands between marks, so that it is not turned round.
type caseTable struct {
	*server
	*locale
	marked bool
}

// ltr keeps an address, a date or other words that run left to right together.
func (t caseTable) ltr(words string) string {
	if !t.marked {
		return words
	}
	return "\u200e" + words + "\u200e"
}

func (t caseTable) place(a tracker.Address) string {
	return t.symbol(t.Lang, a.Revision()) + " " + t.ltr("#"+a.Provision)
}

// rows are a case in a language; in its own where a text in that language is without
// one of its paragraphs.
func (t caseTable) rows(g queue.Item, lang tracker.Lang, number int) ([][]string, error) {
	provisions, err := t.provisionsOf(g, lang)
	if errors.Is(err, errNotFound) && lang != g.Lang {
		lang = g.Lang
		provisions, err = t.provisionsOf(g, lang)
	}
	if err != nil {
		return nil, err
	}
	var rows [][]string
	outcome, reason := t.verdicts(g.Case)
	for i, m := range g.Members {
		var others []string
		for _, j := range g.Beside(i) {
			others = append(others, t.place(g.Members[j].Address))
		}
		words := provisions[i].Text
		if lang.Dir() != "rtl" {
			words = t.ltr(words)
		}
		rows = append(rows, []string{
			fmt.Sprintf("%d\n%s", number, t.ltr(g.ID)), t.symbol(t.Lang, m.Address.Revision()), m.Title, t.ltr("#" + m.Address.Provision), words,
			strings.Join(others, "\n"), t.T("relation." + relationKey(g.Relation)), t.T("state." + string(g.State)), outcome, reason,
		})
	}
	return rows, nil
}

// verdicts are all that stand, or stood until the words changed, a line each,
// and why, by whom and when.
func (t caseTable) verdicts(c review.Case) (outcome, reason string) {
	var outcomes, reasons []string
	for _, v := range c.Standing {
		one := t.outcomeName(t.Lang, v.Outcome)
		if !v.Target.IsZero() {
			one += " " + t.Arrow() + " " + t.place(v.Target)
		}
		if v.Dissent {
			one += " (" + t.T("state.dissent") + ")"
		}
		if c.State == review.Reopened {
			one = t.T("review.before") + " " + one
		}
		outcomes = append(outcomes, one+", "+v.Author)
		reasons = append(reasons, fmt.Sprintf("%s, %s: %s", v.Author, t.ltr(shortTime(v.Time)), v.Reason))
	}
	return strings.Join(outcomes, "\n"), strings.Join(reasons, "\n")
}
