package grammar

import (
	"cmp"
	"fmt"
	"io/fs"
	"os"
	"strings"
	"testing"

	"concord/tracker"
)

// dataFolder is the folder data of the module, as production embeds it.
var dataFolder fs.FS = os.DirFS("../../data")

func testCiter(t testing.TB) *citer {
	t.Helper()
	registry, err := tracker.ReadRegistry(dataFolder)
	if err != nil {
		t.Fatal(err)
	}
	c, err := newCiter(registry, dataFolder)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// citedIn gives the citations of a lone paragraph of the text own, one a line:
// "target = text", and "?" after the target where there is a doubt.
func citedIn(c *citer, lang tracker.Lang, own, text string) (string, []tracker.Fault) {
	address, _ := tracker.ParseAddress(own)
	doc := tracker.Text{Lang: lang, Instrument: address.Instrument(), Revision: address, Provisions: []tracker.Provision{
		{Address: address.At("noting"), Section: "noting", Text: text},
	}}
	faults := c.cite(&doc)
	var lines []string
	for _, cited := range doc.Provisions[0].Citations {
		mark := ""
		if cited.Doubt != "" {
			mark = "?"
		}
		lines = append(lines, fmt.Sprintf("%s%s = %s", cited.Target, mark, cited.Text))
	}
	return strings.Join(lines, "\n"), faults
}

// A citationCase is a sentence and what it cites; own is itu/pp/res/900@pp-22
// unless it says otherwise.
type citationCase struct{ own, text, want string }

func testCitations(t *testing.T, lang tracker.Lang, cases []citationCase) {
	c := testCiter(t)
	for _, test := range cases {
		got, _ := citedIn(c, lang, cmp.Or(test.own, "itu/pp/res/900@pp-22"), test.text)
		if got != test.want {
			t.Errorf("%s\n got %s\nwant %s", test.text, indent(got), indent(test.want))
		}
	}
}

func indent(s string) string { return strings.ReplaceAll(s, "\n", "\n     ") }

func TestCitationsEnglish(t *testing.T) {
	testCitations(t, tracker.English, []citationCase{
		{text: "as in Resolution 71 (Rev. Bucharest, 2022), on plans", want: "itu/pp/res/71@pp-22 = Resolution 71 (Rev. Bucharest, 2022)"},
		{text: "Resolution 71 (Rev. Dubai 2018) without a comma", want: "itu/pp/res/71@pp-18 = Resolution 71 (Rev. Dubai 2018)"},
		{text: "Resolution 20 (Rev. (Hammamet, 2016) as printed", want: "itu/wtsa/res/20@wtsa-16 = Resolution 20 (Rev. (Hammamet, 2016)"},
		{text: "Resolution\u00a09 (Rev.\u00a0Buenos Aires,\u00a02017 ) of WTDC", want: "itu/wtdc/res/9@wtdc-17 = Resolution\u00a09 (Rev.\u00a0Buenos Aires,\u00a02017 )"},
		{text: "Nos 95A and 96 of the Convention", want: "itu/cv#95A = Nos 95A\nitu/cv#96 = 96 of the Convention"},
		{text: "DECISION 5 (REV. DUBAI, 2018) in capitals", want: "itu/pp/dec/5@pp-18 = DECISION 5 (REV. DUBAI, 2018)"},
		{text: "Resolutions 102, 130, 133, 180 and 197 (Rev. Dubai, 2018) of this conference", want: `itu/pp/res/102@pp-18 = Resolutions 102
itu/pp/res/130@pp-18 = 130
itu/pp/res/133@pp-18 = 133
itu/pp/res/180@pp-18 = 180
itu/pp/res/197@pp-18 = 197 (Rev. Dubai, 2018)`},
		{text: "Resolutions 17 (Rev. Buenos Aires, 2017), 32 (Rev. Hyderabad, 2010) and 44 (Kigali, 2022), each of its time", want: `itu/wtdc/res/17@wtdc-17 = Resolutions 17 (Rev. Buenos Aires, 2017)
itu/wtdc/res/32@wtdc-10 = 32 (Rev. Hyderabad, 2010)
itu/wtdc/res/44@wtdc-22 = 44 (Kigali, 2022)`},
		{text: "Resolution 9 (Rev. Dubai, 2014); 9 to go on with the work", want: "itu/wtdc/res/9@wtdc-14 = Resolution 9 (Rev. Dubai, 2014)"},
		{text: "Resolution 4 (Dubai, 2012) is on ports", want: "itu/wtsa/res/4@wtsa-12? = Resolution 4 (Dubai, 2012)"},
		{text: "Resolution 4 (Dubai, 2012) of WCIT is on ports", want: "itu/wcit/res/4@wcit-12 = Resolution 4 (Dubai, 2012)"},
		{text: "Resolution 4 (Dubai, 2012) of the World Telecommunication Standardization Assembly (WTSA)", want: "itu/wtsa/res/4@wtsa-12 = Resolution 4 (Dubai, 2012)"},
		{text: "WTSA Resolution 4 (Dubai, 2012)", want: "itu/wtsa/res/4@wtsa-12 = Resolution 4 (Dubai, 2012)"},
		{text: "Resolution 20 (Rev. Kigali, 2022) of this conference", want: "itu/pp/res/20? = Resolution 20 (Rev. Kigali, 2022)"},
		{text: "Resolution 8 (Atlantis, 1871), if it ever was", want: "itu/pp/res/8? = Resolution 8 (Atlantis, 1871)"},
		{text: "Resolution 71 was revised", want: "itu/pp/res/71? = Resolution 71"},
		{text: "Resolution 71 of the Plenipotentiary Conference was revised", want: "itu/pp/res/71 = Resolution 71"},
		{text: "recommendation 12 of the inspectors' report", want: ""},
		{text: "General Assembly Resolution 70/1 and UNGA Resolutions 71/243 and 72/279", want: `un/ga/res/70/1@ga-70 = Resolution 70/1
un/ga/res/71/243@ga-71 = Resolutions 71/243
un/ga/res/72/279@ga-72 = 72/279`},
		{text: "by A/RES/60/252 and document A/79/431", want: "un/ga/res/60/252@ga-60 = A/RES/60/252\ndoc:A/79/431 = A/79/431"},
		{text: "Council Resolution 1305, adopted at its 2009 session, and Resolution 1299 (2008)", want: "itu/council/res/1305@c-09 = Resolution 1305\nitu/council/res/1299@c-08 = Resolution 1299 (2008)"},
		{text: "Resolution 925 (C-1985, last amended C19) and Council Decision 517 (2004, last modified 2009)", want: "itu/council/res/925@c-19 = Resolution 925 (C-1985, last amended C19)\nitu/council/dec/517@c-09 = Decision 517 (2004, last modified 2009)"},
		{text: "Council Resolution 1306 (Rev. 2015); Resolution 1428 (C24); Resolution 1332 (Council, 2012 session)", want: "itu/council/res/1306@c-15 = Resolution 1306 (Rev. 2015)\nitu/council/res/1428@c-24 = Resolution 1428 (C24)\nitu/council/res/1332@c-12 = Resolution 1332 (Council, 2012 session)"},
		{text: "Human Rights Council Resolution 20/8", want: "un/hrc/res/20/8@hrc-20 = Resolution 20/8"},
		{text: "United Nations Security Council Resolution 2202 (2015)", want: "un/sc/res/2202@sc-2015 = Resolution 2202 (2015)"},
		{text: "Resolution 646 (Rev.WRC-15) of the World Radiocommunication Conference and Resolution 12 (WRC-23)", want: "itu/wrc/res/646@wrc-15 = Resolution 646 (Rev.WRC-15)\nitu/wrc/res/12@wrc-23 = Resolution 12 (WRC-23)"},
		{text: "Resolution 525 (WARC-92, Rev.WRC-03 and Rev.WRC-07), and ICAO Resolution 41-8", want: "itu/wrc/res/525@wrc-07 = Resolution 525 (WARC-92, Rev.WRC-03 and Rev.WRC-07)"},
		{text: "Resolution 5 (Rev.WRC-31) to come", want: "itu/wrc/res/5@wrc-31? = Resolution 5 (Rev.WRC-31)"},
		{text: "Resolution ITU-R 48-2 and Resolution ITU-R 7-3 (Rev. Geneva, 2015) of RA", want: "itu/ra/res/48 = Resolution ITU-R 48-2\nitu/ra/res/7@ra-15 = Resolution ITU-R 7-3 (Rev. Geneva, 2015)"},
		{text: "Recommendation ITU-T D.50 and Recommendation ITU-R M.1036-6", want: "itu/t/rec/D.50 = Recommendation ITU-T D.50\nitu/r/rec/M.1036 = Recommendation ITU-R M.1036-6"},
		{text: "Opinion 4 (Geneva, 2013) of WTPF", want: "itu/wtpf/op/4@wtpf-13 = Opinion 4 (Geneva, 2013)"},
		{text: "documents C26/32, CWG-SFP-4/DT/2, PP22/44(Add.7)-E, CWG-SFP-2/INF/3 (Rev. 1) and C26/INF/1", want: "doc:C26/32 = C26/32\ndoc:CWG-SFP-4/DT/2 = CWG-SFP-4/DT/2\ndoc:PP22/44(Add.7)-E = PP22/44(Add.7)-E\ndoc:CWG-SFP-2/INF/3(Rev.1) = CWG-SFP-2/INF/3 (Rev. 1)\ndoc:C26/INF/1 = C26/INF/1"},
		{text: "proposals EUR/44A7/1 and RCC/62A1/5, not JIU/REP/2016/1; file S18-PP-C-0062!A1!MSW-R", want: "doc:EUR/44A7/1 = EUR/44A7/1\ndoc:RCC/62A1/5 = RCC/62A1/5\ndoc:JIU/REP/2016/1 = JIU/REP/2016/1\ndoc:S18-PP-C-0062!A1!MSW-R = S18-PP-C-0062!A1!MSW-R"},
		{text: "No. 196 of the Convention and Nos. 90 and 91 in Article 13 of the ITU Constitution", want: "itu/cv#196 = No. 196 of the Convention\nitu/cs#90 = Nos. 90\nitu/cs#91 = 91 in Article 13 of the ITU Constitution"},
		{text: "No. 165A of the Constitution, CS 224, CV 519 and GR 40", want: "itu/cs#165A = No. 165A of the Constitution\nitu/cs#224 = CS 224\nitu/cv#519 = CV 519\nitu/gr#40 = GR 40"},
		{text: "Article 7 of the Constitution and Article 12 of the Radio Regulations", want: "itu/cs#art-7 = Article 7 of the Constitution\nitu/rr#art-12 = Article 12 of the Radio Regulations"},
		{text: "Article 44 of the Convention on International Civil Aviation and Article 51 of the Charter of the United Nations", want: "un/charter#art-51 = Article 51 of the Charter of the United Nations"},
		{text: "Annex 2 to Decision 5 (Rev. Dubai, 2018) and resolves 2 of Resolution 58 (Rev. Busan, 2014)", want: "itu/pp/dec/5@pp-18#annex-2 = Annex 2 to Decision 5 (Rev. Dubai, 2018)\nitu/pp/res/58@pp-14#resolves.2 = resolves 2 of Resolution 58 (Rev. Busan, 2014)"},
		{text: "resolves 1 to 11 of Resolution 25 (Rev. Dubai, 2018)", want: "itu/pp/res/25@pp-18#resolves.1 = resolves 1\nitu/pp/res/25@pp-18#resolves.11 = 11 of Resolution 25 (Rev. Dubai, 2018)"},
		{text: "to report on this resolution", want: "itu/pp/res/900@pp-22 = this resolution"},
		{own: "un/sc/res/950@sc-1994", text: "Recalling its resolutions 748 (1992) of 31 March 1992, 883 (1993) of 11 November and resolution 889, and A/RES/48/218 B", want: "un/sc/res/748@sc-1992 = resolutions 748 (1992)\nun/sc/res/883@sc-1993 = 883 (1993)\nun/sc/res/889 = resolution 889\nun/ga/res/48/218B@ga-48 = A/RES/48/218 B"},
		{own: "un/sc/res/950@sc-1994", text: "General Assembly resolution 1514 (XV), paragraph 4 (a) of resolution 883 (1993), S/1994/262 and S/10352", want: "un/ga/res/1514@ga-15 = resolution 1514 (XV)\nun/sc/res/883@sc-1993#operative.4.a = paragraph 4 (a) of resolution 883 (1993)\ndoc:S/1994/262 = S/1994/262\ndoc:S/10352 = S/10352"},
		{own: "un/ga/res/79/100@ga-79", text: "Recalling its resolutions 48/218 A of 29 July 1994, 48/218 B of 23 December 1993, and 50/214, and resolution 1325 (2000)", want: "un/ga/res/48/218A@ga-48 = resolutions 48/218 A\nun/ga/res/48/218B@ga-48 = 48/218 B\nun/ga/res/50/214@ga-50 = 50/214\nun/sc/res/1325@sc-2000 = resolution 1325 (2000)"},
		{own: "itu/wrc/res/900@wrc-23", text: "under Nos. 9.11A and 9.12 and Article 21 of the RR", want: "itu/rr#9.11A = Nos. 9.11A\nitu/rr#9.12 = 9.12\nitu/rr#art-21 = Article 21 of the RR"},
	})
}

func TestCitationsFrench(t *testing.T) {
	testCitations(t, tracker.French, []citationCase{
		{text: "la Résolution 25 (Rév. Bucarest, 2022)", want: "itu/pp/res/25@pp-22 = Résolution 25 (Rév. Bucarest, 2022)"},
		{text: "RÉSOLUTION 25 (RÉV. BUSAN, 2014)", want: "itu/pp/res/25@pp-14 = RÉSOLUTION 25 (RÉV. BUSAN, 2014)"},
		{text: "les Résolutions 102, 130 et 133 (Rév. Dubaï, 2018) de la présente Conférence", want: "itu/pp/res/102@pp-18 = Résolutions 102\nitu/pp/res/130@pp-18 = 130\nitu/pp/res/133@pp-18 = 133 (Rév. Dubaï, 2018)"},
		{text: "la Résolution 4 (Dubaï, 2012) de la CMTI et la Résolution 4 (Dubaï, 2012)", want: "itu/wcit/res/4@wcit-12 = Résolution 4 (Dubaï, 2012)\nitu/wtsa/res/4@wtsa-12? = Résolution 4 (Dubaï, 2012)"},
		{text: "la Résolution 70/1 de l'Assemblée générale des Nations Unies", want: "un/ga/res/70/1@ga-70 = Résolution 70/1"},
		{text: "la Résolution 800 (C-1977, dernière mod. C-1984)", want: "itu/council/res/800@c-84 = Résolution 800 (C-1977, dernière mod. C-1984)"},
		{text: "la Résolution 12 (CMR-23) et la Résolution 646 (Rév.CMR-15)", want: "itu/wrc/res/12@wrc-23 = Résolution 12 (CMR-23)\nitu/wrc/res/646@wrc-15 = Résolution 646 (Rév.CMR-15)"},
		{text: "la Recommandation UIT-T D.50 et la Résolution UIT-R 48-2", want: "itu/t/rec/D.50 = Recommandation UIT-T D.50\nitu/ra/res/48 = Résolution UIT-R 48-2"},
		{text: "le numéro 196 de la Convention et l'article 7 de la Constitution de l'UIT", want: "itu/cv#196 = numéro 196 de la Convention\nitu/cs#art-7 = article 7 de la Constitution de l'UIT"},
		{text: "l'Annexe 2 de la Décision 5 (Rév. Dubaï, 2018)", want: "itu/pp/dec/5@pp-18#annex-2 = Annexe 2 de la Décision 5 (Rév. Dubaï, 2018)"},
		{text: "la Résolution 71 de la Conférence de plénipotentiaires", want: "itu/pp/res/71 = Résolution 71"},
		{text: "mettre en œuvre la présente Résolution", want: "itu/pp/res/900@pp-22 = la présente Résolution"},
	})
}

func TestCitationsSpanish(t *testing.T) {
	testCitations(t, tracker.Spanish, []citationCase{
		{text: "la DECISIÓN 5 (REV. BUSÁN, 2014)", want: "itu/pp/dec/5@pp-14 = DECISIÓN 5 (REV. BUSÁN, 2014)"},
		{text: "la Resolución 71 (Rev. Dubai, 2018) y la Resolución 71 (Rev. Dubái, 2018)", want: "itu/pp/res/71@pp-18 = Resolución 71 (Rev. Dubai, 2018)\nitu/pp/res/71@pp-18 = Resolución 71 (Rev. Dubái, 2018)"},
		{text: "el Acuerdo 588 (2016) del Consejo", want: "itu/council/dec/588@c-16 = Acuerdo 588 (2016)"},
		{text: "las Resoluciones 102 y 130 (Rev. Bucarest, 2022) de la presente Conferencia", want: "itu/pp/res/102@pp-22 = Resoluciones 102\nitu/pp/res/130@pp-22 = 130 (Rev. Bucarest, 2022)"},
		{text: "la Resolución 37 (Rev. Buenos Aires, 2017) de la CMDT", want: "itu/wtdc/res/37@wtdc-17 = Resolución 37 (Rev. Buenos Aires, 2017)"},
		{text: "la Resolución 4 (Dubái, 2012)", want: "itu/wtsa/res/4@wtsa-12? = Resolución 4 (Dubái, 2012)"},
		{text: "la Resolución 70/1 de la Asamblea General de las Naciones Unidas", want: "un/ga/res/70/1@ga-70 = Resolución 70/1"},
		{text: "la Resolución 12 (CMR-23)", want: "itu/wrc/res/12@wrc-23 = Resolución 12 (CMR-23)"},
		{text: "el número 162 del Convenio y el artículo 7 de la Constitución", want: "itu/cv#162 = número 162 del Convenio\nitu/cs#art-7 = artículo 7 de la Constitución"},
		{text: "el Anexo 1 a la Resolución 71 (Rev. Bucarest, 2022)", want: "itu/pp/res/71@pp-22#annex-1 = Anexo 1 a la Resolución 71 (Rev. Bucarest, 2022)"},
		{text: "el Documento C26/32 y la Recomendación UIT-T D.50", want: "doc:C26/32 = C26/32\nitu/t/rec/D.50 = Recomendación UIT-T D.50"},
		{text: "aplicar el presente Acuerdo", want: "itu/pp/res/900@pp-22 = el presente Acuerdo"},
	})
}

func TestCitationsRussian(t *testing.T) {
	testCitations(t, tracker.Russian, []citationCase{
		{text: "согласно пп. 95A и 96 Конвенции МСЭ", want: "itu/cv#95A = пп. 95A\nitu/cv#96 = 96 Конвенции МСЭ"},
		{text: "Резолюции 21 (Пересм. Пусан, 2014 г.)", want: "itu/pp/res/21@pp-14 = Резолюции 21 (Пересм. Пусан, 2014 г.)"},
		{text: "РЕЗОЛЮЦИЯ 71 (ПЕРЕСМ. БУХАРЕСТ, 2022 Г.)", want: "itu/pp/res/71@pp-22 = РЕЗОЛЮЦИЯ 71 (ПЕРЕСМ. БУХАРЕСТ, 2022 Г.)"},
		{text: "в Резолюциях 102, 130 и 133 (Пересм. Дубай, 2018 г.) Полномочной конференции", want: "itu/pp/res/102@pp-18 = Резолюциях 102\nitu/pp/res/130@pp-18 = 130\nitu/pp/res/133@pp-18 = 133 (Пересм. Дубай, 2018 г.)"},
		{text: "Резолюция 37 (Пересм. Буэнос-Айрес, 2017 г.) ВКРЭ", want: "itu/wtdc/res/37@wtdc-17 = Резолюция 37 (Пересм. Буэнос-Айрес, 2017 г.)"},
		{text: "Резолюция 4 (Дубай, 2012 г.)", want: "itu/wtsa/res/4@wtsa-12? = Резолюция 4 (Дубай, 2012 г.)"},
		{text: "Резолюция 70/1 Генеральной Ассамблеи Организации Объединенных Наций", want: "un/ga/res/70/1@ga-70 = Резолюция 70/1"},
		{text: "Реш. 495 (С-2000) и Рез. 1428 (C24)", want: "itu/council/dec/495@c-00 = Реш. 495 (С-2000)\nitu/council/res/1428@c-24 = Рез. 1428 (C24)"},
		{text: "Резолюция 12 (ВКР-23) и Резолюция 646 (Пересм. ВКР-15)", want: "itu/wrc/res/12@wrc-23 = Резолюция 12 (ВКР-23)\nitu/wrc/res/646@wrc-15 = Резолюция 646 (Пересм. ВКР-15)"},
		{text: "Рекомендация МСЭ-Т D.50", want: "itu/t/rec/D.50 = Рекомендация МСЭ-Т D.50"},
		{text: "в Приложении 2 к Решению 5 (Пересм. Дубай, 2018 г.)", want: "itu/pp/dec/5@pp-18#annex-2 = Приложении 2 к Решению 5 (Пересм. Дубай, 2018 г.)"},
		{text: "согласно п. 196 Конвенции и Статье 7 Устава МСЭ", want: "itu/cv#196 = п. 196 Конвенции\nitu/cs#art-7 = Статье 7 Устава МСЭ"},
		{text: "выполнение настоящей Резолюции", want: "itu/pp/res/900@pp-22 = настоящей Резолюции"},
	})
}

func TestCitationsChinese(t *testing.T) {
	testCitations(t, tracker.Chinese, []citationCase{
		{text: "根据第71号决议（2022年，布加勒斯特，修订版）的规定", want: "itu/pp/res/71@pp-22 = 第71号决议（2022年，布加勒斯特，修订版）"},
		{text: "第104号决议（1998年，明尼阿波利斯）", want: "itu/pp/res/104@pp-98 = 第104号决议（1998年，明尼阿波利斯）"},
		{text: "第71号决议(2018年,修订版,迪拜)和第5号决定（2018年，迪拜，修订版）", want: "itu/pp/res/71@pp-18 = 第71号决议(2018年,修订版,迪拜)\nitu/pp/dec/5@pp-18 = 第5号决定（2018年，迪拜，修订版）"},
		{text: "第102、130、133和180号决议（2018年，迪拜，修订版）", want: "itu/pp/res/102@pp-18 = 第102\nitu/pp/res/130@pp-18 = 130\nitu/pp/res/133@pp-18 = 133\nitu/pp/res/180@pp-18 = 180号决议（2018年，迪拜，修订版）"},
		{text: "理事会第1428号决议（C24）", want: "itu/council/res/1428@c-24 = 第1428号决议（C24）"},
		{text: "联合国大会第70/1号决议和大会第71/243号决议", want: "un/ga/res/70/1@ga-70 = 第70/1号决议\nun/ga/res/71/243@ga-71 = 第71/243号决议"},
		{text: "安全理事会第1325(2000)号决议", want: "un/sc/res/1325@sc-2000 = 第1325(2000)号决议"},
		{text: "第4号决议（2012年，迪拜）", want: "itu/wtsa/res/4@wtsa-12? = 第4号决议（2012年，迪拜）"},
		{text: "国际电信世界大会第4号决议（2012年，迪拜）", want: "itu/wcit/res/4@wcit-12 = 第4号决议（2012年，迪拜）"},
		{text: "本届大会第5号决定和全权代表大会第71号决议", want: "itu/pp/dec/5 = 第5号决定\nitu/pp/res/71 = 第71号决议"},
		{text: "ITU-R第35-2号决议", want: "itu/ra/res/35 = ITU-R第35-2号决议"},
		{text: "第646号决议（WRC-15，修订版）", want: "itu/wrc/res/646@wrc-15 = 第646号决议（WRC-15，修订版）"},
		{text: "第71号决议附件2和第71号决议（2022年，布加勒斯特，修订版）附件1", want: "itu/pp/res/71#annex-2? = 第71号决议附件2\nitu/pp/res/71@pp-22#annex-1 = 第71号决议（2022年，布加勒斯特，修订版）附件1"},
		{text: "《公约》第102款和《组织法》第7条", want: "itu/cv#102 = 《公约》第102款\nitu/cs#art-7 = 《组织法》第7条"},
		{text: "C24/5号文件修订3和ITU-T D.50建议书", want: "doc:C24/5(Rev.3) = C24/5号文件修订3\nitu/t/rec/D.50 = ITU-T D.50"},
		{text: "实施本决议", want: "itu/pp/res/900@pp-22 = 本决议"},
	})
}

func TestCitationsArabic(t *testing.T) {
	testCitations(t, tracker.Arabic, []citationCase{
		{text: "القرار 71 (المراجَع في بوخارست، 2022)", want: "itu/pp/res/71@pp-22 = القرار 71 (المراجَع في بوخارست، 2022)"},
		{text: "القرار 5 (المراجع في بوينس آيرس، 2017)", want: "itu/wtdc/res/5@wtdc-17 = القرار 5 (المراجع في بوينس آيرس، 2017)"},
		{text: "والقرارات 102 و130 و133 (المراجَعة في دبي، 2018) لهذا المؤتمر", want: "itu/pp/res/102@pp-18 = القرارات 102\nitu/pp/res/130@pp-18 = 130\nitu/pp/res/133@pp-18 = 133 (المراجَعة في دبي، 2018)"},
		{text: "القرار 37 (المراجَع في دبي، 2014) للمؤتمر العالمي لتنمية الاتصالات", want: "itu/wtdc/res/37@wtdc-14 = القرار 37 (المراجَع في دبي، 2014)"},
		{text: "القرار 4 (دبي، 2012)", want: "itu/wtsa/res/4@wtsa-12? = القرار 4 (دبي، 2012)"},
		{text: "القرار 4 (دبي، 2012) للمؤتمر العالمي للاتصالات الدولية", want: "itu/wcit/res/4@wcit-12 = القرار 4 (دبي، 2012)"},
		{text: "قرار الجمعية العامة 70/1 والقرار ٧٠/١", want: "un/ga/res/70/1@ga-70 = قرار الجمعية العامة 70/1\nun/ga/res/70/1@ga-70 = القرار ٧٠/١"},
		{text: "المقرر 5 (المراجَع في دبي، 2018) وقرار المجلس 1428 (C24)", want: "itu/pp/dec/5@pp-18 = المقرر 5 (المراجَع في دبي، 2018)\nitu/council/res/1428@c-24 = قرار المجلس 1428 (C24)"},
		{text: "القرار 646 (Rev.WRC-15)", want: "itu/wrc/res/646@wrc-15 = القرار 646 (Rev.WRC-15)"},
		{text: "التوصية ITU-T D.50 والوثيقة C26/32", want: "itu/t/rec/D.50 = التوصية ITU-T D.50\ndoc:C26/32 = C26/32"},
		{text: "الرقم 196 من الاتفاقية والمادة 7 من الدستور", want: "itu/cv#196 = الرقم 196 من الاتفاقية\nitu/cs#art-7 = المادة 7 من الدستور"},
		{own: "itu/wrc/res/900@wrc-23", text: "المشار إليها في الرقم 312.5 والرقم 441B.5 من لوائح الراديو", want: "itu/rr#5.312 = الرقم 312.5\nitu/rr#5.441B = الرقم 441B.5 من لوائح الراديو"},
		{text: "تنفيذ هذا القرار", want: "itu/pp/res/900@pp-22 = هذا القرار"},
	})
}
