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

// TestCommitted: in six languages another period, day or number of things is another
// commitment; another annex, and a sum of money in a year, are none.
func TestCommitted(t *testing.T) {
	type pair struct {
		a, b string
		want bool
	}
	for lang, pairs := range map[tracker.Lang][]pair{
		tracker.English: {
			{"to answer the observers within one month", "to answer the observers within three months", true},
			{"to close the tower no later than 31 December 2030", "to close the tower no later than 31 December 2025", true},
			{"to inspect the towers as in Annex 2 to this plan", "to inspect the towers as in Annex 3 to this plan", false},
			{"to lend to those with low annual revenue two bells", "to lend to those with low revenue two bells", false},
		},
		tracker.French: {
			{"de répondre aux observateurs dans un délai de deux mois", "de répondre aux observateurs dans un délai de trois mois", true},
			{"de fermer la tour au plus tard le 31 décembre 2030", "de fermer la tour au plus tard le 31 décembre 2025", true},
			{"d'inspecter les tours selon l'annexe 2 du plan", "d'inspecter les tours selon l'annexe 3 du plan", false},
			{"de prêter deux cloches à qui a un faible revenu annuel", "de prêter deux cloches à qui a un faible revenu", false},
		},
		tracker.Spanish: {
			{"que responda a los observadores en el plazo de dos meses", "que responda a los observadores en el plazo de tres meses", true},
			{"que cierre la torre a más tardar el 31 de diciembre de 2030", "que cierre la torre a más tardar el 31 de diciembre de 2025", true},
			{"que inspeccione las torres según el anexo 2 del plan", "que inspeccione las torres según el anexo 3 del plan", false},
			{"que preste dos campanas a quien tenga bajos ingresos anuales", "que preste dos campanas a quien tenga bajos ingresos", false},
		},
		tracker.Russian: {
			{"отвечать наблюдателям в течение двух месяцев", "отвечать наблюдателям в течение трех месяцев", true},
			{"закрыть башню не позднее 31 декабря 2030 года", "закрыть башню не позднее 31 декабря 2025 года", true},
			{"осмотреть башни согласно приложению 2 к плану", "осмотреть башни согласно приложению 3 к плану", false},
			{"выдать два колокола тем, у кого мал годовой доход", "выдать два колокола тем, у кого мал доход", false},
		},
		tracker.Arabic: {
			{"الرد على المراقبين في غضون شهرين من السؤال", "الرد على المراقبين في غضون ثلاثة أشهر من السؤال", true},
			{"إغلاق البرج في موعد لا يتجاوز 31 ديسمبر 2030", "إغلاق البرج في موعد لا يتجاوز 31 ديسمبر 2025", true},
			{"تفتيش الأبراج وفق الملحق 2 للخطة", "تفتيش الأبراج وفق الملحق 3 للخطة", false},
			{"إعارة جرسين لذوي الميزانية السنوية الصغيرة", "إعارة جرسين لذوي الميزانية الصغيرة", false},
		},
		tracker.Chinese: {
			{"在一个月之内答复观测员", "在三个月之内答复观测员", true},
			{"不迟于2030年12月31日关闭灯塔", "不迟于2025年12月31日关闭灯塔", true},
			{"按照计划的附件2检查灯塔", "按照计划的附件3检查灯塔", false},
			{"借给年度收入低的成员两口钟", "借给收入低的成员两口钟", false},
		},
	} {
		r := testReader(t, lang)
		for i, p := range pairs {
			side := func(address, text string) tracker.Provision {
				a, err := tracker.ParseAddress(address)
				if err != nil {
					t.Fatal(err)
				}
				return tracker.Provision{Address: a, Role: tracker.Operative, Text: text}
			}
			x := r.compare(side("icou/plen/res/1@plen-22#resolves.1", p.a), side("icou/plen/res/2@plen-22#resolves.1", p.b))
			if x.committed != p.want {
				t.Errorf("%s %d: committed %t, flags %v", lang, i+1, x.committed, x.flags)
			}
			if slices.Contains(x.flags, FrequencyFlag) {
				t.Errorf("%s %d: a frequency", lang, i+1)
			}
		}
	}
}
