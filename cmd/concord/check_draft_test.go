package main

import (
	"bytes"
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
	path := filepath.Join(t.TempDir(), "draft.txt")
	if err := os.WriteFile(path, []byte(citing), 0o600); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	c := &console{out: &out, err: t.Output()}
	if err := c.checkDraft(t.Context(), r, path, nil); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"abrogated by plen-22;", "ambiguous: no session is known at"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("no %q in\n%s", want, &out)
		}
	}
	if strings.Contains(out.String(), "res/13@plen-22") {
		t.Errorf("a text that never was:\n%s", &out)
	}
}
