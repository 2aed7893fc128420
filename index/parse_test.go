package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// shape writes a query in one line: alternatives with |, phrases in quotes, -, *,
// ~ and the letters that may be wrong, groups in parentheses, filters in brackets.
func shape(q Query) string {
	parts := []string{}
	if s := groupShape(q.Group); s != "" {
		parts = append(parts, s)
	}
	for _, f := range q.Filters {
		parts = append(parts, filterShape(f))
	}
	return strings.Join(parts, " ")
}

func groupShape(g Group) string {
	var parts []string
	for _, c := range g.Clauses {
		var alternatives []string
		for _, t := range c {
			alternatives = append(alternatives, termShape(t))
		}
		parts = append(parts, strings.Join(alternatives, "|"))
	}
	for _, t := range g.Not {
		parts = append(parts, "-"+termShape(t))
	}
	return strings.Join(parts, " ")
}

func filterShape(f Filter) string {
	not := ""
	if f.Not {
		not = "-"
	}
	return fmt.Sprintf("%s[%s=%s]", not, f.Column, strings.Join(f.Values, "+"))
}

func termShape(t Term) string {
	s := t.Text
	switch {
	case t.Group != nil:
		return "(" + groupShape(*t.Group) + ")"
	case t.Filter != nil:
		return filterShape(*t.Filter)
	case t.Phrase:
		s = fmt.Sprintf("%q", t.Text)
	}
	if t.Prefix {
		s += "*"
	}
	if t.Near > 0 {
		s += fmt.Sprint("~", t.Near)
	}
	return s
}

func TestParse(t *testing.T) {
	tests := []struct {
		query string
		want  string
		notes int
	}{
		{"", "", 0},
		{"broadband access", "broadband access", 0},
		{`"universal access" rural`, `"universal access" rural`, 0},
		{"«accès universel» “rural areas” „сельские районы“ 「网络安全」 《公约》", `"accès universel" "rural areas" "сельские районы" "网络安全" "公约"`, 0},
		{"satellite OR broadband OR 5G access", "satellite|broadband|5G access", 0},
		{"or and not", "or and not", 0},
		{"OR satellite", "satellite", 1},
		{"satellite OR", "satellite", 1},
		{"satellite OR session:pp-18", "satellite|[session=pp-18]", 0},
		{"session:pp-18 OR year:2014 rural", "[session=pp-18]|[year=2014] rural", 0},
		{"(session:pp-18) rural", "[session=pp-18] rural", 0},
		{"satellite AND rural NOT urban AND -sea", "satellite rural -urban -sea", 0},
		{"satellite and not urban", "satellite and not urban", 0},
		{"(a1 OR b1) (c1 OR \"d e\") -(f1 g1)", "a1|b1 c1|\"d e\" -(f1 g1)", 0},
		{"a1 OR (b1 c1 -d1) OR (e1)", "a1|(b1 c1 -d1)|(e1)", 0},
		{"（网络 OR 安全）（电信）", "网络|安全 电信", 0},
		{"((a1 (b1 OR c1)) OR d1) e1", "(a1 b1|c1)|d1 e1", 0},
		{"(a1 OR -b1)", "a1 -b1", 1},
		{"a1 OR (-b1)", "a1", 1},
		{"(-b1) a1", "a1 -b1", 0},
		{"(a1 b1", "a1 b1", 1},
		{"a1) b1", "a1) b1", 0},
		{"() a1 -()", "a1", 0},
		{"resolution(s) (annex(es) OR b)", "resolution(s) annex(es)|b", 0},
		{strings.Repeat("(", 12) + "a1" + strings.Repeat(")", 12), "a1", 1},
		{"acess~ resoltuion~ resoltuion~1 ab~ 网络~ E.164~2", "acess~1 resoltuion~2 resoltuion~1 ab 网络 E.164~2", 2},
		{"\"climate chang*\" cyber-sec*", "\"climate chang\"* cyber-sec*", 0},
		{"in-force:2018-11-20 year:2014..2018 number:..100", "[in-force=2018-11-20] [year=2014..2018] [number=..100]", 0},
		{"cites:71 cites:C26/32", "[cites=71] [cites=C26/32]", 0},
		{"state:done budget", "budget [state=done]", 0},
		{"Année:2018 organe:pp 年份：2018 السنة:2018 год:2018 en-vigueur:oui", "[year=2018] [body=pp] [year=2018] [year=2018] [year=2018] [standing=in force]", 0},
		{"état:\"en cours\" 状态:进行中 -статус:\"в силе\"", "[state=en cours] [state=进行中] -[status=в силе]", 0},
		{"sesion:pp-18", "sesion:pp-18", 1},
		{`access -satellite -"rural area"`, `access -satellite -"rural area"`, 0},
		{"Secretary-General - report", "Secretary-General report", 0},
		{"telecom* 网*", "telecom* 网*", 0},
		{"te*", "te", 1},
		{"*", "", 1},
		{"session:pp-14,pp-18 -lang:ar", "[session=pp-14+pp-18] -[lang=ar]", 0},
		{`addressee:"Secretary-General" body：itu/pp`, "[addressee=Secretary-General] [body=itu/pp]", 0},
		{"in-force:yes", "[standing=in force]", 0},
		{"in-force:no -in-force:no", "-[standing=in force] [standing=in force]", 0},
		{"in-force:maybe in-force:2018-13-01", "", 2},
		{"(in-force:no OR a1) -(-in-force:no b1)", "-[standing=in force]|a1 -(b1 --[standing=in force])", 0},
		{"year:", "", 1},
		{"https://example.org note: this 10:30 注：说明", "https://example.org note: this 10:30 注：说明", 0},
		{"İİİ:x Ⱥ:", "İİİ:x Ⱥ:", 1},
		{"topic:spectrum foo:bar", "topic:spectrum foo:bar", 2},
		{"'rural areas' l'accès Members' rights ‘a member’s share’", `"rural areas" l'accès Members' rights "a member’s share"`, 0},
		{"~resoltuion", "resoltuion~2", 0},
		{`"not closed`, `"not closed"`, 1},
		{"... ، 。", "", 0},
		{"القرار 130 \"الأمين العام\"", `القرار 130 "الأمين العام"`, 0},
		{"a b c d e f g h i j k l m n", "a b c d e f g h i j k l", 2},
		{strings.Repeat("网", 2000), strings.Repeat("网", maxTerm), 2},
	}
	for _, tt := range tests {
		q := Parse(tt.query)
		if got := shape(q); got != tt.want || len(q.Notes) != tt.notes {
			t.Errorf("%s\n got %s, notes %q\nwant %s, notes %d", tt.query, got, q.Notes, tt.want, tt.notes)
		}
	}
}

