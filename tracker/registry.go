package tracker

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"
)

// A Body adopts instruments.
type Body struct {
	ID    string            `json:"id"`   // "itu/pp"
	Name  Names             `json:"name"` // "Plenipotentiary Conference"
	Short Names             `json:"short"`
	Kinds []Kind            `json:"kinds"`
	Alias map[Lang][]string `json:"alias"` // other forms seen in texts
	// Mark is true where texts name a session by its mark, "(Rev.WRC-15)", and
	// never by place and year: such a body takes no part in collisions of places.
	Mark bool `json:"mark,omitempty"`
	// Regulations is the basic text, "itu/rr", whose dotted numbers the body's
	// texts cite without naming it.
	Regulations string `json:"regulations,omitempty"`
	// Assembly is the body that adopts the resolutions of a sector: "Resolution
	// ITU-R 48-2" is the Radiocommunication Assembly's.
	Assembly string `json:"assembly,omitempty"`
	// Director is the key of the addressee who leads the Sector that the body
	// gives its programme: "dir-tsb" of the standardization assembly.
	Director string `json:"director,omitempty"`
	// Fictional bodies belong to the sample library; every page says so.
	Fictional bool `json:"fictional,omitempty"`
}

// SessionMark is the mark by which texts name a session of the body, "WRC-19" or
// CMR-19; "" where they name it by place and year.
func (b Body) SessionMark(session string, lang Lang) string {
	if !b.Mark {
		return ""
	}
	_, year, _ := strings.Cut(session, "-")
	return b.Short.In(lang) + "-" + year
}

// A Session is one meeting of a body. A place alone and a year alone are both
// ambiguous: Dubai held five, and 2022 saw three.
//
// Bodies that meet each year have a rule and no rows: "ga-79" is the General
// Assembly's 79th session, "sc-1994" the Security Council's year, "c-24" the
// Council's session of 2024, "ecosoc-2012" that of 2012.
type Session struct {
	ID       string            `json:"id"` // "pp-18"
	Body     string            `json:"body"`
	Year     int               `json:"year"`
	Start    string            `json:"start,omitempty"` // ISO date, when known
	End      string            `json:"end,omitempty"`
	Place    map[Lang][]string `json:"place"` // forms seen, the usual one first
	Alias    []string          `json:"alias,omitempty"`
	Verified bool              `json:"verified"`
	Note     string            `json:"note,omitempty"`
}

// PlaceIn is the usual form of the session's place in l, or in English.
func (s Session) PlaceIn(l Lang) string {
	if p := s.Place[l]; len(p) > 0 {
		return p[0]
	}
	if p := s.Place[English]; len(p) > 0 {
		return p[0]
	}
	return ""
}

// An Addressee is someone whom operative provisions ask to act.
type Addressee struct {
	Key   string            `json:"key"` // "sg", "dir-bdt", "council", "ms"
	Name  Names             `json:"name"`
	Forms map[Lang][]string `json:"forms"`           // wordings seen, inflected forms included
	Parts []string          `json:"parts,omitempty"` // "dirs" stands for dir-br, dir-tsb, dir-bdt
	Body  string            `json:"body,omitempty"`  // "itu/council": the body it is, when it meets in sessions
}

// A Heading is the verb that opens a section.
type Heading struct {
	Key   string          `json:"key"` // "considering", "instructs"
	Role  Role            `json:"role"`
	Takes string          `json:"takes,omitempty"` // "addressee" when one must follow in the heading
	View  bool            `json:"view,omitempty"`  // it says what the body thinks and asks nobody: "thanks"
	Forms map[Lang][]Form `json:"forms"`
}

// A Form is a wording, and whether somebody has seen it in a real text.
type Form struct {
	Text     string `json:"text"`
	Verified bool   `json:"verified"`
}

// A Concept is one thing under its names in each language, abbreviations
// included; the usual name comes first.
type Concept struct {
	Key   string            `json:"key"` // "digital-divide"
	Terms map[Lang][]string `json:"terms"`
}

