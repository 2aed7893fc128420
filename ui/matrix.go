package ui

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/harmonize"
)

type matrixPage struct {
	page
	Columns []link
	Rows    []matrixRow
	Fewer   int // texts left out: they share too little with any
	Body    string
	Bodies  []link
}

type matrixRow struct {
	link  // the text of the row
	Cells []matrixCell
}

// A matrixCell says how much of the row's text stands in the column's.
type matrixCell struct {
	Href      string
	Name      string // of the column, where the table is read as a list
	Class     string // "self", "some", "much" or ""
	Operative int    // per cent of the row's words
	Preamble  int
	Says      string
}

// A share is how much of one text stands in another, in words.
type share struct{ operative, preamble float64 }

// least is the share, in per cent of either part, from which on a cell is shown.
const least = 2

// mostTexts is how many texts the matrix lays out at most: those that share most.
const mostTexts = 60

func (s *server) matrix(c *gin.Context) error {
	all, err := s.queue.All(c)
	if err != nil {
		return err
	}
	p := matrixPage{page: s.frame(c, "review", " "), Body: c.Query("body")}
	p.Title = p.T("matrix.title")
	for _, b := range bodiesOf(all) {
		p.Bodies = append(p.Bodies, link{Href: chosen(c.Request.URL, "body", b, p.Body), Text: s.bodyShort(p.Lang, b), Current: b == p.Body})
	}
	shares, err := s.shares(all)
	if err != nil {
		return err
	}
	texts, fewer := mostSharing(shares, p.Body)
	p.Fewer = fewer
	order := inClusters(texts, shares)
	for _, a := range order {
		p.Columns = append(p.Columns, link{Href: textHref(a), Text: s.symbol(p.Lang, a)})
		p.Fictional = p.Fictional || s.fictional(a)
	}
	for i, a := range order {
		row := matrixRow{link: p.Columns[i]}
		for j, b := range order {
			row.Cells = append(row.Cells, s.matrixCell(p.locale, a, b, p.Columns[j].Text, shares))
		}
		p.Rows = append(p.Rows, row)
	}
	return s.render(c, http.StatusOK, "matrix.html", p)
}

func (s *server) matrixCell(l *locale, a, b tracker.Address, name string, shares map[[2]tracker.Address]share) matrixCell {
	if a == b {
		return matrixCell{Class: "self"}
	}
	sh := shares[[2]tracker.Address{a, b}]
	cell := matrixCell{Name: name, Operative: percent(sh.operative), Preamble: percent(sh.preamble)}
	if cell.Operative < least && cell.Preamble < least {
		return cell
	}
	cell.Class = "some"
	if cell.Operative >= 20 {
		cell.Class = "much"
	}
	cell.Href = queueFilter{Scope: overlap.AllScope, State: "all", About: a.String(), With: b.String()}.href("/review")
	cell.Says = fmt.Sprintf(l.T("matrix.cell"), name, cell.Operative, cell.Preamble)
	return cell
}

func percent(share float64) int { return int(100*share + .5) }

// A sharing is how much of one member of a round stands in another.
type sharing struct {
	member, beside int
	coverage       float64
}

// within gives the coverages of a round. Of two members that were compared with the
// first and not with one another, it is what both share with that at most.
func within(round overlap.Round) (out []sharing) {
	for i, p := range round {
		out = append(out, sharing{p.A, p.B, p.CoverageA}, sharing{p.B, p.A, p.CoverageB})
		for _, q := range round[:i] {
			least := min(p.CoverageB, q.CoverageB)
			out = append(out, sharing{p.B, q.B, least}, sharing{q.B, p.B, least})
		}
	}
	return out
}

