package tracker

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// A SymbolRule says where the documents with symbols of one form are found.
type SymbolRule struct {
	Pattern string `json:"pattern"` // of the whole symbol
	// URL has {1} for the first group of the pattern, {2:4} for the second
	// padded with noughts to four digits.
	URL      string `json:"url"`
	Example  string `json:"example"`
	Verified bool   `json:"verified"` // somebody has seen such an address
	Note     string `json:"note,omitempty"`

	whole *regexp.Regexp
}

// compile makes the rules ready; ReadRegistry calls it.
func compileSymbols(rules []SymbolRule) error {
	var faults []error
	for i := range rules {
		var err error
		if rules[i].whole, err = regexp.Compile(`^(?:` + rules[i].Pattern + `)$`); err != nil {
			faults = append(faults, fmt.Errorf("symbols.json: %w", err))
		}
	}
	return errors.Join(faults...)
}

// DocumentURL gives the address on the web of a document by its symbol, by the
// first rule that the whole symbol fits.
func (r *Registry) DocumentURL(symbol string) (url string, known bool) {
	symbol = strings.Join(strings.Fields(symbol), " ")
	for _, rule := range r.Symbols {
		if rule.whole == nil {
			continue
		}
		if groups := rule.whole.FindStringSubmatch(symbol); groups != nil {
			return fill(rule.URL, groups), true
		}
	}
	return "", false
}

var slot = regexp.MustCompile(`\{(\d)(?::(\d))?\}`)

// fill puts groups into a rule's URL.
func fill(url string, groups []string) string {
	return slot.ReplaceAllStringFunc(url, func(s string) string {
		parts := slot.FindStringSubmatch(s)
		n, _ := strconv.Atoi(parts[1])
		width, _ := strconv.Atoi(parts[2])
		if n >= len(groups) {
			return s
		}
		return strings.Repeat("0", max(0, width-len(groups[n]))) + groups[n]
	})
}
