package tracker

import (
	"fmt"
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

// CheckReadable says which control character stands in what somebody wrote, see
// [ControlIn]; nil where there is none.
func CheckReadable(s string) error {
	if r, is := ControlIn(s); is {
		return fmt.Errorf("the control character %U is not for reading", r)
	}
	return nil
}
