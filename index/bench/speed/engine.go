package main

import (
	"context"
	"strings"

	"concord/tracker"
)

// An engine holds provisions and answers queries about them, end to end: as a
// page needs it. What an engine is given in a folder, it finds there again.
type engine interface {
	// Import makes an index of texts in a folder that is empty.
	Import(ctx context.Context, texts func(func(tracker.Text) bool)) error
	Open() error
	Query(context.Context, query) (answer, error)
	Close() error
}

// A query is what a page asks: words or a phrase, or nothing, among the
// provisions that pass the filters.
type query struct {
	words  []string
	phrase bool
	role   tracker.Role
	body   string // or any
}

func (q query) String() string {
	s := strings.Join(q.words, " ")
	if q.phrase {
		s = `"` + s + `"`
	}
	return s
}

// An answer is what a page shows: how many there are, the counts of five facets,
// and ten hits with their text and the words of the query marked in a passage.
type answer struct {
	total  int
	facets map[string]map[string]int
	hits   []hit
}

type hit struct {
	address, title, text, passage string
}

// page is the number of hits shown.
const page = 10

// facets are the columns counted in every answer.
var facets = [...]string{"body", "kind", "lang", "section", "addressee"}

// A row is a provision as the engines other than Concord store it.
type row struct {
	Address   string `json:"address"`
	Body      string `json:"body"`
	Kind      string `json:"kind"`
	Session   string `json:"session"`
	Lang      string `json:"lang"`
	Role      string `json:"role"`
	Section   string `json:"section"`
	Addressee string `json:"addressee"`
	Title     string `json:"title"`
	Heading   string `json:"heading"`
	Text      string `json:"text"`
}

func rows(t tracker.Text) []row {
	out := make([]row, len(t.Provisions))
	for i, p := range t.Provisions {
		a := t.Revision.In(t.Lang)
		a.Provision = p.Address.Provision
		out[i] = row{
			Address: a.String(), Body: a.Body, Kind: string(a.Kind), Session: a.Session, Lang: string(t.Lang),
			Role: string(p.Role), Section: p.Section, Addressee: strings.Join(p.Addressees, " "),
			Title: t.Title, Heading: p.Heading, Text: p.Text,
		}
	}
	return out
}

// addUp makes facet counts of groups: one pass over the matches, which is
// quicker in SQL than one query a facet.
type addUp map[string]map[string]int

func newAddUp() addUp {
	a := addUp{}
	for _, f := range facets {
		a[f] = map[string]int{}
	}
	return a
}

func (a addUp) add(values [len(facets)]string, n int) {
	for i, f := range facets {
		a[f][values[i]] += n
	}
}
