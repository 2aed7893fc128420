package document

import (
	"regexp"
	"strings"
)

var (
	atxHeading = regexp.MustCompile(`^(#{1,6})\s+(.*?)\s*#*$`)
	setextLine = regexp.MustCompile(`^(?:={3,}|-{3,})$`)
	strongText = regexp.MustCompile(`\*\*[^*\s][^*]*\*\*|__[^_\s][^_]*__`)
	linkText   = regexp.MustCompile(`\[[^\]]+\]\([^)\s]+\)`)
)

// isMarkdown reports whether a text is Markdown: it has a heading, strong text
// or a link in its marks. A lone asterisk or underscore is no proof.
func isMarkdown(lines []textLine) bool {
	for i, l := range lines {
		switch {
		case atxHeading.MatchString(l.text), strongText.MatchString(l.text), linkText.MatchString(l.text),
			markdownNote.MatchString(l.text):
			return true
		case setextLine.MatchString(l.text) && i > 0 && lines[i-1].text != "" && !ruleLine.MatchString(lines[i-1].text):
			return true
		}
	}
	return false
}

func setextStyle(line string) string {
	if line[0] == '=' {
		return "h1"
	}
	return "h2"
}

// markdown takes the marks of a heading, item or quotation off a paragraph's
// first line, and reports whether the paragraph may go on in the next line.
func (p *textParagraph) markdown(l textLine) bool {
	if m := atxHeading.FindStringSubmatch(p.text); m != nil {
		p.style, p.text, p.level = "h"+string('0'+byte(len(m[1]))), m[2], len(m[1])-1
		return false
	}
	if bulletStart.MatchString(p.text) {
		p.style, p.label, p.level = "li", "•", l.indent/2
		if p.text[0] == '-' {
			p.label = "–"
		}
		p.text = strings.TrimSpace(p.text[strings.IndexAny(p.text, " \t"):])
	}
	if strings.HasPrefix(p.text, ">") {
		p.style, p.text = "blockquote", strings.TrimSpace(strings.TrimLeft(p.text, "> "))
	}
	return true
}

var markdownMarks = regexp.MustCompile(`\\([\\` + "`" + `*_{}\[\]()#+.!>|~-])|(\*\*\*|\*\*|\*|___|__|_)|!?\[([^\]]*)\]\([^)\s]*(?:\s"[^"]*")?\)|</?(?:b|i|em|strong|sup|sub|u|span|br)\b[^>]*>|` + "`")

// markdownRuns reads emphasis, escapes and links.
func markdownRuns(s string) []Run {
	var runs []Run
	italic, bold := false, false
	add := func(text string) {
		runs = append(runs, Run{Text: text, Italic: italic, Bold: bold})
	}
	at := 0
	for _, m := range markdownMarks.FindAllStringSubmatchIndex(s, -1) {
		add(s[at:m[0]])
		at = m[1]
		switch {
		case m[2] >= 0: // an escaped sign
			add(s[m[2]:m[3]])
		case m[6] >= 0: // a link
			add(s[m[6]:m[7]])
		case m[4] >= 0:
			mark := s[m[4]:m[5]]
			if !flanks(s, m[4], m[5]) {
				add(mark)
				continue
			}
			if len(mark) != 2 {
				italic = !italic
			}
			if len(mark) > 1 {
				bold = !bold
			}
		case strings.HasPrefix(s[m[0]:], "<br"):
			add("\n")
		}
	}
	add(s[at:])
	return mergeRuns(runs)
}

// flanks reports whether the signs at s[from:to] open or close emphasis: one
// side has no space; an underscore inside a word is a letter.
func flanks(s string, from, to int) bool {
	before, after := from == 0 || s[from-1] == ' ', to == len(s) || s[to] == ' '
	if before && after {
		return false
	}
	if s[from] == '_' && !before && !after {
		return !isWordByte(s[from-1]) || !isWordByte(s[to])
	}
	return true
}

func isWordByte(c byte) bool {
	return c >= 0x80 || c == '_' || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
}
