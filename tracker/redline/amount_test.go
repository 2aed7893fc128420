package redline

import (
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// TestAmountIsNoDeadline: in six languages another amount of money after "up to" is
// no other deadline, and another year after the same word, where it has that sense, is.
func TestAmountIsNoDeadline(t *testing.T) {
	for lang, words := range map[tracker.Lang][2]string{
		tracker.Arabic:  {"إتاحة ما يصل إلى 200 000 فرنك", "حفظ السجلات حتى عام 2030"},
		tracker.English: {"to make available up to 200 000 francs", "to keep the registers until 2030"},
		tracker.Spanish: {"a poner a disposición hasta 200 000 francos", "a conservar los registros hasta 2030"},
		tracker.French:  {"à mettre à disposition jusqu'à 200 000 francs", "à conserver les registres jusqu'au 1er juin 2030"},
		tracker.Russian: {"выделять до 200 000 франков", "передать журналы не позднее 2030 года"},
		tracker.Chinese: {"提供不超过200 000法郎", "不迟于2030年移交记录簿"},
	} {
		for i, change := range [][2]string{{"200 000", "300 000"}, {"2030", "2035"}} {
			old := tracker.Provision{Text: words[i]}
			new := tracker.Provision{Text: strings.Replace(words[i], change[0], change[1], 1)}
			old.Role, new.Role = tracker.Operative, tracker.Operative
			changes := Compare([]tracker.Provision{old}, []tracker.Provision{new}, lang).Changes
			if len(changes) != 1 {
				t.Errorf("%s: %d changes", lang, len(changes))
				continue
			}
			flags := changes[0].Flags
			if !slices.Contains(flags, NumberFlag) || slices.Contains(flags, DeadlineFlag) != (i == 1) {
				t.Errorf("%s: %q raises %q", lang, new.Text, flags)
			}
			if lang == tracker.Chinese {
				continue // it names the time on the other side
			}
			if same := slices.Equal(Deadlines(old, lang), Deadlines(new, lang)); same != (i == 0) {
				t.Errorf("%s: %q has the deadlines %q, %q", lang, new.Text, Deadlines(old, lang), Deadlines(new, lang))
			}
		}
	}
}
