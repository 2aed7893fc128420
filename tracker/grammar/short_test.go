package grammar

import (
	"strings"
	"testing"

	"concord/tracker"
)

// short is a draft of one instruction in each language: what it is, who adopts it,
// who is instructed, and a sentence; and a sentence with no word that only its
// language has.
var short = map[tracker.Lang][]string{
	tracker.Arabic:  {"القرار [HLG-7] (بورت فسبر، 2026)", "السحب", "إن المؤتمر العام للاتحاد الدولي لرصد السحب (بورت فسبر، 2026)،", "يكلف الأمين العام", "بنشر ملصق للسحب."},
	tracker.English: {"RESOLUTION [HLG-7] (PORT VESPER, 2026)", "Clouds", "The Plenary Conference of the International Cloud Observation Union (Port Vesper, 2026),", "instructs the Secretary-General", "to publish a poster."},
	tracker.Spanish: {"RESOLUCIÓN [HLG-7] (PORT VESPER, 2026)", "Nubes", "La Conferencia Plenaria de la Unión Internacional de Observación de Nubes (Port Vesper, 2026),", "encarga al Secretario General", "que publique un cartel."},
	tracker.French:  {"RÉSOLUTION [HLG-7] (PORT VESPER, 2026)", "Nuages", "La Conférence plénière de l'Union internationale d'observation des nuages (Port Vesper, 2026),", "charge le Secrétaire général", "que publique une affiche."},
	tracker.Russian: {"РЕЗОЛЮЦИЯ [HLG-7] (ПОРТ-ВЕСПЕР, 2026 Г.)", "Облака", "Пленарная конференция Международного союза наблюдения облаков (Порт-Веспер, 2026 г.),", "поручает Генеральному секретарю", "издать плакат."},
	tracker.Chinese: {"第[HLG-7]号决议（2026年，维斯珀港）", "云", "国际云观测联盟全体大会（2026年，维斯珀港），", "责成秘书长", "出版云图招贴画。"},
}

// TestLanguageOfAShortDraft: heading, body and verb tell the language where there
// are next to no other words, also without the heading; and a word that two
// languages have tells nothing.
func TestLanguageOfAShortDraft(t *testing.T) {
	g := newGrammar(t)
	for lang, lines := range short {
		for _, from := range []int{0, 2, 3} {
			r := g.Parse(plainDocument(strings.Join(append(append([]string{}, lines[from:]...), "que que que"), "\n\n")), Options{Unnamed: true})
			if len(r.Texts) != 1 || r.Texts[0].Lang != lang {
				t.Errorf("%s, from %q: read as %+v", lang, lines[from], r.Texts)
				continue
			}
			p := r.Texts[0].Provisions
			if len(p) == 0 || p[0].Section != "instructs-sg" {
				t.Errorf("%s, from %q: provisions %+v", lang, lines[from], p)
			}
		}
	}
}

// TestUnnamedDraft: in six languages, an enacting phrase alone says which body would
// adopt a draft, and at which session; a document that is stored is told nothing of the kind.
func TestUnnamedDraft(t *testing.T) {
	g := newGrammar(t)
	for lang, lines := range short {
		document := plainDocument(strings.Join(lines[2:], "\n\n"))
		r := g.Parse(document, Options{Unnamed: true})
		if got := r.Texts[0].Revision.String(); got != "icou/plen/res/XXX@plen-26" || len(r.Faults) != 1 || r.Faults[0].Rule != "identity" {
			t.Errorf("%s: %s, faults %v", lang, got, r.Faults)
		}
		if at := r.Texts[0].Provisions[0].Address.String(); at != "icou/plen/res/XXX@plen-26#instructs-sg" {
			t.Errorf("%s: its first paragraph is %s", lang, at)
		}
		if r := g.Parse(document, Options{}); !r.Texts[0].Instrument.IsZero() {
			t.Errorf("%s: without a heading it is %s", lang, r.Texts[0].Instrument)
		}
		if r := g.Parse(plainDocument(strings.Join(lines[3:], "\n\n")), Options{Unnamed: true}); !r.Texts[0].Instrument.IsZero() {
			t.Errorf("%s: of nobody it is %s", lang, r.Texts[0].Instrument)
		}
	}
}
