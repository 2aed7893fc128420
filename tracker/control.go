package tracker

import (
	"strings"
	"unicode"
)

// ControlIn finds the first control character of s that is neither a tab nor the
// end of a line. Words that people write have none: a terminal would obey it.
func ControlIn(s string) (rune, bool) {
	s = strings.ReplaceAll(s, "\r\n", "\n") // as forms send it
	for _, r := range s {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return r, true
		}
	}
	return 0, false
}
