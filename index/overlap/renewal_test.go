package overlap

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"concord/tracker"
)

// An annual is two texts of one item in two sessions that say four things: two in the
// same words, one with another number, one with another name.
type annual struct {
	lang         tracker.Lang
	titles       [2]string
	older, newer []string
}

func annuals() []annual {
	read := func(l tracker.Lang, titles [2]string, own [2]string, changed [2]string, forms ...string) annual {
		out := annual{lang: l, titles: titles}
		for _, f := range forms {
			out.older = append(out.older, strings.NewReplacer("NAME", own[0], "NUMBER", changed[0]).Replace(f))
			out.newer = append(out.newer, strings.NewReplacer("NAME", own[1], "NUMBER", changed[1]).Replace(f))
		}
		return out
	}
	return []annual{
		read("en", [2]string{"The cloud archive in 2018: report to the eighteenth session", "Cloud archive in 2022: report to the twenty-second session"},
			[2]string{"Professor Kestrel", "Professor Lapwing"}, [2]string{"12", "30"},
			exchange, stations,
			"to lend NUMBER photographs of thunderstorms to every school that asks for them in writing, against a receipt that names a teacher and a day of return",
			"to thank Observatory NAME for the drawings of hailstones that the archive received, and to show them beside the barometers in the great hall"),
		read("zh", [2]string{"2018年云彩档案：提交第十八届会议的报告", "2022年云彩档案：提交第二十二届会议的报告"},
			[2]string{"红隼", "凤头麦鸡"}, [2]string{"12", "30"},
			"与各区域中心交换在高山观测站拍摄的罕见云彩照片，并在共用档案库中至少保存十年，供学校、观测员和业余爱好者使用",
			"编制仪器比观测员更陈旧的台站名单，并建议如何在不中断其观测序列的情况下逐一更换这些仪器",
			"向书面提出请求的每所学校出借NUMBER张雷暴照片，学校须出具写明教师姓名和归还日期的收据",
			"感谢NAME天文台赠予档案库的冰雹绘画，并把这些绘画陈列在大厅里的气压计旁边"),
		read("ar", [2]string{"محفوظات السحب في عام 2018: تقرير إلى الدورة الثامنة عشرة", "محفوظات السحب في عام 2022: تقرير إلى الدورة الثانية والعشرين"},
			[2]string{"العوسق", "الزقزاق"}, [2]string{"12", "30"},
			"أن يتبادل مع المراكز الإقليمية صور السحب النادرة الملتقطة في المحطات الجبلية وأن يحفظها في المحفوظات المشتركة عشر سنوات على الأقل",
			"أن يضع قائمة بالمحطات التي تكون أجهزتها أقدم من راصديها وأن يقترح كيفية استبدال كل جهاز دون انقطاع سلسلة القياسات",
			"أن يعير NUMBER صورة للعواصف الرعدية لكل مدرسة تطلبها كتابة مقابل إيصال يذكر اسم المعلم ويوم الإعادة",
			"أن يشكر مرصد NAME على رسوم حبات البرد التي تلقتها المحفوظات وأن يعرضها بجانب البارومترات في القاعة الكبرى"),
	}
}

// Texts of one item in two sessions are one case, a round for each paragraph in the
// order of the later; nothing in it is about another subject or a conflict.
func TestRenewal(t *testing.T) {
	for _, x := range annuals() {
		newer := append([]string{x.newer[3]}, x.newer[:3]...) // in another order
		e := refreshed(t, append(filler(40), text(1, "plen-18", x.lang, x.titles[0], x.older...), text(2, "plen-22", x.lang, x.titles[1], newer...))...)
		found := groups(t, e, Filter{})
		if len(found) != 1 || !found[0].Renewal || len(found[0].Members) != 8 {
			t.Errorf("%s: %d groups, the first %+v", x.lang, len(found), found[0])
			continue
		}
		var told []string
		for _, round := range found[0].Rounds() {
			a, b := found[0].Members[round[0].A].Address, found[0].Members[round[0].B].Address
			told = append(told, fmt.Sprint(strings.TrimPrefix(a.Provision, "instructs-sg."), strings.TrimPrefix(b.Provision, "instructs-sg."), " ", round.Relation()))
		}
		if want := []string{"41 near-identical", "12 identical", "23 identical", "34 near-identical"}; !slices.Equal(told, want) || found[0].Relation != NearIdentical {
			t.Errorf("%s: %s: %v", x.lang, found[0].Relation, told)
		}
	}
}

