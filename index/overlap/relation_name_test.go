package overlap

import "testing"

func TestRelationNamed(t *testing.T) {
	for typed, want := range map[string]Relation{
		"same-template": Template, "Same template": Template, "same template, different subject": Template,
		"contains": Contained, "near identical": NearIdentical, "conflicting": Conflicting, "": "", "bogus": "bogus",
	} {
		if got := RelationNamed(typed); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}
