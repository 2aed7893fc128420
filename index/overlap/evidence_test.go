package overlap

import (
	"slices"
	"testing"

	"concord/tracker"
)

// TestHowOften: in six languages words of one frequency are no difference, and
// those of another are.
func TestHowOften(t *testing.T) {
	for lang, said := range map[tracker.Lang][3]string{
		tracker.English: {"to submit annual reports on clouds", "to report every year on clouds", "to report every two years on clouds"},
		tracker.French:  {"de présenter un rapport annuel sur les nuages", "de faire rapport chaque année sur les nuages", "de faire rapport tous les deux ans sur les nuages"},
		tracker.Spanish: {"que presente un informe anual sobre las nubes", "que informe cada año sobre las nubes", "que informe cada dos años sobre las nubes"},
		tracker.Russian: {"представлять ежегодный отчет об облаках", "отчитываться каждый год об облаках", "отчитываться каждые два года об облаках"},
		tracker.Arabic:  {"أن يقدم تقريراً سنوياً عن السحب", "أن يقدم كل سنة تقريراً عن السحب", "أن يقدم كل سنتين تقريراً عن السحب"},
		tracker.Chinese: {"提交关于云的年度报告", "每年报告云的情况", "每两年报告云的情况"},
	} {
		r := testReader(t, lang)
		annual, yearly, other := r.frequencies(said[0]), r.frequencies(said[1]), r.frequencies(said[2])
		if len(annual) != 1 || !slices.Equal(annual, yearly) || len(other) != 1 || slices.Equal(annual, other) {
			t.Errorf("%s: %v %v %v", lang, annual, yearly, other)
		}
	}
}

// TestOwnCitation: each text that names itself cites nothing that the other does not.
func TestOwnCitation(t *testing.T) {
	r := testReader(t, tracker.English)
	provision := func(address, target, named string) tracker.Provision {
		a, err := tracker.ParseAddress(address)
		if err != nil {
			t.Fatal(err)
		}
		const before = "to photograph rare clouds as "
		return tracker.Provision{
			Address: a, Role: tracker.Operative, Text: before + named + " asks;",
			Citations: []tracker.Citation{{Target: target, Text: named, Start: len(before), End: len(before + named)}},
		}
	}
	own := provision("icou/plen/res/1@plen-22#resolves.1", "icou/plen/res/1@plen-22", "this resolution")
	for _, other := range []struct {
		target, named string
		want          bool
	}{{"icou/plen/res/2@plen-22", "the present resolution", false}, {"icou/plen/res/3@plen-22", "Resolution 3", true}} {
		x := r.compare(own, provision("icou/plen/res/2@plen-22#resolves.1", other.target, other.named))
		if slices.Contains(x.flags, CitationFlag) != other.want {
			t.Errorf("%s: %v", other.named, x.flags)
		}
	}
}
