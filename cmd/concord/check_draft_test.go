package main

import (
	"bytes"
	"io"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concord/tracker"
)

// citing is a draft that cites a text which the conference of 2022 ended, and a
// session that there was not.
const citing = `RESOLUTION 90 (SANTA MIRRA, 2022)

Fog bells

The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),

recalling

a) Resolution 13 (Rev. Ovelle, 2018), on names;

b) Resolution 4 (Rev. Santa Mirra, 2021), on archives,

instructs the Director of the Archives Bureau

to publish a poster.
`

// TestDraftCitesAnAbrogatedText: the conference that ended the text is named, and
// no revision that never was; an ambiguous citation comes with its reason.
func TestDraftCitesAnAbrogatedText(t *testing.T) {
	r, server := openSample(t)
	for lang, want := range map[tracker.Lang]string{
		"ar": "ألغاه المؤتمر (سانتا ميرا، 2022)", "en": "abrogated by the conference (Santa Mirra, 2022)", "es": "derogado por la conferencia (Santa Mirra, 2022)",
		"fr": "abrogé par la conférence (Santa Mirra, 2022)", "ru": "отменён конференцией (Санта-Мирра, 2022 г.)", "zh": "已由大会废止（2022年，圣米拉）",
	} {
		status, body, _ := post(t, server, "/check-draft?ui="+string(lang), url.Values{"draft": {citing}})
		if status != 200 || !strings.Contains(body, want) || strings.Contains(body, "/text/icou/plen/res/13@plen-22") {
			t.Errorf("%s: status %d, %q or a text that never was", lang, status, want)
		}
	}
	out := checked(t, r, citing)
	for _, want := range []string{"abrogated by plen-22;", "ambiguous: no session is known at"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	if strings.Contains(out, "res/13@plen-22") {
		t.Errorf("a text that never was:\n%s", out)
	}
}

// otherTimes is a draft that asks for what the sample asks for at other times.
const otherTimes = `RESOLUTION 91 (SANTA MIRRA, 2022)

The archives of cloud observations

The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),

instructs the Director of the Archives Bureau

1 not to keep a second copy of the common archive in another region of the world;

2 to report to the Council every four years on the implementation of this resolution,

urges Member States

to send to the common archive, within three months, a copy of every observation made at a station of the common network.
`

// TestDifferencesInWords: how often, until when and how strongly stand in the words
// of the page's language, and a reversed instruction is named.
func TestDifferencesInWords(t *testing.T) {
	r, server := openSample(t)
	for lang, want := range map[tracker.Lang][]string{
		"ar": {"كل 4 سنوات</bdi> / <bdi>كل سنة", "في غضون 3 من الأشهر</bdi> / <bdi>في غضون شهر واحد", "يحث</bdi> / <bdi>يدعو"},
		"en": {"every 4 years</bdi> / <bdi>every year", "within 3 months</bdi> / <bdi>within one month", "urges</bdi> / <bdi>invites"},
		"es": {"cada 4 años</bdi> / <bdi>cada año", "en el plazo de 3 meses</bdi> / <bdi>en el plazo de un mes"},
		"fr": {"tous les 4 ans</bdi> / <bdi>chaque année", "dans un délai de 3 mois</bdi> / <bdi>dans un délai d&#39;un mois"},
		"ru": {"раз в 4 г.</bdi> / <bdi>ежегодно", "в течение 3 мес.</bdi> / <bdi>в течение одного месяца"},
		"zh": {"每4年</bdi> / <bdi>每年", "3个月内</bdi> / <bdi>一个月内", "敦促</bdi> / <bdi>请"},
	} {
		status, body, _ := post(t, server, "/check-draft?ui="+string(lang), url.Values{"draft": {otherTimes}})
		for _, w := range want {
			if status != 200 || !strings.Contains(body, w) {
				t.Errorf("%s: status %d, no %q", lang, status, w)
			}
		}
		for _, code := range []string{"every-4-years", "P3M", "P1M", ">annual<"} {
			if strings.Contains(body, code) {
				t.Errorf("%s: %q stands on the page", lang, code)
			}
		}
	}
	out := checked(t, r, otherTimes)
	for _, want := range []string{"how often (every 4 years / every year)", "until when (within 3 months / within one month)", "the verb (urges / invites)", "differ in negation"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
}

// checked is what the command line says of a draft.
func checked(t *testing.T, r *record, words string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "draft.txt")
	if err := os.WriteFile(path, []byte(words), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	c := &console{out: &out, err: t.Output()}
	if err := c.checkDraft(t.Context(), r, path, "", nil); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// TestUnjudgedCitationsAreCounted: what could not be judged is said, and is not in
// order because nothing odd was found about it.
func TestUnjudgedCitationsAreCounted(t *testing.T) {
	r, server := openSample(t)
	draft := strings.Replace(otherTimes, "1 not to keep", "1 in accordance with Resolution 3 (Rev. Santa Mirra, 2022), Resolution 999 (Rev. Buenos Aires, 2017) of the World Telecommunication Development Conference and Resolution 998 (Rev. Buenos Aires, 2017) of the World Telecommunication Development Conference, not to keep", 1)
	for lang, want := range map[tracker.Lang]string{
		"ar": "إحالتان إلى نصوص غير محفوظة هنا لم يجرِ التحقق منهما.", "en": "2 citations of texts that are not held here were not judged.", "es": "No se han comprobado 2 citas de textos que no se conservan aquí.",
		"fr": "2 renvois à des textes qui ne sont pas détenus ici n&#39;ont pas été vérifiés.", "ru": "Не проверены 2 ссылки на тексты, которых здесь нет.", "zh": "2处引文所引案文未收录，未予核对。",
	} {
		status, body, _ := post(t, server, "/check-draft?ui="+string(lang), url.Values{"draft": {draft}})
		if status != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: status %d, no %q", lang, status, want)
		}
	}
	if out := checked(t, r, draft); !strings.Contains(out, "2 of texts that are not held, not judged") {
		t.Errorf("not counted in\n%s", out)
	}
	_, body, _ := post(t, server, "/check-draft?ui=en", url.Values{"draft": {otherTimes}})
	if strings.Contains(body, "Nothing odd") {
		t.Error("citations that are not there are in order")
	}
}

// TestDraftInAChosenLanguage: the page, the command line and the interface read a
// draft in the language that is chosen, and the page says which it was.
func TestDraftInAChosenLanguage(t *testing.T) {
	_, server := openSample(t)
	const draft = "Cirrus\n\n1 que que que"
	for lang, name := range map[string]string{"ar": "العربية", "en": "English", "es": "Español", "fr": "Français", "ru": "Русский", "zh": "中文"} {
		status, body, _ := post(t, server, "/check-draft?ui=en", url.Values{"draft": {draft}, "lang": {lang}})
		if status != 200 || !strings.Contains(body, `Language: <span lang="`+lang+`">`+name) || !strings.Contains(body, `<option value="`+lang+`" lang="`+lang+`" selected>`) {
			t.Errorf("%s: status %d, not read so", lang, status)
		}
		status, body, _ = post(t, server, "/api/v1/check-draft", url.Values{"text": {draft}, "lang": {lang}})
		if status != 200 || !strings.Contains(body, `"lang":"`+lang+`"`) {
			t.Errorf("%s: the interface answers %d %.200s", lang, status, body)
		}
	}
	path := filepath.Join(t.TempDir(), "draft.txt")
	if err := os.WriteFile(path, []byte(draft), 0o600); err != nil {
		t.Fatal(err)
	}
	if code := run([]string{"--data", t.TempDir(), "check-draft", "--lang", "tlh", path}, io.Discard, t.Output()); code != 2 {
		t.Errorf("a language that there is not ends with %d", code)
	}
}

// TestFaultsInTheLanguageOfThePage: what was not understood of a draft, what is
// doubtful about its citations, and why a file cannot be read.
func TestFaultsInTheLanguageOfThePage(t *testing.T) {
	_, server := openSample(t)
	unnamed := citing[strings.Index(citing, "The Plenary"):]
	for lang, want := range map[tracker.Lang][3]string{
		"ar": {"لم يُعثر في الوثيقة على عنوان", "لا تُعرف دورة في", "احفظه بصيغة .docx أو PDF"},
		"es": {"no se ha encontrado en el documento ningún encabezamiento", "no se conoce ninguna reunión en", "guárdelo como .docx"},
		"fr": {"aucun titre tel que", "aucune session n&#39;est connue pour", "enregistrez-le en .docx"},
		"ru": {"в документе не найдено заголовка", "не известна", "сохраните его как .docx"},
		"zh": {"文件中没有", "未知在", "请存为.docx"},
		"en": {"no heading such as", "no session is known at", "save it as .docx"},
	} {
		_, body, _ := post(t, server, "/check-draft?ui="+string(lang), url.Values{"draft": {unnamed}})
		_, refused, _ := post(t, server, "/check-draft?ui="+string(lang), url.Values{"draft": {"{\\rtf1 clouds}"}})
		_, compared, _ := post(t, server, "/compare?ui="+string(lang), url.Values{"draft": {"{\\rtf1 clouds}"}})
		if !strings.Contains(compared, want[2]) {
			t.Errorf("%s: comparing, no %q", lang, want[2])
		}
		for i, page := range []string{body, body, refused} {
			if !strings.Contains(page, want[i]) {
				t.Errorf("%s: no %q", lang, want[i])
			}
		}
		if lang != "en" && (strings.Contains(body, "no heading such") || strings.Contains(body, "no session is known") || strings.Contains(refused, "this is an RTF")) {
			t.Errorf("%s: English stands on the page", lang)
		}
	}
}

// inWords is a short draft in Arabic or Chinese.
var inWords = map[tracker.Lang]string{
	tracker.Arabic:  "مشروع قرار جديد [ARK-1]\n\nسحاب\n\nيقرر\n\n1 أن ينشر الاتحاد كل عام صورة لكل سحابة رصدت.\n",
	tracker.Chinese: "新决议草案 [ARK-1]\n\n云\n\n做出决议\n\n1 联盟每年公布所观测到的每一片云的图像。\n",
}

// TestDraftBesideNothing: where the record has no text in the language of a draft,
// that is said, and not that nothing says the same; in six languages of the page.
func TestDraftBesideNothing(t *testing.T) {
	r, server := openFolder(t, &console{dir: t.TempDir(), out: io.Discard, err: t.Output()})
	_, full := openSample(t)
	for lang, draft := range inWords {
		for ui, want := range map[tracker.Lang][2]string{
			"ar": {"لم تُجرَ أي مقارنة", "لا نص سارياً يقول"}, "en": {"Nothing was compared", "Nothing in force says"}, "es": {"No se ha comparado nada", "Nada en vigor dice"},
			"fr": {"Rien n&#39;a été comparé", "Rien en vigueur"}, "ru": {"Сопоставлять не с чем", "Ни один действующий"}, "zh": {"未作比较", "现行案文中没有"},
		} {
			for _, s := range []struct {
				server  *httptest.Server
				nothing bool
			}{{server, true}, {full, false}} {
				status, body, _ := post(t, s.server, "/check-draft?ui="+string(ui), url.Values{"draft": {draft}, "lang": {string(lang)}})
				if status != 200 || strings.Contains(body, want[0]) != s.nothing || s.nothing && strings.Contains(body, want[1]) {
					t.Errorf("%s draft, %s page: status %d, compared with nothing: %v", lang, ui, status, s.nothing)
				}
			}
		}
		if _, body, _ := post(t, server, "/api/v1/check-draft", url.Values{"text": {draft}}); !strings.Contains(body, `"compared":0`) {
			t.Errorf("%s: the interface says %.300s", lang, body)
		}
		if _, body, _ := post(t, full, "/api/v1/check-draft", url.Values{"text": {draft}}); strings.Contains(body, `"compared":0`) || !strings.Contains(body, `"compared":`) {
			t.Errorf("%s: the interface says %.300s", lang, body)
		}
		if out := checked(t, r, draft); !strings.Contains(out, "no texts in force in "+string(lang)+" to compare with") {
			t.Errorf("%s: the command line says %s", lang, out)
		}
	}
}

// TestDraftCountsWhatItDoesNotList: a reporting clause that others have word for word
// is counted under its class once.
func TestDraftCountsWhatItDoesNotList(t *testing.T) {
	r, server := openSample(t)
	const draft = "DRAFT NEW RESOLUTION [ARK-1]\n\nLanterns\n\ninstructs the Secretary-General\n\n1 to polish the lanterns of the house;\n\n2 to report annually to the Council on the implementation of this resolution.\n"
	for ui, want := range map[tracker.Lang]string{
		"ar": "أحكام تقديم التقارير", "en": "reporting clauses", "es": "cláusulas de presentación de informes", "fr": "clauses de rapport", "ru": "положения об отчётности", "zh": "报告条款",
	} {
		_, body, _ := post(t, server, "/check-draft?ui="+string(ui), url.Values{"draft": {draft}})
		if !strings.Contains(body, "<b>1</b> "+want) {
			t.Errorf("%s: no %q is counted", ui, want)
		}
	}
	if _, body, _ := post(t, server, "/api/v1/check-draft", url.Values{"text": {draft}}); !strings.Contains(body, `"reporting":1`) {
		t.Errorf("the interface says %.400s", body)
	}
	if out := checked(t, r, draft); !strings.Contains(out, "counted, not listed: 0 formulas, 0 citations, 1 reporting clauses") {
		t.Errorf("the command line says %s", out)
	}
}
