package redline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
	"concord/tracker/redline"
)

// clauses makes provisions of one section.
func clauses(texts ...string) []tracker.Provision {
	out := make([]tracker.Provision, len(texts))
	for i, text := range texts {
		out[i] = tracker.Provision{Section: "resolves", Heading: "resolves", Text: text}
	}
	return out
}

// cells writes a row as its groups: "1,3 reworded".
func cells(row redline.Row) string {
	var groups []string
	for _, c := range row.Cells {
		groups = append(groups, strings.Trim(strings.ReplaceAll(fmt.Sprint(c.Proposals), " ", ","), "[]")+" "+string(c.Class))
	}
	if row.Conflict {
		groups = append(groups, "conflict")
	}
	return strings.Join(groups, "; ")
}

// drafted is the row's draft as it reads, with sources: "to {each 1,2}station".
func drafted(row redline.Row) string {
	var b strings.Builder
	for _, s := range row.Draft {
		switch s.Op {
		case "=":
			b.WriteString(s.Text)
		case "+":
			fmt.Fprintf(&b, "{%s %v}", s.Text, s.Sources)
		}
	}
	return b.String()
}

func TestConsolidate(t *testing.T) {
	for name, test := range map[string]struct {
		lang      tracker.Lang
		base      []string
		proposals [][]string
		rows      []string
		draft     string // of the first row
	}{
		"edits apart are merged with their sources": {tracker.English,
			[]string{"to send ten copies of the annual report to every member before the first of May"},
			[][]string{
				{"to send twelve copies of the annual report to every member before the first of May"},
				{"to send ten copies of the annual report to every member before the first of June"},
				{"to send twelve copies of the annual report to every member before the first of May"},
			},
			[]string{"1,3 reworded; 2 reworded"},
			"to send {twelve [1 3]} copies of the annual report to every member before the first of {June [2]}"},
		"the same words differently": {tracker.English,
			[]string{"to send ten copies of the annual report to every member"},
			[][]string{
				{"to send twelve copies of the annual report to every member"},
				{"to send twenty copies of the annual report to every member"},
				{"to send ten copies of the annual report to every member"},
			},
			[]string{"3 unchanged; 1 reworded; 2 reworded; conflict"},
			"to send ten copies of the annual report to every member"},
		"removed by one and changed by another": {tracker.Arabic,
			[]string{"ينشر السجل السنوي للسحب على جميع الأعضاء", "تحفظ نسخة من السجل في المكتبة"},
			[][]string{
				{"تحفظ نسخة من السجل في المكتبة"},
				{"ينشر السجل الشهري للسحب على جميع الأعضاء", "تحفظ نسخة من السجل في المكتبة"},
			},
			[]string{"1 removed; 2 reworded; conflict", "1,2 unchanged"},
			"ينشر السجل السنوي للسحب على جميع الأعضاء"},
		"insertions at one gap": {tracker.Chinese,
			[]string{"每年向全体成员公布云的记录"},
			[][]string{
				{"每年向全体成员公布云的记录", "请秘书长在下届大会上提交关于观测站经费的报告"},
				{"每年向全体成员公布云的记录", "请秘书长在下届大会上提交关于观测站经费的报告"},
				{"每年向全体成员公布云的记录", "请秘书长在本届大会上提交关于观测站经费的报告"},
				{"每年向全体成员公布云的记录", "鼓励各国培训夜间观测员"},
			},
			[]string{"1,2,3,4 unchanged", "1,2 added; 3 added; conflict", "4 added"},
			"每年向全体成员公布云的记录"},
	} {
		t.Run(name, func(t *testing.T) {
			var proposals [][]tracker.Provision
			for _, p := range test.proposals {
				proposals = append(proposals, clauses(p...))
			}
			c := redline.Consolidate(clauses(test.base...), proposals, test.lang)
			var rows []string
			for _, row := range c.Rows {
				rows = append(rows, cells(row))
			}
			if !slices.Equal(rows, test.rows) {
				t.Errorf("rows %q, want %q", rows, test.rows)
			}
			if got := drafted(c.Rows[0]); got != test.draft {
				t.Errorf("draft %q, want %q", got, test.draft)
			}
		})
	}
}

// under makes provisions of a section with this heading.
func under(heading string, texts ...string) []tracker.Provision {
	out := clauses(texts...)
	for i := range out {
		out[i].Section, out[i].Heading = heading, heading
	}
	return out
}

// A provision that moves to another section goes and comes; a heading that is
// worded otherwise is a row of its own.
func TestConsolidateMovesBetweenSections(t *testing.T) {
	for lang, w := range map[tracker.Lang][5]string{
		tracker.English: {"instructs the Director", "instructs the Secretary-General", "to keep a second copy of the archive", "to report on the instruments every year", "invites the Director"},
		tracker.Arabic:  {"تكلف المدير", "تكلف الأمين العام", "حفظ نسخة ثانية من المحفوظات", "رفع تقرير عن حالة الأجهزة كل سنة", "تدعو المدير"},
		tracker.Chinese: {"责成主任", "责成秘书长", "在另一城市保存档案的第二份副本", "每年报告仪器的状况", "请主任"},
	} {
		base := under(w[0], w[2], w[3])
		moved := slices.Concat(under(w[0], w[2]), under(w[1], w[3]))
		c := redline.Consolidate(base, [][]tracker.Provision{moved, moved}, lang)
		if len(c.Rows) != 3 || c.Conflicts != 0 || c.Agreed != 2 {
			t.Fatalf("%s: %d rows, %d conflicts, %d agreed", lang, len(c.Rows), c.Conflicts, c.Agreed)
		}
		gone, come := c.Rows[1], c.Rows[2]
		if cell := gone.Cells[0]; !cell.Away || cell.Mark.Heading != w[1] || drafted(gone) != "" {
			t.Errorf("%s: %+v is not moved away", lang, gone)
		}
		if come.From != 2 || come.Cells[0].Mark.Heading != w[1] || drafted(come) != "{"+w[3]+" [1 2]}" {
			t.Errorf("%s: %+v does not come", lang, come)
		}
		c = redline.Consolidate(base, [][]tracker.Provision{under(w[4], w[2], w[3])}, lang)
		if len(c.Headings) != 1 || c.Headings[0].Cells[0].Text != w[4] || len(c.Listed()) != 3 || !c.Listed()[0].Heading {
			t.Errorf("%s: the heading is not told: %+v", lang, c.Headings)
		}
	}
}