// A Registry holds the facts about an organization that reading its texts
// rests on.
type Registry struct {
	Bodies     []Body
	Sessions   []Session
	Addressees []Addressee
	Actors     []Addressee // whom sentences name and headings do not
	Headings   []Heading
	Glossary   []Concept
	States     []State
	Symbols    []SymbolRule
	Framework  []Framework
	Labels     []Label
	Proposers  []Proposer
	Fates      []FateState
	Wordings   []Names // of faults and doubts; see Registry.Say
}

// ReadRegistry reads bodies.json, sessions.json, addressees.json, actors.json,
// headings.json, glossary.json, states.json, symbols.json, framework.json,
// labels.json, proposers.json, fates.json and wordings.json from each folder and joins them: one
// folder an organization. A folder may leave a file out.
// Unknown fields are faults, so that a slip of the pen in a data file cannot
// pass for a fact.
func ReadRegistry(folders ...fs.FS) (*Registry, error) {
	r := &Registry{}
	var faults []error
	for _, folder := range folders {
		faults = append(faults,
			readJSON(folder, "bodies.json", &r.Bodies),
			readJSON(folder, "sessions.json", &r.Sessions),
			readJSON(folder, "addressees.json", &r.Addressees),
			readJSON(folder, "actors.json", &r.Actors),
			readJSON(folder, "headings.json", &r.Headings),
			readJSON(folder, "glossary.json", &r.Glossary),
			readJSON(folder, "states.json", &r.States),
			readJSON(folder, "symbols.json", &r.Symbols),
			readJSON(folder, "framework.json", &r.Framework),
			readJSON(folder, "labels.json", &r.Labels),
			readJSON(folder, "proposers.json", &r.Proposers),
			readJSON(folder, "fates.json", &r.Fates),
			readJSON(folder, "wordings.json", &r.Wordings))
	}
	return r, errors.Join(append(faults, compileSymbols(r.Symbols))...)
}

func readJSON[T any](folder fs.FS, name string, rows *[]T) error {
	f, err := folder.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	var read []T
	d := json.NewDecoder(f)
	d.DisallowUnknownFields()
	if err := d.Decode(&read); err != nil {
		return fmt.Errorf("%s: %w", name, err)
	}
	*rows = append(*rows, read...)
	return nil
}

// Body gives the body with this id.
func (r *Registry) Body(id string) (Body, bool) {
	i := slices.IndexFunc(r.Bodies, func(b Body) bool { return b.ID == id })
	if i < 0 {
		return Body{}, false
	}
	return r.Bodies[i], true
}

// Session gives the session with this id.
func (r *Registry) Session(id string) (Session, bool) {
	i := slices.IndexFunc(r.Sessions, func(s Session) bool { return s.ID == id })
	if i < 0 {
		return Session{}, false
	}
	return r.Sessions[i], true
}

// SessionsAt lists the sessions held at a place, in any language, in a year.
// More than one is a collision that only the named body can settle.
func (r *Registry) SessionsAt(place string, year int) []Session {
	var at []Session
	for _, s := range r.Sessions {
		if s.Year != year {
			continue
		}
		for _, forms := range s.Place {
			if slices.ContainsFunc(forms, func(f string) bool { return SameName(f, place) }) {
				at = append(at, s)
				break
			}
		}
	}
	return at
}

// Addressee gives the addressee with this key, whether headings name it or
// sentences only. A state's key is made by [Proposer.StateKey].
func (r *Registry) Addressee(key string) (Addressee, bool) {
	for _, list := range [][]Addressee{r.Addressees, r.Actors} {
		if i := slices.IndexFunc(list, func(a Addressee) bool { return a.Key == key }); i >= 0 {
			return list[i], true
		}
	}
	for _, p := range r.Proposers {
		if p.Kind == "state" && p.StateKey() == key {
			return Addressee{Key: key, Name: p.Name}, true
		}
	}
	return Addressee{}, false
}
