package index

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// shape writes a query in one line: clauses with |, phrases in quotes, - and *.
func shape(q Query) string {
	term := func(t Term) string {
		switch {
		case t.Phrase:
			return fmt.Sprintf("%q", t.Text)
		case t.Prefix:
			return t.Text + "*"
		}
		return t.Text
	}
	var parts []string
	for _, c := range q.Clauses {
		var alternatives []string
		for _, t := range c {
			alternatives = append(alternatives, term(t))
		}
		parts = append(parts, strings.Join(alternatives, "|"))
	}
	for _, t := range q.Not {
		parts = append(parts, "-"+term(t))
	}
	for _, f := range q.Filters {
		not := ""
		if f.Not {
			not = "-"
		}
		parts = append(parts, fmt.Sprintf("%s[%s=%s]", not, f.Column, strings.Join(f.Values, "+")))
	}
	return strings.Join(parts, " ")
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
		{"satellite OR session:pp-18", "satellite [session=pp-18]", 1},
		{`access -satellite -"rural area"`, `access -satellite -"rural area"`, 0},
		{"Secretary-General - report", "Secretary-General report", 0},
		{"telecom* 网*", "telecom* 网*", 0},
		{"te*", "te", 1},
		{"*", "", 1},
		{"session:pp-14,pp-18 -lang:ar", "[session=pp-14+pp-18] -[lang=ar]", 0},
		{`addressee:"Secretary-General" body：itu/pp`, "[addressee=Secretary-General] [body=itu/pp]", 0},
		{"in-force:yes", "[standing=in force]", 0},
		{"in-force:no -in-force:no", "-[standing=in force] [standing=in force]", 0},
		{"in-force:maybe", "", 1},
		{"year:", "", 1},
		{"https://example.org note:this", "https://example.org note:this", 0},
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
		"Res. 130 lang:ar": "Res. 130",
		"第130号决议":          "第130号决议",
		`"130"`:            "",
		"130 -131":         "",
		"130 OR 131":       "",
	} {
		if got := Parse(query).Reference; got != want {
			t.Errorf("%s: reference %q, want %q", query, got, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`a "b`, "session:pp-18 -x*", "第130号决议（2018年）", "القرار 130", "-", "OR OR", "in-force:", "\xff\"", "«»", "a：b"} {
		f.Add(s)
	}
	x := newShelf(text("mu/gc/res/130@gc-18", "zh", "网络", say("1", "加强网络安全 130"))).open(f)
	f.Fuzz(func(t *testing.T, s string) {
		q := Parse(s)
		terms := slices.Concat(append(q.Clauses, q.Not)...)
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
