package document

import (
	"slices"
	"strings"
	"testing"
)

func TestText(t *testing.T) {
	tests := []struct{ name, file, want string }{
		{"wrapped lines", `The Congress of Lighthouses,

Recalling its decision to light every cape of the
islands before the end of the decade, and the means
needed for it,

1. Decides to build;
2. Requests the Secretary-
General to report on the light-
houses, as the keepers of lighthouses asked;
`, "The Congress of Lighthouses,\nRecalling its decision to light every cape of the islands before the end of the decade, and the means needed for it,\n1. Decides to build;\n2. Requests the Secretary-General to report on the lighthouses, as the keepers of lighthouses asked;"},
		{"a paragraph a line, one broken", `RESOLUTION 7 (ATLANTIS-31)
Lighthouses and other marks

considering
a) that the keepers of the lighthouses on the capes of the western islands have asked the Union for lamps of the newest kind, and that these are needed for the band
12-14 leagues;
b) that nothing was done about it in the years since the Congress that met in the same town and adopted a resolution to the same end,
resolves to urge administrations
1 to build lighthouses wherever the keepers ask for them, without delay and without asking for more reports than there are lighthouses; 2 to report: a) on lamps; b) on oil; 3 to take no further action.`,
			"RESOLUTION 7 (ATLANTIS-31)\nLighthouses and other marks\nconsidering\n" +
				"a) that the keepers of the lighthouses on the capes of the western islands have asked the Union for lamps of the newest kind, and that these are needed for the band 12-14 leagues;\n" +
				"b) that nothing was done about it in the years since the Congress that met in the same town and adopted a resolution to the same end,\n" +
				"resolves to urge administrations\n" +
				"1 to build lighthouses wherever the keepers ask for them, without delay and without asking for more reports than there are lighthouses;\n" +
				"2 to report:\na) on lamps;\nb) on oil;\n3 to take no further action."},
		{"page furniture and notes of the United Nations", `Welcoming the report on lighthouses of 4 May 2031 1/ and the
state of the lamps described in annex I to that report, 2/

1. Takes note of the keepers' wish that the lamps should

1/ L/2031/7.

2/ L/2031/9.

31-12345 (E)
L/RES/7 (2031)
Page 2

burn all night, and decides to remain seized of the matter
until they do.
`, "Welcoming the report on lighthouses of 4 May 2031[^1] and the state of the lamps described in annex I to that report,[^2]\n" +
			"1. Takes note of the keepers' wish that the lamps should burn all night, and decides to remain seized of the matter until they do.\n^1 L/2031/7.\n^2 L/2031/9."},
		{"notes below a rule, and one without a mark", "It thanks all countries1 for their lamps.\n\n_________\n1 These include islands.\n2 Nobody refers to this.\n", "It thanks all countries[^1] for their lamps.\n^1 These include islands.\n^2 Nobody refers to this.\n! note-mark"},
		{"a rule and a page number inside a line", "that the capes be lit* at night. _______________ * Except in summer. – 12 –\n", "that the capes be lit[^*] at night.\n^* Except in summer."},
		{"notes that only their numbers set apart", "7 (1931). Resolution of 4 May 1931 3\n\nThanks the keepers, 4 as Article 2 and Article 5 say.\n\n3 Adopted by night.\n\n4 All of them.\n", "7 (1931). Resolution of 4 May 1931[^3]\nThanks the keepers,[^4] as Article 2 and Article 5 say.\n^3 Adopted by night.\n^4 All of them."},
		{"years of adoption and the text of an annex", "Methods of the keepers\n(1993-1995-2031)\n\nRésumé des phares\n(Ys, 1993; Avalon, 1996)\n\nANNEX A\n(to Resolution 2 (Rev. Avalon, 2032))\n", "Methods of the keepers\n(1993-1995-2031)\nRésumé des phares\n(Ys, 1993; Avalon, 1996)\nANNEX A\n(to Resolution 2 (Rev. Avalon, 2032))"},
		{"the first items of a list are no notes", "as set out in Annex 1,\n\nas Decision 2 says,\n\nasks the keepers\n\n1 to light;\n\n2 to sleep.\n", "as set out in Annex 1,\nas Decision 2 says,\nasks the keepers\n1 to light;\n2 to sleep."},
		{"numbered paragraphs are no notes", "Decides as paragraph 1 and paragraph 2 say.\n\n1 to light the lamps\n\n2 to put them out\n", "Decides as paragraph 1 and paragraph 2 say.\n1 to light the lamps\n2 to put them out"},
		{"Arabic", "قرار\n\nأ ) أن يضيء المصابيح في كل مكان من الجزر\nقبل نهاية العقد؛\nب) أن يقدم تقريراً.\n", "rtl قرار\nrtl أ ) أن يضيء المصابيح في كل مكان من الجزر قبل نهاية العقد؛\nrtl ب) أن يقدم تقريراً."},
		{"Chinese", "第7号决议\n\n一、责成秘书长在本十年结束之前点亮所有岛屿\n上的灯塔；\n二、请各成员国提交报告。\n", "第7号决议\n一、责成秘书长在本十年结束之前点亮所有岛屿上的灯塔；\n二、请各成员国提交报告。"},
		{"Markdown", "# Resolution 7\n\nLighthouses\n-----------\n\nThe *Congress* of **Lighthouses**, see [the list](http://x/y) and 2\\. snake_case[^n]\n\n- one\n  more\n* two\n> said\n\n[^n]: A note.\n",
			"<h1> Resolution 7\n<h2> Lighthouses\nThe *Congress* of **Lighthouses**, see the list and 2. snake_case[^n]\n<li> – | one more\n<li> • | two\n<blockquote> said\n^n A note."},
		{"stars and underscores of plain text", "5 * 3 and a_b_c and 2*2*2\n", "5 * 3 and a_b_c and 2*2*2"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) { same(t, read(t, []byte(test.file)), test.want) })
	}
}

