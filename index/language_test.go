package index

import (
	"testing"

	"concord/tracker"
)

// Each case is one text of one paragraph: what must find it, and what must not.
func TestLanguages(t *testing.T) {
	tests := []struct {
		name  string
		lang  tracker.Lang
		words string
		find  []string
		miss  []string
	}{
		{"stems", "en", "Members are implementing the agreed measures.",
			[]string{"implement", "implementation measures", `"agreed measures"`, "measure"}, []string{`"measures agreed"`, "implant"}},
		{"hyphens", "en", "the Secretary‑General reports on cyber-security",
			[]string{"Secretary-General", "secretary general", `"Secretary-General reports"`, "cybersecurity", "cyber-security", "cyber security"},
			[]string{`"general secretary"`}},
		{"joined in the text", "en", "on cybersecurity", []string{"cyber-security"}, nil},
		{"symbols", "en", "see C26/32, A/RES/78/10, Resolution 70/1, item 1.1, 1,000 units and E.164",
			[]string{"C26/32", "a/res/78/10", "70/1", "1.1", "1,000", "1000", "E.164"}, []string{"C26", "70", "78/10", "32", "164"}},
		{"numbers alone", "en", "see Resolutions 71 and 1.10 (No. 171), Nos 5–9", []string{"71", "171", "1.10", "5", "9", "７１"}, []string{"7", "1", "17", "110"}},
		{"hyphens of every kind", "en", "the Secretary‐General, a sub\u2011committee and a co－operative", // U+2010, U+2011, full width
			[]string{"Secretary-General", "Secretary－General", "sub-committee", "subcommittee", "co-operative", "cooperative", `"Secretary General"`}, nil},
		{"possessives", "en", "the Union’s budget", []string{"union", `"union budget"`, "Union's"}, nil},
		{"ligatures and width", "en", "ﬁnance of ＩＴＵ", []string{"finance", "itu"}, nil},
		{"elision", "fr", "L’accès à l'Union européenne aujourd’hui",
			[]string{"union", "acces", "accès", "l'union", `"accès à l’union"`, "aujourd'hui", "europeen"}, []string{"dhui"}},
		{"French accents", "fr", "les mesures réalisées pendant l'été", []string{"réaliser", "realisees", "réalisée", "ete"}, nil},
		{"French typed plainly", "fr", "Le Secrétaire général s’acquitte de l’œuvre entreprise par l’État hôte",
			[]string{"secretaire general", `"secretaire general"`, "oeuvre", "l'oeuvre", "etat hote", "L’ÉTAT"}, []string{"general secretaire -general"}},
		{"Spanish typed plainly", "es", "El Secretario General informará al Consejo sobre la señalización en los países",
			[]string{"informara", "senalizacion", "paises", "país", "SEÑALIZACIÓN"}, nil},
		{"Spanish accents", "es", "la resolución sobre los niños y las telecomunicaciones",
			[]string{"resolucion", "resoluciones", "niño", "ninos", "telecomunicación"}, nil},
		{"Russian cases and yo", "ru", "поручает Генеральному секретарю подготовить отчёт об электросвязи",
			[]string{"генеральный секретарь", "отчет", "отчёта", "электросвязь", `"генеральному секретарю"`}, []string{`"секретарю генеральному"`}},
		{"Cyrillic lookalikes", "ru", "см. документ С26/32", []string{"C26/32", "С26/32"}, []string{"C26"}},
		{"Arabic letters", "ar", "يُكلِّف الأميـن العام بإعداد القرار المتعلق بالاتصالات",
			[]string{"الامين", "الأمين العام", "يكلف", "قرار", "الاتصالات", "اتصالات", "إعداد", `"الأمين العام"`, "والأمين"},
			[]string{`"العام الأمين"`}},
		{"Arabic tatweel and alef", "ar", "إلى الأعضـــاء آخر الإدارات ومؤتمر", []string{"الاعضاء", "أعضاء", "اخر", "آخر", "ادارات", "الإدارات", "مؤتمر", "موتمر"}, nil},
		{"Arabic particles", "ar", "وبقرار الدول ولاتحادها", []string{"قرار", "دولة", "اتحاد", "القرار"}, nil},
		{"Arabic root letters", "ar", "بنود الاتفاقية والتزام", []string{"البنود", "التزام", "الالتزام", "بنود"}, nil},
		{"Arabic digits and comma", "ar", "القرار ١٣٠، والمقرر", []string{"130", "مقرر"}, nil},
		{"Chinese", "zh", "责成秘书长加强网络安全，并向理事会报告",
			[]string{"网络安全", "安全", "网", "秘书长", `"加强网络安全"`, "网络安全报告", "网 报告", `「秘书长」`},
			[]string{"络网", `"安全网络"`, "电信", `"网络报告"`}},
		{"Chinese over words", "zh", "研究会的会议和员工会议室", []string{"会议", `"员工会议"`, "会", "室", `"会议室"`}, []string{`"研究会议"`, `"工会的"`}},
		{"Chinese full width", "zh", "采用ＩＴＵ－Ｔ　Ｅ．１６４建议（ＩＰｖ６）", []string{"ITU-T", "E.164", "IPv6", "ＩＰｖ６", "建议"}, []string{"164"}},
		{"Chinese numbers", "zh", "按照第１３０号决议（2018年，伯奇）和５Ｇ技术", []string{"第130号决议", "130", "5G", "2018", "５Ｇ"}, []string{"13"}},
		{"joined by a soft hyphen", "en", "tele\u00adcommunication networks", []string{"telecommunication"}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			other := text("mu/gc/res/7@gc-18", tt.lang, "—", say("1", "—"))
			x := newShelf(text("mu/gc/res/5@gc-18", tt.lang, "—", say("1", tt.words)), other).open(t)
			for _, q := range tt.find {
				if got := find(t, x, q); len(got) != 1 {
					t.Errorf("%s: found %q", q, got)
				}
			}
			for _, q := range tt.miss {
				if got := find(t, x, q); len(got) != 0 {
					t.Errorf("%s: found %q, want nothing", q, got)
				}
			}
		})
	}
}
