package main

import (
	"bytes"
	"cmp"
	"fmt"
	"math"
	"slices"
)

// The chart's measures, in pixels.
const (
	chartWidth, chartHeight = 720, 420
	left, right             = 70, 150
	above, below            = 40, 50
)

// strokes tell the engines apart by dash and mark as well as by colour.
var strokes = map[string]struct{ colour, dash, mark string }{
	"Concord":     {"#0b5394", "", "●"},
	"SQLite FTS5": {"#b45309", "6 3", "■"},
	"Bleve":       {"#3f6212", "2 3", "▲"},
	"PostgreSQL":  {"#7e22ce", "8 3 2 3", "◆"},
}

// chart draws how the median of one word grows with the provisions, both on
// logarithmic scales.
func (all figures) chart() []byte {
	var b bytes.Buffer
	sorted := slices.DeleteFunc(all.sorted(), func(f *figure) bool { return f.Median["one word"] <= 0 })
	if len(sorted) == 0 {
		return nil
	}
	least, most := sorted[0].Provisions, sorted[len(sorted)-1].Provisions
	byTime := func(a, b *figure) int { return cmp.Compare(a.Median["one word"], b.Median["one word"]) }
	low := math.Floor(math.Log10(slices.MinFunc(sorted, byTime).Median["one word"]))
	high := math.Ceil(math.Log10(slices.MaxFunc(sorted, byTime).Median["one word"]))
	span := max(math.Log10(float64(most))-math.Log10(float64(least)), 1e-9)
	x := func(n int) float64 {
		return left + (math.Log10(float64(n))-math.Log10(float64(least)))/span*(chartWidth-left-right)
	}
	y := func(ms float64) float64 {
		return above + (high-math.Log10(ms))/max(high-low, 1)*(chartHeight-above-below)
	}
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" role="img" font-family="sans-serif" font-size="13">
<title>Median time of an answer to one word, with filter, facets and highlights, by number of provisions</title>
<rect width="100%%" height="100%%" fill="#fff"/>
<text x="%d" y="22">Milliseconds for an answer to one word, with filter, five facets and highlights</text>
`, chartWidth, chartHeight, left)
	for e := low; e <= high; e++ {
		fmt.Fprintf(&b, "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%g</text>\n",
			left, y(math.Pow(10, e)), chartWidth-right, left-8, y(math.Pow(10, e))+4, math.Pow(10, e))
	}
	shown := map[int]bool{}
	for _, f := range sorted {
		if !shown[f.Provisions] {
			shown[f.Provisions] = true
			fmt.Fprintf(&b, "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%d</text>\n", x(f.Provisions), chartHeight-below+22, f.Provisions)
		}
	}
	fmt.Fprintf(&b, "<text x=\"%d\" y=\"%d\">provisions</text>\n", left, chartHeight-8)
	var labels []label
	for _, name := range engineNames {
		if l, ok := line(&b, name, sorted, x, y); ok {
			labels = append(labels, l)
		}
	}
	writeLabels(&b, labels)
	b.WriteString("</svg>\n")
	return b.Bytes()
}

// A label is an engine's name at the end of its line.
type label struct {
	name string
	x, y float64
}

// labelGap keeps names that end together from being written over one another.
const labelGap = 17

func writeLabels(b *bytes.Buffer, labels []label) {
	slices.SortFunc(labels, func(a, b label) int { return cmp.Compare(a.y, b.y) })
	lowest := math.Inf(-1)
	for _, l := range labels {
		l.y = max(l.y, lowest+labelGap)
		lowest = l.y
		s := strokes[l.name]
		fmt.Fprintf(b, "<text x=\"%.1f\" y=\"%.1f\" fill=\"%s\">%s %s</text>\n", l.x+12, l.y+4, s.colour, s.mark, l.name)
	}
}

// line draws one engine and says where its name belongs.
func line(b *bytes.Buffer, name string, sorted []*figure, x func(int) float64, y func(float64) float64) (label, bool) {
	s := strokes[name]
	path, marks, step := "", "", "M"
	l := label{name: name}
	for _, f := range sorted {
		if f.Engine != name {
			continue
		}
		l.x, l.y = x(f.Provisions), y(f.Median["one word"])
		path += fmt.Sprintf("%s%.1f %.1f", step, l.x, l.y)
		step = "L"
		marks += fmt.Sprintf("<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\" fill=\"%s\">%s</text>\n", l.x, l.y+4, s.colour, s.mark)
	}
	if path != "" {
		fmt.Fprintf(b, "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\" stroke-dasharray=\"%s\"/>\n%s", path, s.colour, s.dash, marks)
	}
	return l, path != ""
}
