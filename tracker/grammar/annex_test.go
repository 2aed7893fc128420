package grammar

import "testing"

// An annex begins with its heading in every language; what stands between the
// heading and the text is the owner or the title.
func TestAnnexHeads(t *testing.T) {
	g := newGrammar(t)
	tests := []struct{ lines, key, heading, title string }{
		{"ANNEX TO RESOLUTION 2 (REV. OVELLE, 2018)\nList of masts", "annex", "ANNEX TO RESOLUTION 2 (REV. OVELLE, 2018)", "List of masts"},
		{"ANNEX A\n(to Resolution 2 (Rev. Ovelle, 2018))\nList of masts", "annex-a", "ANNEX A (to Resolution 2 (Rev. Ovelle, 2018))", "List of masts"},
		{"Annex A to Resolution 2 (Rev. Ovelle, 2018)\nList of masts", "annex-a", "Annex A to Resolution 2 (Rev. Ovelle, 2018)", "List of masts"},
		{"ANNEXE À LA RÉSOLUTION 2 (RÉV. OVELLE, 2018)\nListe des mâts", "annex", "ANNEXE À LA RÉSOLUTION 2 (RÉV. OVELLE, 2018)", "Liste des mâts"},
		{"ANEXO A LA RESOLUCIÓN 2 (REV. OVELLE, 2018)\nLista de mástiles", "annex", "ANEXO A LA RESOLUCIÓN 2 (REV. OVELLE, 2018)", "Lista de mástiles"},
		{"ANEXO A A LA RESOLUCIÓN 2 (REV. OVELLE, 2018)\nLista de mástiles", "annex-a", "ANEXO A A LA RESOLUCIÓN 2 (REV. OVELLE, 2018)", "Lista de mástiles"},
		{"ANEXO A\nLista de mástiles con ñ", "annex-a", "ANEXO A", "Lista de mástiles con ñ"},
		{"ПРИЛОЖЕНИЕ К РЕЗОЛЮЦИИ 2 (ПЕРЕСМ. ОВЕЛЬ, 2018 г.)\nПеречень мачт", "annex", "ПРИЛОЖЕНИЕ К РЕЗОЛЮЦИИ 2 (ПЕРЕСМ. ОВЕЛЬ, 2018 г.)", "Перечень мачт"},
		{"ПРИЛОЖЕНИЕ 1 К РЕЗОЛЮЦИИ 2 (ПЕРЕСМ. ОВЕЛЬ, 2018 г.)\nПеречень мачт", "annex-1", "ПРИЛОЖЕНИЕ 1 К РЕЗОЛЮЦИИ 2 (ПЕРЕСМ. ОВЕЛЬ, 2018 г.)", "Перечень мачт"},
		{"第2号决议（2018年，奥维尔，修订版）附件1\n桅杆清单", "annex-1", "第2号决议（2018年，奥维尔，修订版）附件1", "桅杆清单"},
		{"الملحق 1 بالقرار 2 (المراجَع في أوفيل، 2018)\nقائمة الصواري", "annex-1", "الملحق 1 بالقرار 2 (المراجَع في أوفيل، 2018)", "قائمة الصواري"},
		{"Annexes: 1\nANNEX\nList of masts", "annex", "ANNEX", "List of masts"},
	}
	resolves := map[string]string{"en": "resolves", "fr": "décide", "es": "resuelve", "ru": "решает", "zh": "做出决议", "ar": "يقرر"}
	for _, test := range tests {
		lang := languageOf(test.lines)
		text := g.Parse(plainDocument(resolves[string(lang)]+"\nX.\n"+test.lines+"\n1 Y."), Options{Lang: lang}).Texts[0]
		if len(text.Annexes) != 1 {
			t.Errorf("%s: annexes %+v\n%s", test.lines, text.Annexes, outline(text))
			continue
		}
		if a := text.Annexes[0]; a.Key != test.key || a.Heading != test.heading || a.Title != test.title {
			t.Errorf("%s: %+v", test.lines, a)
		}
		if last := text.Provisions[len(text.Provisions)-1]; last.Address.Provision != test.key+".1" {
			t.Errorf("%s: the item is at %s", test.lines, last.Address.Provision)
		}
	}
}