func TestReferenceOnlyWithoutOperators(t *testing.T) {
	for query, want := range map[string]string{
		"Res. 130 lang:ar":            "Res. 130",
		"第130号决议":                     "第130号决议",
		`"130"`:                       "",
		"130 -131":                    "",
		"130 OR 131":                  "",
		"Res. 130 (Rev. Dubai, 2018)": "Res. 130 Rev. Dubai, 2018",
		"130 (a OR b)":                "",
	} {
		if got := Parse(query).Reference; got != want {
			t.Errorf("%s: reference %q, want %q", query, got, want)
		}
	}
}

// allTerms lists the terms of a group and of the groups in it.
func allTerms(g Group) (out []Term) {
	for _, t := range slices.Concat(append(g.Clauses, g.Not)...) {
		if t.Group != nil {
			out = append(out, allTerms(*t.Group)...)
			continue
		}
		out = append(out, t)
	}
	return out
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`a "b`, "session:pp-18 -x*", "第130号决议（2018年）", "القرار 130", "-", "OR OR", "in-force:", "\xff\"", "«»", "a：b", "((a OR (b -c)) OR d", "a~ b~2 c-d* \"e f*\"", "(year:2014.. OR cites:130) in-force:2018-11-20"} {
		f.Add(s)
	}
	x := newShelf(text("mu/gc/res/130@gc-18", "zh", "网络", say("1", "加强网络安全 130"))).open(f)
	f.Fuzz(func(t *testing.T, s string) {
		q := Parse(s)
		terms := allTerms(q.Group)
		if len(terms) > maxTerms {
			t.Errorf("%d terms", len(terms))
		}
		for _, term := range terms {
			if !utf8.ValidString(term.Text) || utf8.RuneCountInString(term.Text) > maxTerm {
				t.Errorf("term %q", term.Text)
			}
		}
		r, err := x.Search(t.Context(), q)
		if err != nil {
			t.Errorf("%q: %v", s, err)
		}
		if len(r.Hits) > r.Total {
			t.Errorf("%q: %d hits of %d", s, len(r.Hits), r.Total)
		}
	})
}
