package document

import (
	"testing"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/simplifiedchinese"
)

func TestHTML(t *testing.T) {
	tests := []struct{ name, page, want string }{
		{"headings, paragraphs, breaks", `<!DOCTYPE html><html><head><title>not text</title><style>p{}</style></head><body><nav>menu</nav>
			<h1>Resolution 7</h1><p>The   <em>Congress</em>
			of <b>Lighthouses</b>,<br>meeting<p hidden>not seen<div style="display: none">nor this</div>loose text<script>if (a < b) {}</script></body>`,
			"<h1> Resolution 7\nThe *Congress* of **Lighthouses**,↵meeting\nloose text"},
		{"lists", `<ol><li>one<li value="5">five<ol type="a"><li><p>letter</p><p>more</p></li></ol></li><li>six</ol><ol start="3" type="I"><li>three</ol><ul><li>dot</ul>
			<ol reversed><li>b<li>a</ol><ol style="list-style-type: lower-roman"><li>r</ol><ol style="list-style: none"><li>bare</ol>`,
			"<li> 1. | one\n<li> 5. | five\n<li>   a. | letter\n<li>   more\n<li> 6. | six\n<li> III. | three\n<li> • | dot\n<li> 2. | b\n<li> 1. | a\n<li> i. | r\n<li> bare"},
		{"tables", `<table><caption>Sums</caption><tr><th rowspan="2">A<th colspan="2">B<th>C<tr><td>x<td>y<td>z<table><tr><td>inner</table></table>out`,
			"<caption> Sums\n(1,1,1) A\n(1,1,2) B\n(1,1,4) C\n(1,2,2) x\n(1,2,3) y\n(1,2,4) z\n(2,1,1) inner\nout"},
		{"a cell without a row", `<table><td rowspan=9>国<td>x</table>`, "(1,1,1) 国\n(1,1,2) x"},
		{"direction and tracked changes", `<p dir="rtl">يقرر <del cite="أ">الإلغاء</del><ins>الإبقاء</ins></p><p>国 <q>灯</q></p>`,
			"rtl يقرر {-الإلغاء-}{+الإبقاء+}\n国 “灯”"},
		{"footnotes", `<p>light<sup><a href="#n1">1</a></sup> and <a href="#n2"><sup>[*]</sup></a> see <sup><a href="#top">2</a></sup></p><h2 id="top">Top</h2><p>x</p><p>x</p><p>x</p>
			<ol><li id="n1">At night. <a href="#r1">↩</a></li></ol><p><a name="n2"></a>* By day.</p>`,
			"light[^1] and [^*] see 2\n<h2>   Top\nx\nx\nx\n^* By day.\n^1 At night."},
		{"tags that do not fit", `<p>a</b>b</p></div><b>bold<p>still</p></b></table>end<li>item</li>`, "ab\n**bold**\n**still**\nend\n<li> item"},
		{"preformatted", "<pre>one\n  two</pre><p>&lt;b&gt; &eacute;&nbsp;&#x41;&shy;B", "<pre> one↵two\n<b> é AB"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { same(t, read(t, []byte(test.page)), test.want) })
	}
}

func TestHTMLLanguage(t *testing.T) {
	for code, want := range map[string]string{"ar": "ar", "zh-Hans": "zh", "FR-ch": "fr", "eng": "en", "de": "", "": ""} {
		if got := read(t, []byte(`<html lang="`+code+`"><p>x</p></html>`)).Lang; string(got) != want {
			t.Errorf("lang=%q is read as %q, want %q", code, got, want)
		}
	}
}

func TestEncodings(t *testing.T) {
	const french = "La Conférence décide de créer un comité chargé d'étudier les phares allumés après l'été, où qu'ils soient situés; à cet égard, elle prie le Secrétaire général."
	const russian = "Конференция решает поручить Генеральному секретарю представить доклад о состоянии маяков и предлагает Государствам-Членам содействовать этой работе."
	const arabic = "إن المؤتمر يقرر أن يكلف الأمين العام بتقديم تقرير عن حالة المنارات إلى المجلس ويدعو الدول الأعضاء إلى التعاون في هذا العمل"
	const chinese = "大会做出决议，责成秘书长向理事会提交关于灯塔状况的报告，请各成员国为此项工作提供合作，并在下一届大会上审议该报告。"
	encode := func(s string, err error) string {
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	latin := encode(charmap.Windows1252.NewEncoder().String(french))
	tests := []struct{ name, file, want string }{
		{"UTF-8", french, french},
		{"UTF-8 with a mark", "\xEF\xBB\xBF" + chinese, chinese},
		{"UTF-16", utf16LE(arabic), arabic},
		{"windows-1252", latin, french},
		{"windows-1251", encode(charmap.Windows1251.NewEncoder().String(russian)), russian},
		{"KOI8-R", encode(charmap.KOI8R.NewEncoder().String(russian)), russian},
		{"windows-1256", encode(charmap.Windows1256.NewEncoder().String(arabic)), arabic},
		{"GB 18030", encode(simplifiedchinese.GB18030.NewEncoder().String(chinese)), chinese},
		{"declared", `<html><head><meta charset="iso-8859-1"></head><p>` + latin, french},
		{"declared, but not so", `<html><head><meta charset="iso-8859-1"></head><p>` + french, french},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			d := read(t, []byte(test.file))
			if len(d.Paragraphs) != 1 || d.Paragraphs[0].Text() != test.want {
				t.Errorf("got %s", render(d))
			}
		})
	}
}
