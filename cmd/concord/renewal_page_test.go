package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"concord/index/overlap"
)

// TestRenewalPage: texts of one title in two sessions are one case, which says first how
// many paragraphs are unchanged and how many changed, and leads to them.
func TestRenewalPage(t *testing.T) {
	c, folder := closedSample(t), t.TempDir()
	for i, session := range []string{"OVELLE, 2018", "SANTA MIRRA, 2022"} {
		text := fmt.Sprintf(`RESOLUTION %d (%s)

Lending of barometers to lighthouses

The Plenary Conference of the International Cloud Observation Union (%s),

resolves

1 to lend a mercury barometer to the keeper of every lighthouse who promises to read it at dawn and at dusk;

2 to replace within the winter each barometer that a storm has broken, and to keep its splinters in the museum of the Union;

3 to pay the keepers %d coins for each notebook that they have filled with readings of their barometers;

4 %s
`, 81+i, session, session, 12+i, []string{
			"to whitewash the stairs of the observatory on the northern cape before any swallow nests there",
			"to print the almanac of fogs on paper made of rushes and give a copy to whoever sails at night",
		}[i])
		if err := os.WriteFile(filepath.Join(folder, fmt.Sprintf("res-%d.en.txt", 81+i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if run([]string{"--data", c.dir, "import", folder}, io.Discard, t.Output()) != 0 {
		t.Fatal("the texts are not taken in")
	}
	r, server := openFolder(t, c)
	listing, err := r.overlaps.Groups(t.Context(), overlap.Filter{About: "icou/plen/res/82"})
	if err != nil || len(listing.Groups) != 1 || !listing.Groups[0].Renewal {
		t.Fatalf("%v, %+v", err, listing.Groups)
	}
	for lang, says := range map[string][3]string{
		"en": {"2 paragraphs unchanged", "1 paragraph changed", "3 of 4 paragraphs"}, "zh": {"2 个段落未变", "1 个段落有改动", "4 个段落中的 3 个"}, "ar": {"فقرتان دون تغيير", "فقرة واحدة معدّلة", "3 من 4 فقرات"},
	} {
		_, body := get(t, server, "/review/"+listing.Groups[0].ID+"?ui="+lang)
		first, rest, _ := strings.Cut(body, `<div class="members"`)
		for _, want := range []string{`<a href="#changed">` + says[1], `<a href="#unchanged">` + says[0], "/compare?new=icou%2Fplen%2Fres%2F82%40plen-22", ": " + says[2] + "</h1>"} {
			if !strings.Contains(first, want) {
				t.Errorf("%s: the case does not begin with %s", lang, want)
			}
		}
		if strings.Count(rest, "splinters") != 1 || strings.Count(body, "notebook") < 2 {
			t.Errorf("%s: what is unchanged is told once, what changed side by side", lang)
		}
		if strings.Count(first, says[2]) < 3 || !strings.Contains(rest, `<bdi class="soft" dir="ltr">#resolves.1</bdi>`) {
			t.Errorf("%s: the case says of each text how much it tells, and a place is read from left to right", lang)
		}
		if _, queue := get(t, server, "/review?ui="+lang); !strings.Contains(queue, says[0]+" · "+says[1]) || strings.Count(queue, says[2]) < 2 {
			t.Errorf("%s: the queue does not say how much changed", lang)
		}
	}
}
