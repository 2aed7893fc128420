package overlap

import (
	"slices"
	"testing"

	"concord/tracker"
)

// TestClauses: a sentence has the same clauses in six languages, and a number in
// it parts none.
func TestClauses(t *testing.T) {
	for lang, clauses := range map[tracker.Lang][]string{
		tracker.English: {"to keep 250 stations open", "as far as means allow", "and to report the height of clouds"},
		tracker.French:  {"de maintenir 250 stations ouvertes", "dans la mesure des moyens", "et de signaler la hauteur des nuages"},
		tracker.Spanish: {"que mantenga abiertas 250 estaciones", "en la medida de los medios", "y comunique la altura de las nubes"},
		tracker.Russian: {"сохранять 250 станций открытыми", "насколько позволяют средства", "и сообщать высоту облаков"},
		tracker.Arabic:  {"أن يبقي 250 محطة مفتوحة", "بقدر ما تسمح الوسائل", "وأن يبلغ عن ارتفاع السحب"},
		tracker.Chinese: {"保持250个观测站开放", "在条件允许的情况下", "并报告云的高度"},
	} {
		comma := ", "
		switch lang {
		case tracker.Arabic:
			comma = "، "
		case tracker.Chinese:
			comma = "，"
		}
		r := testReader(t, lang)
		p := r.passage(tracker.Provision{Text: clauses[0] + comma + clauses[1] + comma + clauses[2]})
		var found []string
		from := 0
		for _, to := range p.clauses() {
			found = append(found, p.text[p.spans[from].start:p.spans[to-1].end])
			from = to
		}
		if !slices.Equal(found, clauses) {
			t.Errorf("%s: %q", lang, found)
		}
	}
}
