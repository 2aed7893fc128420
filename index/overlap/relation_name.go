package overlap

import "strings"

// RelationNamed gives the relation that people mean: by its name, a hyphen for a
// space, "same-template" for the long one, "contains" for what is contained seen
// from its other end. What is none is given back for [Filter.Check] to refuse.
func RelationNamed(typed string) Relation {
	spaced := func(s string) string { return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(s)), "-", " ") }
	want := spaced(typed)
	if want == "contains" {
		return Contained
	}
	for _, r := range Relations {
		if short, _, _ := strings.Cut(spaced(string(r)), ","); want == spaced(string(r)) || want == short {
			return r
		}
	}
	return Relation(typed)
}
