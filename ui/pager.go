package ui

import (
	"fmt"
	"net/url"
	"strconv"
)

// A pager leads through a long list a part at a time, or shows all of it, which
// is what one prints.
type pager struct {
	Pages []link
	All   link   // to the whole list, or back to its parts
	Shown string // "101–200 / 938"
}

// paged cuts a list of total rows into parts of per and gives the part that an
// address asks for: the first row and the one after the last. There is no pager
// where there is one part only.
func paged(u *url.URL, total, per int) (p *pager, from, to int) {
	if total <= per {
		return nil, 0, total
	}
	all, at := u.Query().Get("all") == "1", firstPage(u)
	p = &pager{All: link{Href: switched(at, "all", all), Current: all}}
	if all {
		return p, 0, total
	}
	n, _ := strconv.Atoi(u.Query().Get("page"))
	from = min(max(n-1, 0), (total-1)/per) * per
	to = min(from+per, total)
	p.Shown = fmt.Sprintf("%d–%d / %d", from+1, to, total)
	for i := 0; i < total; i += per {
		n := strconv.Itoa(i/per + 1)
		p.Pages = append(p.Pages, link{Href: withQuery(at, "page", n), Text: n, Current: i == from})
	}
	return p, from, to
}

// firstPage is the address of the same list from its beginning: what chooses
// other rows does not start in their midst.
func firstPage(u *url.URL) *url.URL {
	q := u.Query()
	q.Del("page")
	return &url.URL{Path: u.Path, RawQuery: q.Encode()}
}
