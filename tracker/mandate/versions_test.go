package mandate

import (
	"testing"

	"concord/tracker"
)

// What the sample library asks for is the same in its six languages, at the same
// addresses, but for one word that its Arabic has more.
func TestVersionsOfTheSampleLibrary(t *testing.T) {
	r := newReader(t)
	byLang := map[string]map[tracker.Lang]Reading{}
	for _, list := range texts(t, r, "sample/texts/*/*.txt") {
		for _, text := range list {
			key := text.Revision.String()
			if byLang[key] == nil {
				byLang[key] = map[tracker.Lang]Reading{}
			}
			byLang[key][text.Lang] = r.Read(text)
		}
	}
	const known = "icou/plen/res/4@plen-22#instructs-dir-arc.1: frequency: en says nothing, ar says continuous"
	compared, seen := 0, false
	for revision, readings := range byLang {
		english, ok := readings[tracker.English]
		if !ok || len(readings) < 2 {
			continue
		}
		for _, lang := range tracker.Langs {
			if other, ok := readings[lang]; ok && lang != tracker.English {
				compared += len(english.Mandates)
				for _, f := range Versions(english, other) {
					if found := f.Error(); found != known {
						t.Errorf("%s: %s", revision, found)
					} else {
						seen = true
					}
				}
			}
		}
	}
	t.Logf("%d mandates compared", compared)
	if !seen {
		t.Errorf("not found: %s", known)
	}
	if compared < 100 {
		t.Errorf("%d mandates compared: is the library there?", compared)
	}
}

// A translation with another date and another addressee is found.
func TestVersionsDiffer(t *testing.T) {
	r := newReader(t)
	english := r.Read(sentence(t, tracker.English, "instructs-sg", "instructs the Secretary-General", "to report annually to the Council;"))
	french := r.Read(sentence(t, tracker.French, "instructs-sg", "charge le Secrétaire général", "de faire rapport tous les deux ans à la prochaine Conférence de plénipotentiaires;"))
	var rules []string
	for _, f := range Versions(english, french) {
		rules = append(rules, f.Problem)
	}
	want := []string{"report_to: en says council, fr says pp", "frequency: en says annual, fr says biennial", "due: en says nothing, fr says pp-22"}
	if len(rules) != len(want) {
		t.Fatalf("%q, want %q", rules, want)
	}
	for i := range want {
		if rules[i] != want[i] {
			t.Errorf("%q, want %q", rules[i], want[i])
		}
	}
}
