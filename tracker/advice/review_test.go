package advice_test

import (
	"slices"
	"testing"

	"concord/tracker"
	"concord/tracker/advice"
)

// TestNoReview: the same sentences in six languages. What speaks of the text itself
// and says when it is looked at again or ends is a review; what looks at, ends or
// limits something else is none, nor a word that only has such a word in it.
func TestNoReview(t *testing.T) {
	all := guidelines(t)
	tests := []struct {
		name     string
		reviewed bool
		said     map[tracker.Lang]string
	}{
		{"reconsidered", true, map[tracker.Lang]string{
			"ar": "بعرض هذا القرار لإعادة النظر فيه في عام 2030", "en": "to submit this resolution for reconsideration in 2030", "es": "que someta la presente Resolución a nuevo examen en 2030",
			"fr": "de soumettre la présente Résolution pour nouvel examen en 2030", "ru": "представить настоящую Резолюцию для повторного рассмотрения в 2030 году", "zh": "在2030年将本决议提交重新审查",
		}},
		{"ends", true, map[tracker.Lang]string{
			"ar": "أن يتوقف العمل بهذا القرار في 31 ديسمبر 2030", "en": "that this resolution shall cease to have effect on 31 December 2030", "es": "que la presente Resolución deje de surtir efecto el 31 de diciembre de 2030",
			"fr": "que la présente Résolution cesse de produire ses effets le 31 décembre 2030", "ru": "что настоящая Резолюция утрачивает силу 31 декабря 2030 года", "zh": "本决议于2030年12月31日失效",
		}},
		{"expires, a decision", true, map[tracker.Lang]string{
			"ar": "أن ينتهي العمل بهذا المقرر في عام 2030", "en": "that this decision expires in 2030", "es": "que el presente Acuerdo expire en 2030",
			"fr": "que la présente Décision expire en 2030", "ru": "что срок действия настоящего Решения истекает в 2030 году", "zh": "本决定于2030年到期",
		}},
		{"reported to the next conference", true, map[tracker.Lang]string{
			"ar": "بتقديم تقرير إلى المؤتمر العام المقبل عن تنفيذ هذا القرار", "en": "to report to the next plenary conference on the implementation of this resolution", "es": "que informe a la próxima Conferencia Plenaria sobre la aplicación de la presente Resolución",
			"fr": "de faire rapport à la prochaine Conférence plénière sur la mise en œuvre de la présente Résolution", "ru": "представить следующей Пленарной конференции отчет о выполнении настоящей Резолюции", "zh": "向下届全体大会报告本决议的落实情况",
		}},
		{"applications", false, map[tracker.Lang]string{
			"ar": "بدراسة طلبات الراصدين واستعراضها", "en": "to review the applications of observers", "es": "que examine las candidaturas de los observadores",
			"fr": "d'examiner les candidatures des observateurs", "ru": "рассмотреть заявления наблюдателей", "zh": "审议观测员的申请",
		}},
		{"an amount, and the future", false, map[tracker.Lang]string{
			"ar": "بإتاحة ما يصل إلى 200 000 فرنك لشبكات المستقبل", "en": "to make available up to 200 000 francs until the reserve is used", "es": "que ponga a disposición hasta 200 000 francos para las redes del futuro",
			"fr": "de mettre à disposition jusqu'à 200 000 francs pour les réseaux du futur", "ru": "выделять до 200 000 франков на сети будущего", "zh": "在下一届会议之前为未来网络提供不超过200 000法郎",
		}},
		{"before 1990", false, map[tracker.Lang]string{
			"ar": "بنشر السجلات المعدة قبل عام 1990", "en": "to publish the registers made until 1990", "es": "que publique los registros anteriores a 1990",
			"fr": "de publier les registres établis jusqu'en 1990", "ru": "опубликовать журналы, составленные до 1990 года", "zh": "出版1990年之前的记录簿",
		}},
		{"within the word", false, map[tracker.Lang]string{
			"ar": "بتنفيذ هذا القرار باستخدام شبكات المستقبل", "en": "to publish a preview of the magazine on this resolution", "es": "que difunda la presente Resolución en la prensa, sin imprevistos",
			"fr": "de publier un aperçu de la présente Résolution dans l'entrevue", "ru": "распространить настоящую Резолюцию без промедления", "zh": "出版本决议的预览",
		}},
		{"carried out every day", false, map[tracker.Lang]string{
			"ar": "بتنفيذ هذا القرار", "en": "to implement this resolution", "es": "que aplique la presente Resolución",
			"fr": "de mettre en œuvre la présente Résolution", "ru": "выполнять настоящую Резолюцию", "zh": "落实本决议",
		}},
	}
	for _, tt := range tests {
		for _, lang := range tracker.Langs {
			c := sound()
			c.Text = text(lang, 10, tt.said[lang])
			if found := saysNoReview(all, c); found == tt.reviewed {
				t.Errorf("%s, %s: no review: %t", tt.name, lang, found)
			}
		}
	}
}

func saysNoReview(all advice.Guidelines, c advice.Case) bool {
	return slices.ContainsFunc(all.Check(c), func(f advice.Finding) bool { return f.Guideline == "no-review" })
}

// TestDueIsNoReview: only what is due of a report on the text itself is a review.
func TestDueIsNoReview(t *testing.T) {
	all := guidelines(t)
	for _, tt := range []struct {
		said      string
		reporting bool
		want      bool
	}{
		{"to publish, within three months, a poster", false, true},
		{"to publish, within three months, a poster on this resolution", false, true},
		{"to report by 2030 on the results of the survey", true, true},
		{"to report by 2030 on the implementation of this resolution", true, false},
	} {
		c := sound()
		c.Text = text("en", 10, tt.said)
		c.Mandates[0].Due, c.Mandates[0].Reporting, c.Mandates[0].ReportTo = tracker.Due{Kind: tracker.DueDate, Value: "2030"}, tt.reporting, []string{"council"}
		if got := saysNoReview(all, c); got != tt.want {
			t.Errorf("%q: no review: %t", tt.said, got)
		}
	}
}