// A case that leaves something of its texts out says of how much it tells: what is new or
// gone, and what another class counts. Recitals are no part of an operative case.
func TestRenewalExtent(t *testing.T) {
	x := annuals()[0]
	older, newer := append(slices.Clone(x.older[:2]), "to report to the next session on the archive", lost), append(slices.Clone(x.newer[:2]), "to report to the session after it on the archive")
	e := refreshed(t, append(filler(40), text(1, "plen-18", x.lang, x.titles[0], older...), text(2, "plen-22", x.lang, x.titles[1], newer...))...)
	found := groups(t, e, Filter{})
	if len(found) != 1 || found[0].Relation != Identical {
		t.Fatalf("%d groups: %+v", len(found), found)
	}
	texts := found[0].Texts
	if len(texts) != 2 || texts[0].Told != 2 || texts[0].Paragraphs != 4 || texts[1].Told != 2 || texts[1].Paragraphs != 3 || texts[0].Whole() || texts[0].Revision.Session != "plen-18" {
		t.Errorf("%+v", texts)
	}
}

const lost = "to bury the broken hygrometers under the lawn of the tower and to plant a walnut tree over them in the spring"

// What a third text says too is a case as before, and so is what it contradicts; so are
// texts of one title that one session adopted, and of titles that tell other things.
func TestNoRenewal(t *testing.T) {
	x := annuals()[0]
	older := text(1, "plen-18", x.lang, x.titles[0], x.older...)
	conflict := strings.Replace(exchange, "ten years", "30 years", 1)
	e := refreshed(t, append(filler(40), older, text(2, "plen-22", x.lang, x.titles[1], x.newer...), text(3, "plen-22", x.lang, "Stations", conflict))...)
	found := groups(t, e, Filter{})
	if len(found) != 2 || found[0].Relation != Conflicting || found[0].Renewal || len(found[0].Members) != 3 || !found[1].Renewal || len(found[1].Rounds()) != 4 {
		t.Errorf("with a third text: %d groups, the first %s with %d members", len(found), found[0].Relation, len(found[0].Members))
	}
	for _, other := range []tracker.Text{
		text(2, "plen-18", x.lang, x.titles[1], x.newer...),
		text(2, "plen-22", x.lang, "The cloud atlas in 2022: report to the twenty-second session", x.newer...),
		text(2, "plen-22", x.lang, "The second cloud archive in 2022: report to the session", x.newer...),
	} {
		for _, g := range groups(t, refreshed(t, append(filler(40), older, other)...), Filter{}) {
			if g.Renewal {
				t.Errorf("%s at %s renews %s", other.Title, other.Revision.Session, older.Title)
			}
		}
	}
}

// A third session joins the line: what all three say is one round, however many other texts
// say it too.
func TestRenewalOfMany(t *testing.T) {
	x := annuals()[0]
	everyones := "to send the readings of the barometers to every observatory of the union before the first frost and to keep a copy under the stairs of the tower"
	with := func(provisions []string) []string { return append(slices.Clone(provisions), everyones) }
	e := refreshed(t, append(filler(40), text(1, "plen-18", x.lang, "Barometers", everyones),
		text(2, "plen-18", x.lang, x.titles[0], with(x.older)...), text(3, "plen-22", x.lang, x.titles[1], with(x.newer)...),
		text(4, "plen-26", x.lang, strings.Replace(x.titles[1], "2022", "2026", 1), with(x.newer)...))...)
	found := groups(t, e, Filter{})
	i := slices.IndexFunc(found, func(g Group) bool { return g.Renewal })
	if len(found) != 2 || i < 0 || len(found[1-i].Members) != 4 {
		t.Fatalf("%d groups: %+v", len(found), found)
	}
	rounds := found[i].Rounds()
	if len(rounds) != 5 || slices.ContainsFunc(rounds, func(r Round) bool { return len(r.Members()) != 3 }) || rounds[4].Relation() != Identical {
		t.Errorf("%d rounds: %+v", len(rounds), found[i].Pairs)
	}
}
