package grammar

import (
	"regexp"
	"strings"
)

// ruleOnly is a line that is drawn and not written.
var ruleOnly = regexp.MustCompile(`^[_\-–—*=.\s]{3,}$`)

// splitReasons parts the lines under a proposal into the text and the reasons.
// Where the file has a style for reasons, it and the items below it are
// believed; elsewhere they go on to the next heading or the end. What follows
// them leads up to the next proposal and belongs to none.
func (c *contribution) splitReasons(lines []line, styled bool) (body []line, reasons []string) {
	reasons = []string{}
	at := len(lines)
	for i := range lines {
		if _, ok := c.reasonsLine(&lines[i]); ok {
			at = i
			break
		}
	}
	for i := range lines[:at] {
		if !ruleOnly.MatchString(lines[i].text) {
			body = append(body, lines[i])
		}
	}
	for i := at; i < len(lines); i++ {
		l := &lines[i]
		text, opens := c.reasonsLine(l)
		if i > at && !opens {
			if c.endsReasons(l, styled) {
				break
			}
			text = l.text
			if l.label != "" {
				text = l.label + " " + text
			}
		}
		if text = strings.TrimSpace(strings.ReplaceAll(text, "\t", " ")); text != "" {
			reasons = append(reasons, text)
		}
	}
	return body, reasons
}

func (c *contribution) endsReasons(l *line, styled bool) bool {
	switch {
	case ruleOnly.MatchString(l.text), l.style == "text-number", l.style == "heading", l.style == "annex", strings.HasPrefix(l.style, "division"):
		return true
	case styled:
		return l.style != "reasons" && l.depth() == 0 && l.label == ""
	}
	_, ok := c.readIdentity(l, []*language{c.w})
	return ok || c.structure(l) != ""
}

// reasonsLine reports whether l opens the reasons, and gives what it says of
// them.
func (c *contribution) reasonsLine(l *line) (string, bool) {
	f := fold(l.text)
	n := longestWord(f.s, c.w.reasons)
	if n == 0 {
		return l.text, l.style == "reasons"
	}
	rest := strings.TrimLeft(f.s[n:], " ")
	switch {
	case strings.HasPrefix(rest, ":"):
		rest = strings.TrimLeft(rest[1:], " ")
	case rest != "" && l.style != "reasons":
		return "", false
	}
	return l.text[f.at[len(f.s)-len(rest)]:], true
}
