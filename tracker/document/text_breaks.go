package document

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// lostBreak is where an item may begin inside a line: after the end of another.
var lostBreak = regexp.MustCompile(`[;:,.؛：；]\s((?:\d{1,2}(?:\.\d{1,2}){0,3}|[a-z](?:bis)?\)|[ivx]{1,5}\)|[–—-])\s)`)

// maxNesting is how many lists stand in one another at most.
const maxNesting = 8

// restoreBreaks cuts paragraphs that begin with a label wherever the next label
// of the same list, or the first of a list within, follows in the line.
func restoreBreaks(all []textParagraph) []textParagraph {
	var out []textParagraph
	for _, p := range all {
		label, _, _ := strings.Cut(p.text, " ")
		open := []string{label}
		if !labelStart.MatchString(p.text) || successor(label) == "" {
			out = append(out, p)
			continue
		}
		at := 0
		for _, m := range lostBreak.FindAllStringSubmatchIndex(p.text, -1) {
			label := strings.TrimSpace(p.text[m[2]:m[3]])
			afterColon := strings.HasPrefix(p.text[m[0]:], ":") || strings.HasPrefix(p.text[m[0]:], "：")
			within := open[len(open)-1]
			deeper := afterColon && (label == "a)" || label == "i)" || label == "–" || label == "1") || label == within+".1"
			level := len(open) - 1
			for ; level >= 0 && successor(open[level]) != label; level-- {
			}
			switch {
			case level >= 0:
				open = append(open[:level], label)
			case deeper && len(open) < maxNesting:
				open = append(open, label)
			default:
				continue
			}
			piece := p
			piece.text = strings.TrimSpace(p.text[at:m[2]])
			out = append(out, piece)
			p.page, p.breaks, p.ruled = false, false, false
			at = m[2]
		}
		p.text = strings.TrimSpace(p.text[at:])
		out = append(out, p)
	}
	return out
}

var romans = strings.Fields("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx")

// successor is the label that follows in a list, or "" when s is no label.
func successor(s string) string {
	switch {
	case s == "–" || s == "—" || s == "-":
		return s
	case s == "" || len(s) > 12:
		return ""
	case strings.HasSuffix(s, ")"):
		letter := strings.TrimSuffix(s, ")")
		if len(letter) == 1 && letter >= "a" && letter < "z" && letter != "i" {
			return string(letter[0]+1) + ")"
		}
		if i := slices.Index(romans, letter); i >= 0 && i+1 < len(romans) {
			return romans[i+1] + ")"
		}
		return ""
	}
	head, last := "", s
	if dot := strings.LastIndexByte(s, '.'); dot >= 0 {
		head, last = s[:dot+1], s[dot+1:]
	}
	n, err := strconv.Atoi(last)
	if err != nil {
		return ""
	}
	return head + strconv.Itoa(n+1)
}
