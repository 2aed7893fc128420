package ui

import (
	"fmt"
	"net/url"

	"concord/index"
)

// A helpRow is something that can be typed, and what it finds.
type helpRow struct{ Example, Means string }

// help is the query language in short; index.Query has it whole.
func help(l *locale) []helpRow {
	return []helpRow{
		{"broadband access", l.T("search.help.words")},
		{"\"universal access\"", l.T("search.help.phrase")},
		{"satellite OR broadband", l.T("search.help.or")},
		{"-satellite", l.T("search.help.not")},
		{"(satellite OR broadband) access", l.T("search.help.group")},
		{"telecom*", l.T("search.help.prefix")},
		{"accesibility~", l.T("search.help.near")},
		{l.T("search.help.field-example"), l.T("search.help.field")},
		{l.T("search.help.state-example"), l.T("search.help.state")},
		{"in-force:2018-11-20", l.T("search.help.day")},
		{"cites:71", l.T("search.help.cites")},
		{"130 · Res. 130 · resolves 3 of 130", l.T("search.help.number")},
	}
}

// orders are those that readers choose from; the first is the usual one.
var orders = [...]index.Sort{index.ByRelevance, index.ByNumber, index.ByDate}

// orderLinks leads to the same search in each order, and to one hit a text.
func orderLinks(l *locale, u *url.URL, q index.Query) []link {
	var out []link
	for i, by := range orders {
		out = append(out, link{
			Text: l.T("sort." + string(by)), Href: withQuery(onFirstPage(u), "sort", string(by)),
			Current: q.Sort == by || q.Sort == "" && i == 0,
		})
	}
	value := "1"
	if q.ByInstrument {
		value = "0"
	}
	return append(out, link{Text: l.T("search.group"), Href: withQuery(onFirstPage(u), "group", value), Current: q.ByInstrument})
}

func onFirstPage(u *url.URL) *url.URL {
	q := u.Query()
	q.Del("from")
	return &url.URL{Path: u.Path, RawQuery: q.Encode()}
}

// A score says where a hit stands and why: the parts times the factors.
type score struct {
	Value string
	Parts []string
}

// scoreOf writes an explanation down, or gives nil where there is none.
func (l *locale) scoreOf(h index.Hit) *score {
	if h.Explanation == nil {
		return nil
	}
	s := &score{Value: fmt.Sprintf("%.2f", h.Score)}
	for _, p := range h.Explanation.Parts {
		s.Parts = append(s.Parts, fmt.Sprintf("+ %.2f  %s · %s", p.Score, p.Words, l.T("field."+p.Field)))
	}
	for _, f := range h.Explanation.Factors {
		s.Parts = append(s.Parts, fmt.Sprintf("× %.2f  %s", f.Value, l.About("note."+f.Why.Key, f.Why.First, f.Why.Second)))
	}
	return s
}
