package data_test

import (
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"concord/data"
	"concord/tracker"
)

// registry reads the files of the real organizations as production does.
func registry(t *testing.T) *tracker.Registry {
	t.Helper()
	r, err := tracker.ReadRegistry(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestBodies(t *testing.T) {
	r := registry(t)
	seen := map[string]bool{}
	for _, b := range r.Bodies {
		if seen[b.ID] {
			t.Errorf("body %s twice", b.ID)
		}
		seen[b.ID] = true
		if a, err := tracker.ParseAddress(b.ID); err != nil || a.Body != b.ID {
			t.Errorf("body %s is no address of a body", b.ID)
		}
		for _, l := range tracker.Langs {
			if b.Name[l] == "" || b.Short[l] == "" {
				t.Errorf("body %s: no name or no short name in %s", b.ID, l)
			}
		}
		for _, kind := range b.Kinds {
			if !kind.Valid() {
				t.Errorf("body %s: unknown kind %q", b.ID, kind)
			}
		}
		if _, known := r.Body(b.Assembly); b.Assembly != "" && !known {
			t.Errorf("body %s: its assembly %s is not listed", b.ID, b.Assembly)
		}
	}
}

func TestSessions(t *testing.T) {
	r := registry(t)
	seen := map[string]bool{}
	for _, s := range r.Sessions {
		if seen[s.ID] {
			t.Errorf("session %s twice", s.ID)
		}
		seen[s.ID] = true
		if s.ID != strings.ToLower(s.ID) || strings.ContainsAny(s.ID, " /@#") {
			t.Errorf("session %q: want lower case, no spaces, no / @ #", s.ID)
		}
		if _, known := r.Body(s.Body); !known {
			t.Errorf("session %s: its body %s is not listed", s.ID, s.Body)
		}
		for _, l := range tracker.Langs {
			if len(s.Place[l]) == 0 {
				t.Errorf("session %s: no place in %s", s.ID, l)
			}
			for _, place := range s.Place[l] {
				if !slices.ContainsFunc(r.SessionsAt(place, s.Year), func(at tracker.Session) bool { return at.ID == s.ID }) {
					t.Errorf("session %s is not found at (%s, %d)", s.ID, place, s.Year)
				}
			}
		}
		if s.Start != "" && (!strings.HasPrefix(s.Start, fmt.Sprint(s.Year)) || s.End < s.Start) {
			t.Errorf("session %s: dates %s to %s do not fit the year %d", s.ID, s.Start, s.End, s.Year)
		}
	}
}

// Sessions that share place and year cannot be told apart by a citation alone.
// Nobody adds one unknowingly: it has to be added here as well.
func TestCollisions(t *testing.T) {
	want := []string{"Dubai 2012: wtsa-12 wcit-12"}
	r := registry(t)
	at := map[string][]string{}
	for _, s := range r.Sessions {
		if b, _ := r.Body(s.Body); !b.Mark {
			key := fmt.Sprintf("%s %d", s.PlaceIn(tracker.English), s.Year)
			at[key] = append(at[key], s.ID)
		}
	}
	var got []string
	for _, key := range slices.Sorted(maps.Keys(at)) {
		if len(at[key]) > 1 {
			got = append(got, key+": "+strings.Join(at[key], " "))
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("collisions %q, want %q", got, want)
	}
}

func TestCatalogue(t *testing.T) {
	f, err := data.Files.Open("catalogue.tsv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := tracker.ReadCatalogue(f)
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) < 162 {
		t.Errorf("%d rows, want at least 162", len(rows))
	}
	r := registry(t)
	facts := []string{"title", "adopted", "revised", "abrogated", "standing"}
	seen := map[string]bool{}
	for _, row := range rows {
		name := row.Instrument.String()
		if seen[name] {
			t.Errorf("%s twice", name)
		}
		seen[name] = true
		if row.Title == "" || row.Source == "" {
			t.Errorf("%s: no title or no source", name)
		}
		year := 0
		for _, id := range slices.Concat([]string{row.Adopted}, row.Revised, []string{row.Abrogated}) {
			if id == "" {
				continue
			}
			s, known := r.Session(id)
			if !known || s.Body != row.Instrument.Body {
				t.Errorf("%s: %q is no session of %s", name, id, row.Instrument.Body)
			}
			if s.Year <= year {
				t.Errorf("%s: session %s does not come after the one before it", name, id)
			}
			year = s.Year
		}
		for _, fact := range row.Unverified {
			if !slices.Contains(facts, fact) {
				t.Errorf("%s: %q is no fact that can be unverified", name, fact)
			}
		}
	}
}

// Only resolves and decides share their verb, in every language but English and
// Chinese: the kind of the text tells them apart.
func TestHeadingsHaveOneMeaning(t *testing.T) {
	shared := []string{"decides", "resolves"}
	for _, l := range tracker.Langs {
		meaning := map[string]string{}
		for _, h := range registry(t).Headings {
			if len(h.Forms[l]) == 0 {
				t.Errorf("heading %s: no form in %s", h.Key, l)
			}
			for _, form := range h.Forms[l] {
				key := tracker.Fold(form.Text)
				if other := meaning[key]; other != "" && other != h.Key && !(slices.Contains(shared, other) && slices.Contains(shared, h.Key)) {
					t.Errorf("%s: %q means %s and %s", l, form.Text, other, h.Key)
				}
				meaning[key] = h.Key
			}
		}
	}
}

func TestAddresseesHaveOneMeaning(t *testing.T) {
	r := registry(t)
	for _, a := range r.Addressees {
		for _, part := range a.Parts {
			if _, known := r.Addressee(part); !known {
				t.Errorf("addressee %s: its part %s is not listed", a.Key, part)
			}
		}
	}
	for _, l := range tracker.Langs {
		meaning := map[string]string{}
		for _, a := range r.Addressees {
			if a.Name[l] == "" {
				t.Errorf("addressee %s: no name in %s", a.Key, l)
			}
			for _, form := range a.Forms[l] {
				key := tracker.Fold(form)
				if other := meaning[key]; other != "" && other != a.Key {
					t.Errorf("%s: %q means %s and %s", l, form, other, a.Key)
				}
				meaning[key] = a.Key
			}
		}
	}
}

// The sample library's union must not take ids from the real organizations.
func TestSampleRegistry(t *testing.T) {
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	r, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		t.Fatal(err)
	}
	bodies, sessions, addressees := map[string]bool{}, map[string]bool{}, map[string]bool{}
	unique := func(seen map[string]bool, id string) {
		if seen[id] {
			t.Errorf("%s is in both the real and the sample files", id)
		}
		seen[id] = true
	}
	for _, b := range r.Bodies {
		unique(bodies, b.ID)
	}
	for _, s := range r.Sessions {
		unique(sessions, s.ID)
	}
	for _, a := range r.Addressees {
		unique(addressees, a.Key)
	}
}

// TestProposers holds that a code means one proposer, also as an ISO code, and
// that each has a name in six languages.
func TestProposers(t *testing.T) {
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		t.Fatal(err)
	}
	r, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		t.Fatal(err)
	}
	codes, names := map[string]bool{}, map[string]string{}
	for _, p := range r.Proposers {
		if codes[p.Code] {
			t.Errorf("proposer %s twice", p.Code)
		}
		codes[p.Code] = true
		if y, ok := tracker.ParseSymbol(p.Code + "/1/1"); !ok || y.Authors[0] != p.Code {
			t.Errorf("proposer %s: no code that a symbol can begin with", p.Code)
		}
		if p.Kind != "region" && p.Kind != "state" {
			t.Errorf("proposer %s: unknown kind %q", p.Code, p.Kind)
		}
		for _, l := range tracker.Langs {
			if p.Name[l] == "" {
				t.Errorf("proposer %s: no name in %s", p.Code, l)
			}
			for _, name := range append(slices.Clone(p.Alias[l]), p.Name[l]) {
				key := string(l) + " " + tracker.Fold(name)
				if other := names[key]; other != "" && other != p.Code {
					t.Errorf("%q names %s and %s in %s", name, other, p.Code, l)
				}
				names[key] = p.Code
			}
		}
	}
	for _, p := range r.Proposers {
		if other, _ := r.Proposer(p.ISO); p.ISO != "" && other.Code != p.Code && other.ISO != p.Code {
			t.Errorf("ISO %s of %s is the code of %s", p.ISO, p.Code, other.Code)
		}
	}
	if len(r.Proposers) < 200 {
		t.Errorf("%d proposers", len(r.Proposers))
	}
}

func TestFates(t *testing.T) {
	r := registry(t)
	if pending, ok := r.FateState(tracker.Pending); !ok || pending.Closed {
		t.Errorf("%s is not listed as open", tracker.Pending)
	}
	seen := map[string]bool{}
	for _, f := range r.Fates {
		if seen[f.Key] || f.Closed == (f.Tone == "open") || !slices.Contains([]string{"open", "yes", "no"}, f.Tone) {
			t.Errorf("fate %q: twice, or with tone %q while closed is %v", f.Key, f.Tone, f.Closed)
		}
		seen[f.Key] = true
		for _, l := range tracker.Langs {
			if f.Name[l] == "" {
				t.Errorf("fate %s: no name in %s", f.Key, l)
			}
		}
	}
}