// shares adds up, for every two texts, how much of the one stands in the other.
// A provision that two groups find in the same text counts once, with the more.
func (s *server) shares(all *queue.Found) (map[[2]tracker.Address]share, error) {
	covered := map[[2]tracker.Address]map[string]float64{} // provision -> words of it that stand in the other
	roles := map[tracker.Address]tracker.Role{}
	for _, g := range all.Items {
		if !slices.Contains([]overlap.Class{overlap.Operative, overlap.Preamble}, g.Class) {
			continue
		}
		for _, round := range g.Rounds() {
			for _, w := range within(round) {
				m := g.Members[w.member]
				pair := [2]tracker.Address{m.Address.Instrument(), g.Members[w.beside].Address.Instrument()}
				if pair[0] == pair[1] {
					continue
				}
				if covered[pair] == nil {
					covered[pair] = map[string]float64{}
				}
				at := covered[pair]
				at[m.Address.Provision] = max(at[m.Address.Provision], w.coverage*float64(harmonize.Words(m.Text)))
				roles[m.Address.Instrument().At(m.Address.Provision)] = m.Role
			}
		}
	}
	sizes := map[tracker.Address]share{}
	for _, a := range all.Instruments() {
		text, err := s.Store.Text(a)
		if err != nil {
			return nil, err
		}
		var size share
		for _, p := range text.Provisions {
			if p.Role == tracker.Preamble {
				size.preamble += float64(harmonize.Words(p.Text))
			} else if p.Role == tracker.Operative {
				size.operative += float64(harmonize.Words(p.Text))
			}
		}
		sizes[a] = size
	}
	out := map[[2]tracker.Address]share{}
	for pair, provisions := range covered {
		var sh share
		for provision, words := range provisions {
			if roles[pair[0].At(provision)] == tracker.Preamble {
				sh.preamble += words
			} else {
				sh.operative += words
			}
		}
		size := sizes[pair[0]]
		out[pair] = share{sh.operative / max(1, size.operative), sh.preamble / max(1, size.preamble)}
	}
	return out, nil
}

// weight is what a share counts for: what is operative counts double.
func (sh share) weight() float64 { return 2*sh.operative + sh.preamble }

// mostSharing gives the texts that share something with another, of a body if
// one is named, at most as many as fit, and how many are left out.
func mostSharing(shares map[[2]tracker.Address]share, body string) ([]tracker.Address, int) {
	most := map[tracker.Address]float64{}
	for pair, sh := range shares {
		if (percent(sh.operative) >= least || percent(sh.preamble) >= least) && (body == "" || pair[0].Body == body || pair[1].Body == body) {
			most[pair[0]], most[pair[1]] = max(most[pair[0]], sh.weight()), max(most[pair[1]], sh.weight())
		}
	}
	var texts []tracker.Address
	for a := range most {
		texts = append(texts, a)
	}
	slices.SortFunc(texts, func(a, b tracker.Address) int {
		return cmp.Or(cmp.Compare(most[b], most[a]), cmp.Compare(a.String(), b.String()))
	})
	if len(texts) > mostTexts {
		return texts[:mostTexts], len(texts) - mostTexts
	}
	return texts, 0
}

// inClusters orders texts so that those that share much stand side by side:
// beginning with the one that shares most, always the one that shares most with
// one of the last three placed, those counting more that were placed later.
func inClusters(texts []tracker.Address, shares map[[2]tracker.Address]share) []tracker.Address {
	left := slices.Clone(texts)
	var out []tracker.Address
	for len(left) > 0 {
		best, at := -1.0, 0
		for i, a := range left {
			near := 0.0
			for back := 1; back <= min(3, len(out)); back++ {
				b := out[len(out)-back]
				near = max(near, (shares[[2]tracker.Address{a, b}].weight()+shares[[2]tracker.Address{b, a}].weight())/float64(back))
			}
			if near > best { // of those alike, the first: they are in order
				best, at = near, i
			}
		}
		out, left = append(out, left[at]), slices.Delete(left, at, at+1)
	}
	return out
}

// chosen is u with a parameter set to a value, or without it where it has it.
func chosen(u *url.URL, key, value, current string) string {
	if value == current {
		value = ""
	}
	return withQuery(u, key, value)
}
