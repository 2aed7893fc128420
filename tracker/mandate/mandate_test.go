package mandate

import (
	"io/fs"
	"slices"
	"testing"

	"concord/data"
	"concord/tracker"
)

func newReader(t testing.TB) *Reader {
	t.Helper()
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		t.Fatal(err)
	}
	r, err := Load(registry, data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// one reads a text of one provision.
func one(t *testing.T, r *Reader, section, heading, words string) (tracker.Mandate, tracker.Reason) {
	t.Helper()
	reading := r.Read(sentence(t, tracker.English, section, heading, words))
	if len(reading.Mandates) == 1 {
		return reading.Mandates[0], ""
	}
	return tracker.Mandate{}, reading.NotMandates[0].Why
}

func TestRead(t *testing.T) {
	r := newReader(t)
	m, why := one(t, r, "instructs-dir-bdt", "instructs the Director of the Telecommunication Development Bureau, in collaboration with the Directors of the other Bureaux",
		"to report annually to the Council on the state of the lighthouses, until the next plenipotentiary conference;")
	if why != "" || !slices.Equal(m.Lead, []string{"dir-bdt"}) || !slices.Equal(m.Cooperating, []string{"dirs"}) || m.Act.Verb != "report" ||
		!m.Reporting || !slices.Equal(m.ReportTo, []string{"council"}) || m.Frequency != tracker.Annual ||
		m.Due != (tracker.Due{Kind: tracker.DueSession, Value: "pp-22", Body: "itu/pp"}) || m.OpenEnded {
		t.Errorf("%q %+v", why, m)
	}
	if _, why := one(t, r, "resolves", "resolves", "to keep every lamp alight;"); why != tracker.IsUnaddressed {
		t.Errorf("nobody is named, and the reason is %q", why)
	}
}

// What a session before the text's own did is history and no date; lists are never
// null.
func TestHistoryIsNoDate(t *testing.T) {
	r := newReader(t)
	for words, want := range map[string]string{
		"Encourages all States, in the light of the outcomes of its fourth session, to consider further efforts;": "",
		"Requests the Secretary-General to submit a report to the General Assembly at its eightieth session;":     "ga-80",
		"Encourages the conferences of the parties to consider strengthening efforts in this regard;":             "",
	} {
		m, why := one(t, r, unheaded, "", words)
		if why != "" || m.Due.Value != want || m.Lead == nil || m.Cooperating == nil || m.ReportTo == nil {
			t.Errorf("%s: due %q, want %q; %q %+v", words, m.Due.Value, want, why, m)
		}
	}
}

// BenchmarkRead reads the mandates of the Final Acts of 2018, or of the sample
// library where they are not there.
func BenchmarkRead(b *testing.B) {
	r := newReader(b)
	read := texts(b, r, "pp18/*.xml")
	if len(read) == 0 {
		read = texts(b, r, "sample/texts/*/*.txt")
	}
	for b.Loop() {
		for _, list := range read {
			for _, t := range list {
				r.Read(t)
			}
		}
	}
}
