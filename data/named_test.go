package data_test

import "testing"

// What people type into a filter is found by key and by name in six languages, and
// what is in no list is a fault.
func TestNamed(t *testing.T) {
	r := registry(t)
	body := func(typed string) (string, error) { b, err := r.BodyNamed(typed); return b.ID, err }
	tests := []struct {
		what  string
		named func(string) (string, error)
		want  map[string]string // "" where it is a fault
	}{
		{"state", r.StateNamed, map[string]string{
			"done": "done", "In progress": "in-progress", "in-progress": "in-progress", "进行中": "in-progress",
			"pas d'indication": "no-indication", "أُنجز": "done", "splendid": "", "": "",
		}},
		{"addressee", r.AddresseeNamed, map[string]string{
			"sg": "sg", "Director of BDT": "dir-bdt", "电信发展局主任": "dir-bdt", "États Membres": "ms", "Council": "council",
			"Генеральный секретарь": "sg", "the man at the door": "",
		}},
		{"body", body, map[string]string{
			"itu/pp": "itu/pp", "PP": "itu/pp", "council": "itu/council", "全权代表大会": "itu/pp", "wtsa": "itu/wtsa", "nobody": "",
		}},
	}
	for _, tt := range tests {
		for typed, want := range tt.want {
			if got, err := tt.named(typed); got != want || (err != nil) != (want == "") {
				t.Errorf("%s %q: %q, %v; want %q", tt.what, typed, got, err, want)
			}
		}
	}
	for typed, want := range map[string]string{
		"pp": "itu/pp", "itu": "itu", "itu/pp/res": "itu/pp/res", " itu/wtsa ": "itu/wtsa", "全权代表大会": "itu/pp",
		"xx": "", "": "", "itu/pp/foo": "", "itu/pp/res/101": "",
	} {
		if got, ok := r.SelectionNamed(typed); ok != (want != "") || ok && got != want {
			t.Errorf("selection %q: %q, %v; want %q", typed, got, ok, want)
		}
	}
	for typed, want := range map[string]string{"annually": "annual", "Every year": "annual", "ежегодно": "annual", "continuous": "continuous", "pp-22": ""} {
		if got, ok := r.FrequencyNamed(typed); ok != (want != "") || ok && got != want {
			t.Errorf("frequency %q: %q, %v; want %q", typed, got, ok, want)
		}
	}
}
