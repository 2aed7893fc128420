package tracker

import "testing"

func TestAddressRoundTrip(t *testing.T) {
	for text, want := range map[string]Address{
		"itu/pp/res/130":                  {Body: "itu/pp", Kind: Resolution, Number: "130"},
		"itu/pp/dec/5@pp-18":              {Body: "itu/pp", Kind: Decision, Number: "5", Session: "pp-18"},
		"itu/pp/res/130@pp-18/ar":         {Body: "itu/pp", Kind: Resolution, Number: "130", Session: "pp-18", Lang: Arabic},
		"itu/pp/res/9@pp-18#resolves.3.a": {Body: "itu/pp", Kind: Resolution, Number: "9", Session: "pp-18", Provision: "resolves.3.a"},
		"un/ga/res/79/100@ga-79":          {Body: "un/ga", Kind: Resolution, Number: "79/100", Session: "ga-79"},
		"itu/cs#196":                      {Body: "itu/cs", Provision: "196"},
		"itu/t/rec/E.119":                 {Body: "itu/t", Kind: Recommendation, Number: "E.119"},
	} {
		got, err := ParseAddress(text)
		if err != nil || got != want {
			t.Errorf("ParseAddress(%q) = %+v, %v, want %+v", text, got, err, want)
		}
		if got.String() != text {
			t.Errorf("%q comes back as %q", text, got)
		}
	}
}

func TestAddressFaults(t *testing.T) {
	for _, text := range []string{"", "itu", "itu/", "/pp", "itu/pp/res", "itu/pp/res/", "itu/pp/motion/3",
		"itu/pp/res/130@", "itu/pp/res/130#", "itu/pp/res/130@pp-18/de", "itu/pp/res/1 30", "itu/pp/res/<b>"} {
		if a, err := ParseAddress(text); err == nil {
			t.Errorf("ParseAddress(%q) = %+v, want a fault", text, a)
		}
	}
}

// What is read comes back as it was written, or is refused.
func FuzzAddress(f *testing.F) {
	for _, seed := range []string{"itu/pp/res/130@pp-18/ar", "un/ga/res/79/100@ga-79#operative.4", "itu/cs#196", "a/b@/c#"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		a, err := ParseAddress(text)
		if err != nil {
			return
		}
		again, err := ParseAddress(a.String())
		if err != nil || again != a {
			t.Errorf("%q is %+v, written %q, read again %+v, %v", text, a, a, again, err)
		}
	})
}
