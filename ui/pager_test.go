package ui

import (
	"net/url"
	"testing"
)

// A page that nobody has, or a number that is none, gives a page that there is.
func TestPaged(t *testing.T) {
	tests := []struct {
		query           string
		total, from, to int
		pages           int // 0 is no pager
		shown           string
	}{
		{"", 100, 0, 100, 0, ""},
		{"", 101, 0, 100, 2, "1–100 / 101"},
		{"page=2&by=lead", 938, 100, 200, 10, "101–200 / 938"},
		{"page=99", 938, 900, 938, 10, "901–938 / 938"},
		{"page=9223372036854775807", 938, 900, 938, 10, "901–938 / 938"},
		{"page=-3", 938, 0, 100, 10, "1–100 / 938"},
		{"page=x", 200, 0, 100, 2, "1–100 / 200"},
		{"all=1&page=4", 938, 0, 938, 0, ""},
	}
	for _, tt := range tests {
		p, from, to := paged(&url.URL{Path: "/plan", RawQuery: tt.query}, tt.total, 100)
		pages, shown := 0, ""
		if p != nil {
			pages, shown = len(p.Pages), p.Shown
		}
		if from != tt.from || to != tt.to || pages != tt.pages || shown != tt.shown {
			t.Errorf("%q of %d: %d to %d, %d pages, %q", tt.query, tt.total, from, to, pages, shown)
		}
	}
	p, _, _ := paged(&url.URL{Path: "/plan", RawQuery: "by=lead&page=2"}, 300, 100)
	if p.All.Href != "/plan?all=1&by=lead" || p.Pages[2].Href != "/plan?by=lead&page=3" || !p.Pages[1].Current {
		t.Errorf("%+v", p)
	}
}
