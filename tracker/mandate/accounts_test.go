package mandate

import (
	"testing"

	"concord/tracker"
)

// instructs are the heading under which the sentences of the tests stand.
var instructs = map[tracker.Lang]string{
	tracker.Arabic: "يكلف الأمين العام", tracker.English: "instructs the Secretary-General", tracker.Spanish: "encarga al Secretario General",
	tracker.French: "charge le Secrétaire général", tracker.Russian: "поручает Генеральному секретарю", tracker.Chinese: "责成秘书长",
}

// TestWhatIsAnAccount: in six languages, a report that is made of what was done is a
// duty to report; technical reports in a list of publications, and somebody else's
// report that is published, are none.
func TestWhatIsAnAccount(t *testing.T) {
	r := newReader(t)
	for _, tt := range []struct {
		name      string
		reporting bool
		said      map[tracker.Lang]string
	}{
		{"technical reports", false, map[tracker.Lang]string{
			tracker.Arabic: "بتقديم أدوات تيسر العثور على التوصيات والتقارير التقنية وأفضل الممارسات", tracker.English: "to provide tools which make it easier to find recommendations, technical reports and best practices",
			tracker.Spanish: "que facilite herramientas para encontrar recomendaciones, informes técnicos y prácticas óptimas", tracker.French: "de fournir des outils pour trouver des recommandations, des rapports techniques et de bonnes pratiques",
			tracker.Russian: "предоставить средства, которые помогут найти рекомендации, технические отчеты и примеры передового опыта", tracker.Chinese: "提供便于查找建议书、技术报告和最佳做法的工具",
		}},
		{"published", false, map[tracker.Lang]string{
			tracker.Arabic: "بنشر تقرير الراصدين", tracker.English: "to publish the report of the observers", tracker.Spanish: "que publique el informe de los observadores",
			tracker.French: "de publier le rapport des observateurs", tracker.Russian: "опубликовать отчет наблюдателей", tracker.Chinese: "公布观测员的报告",
		}},
		{"progress", true, map[tracker.Lang]string{
			tracker.Arabic: "بتقديم تقرير عن التقدم المحرز", tracker.English: "to submit a report on the progress made", tracker.Spanish: "que presente un informe sobre los progresos realizados",
			tracker.French: "de présenter un rapport sur les progrès accomplis", tracker.Russian: "представить отчет о достигнутом прогрессе", tracker.Chinese: "提交关于进展情况的报告",
		}},
	} {
		for lang, heading := range instructs {
			m, why := in(t, r, lang, heading, tt.said[lang])
			if why != "" || m.Reporting != tt.reporting {
				t.Errorf("%s, %s: reporting %t, no mandate because %q", tt.name, lang, m.Reporting, why)
			}
		}
	}
}

// TestWhenInSixLanguages: how often and until when are the same whatever the language.
func TestWhenInSixLanguages(t *testing.T) {
	r := newReader(t)
	for _, tt := range []struct {
		frequency, due string
		said           map[tracker.Lang]string
	}{
		{"", "P12M", map[tracker.Lang]string{
			tracker.Arabic: "بنشر ملصق للسحب في غضون اثني عشر شهراً", tracker.English: "to publish a poster of clouds within twelve months", tracker.Spanish: "que publique un cartel de las nubes en el plazo de doce meses",
			tracker.French: "de publier une affiche des nuages dans un délai de douze mois", tracker.Russian: "издать плакат с изображением облаков в течение двенадцати месяцев", tracker.Chinese: "在十二个月之内出版云图招贴画",
		}},
		{"", "P2M", map[tracker.Lang]string{
			tracker.Arabic: "بنشر ملصق للسحب في غضون شهرين", tracker.English: "to publish a poster of clouds within two months", tracker.Spanish: "que publique un cartel de las nubes en el plazo de dos meses",
			tracker.French: "de publier une affiche des nuages dans un délai de deux mois", tracker.Russian: "издать плакат с изображением облаков в течение двух месяцев", tracker.Chinese: "在两个月之内出版云图招贴画",
		}},
	} {
		for lang, heading := range instructs {
			m, _ := in(t, r, lang, heading, tt.said[lang])
			if m.Frequency != tt.frequency || m.Due.Value != tt.due {
				t.Errorf("%s: %q is read as %q, %q, want %q, %q", lang, tt.said[lang], m.Frequency, m.Due.Value, tt.frequency, tt.due)
			}
		}
	}
}

func in(t *testing.T, r *Reader, lang tracker.Lang, heading, words string) (tracker.Mandate, tracker.Reason) {
	t.Helper()
	reading := r.Read(sentence(t, lang, "instructs-sg", heading, words))
	if len(reading.Mandates) == 1 {
		return reading.Mandates[0], ""
	}
	return tracker.Mandate{}, reading.NotMandates[0].Why
}
