package grammar

import (
	"strings"
	"testing"
	"unicode"

	"concord/tracker"
)

// languageOf guesses a test's language by its script; French and Spanish by
// the letters the tests happen to use.
func languageOf(s string) tracker.Lang {
	for _, r := range s {
		switch {
		case unicode.Is(unicode.Arabic, r):
			return tracker.Arabic
		case unicode.Is(unicode.Han, r):
			return tracker.Chinese
		case unicode.Is(unicode.Cyrillic, r):
			return tracker.Russian
		case strings.ContainsRune("ÉéÀàç", r):
			return tracker.French
		case strings.ContainsRune("Óóñáí", r):
			return tracker.Spanish
		}
	}
	return tracker.English
}

func TestHeading(t *testing.T) {
	g := newGrammar(t)
	tests := []struct {
		lang                     tracker.Lang
		heading, key, addressees string
	}{
		{"en", "considering", "considering", ""},
		{"en", "considering further", "considering-further", ""},
		{"en", "noting also", "noting-further", ""},
		{"en", "noting with satisfaction and appreciation", "noting-with-satisfaction", ""},
		{"en", "resolves", "resolves", ""},
		{"en", "further resolves", "resolves-further", ""},
		{"en", "instructs the Secretary-General", "instructs-sg", "sg"},
		{"en", "instructs the Secretary-General and the Directors of the three Bureaux", "instructs-sg-dirs", "sg dirs"},
		{"en", "instructs the Directors of the Radiocommunication Bureau and the Telecommunication Development Bureau", "instructs-dir-br-dir-bdt", "dir-br dir-bdt"},
		{"en", "instructs the Director of the Telecommunication Development Bureau, in close consultation with the Directors of the other Bureaux", "instructs-dir-bdt", "dir-bdt dirs"},
		{"en", "further instructs the ITU Council", "instructs-further-council", "council"},
		{"en", "resolves to instruct the Directors of the three Bureaux", "resolves-instructs-dirs", "dirs"},
		{"en", "invites Member States, Sector Members, Associates and Academia", "invites-ms-sm-associates-academia", "ms sm associates academia"},
		{"en", "invites the 2027 world radiocommunication conference", "invites-wrc", "wrc"},
		{"en", "invites kite flyers", "invites-other", ""},
		{"fr", "charge le Secrétaire général et les Directeurs des trois Bureaux", "instructs-sg-dirs", "sg dirs"},
		{"fr", "considérant en outre", "considering-further", ""},
		{"fr", "décide de charger le Secrétaire général", "resolves-instructs-sg", "sg"},
		{"fr", "invite les États Membres et les Membres de Secteur", "invites-ms-sm", "ms sm"},
		{"es", "encarga al Secretario General", "instructs-sg", "sg"},
		{"es", "invita a los Estados Miembros y a los Miembros de Sector", "invites-ms-sm", "ms sm"},
		{"ru", "поручает Генеральному секретарю и Директорам трех Бюро", "instructs-sg-dirs", "sg dirs"},
		{"ru", "предлагает Государствам – Членам", "invites-ms", "ms"},
		{"zh", "责成秘书长和三个局的主任", "instructs-sg-dirs", "sg dirs"},
		{"zh", "进一步注意到", "noting-further", ""},
		{"zh", "做出决议，责成秘书长", "resolves-instructs-sg", "sg"},
		{"zh", "请成员国和部门成员", "invites-ms-sm", "ms sm"},
		{"ar", "يكلف الأمين العام ومديري المكاتب الثلاثة", "instructs-sg-dirs", "sg dirs"},
		{"ar", "وإذ يضع في اعتباره كذلك", "considering-further", ""},
		{"ar", "يقـرر", "resolves", ""},
		{"ar", "تدعو الدول الأعضاء وأعضاء القطاعات", "invites-ms-sm", "ms sm"},
	}
	for _, test := range tests {
		h, ok := g.words.langs[test.lang].readHeading(fold(test.heading).s)
		if !ok {
			t.Errorf("%s: not read as a heading", test.heading)
			continue
		}
		if key := h.key(tracker.Resolution); key != test.key {
			t.Errorf("%s: key %s, want %s (rest %q)", test.heading, key, test.key, h.rest)
		}
		if keys := strings.Join(h.keys(), " "); keys != test.addressees {
			t.Errorf("%s: addressees %s, want %s", test.heading, keys, test.addressees)
		}
	}
}

// French, Russian, Spanish and Arabic have one verb for resolves and decides:
// the kind of the instrument tells which it is, in every language alike.
func TestDecisionsDecide(t *testing.T) {
	g := newGrammar(t)
	for lang, heading := range map[tracker.Lang]string{"en": "decides", "fr": "décide", "es": "resuelve", "ru": "решает", "zh": "做出决定", "ar": "يقرر"} {
		h, _ := g.words.langs[lang].readHeading(fold(heading).s)
		if got := h.key(tracker.Decision); got != "decides" {
			t.Errorf("%s in a decision: %s", heading, got)
		}
	}
}
