package intake_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"html"
	"regexp"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/grammar"
)

// trackedWord makes a Word file of lines: "Style| text with [-deleted-] and
// {+inserted+} words"; a line that is all of one kind has its end tracked too.
// "\t" is a tab.
func trackedWord(t testing.TB, lines ...string) []byte {
	t.Helper()
	var body, styles strings.Builder
	for _, name := range []string{"Source", "Title1", "Heading1", "Proposal", "ResNo", "Restitle", "Restitel", "Normalaftertitle", "Call", "Reasons"} {
		styles.WriteString(`<w:style w:type="paragraph" w:styleId="` + name + `"><w:name w:val="` + name + `"/></w:style>`)
	}
	for _, line := range lines {
		style, text, ok := strings.Cut(line, "| ")
		if !ok {
			style, text = "", line
		}
		properties := ""
		if style != "" {
			properties = `<w:pStyle w:val="` + style + `"/>`
		}
		for _, kind := range [][3]string{{"{+", "+}", "ins"}, {"[-", "-]", "del"}} {
			if strings.HasPrefix(text, kind[0]) && strings.HasSuffix(text, kind[1]) && strings.Count(text, kind[0]) == 1 {
				properties += `<w:rPr><w:` + kind[2] + ` w:id="1"/></w:rPr>`
			}
		}
		body.WriteString("<w:p><w:pPr>" + properties + "</w:pPr>" + runs(text) + "</w:p>")
	}
	var word bytes.Buffer
	archive := zip.NewWriter(&word)
	for name, content := range map[string]string{
		"[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>`,
		"word/styles.xml":     `<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">` + styles.String() + `</w:styles>`,
		"word/document.xml":   `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body.String() + `</w:body></w:document>`,
	} {
		member, err := archive.Create(name)
		if err == nil {
			_, err = member.Write([]byte(content))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	return word.Bytes()
}

var trackedSpan = regexp.MustCompile(`\[-(.*?)-\]|\{\+(.*?)\+\}`)

func runs(text string) string {
	var b strings.Builder
	run := func(tag, s string) string {
		s = strings.ReplaceAll(html.EscapeString(s), "\t", `</w:`+tag+`><w:tab/><w:`+tag+` xml:space="preserve">`)
		return `<w:r><w:` + tag + ` xml:space="preserve">` + s + `</w:` + tag + `></w:r>`
	}
	from := 0
	for _, m := range trackedSpan.FindAllStringSubmatchIndex(text, -1) {
		if m[0] > from {
			b.WriteString(run("t", text[from:m[0]]))
		}
		if m[2] >= 0 {
			b.WriteString(`<w:del w:id="2">` + run("delText", text[m[2]:m[3]]) + `</w:del>`)
		} else {
			b.WriteString(`<w:ins w:id="3">` + run("t", text[m[4]:m[5]]) + `</w:ins>`)
		}
		from = m[1]
	}
	if from < len(text) {
		b.WriteString(run("t", text[from:]))
	}
	return b.String()
}

// proposed shows what the record has of the proposals of a receipt.
func proposed(t *testing.T, in interface {
	Proposal(session, symbol string) (tracker.Proposal, error)
}, r tracker.Receipt) string {
	t.Helper()
	var b strings.Builder
	for _, line := range r.Proposals {
		p, err := in.Proposal(line.Session, line.Symbol)
		if err != nil {
			t.Fatal(err)
		}
		text, _ := p.In(line.Lang)
		fmt.Fprintf(&b, "%s %s %s by %s on %s from %s", p.Session, p.Mark(), p.Symbol, strings.Join(p.Authors, "+"), p.Target, p.Base)
		if p.Bracket != "" {
			fmt.Fprintf(&b, " [%s]", p.Bracket)
		}
		for _, side := range []*tracker.Text{text.Before, text.After} {
			b.WriteString(" | ")
			if side == nil {
				b.WriteString("none")
				continue
			}
			for i, v := range side.Provisions {
				if i > 0 {
					b.WriteString(" / ")
				}
				b.WriteString(v.Text)
			}
		}
		fmt.Fprintf(&b, " | %s\n", strings.Join(text.Reasons, " / "))
	}
	for _, f := range r.Faults {
		fmt.Fprintln(&b, "fault", f.Rule)
	}
	return b.String()
}

// layouts are contributions to the fictional union, as delegations lay them out.
var layouts = []struct {
	name  string
	lines []string
	want  string
}{
	{"English, styles of a conference's template", []string{
		"Source| Member States of the European Conference of Postal and Telecommunications Administrations (CEPT)",
		"Title1| PROPOSALS FOR THE WORK OF THE CONFERENCE",
		"", "PLEN-26", "Heading1| Addendum 7",
		"Proposal| MOD\tEUR/44A7/1",
		"ResNo| RESOLUTION 31 (REV. [-SANTA MIRRA, 2022-]{+PORT VESPER, 2026+})",
		"Restitle| Clouds over islands",
		"Normalaftertitle| The Plenary Conference of the International Cloud Observation Union ([-Santa Mirra, 2022-]{+Port Vesper, 2026+}),",
		"Call| resolves",
		"1\tto observe [-clouds-]{+fog+};", "{+2\tto name it;+}", "[-2-]{+3+}\tto report.",
		"Reasons| Reasons:\tFog is a cloud that has come down.",
		"Proposal| SUP\tEUR/44A7/2", "ResNo| RESOLUTION 8 (PORT ALDER, 2014)", "Restitle| Paper sky charts", "Reasons| Reasons: Nobody draws.",
		"Proposal| NOC\tEUR/44A7/3", "ResNo| RESOLUTION 11 (OVELLE, 2018)",
	}, `plen-26 MOD EUR/44A7/1 by EUR on icou/plen/res/31 from icou/plen/res/31@plen-22 | to observe clouds; / to report. | to observe fog; / to name it; / to report. | Fog is a cloud that has come down.
plen-26 SUP EUR/44A7/2 by EUR on icou/plen/res/8 from icou/plen/res/8@plen-14 | none | none | Nobody draws.
plen-26 NOC EUR/44A7/3 by EUR on icou/plen/res/11 from icou/plen/res/11@plen-18 | none | none | 
`},
	{"French, symbol below the action, no styles, several signatories", []string{
		"CONFÉRENCE PLÉNIÈRE (PLEN-26)",
		"Argentine (République), Brésil (République fédérative du), Canada",
		"ADD", "ARG/B/CAN/60/1",
		"{+PROJET DE NOUVELLE RÉSOLUTION [ARG-1] (PORT VESPER, 2026)+}",
		"{+Nuages de nuit+}",
		"{+La Conférence plénière de l'Union internationale d'observation des nuages (Port Vesper, 2026),+}",
		"{+décide+}", "{+d'observer les nuages la nuit.+}",
		"Motifs: La nuit est la moitié du temps.", "Elle n'est pas la moindre.",
	}, `plen-26 ADD ARG/B/CAN/60/1 by ARG+B+CAN on  from  [ARG-1] | none | d'observer les nuages la nuit. | La nuit est la moitié du temps. / Elle n'est pas la moindre.
`},
	{"Spanish, symbol above the action", []string{
		"Conferencia Plenaria (PLEN-26)", "México",
		"Proposal| MEX/18A3/1", "Proposal| MOD",
		"RESOLUCIÓN 31 (REV. [-SANTA MIRRA, 2022-]{+PORT VESPER, 2026+})", "Nubes sobre las islas",
		"La Conferencia Plenaria de la Unión Internacional de Observación de Nubes ([-Santa Mirra, 2022-]{+Port Vesper, 2026+}),",
		"resuelve", "1 observar las nubes[- de día-];", "2 nombrarlas.",
		"Motivos:", "Las nubes de noche también cuentan.",
	}, `plen-26 MOD MEX/18A3/1 by MEX on icou/plen/res/31 from icou/plen/res/31@plen-22 | observar las nubes de día; / nombrarlas. | observar las nubes; / nombrarlas. | Las nubes de noche también cuentan.
`},
	{"Russian, Cyrillic letters in the symbol, an editorial change, one moved away", []string{
		"Пленарная конференция (PLEN-26)", "Источник: Региональное содружество в области связи",
		"(MOD) RСС/62А1/5",
		"РЕЗОЛЮЦИЯ 31 (ПЕРЕСМ. САНТА-МИРРА, 2022 Г.)", "Облака над островами",
		"Пленарная конференция Международного союза наблюдения облаков (Санта-Мирра, 2022 г.),",
		"решает", "1 наблюдать [-облоко-]{+облако+};", "2 называть его.",
		"SUP* RCC/62A1/6", "РЕЗОЛЮЦИЯ 8 (ПОРТ-АЛДЕР, 2014 Г.)", "Основания: Текст перенесен.",
	}, `plen-26 (MOD) RCC/62A1/5 by RCC on icou/plen/res/31 from icou/plen/res/31@plen-22 | наблюдать облоко; / называть его. | наблюдать облако; / называть его. | 
plen-26 SUP* RCC/62A1/6 by RCC on icou/plen/res/8 from icou/plen/res/8@plen-14 | none | none | Текст перенесен.
`},
	{"Arabic, a whole text kept and one deleted", []string{
		"المؤتمر العام (PLEN-26)", "Source| المكسيك",
		"Proposal| NOC\tMEX/18A3/2",
		"ResNo| القـرار 31 (المراجَع في سانتا ميرا، 2022)", "Restitel| السحب فوق الجزر",
		"إن المؤتمر العام للاتحاد الدولي لرصد السحب (سانتا ميرا، 2022)،",
		"Call| يقرر", "1\tرصد السحب؛", "2\tتسميتها.",
		"Reasons| الأسباب:\tالنص حسن.",
		"Proposal| SUP\tMEX/18A3/3",
		"[-القرار 8 (بورت ألدر، 2014)-]", "[-الخرائط الورقية للسماء-]",
		"[-إن المؤتمر العام للاتحاد الدولي لرصد السحب (بورت ألدر، 2014)،-]", "[-يقرر-]", "[-رسم السحب.-]",
	}, `plen-26 NOC MEX/18A3/2 by MEX on icou/plen/res/31 from icou/plen/res/31@plen-22 | none | رصد السحب؛ / تسميتها. | النص حسن.
plen-26 SUP MEX/18A3/3 by MEX on icou/plen/res/8 from icou/plen/res/8@plen-14 | رسم السحب. | none | 
`},
	{"Chinese, full-width signs", []string{
		"全体大会（PLEN-26）", "亚太电信组织国家主管部门",
		"MOD ACP／67A1／1",
		"第31号决议（[-2022年，圣米拉-]{+2026年，维斯珀港+}，修订版）", "岛屿上空的云",
		"国际云观测联盟全体大会（[-2022年，圣米拉-]{+2026年，维斯珀港+}），",
		"做出决议", "1 观测[-云-]{+雾+}；", "2 为其命名。",
		"理由：雾是落到地面的云。",
		"ADD＊ ACP／67A1／2", "新决议草案[ACP-1]（2026年，维斯珀港）", "夜云", "国际云观测联盟全体大会（2026年，维斯珀港），", "做出决议", "夜间观测云。",
	}, `plen-26 MOD ACP/67A1/1 by ACP on icou/plen/res/31 from icou/plen/res/31@plen-22 | 观测云； / 为其命名。 | 观测雾； / 为其命名。 | 雾是落到地面的云。
plen-26 ADD* ACP/67A1/2 by ACP on  from  [ACP-1] | none | 夜间观测云。 | 
`},
	{"line breaks lost: a mark glued to what stands above it, another in the midst of a line", []string{
		"PLEN-26 Mexico MOD MEX/7/1", "RESOLUTION 31 (REV. SANTA MIRRA, 2022)", "Clouds over islands",
		"The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),", "resolves", "to observe [-clouds-]{+fog+}.",
		"Reasons: consequential to MOD MEX/7/1 and to SUP MEX/7/2 as proposed.",
	}, `plen-26 MOD MEX/7/1 by MEX on icou/plen/res/31 from icou/plen/res/31@plen-22 | to observe clouds. | to observe fog. | consequential to MOD MEX/7/1 and to SUP MEX/7/2 as proposed.
fault mark
`},
	{"a symbol that is listed first, one without a symbol, an unknown code, nothing below", []string{
		"PLEN-26",
		"MOD XYZ/9/1", "Clouds",
		"MOD XYZ/9/1", "RESOLUTION 31 (REV. SANTA MIRRA, 2022)", "Clouds over islands",
		"The Plenary Conference of the International Cloud Observation Union (Santa Mirra, 2022),", "resolves", "to observe [-clouds-]{+fog+}.",
		"Proposal| SUP", "RESOLUTION 8 (PORT ALDER, 2014)",
		"NOC XYZ/9/2",
		"MOD XYZ/9/3", "GENERAL RULES, number 40",
	}, `plen-26 MOD XYZ/9/1 by XYZ on icou/plen/res/31 from icou/plen/res/31@plen-22 | to observe clouds. | to observe fog. | 
plen-26 NOC XYZ/9/2 by XYZ on  from  | none | none | 
plen-26 MOD XYZ/9/3 by XYZ on  from  | none | none | 
fault symbol
fault proposer
fault proposer
fault target
fault proposer
fault target
`},
}

// TestLayouts reads contributions as Word files in six languages, and again:
// the second time nothing is new.
func TestLayouts(t *testing.T) {
	for _, c := range layouts {
		t.Run(c.name, func(t *testing.T) {
			in := begin(t)
			word := string(trackedWord(t, c.lines...))
			receipt := take(t, in, word, grammar.Options{})
			if got := proposed(t, in.Store, receipt); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
			if again := take(t, in, word, grammar.Options{}); again.Sequence != 0 || again.Counts["unchanged"] != len(receipt.Proposals) {
				t.Errorf("again: entry %d, %v", again.Sequence, again.Counts)
			}
		})
	}
}
