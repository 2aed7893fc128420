package tracker

import "testing"

// A fingerprint stands while the words stand, in every script.
func TestFingerprint(t *testing.T) {
	same := [][2]string{
		{"to report annually;", "to report  annually."},
		{"to the Secretary-General", "to the Secretary General,"},
		{"l’Union", "l'Union"},
		{"网络安全；", "网络 安全。"},
		{"的报告２０２６年", "的报告2026年"},
		{"القـرار ١٣٠،", "القرار 130"},
		{"отчёт Союза", "отчет союза"},
	}
	for _, pair := range same {
		if Fingerprint(pair[0]) != Fingerprint(pair[1]) {
			t.Errorf("%q and %q: %q, %q", pair[0], pair[1], NormalWords(pair[0]), NormalWords(pair[1]))
		}
	}
	other := [][2]string{
		{"to report annually", "to report"},
		{"before the end of 2026", "before the end of 2027"},
		{"1.5 per cent", "15 per cent"},
		{"10 %", "10"},
		{"shall be shown, not kept", "shall not be shown, kept"},
		{"网络安全", "安全网络"},
		{"يكلف الأمين العام", "يدعو الأمين العام"},
		{"поручает", "предлагает"},
	}
	for _, pair := range other {
		if Fingerprint(pair[0]) == Fingerprint(pair[1]) {
			t.Errorf("%q and %q: both %q", pair[0], pair[1], NormalWords(pair[0]))
		}
	}
	if got := Fingerprint(""); len(got) != 2*fingerprintBytes {
		t.Errorf("%q", got)
	}
}