// However a text is wrapped, its paragraphs are the same.
func TestTextWrapping(t *testing.T) {
	texts := map[string]string{
		"French":  "Article 7\n\nLe gardien du phare, lui-même logé dans l'île, allume la lampe chaque soir avant la tombée de la nuit; il l'éteint au lever du soleil, sauf par temps de brume, auquel cas il la laisse brûler.\n\n1° par les nuits claires, une lampe suffit à tous les usages de la navigation ordinaire entre les îles ;\n\n2° par les autres, deux.",
		"Chinese": "第七条\n\n灯塔看守人每天傍晚在天黑之前点亮灯塔，日出时熄灭，但有雾的日子除外，在这种情况下灯塔应当继续点亮直到雾散为止。\n\n第八条\n\n看守人应当每年向秘书长提交关于灯塔状况的报告，秘书长应当将报告转交理事会审议并公布。",
		"Arabic":  "المادة 7\n\nيضيء حارس المنارة المصباح كل مساء قبل حلول الظلام ويطفئه عند شروق الشمس إلا في أيام الضباب حيث يتركه مضاء حتى ينقشع الضباب عن البحر.",
	}
	for name, text := range texts {
		want := strings.ReplaceAll(text, "\n\n", "\n")
		for width := 36; width <= 120; width += 7 {
			d := read(t, []byte(wrap(text, width)))
			var got []string
			for _, p := range d.Paragraphs {
				got = append(got, p.Text())
			}
			if joined := strings.Join(got, "\n"); joined != want {
				t.Fatalf("%s wrapped at %d:\n%s\nwant:\n%s", name, width, joined, want)
			}
		}
	}
}

// wrap breaks the lines of s as an editor does: where the next word would
// reach over width, in Chinese before any character.
func wrap(s string, width int) string {
	var out []string
	for line := range strings.SplitSeq(s, "\n") {
		words := strings.SplitAfter(line, " ")
		if strings.ContainsFunc(line, isWide) {
			words = strings.Split(line, "")
		}
		now := ""
		for _, w := range words {
			if now != "" && columns(strings.TrimRight(now+w, " ")) > width {
				out = append(out, strings.TrimRight(now, " "))
				now = ""
			}
			now += w
		}
		out = append(out, now)
	}
	return strings.Join(out, "\n")
}

func TestRestoreBreaksKeepsAllWords(t *testing.T) {
	p := textParagraph{text: "1 to see, 2 to hear: i) well; ii) often; iii) and, 3 to report. 4 out of 5 say; 6 no."}
	var words []string
	for _, piece := range restoreBreaks([]textParagraph{p}) {
		words = append(words, piece.text)
	}
	if got := strings.Join(words, " "); got != p.text {
		t.Errorf("got %q", got)
	}
	if want := []string{"1 to see,", "2 to hear:", "i) well;", "ii) often;", "iii) and,", "3 to report.", "4 out of 5 say; 6 no."}; !slices.Equal(words, want) {
		t.Errorf("got %q", words)
	}
}
