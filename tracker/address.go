package tracker

import (
	"fmt"
	"strings"
)

// A Kind says what sort of instrument a body adopted, in the short form that
// addresses use.
type Kind string

// The kinds of instrument.
const (
	Resolution     Kind = "res"
	Decision       Kind = "dec"
	Recommendation Kind = "rec"
	Opinion        Kind = "op"
)

var kindWords = map[Kind]string{
	Resolution: "resolution", Decision: "decision", Recommendation: "recommendation", Opinion: "opinion",
}

// Word is the kind in plain English: "resolution". JSON prints it.
func (k Kind) Word() string { return kindWords[k] }

// Valid reports whether k is one of the four kinds.
func (k Kind) Valid() bool { return kindWords[k] != "" }

// An Address names an instrument, a revision, a text or a provision. Each
// further part makes it more exact:
//
//	itu/pp/res/130                       Body "itu/pp", Kind "res", Number "130"
//	itu/pp/res/130@pp-18                 Session "pp-18"
//	itu/pp/res/130@pp-18/ar              Lang "ar"
//	itu/pp/res/130@pp-18#resolves.3.a    Provision "resolves.3.a"
//	un/ga/res/79/100@ga-79               a Number may hold a slash
//	itu/cs#196                           a basic text: Body only, Kind and Number empty
//
// A Provision is the section key, then the labels from the section down, all
// of them language-neutral; how it is made is written in tracker/grammar.
type Address struct {
	Body      string
	Kind      Kind
	Number    string
	Session   string
	Lang      Lang
	Provision string
}

// ParseAddress reads the form that [Address.String] writes.
func ParseAddress(s string) (Address, error) {
	fault := func(problem string) (Address, error) {
		return Address{}, fmt.Errorf("address %q: %s", s, problem)
	}
	var a Address
	work, provision, hasProvision := strings.Cut(s, "#")
	if hasProvision && provision == "" {
		return fault("nothing after #")
	}
	a.Provision = provision
	work, session, hasSession := strings.Cut(work, "@")
	if hasSession {
		var lang string
		a.Session, lang, _ = strings.Cut(session, "/")
		a.Lang = Lang(lang)
		if a.Session == "" {
			return fault("nothing after @")
		}
		if lang != "" && !a.Lang.Valid() {
			return fault(fmt.Sprintf("unknown language %q", lang))
		}
	}
	parts := strings.SplitN(work, "/", 4)
	switch {
	case len(parts) == 2:
	case len(parts) == 4 && Kind(parts[2]).Valid() && parts[3] != "":
		a.Kind, a.Number = Kind(parts[2]), parts[3]
	default:
		return fault("want organization/body/kind/number, such as itu/pp/res/130")
	}
	if parts[0] == "" || parts[1] == "" {
		return fault("no body")
	}
	a.Body = parts[0] + "/" + parts[1]
	if strings.ContainsAny(s, " \t\r\n\"<>") {
		return fault("no spaces, quotes or angle brackets")
	}
	return a, nil
}

// String is the address as it is shown, stored and linked.
func (a Address) String() string {
	if a.IsZero() {
		return ""
	}
	s := a.Body
	if a.Kind != "" {
		s += "/" + string(a.Kind) + "/" + a.Number
	}
	if a.Session != "" {
		s += "@" + a.Session
		if a.Lang != "" {
			s += "/" + string(a.Lang)
		}
	}
	if a.Provision != "" {
		s += "#" + a.Provision
	}
	return s
}

// IsZero reports whether a names nothing: a text whose identity was not found.
func (a Address) IsZero() bool { return a == Address{} }

// Instrument is a without session, language and provision.
func (a Address) Instrument() Address {
	return Address{Body: a.Body, Kind: a.Kind, Number: a.Number}
}

// Revision is a without language and provision.
func (a Address) Revision() Address {
	a.Lang, a.Provision = "", ""
	return a
}

// In is the text of a's revision in language l.
func (a Address) In(l Lang) Address {
	a.Lang, a.Provision = l, ""
	return a
}

// At is the provision p of a's revision, in no particular language.
func (a Address) At(p string) Address {
	a.Lang, a.Provision = "", p
	return a
}

// MarshalText writes the address as a JSON string.
func (a Address) MarshalText() ([]byte, error) { return []byte(a.String()), nil }

// UnmarshalText reads what MarshalText wrote; the empty string is the zero Address.
func (a *Address) UnmarshalText(b []byte) (err error) {
	*a = Address{}
	if len(b) > 0 {
		*a, err = ParseAddress(string(b))
	}
	return err
}
