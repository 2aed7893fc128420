package tracker

import "slices"

// A Role says what part of a text a provision stands in.
type Role string

// The roles. Preamble gives reasons, operative acts, an annex is a separate
// piece of text that an operative provision brings into force.
const (
	Preamble  Role = "preamble"
	Operative Role = "operative"
	Annexed   Role = "annex"
)

// A Text is one revision in one language: what intake stores and what
// `concord show --json` prints.
type Text struct {
	Instrument Address     `json:"instrument"` // zero when the document does not say what it is
	Revision   Address     `json:"revision"`
	Lang       Lang        `json:"lang"`
	Kind       string      `json:"kind"` // Kind.Word of the instrument: "resolution"
	Number     string      `json:"number"`
	Revised    bool        `json:"revised"` // "(Rev. ...)": not the first adoption
	Title      string      `json:"title"`
	Enacting   string      `json:"enacting"` // "The Plenipotentiary Conference of ... (Dubai, 2018),"
	Provisions []Provision `json:"provisions"`
	Annexes    []Annex     `json:"annexes"`
	Notes      []Note      `json:"notes,omitempty"` // footnotes to title or enacting phrase
}

// Provision gives the provision with a key, such as "resolves.1", and whether there is one.
func (t Text) Provision(key string) (Provision, bool) {
	i := slices.IndexFunc(t.Provisions, func(p Provision) bool { return p.Address.Provision == key })
	if i < 0 {
		return Provision{}, false
	}
	return t.Provisions[i], true
}

// A Provision is one addressable paragraph. Text holds neither label, heading
// nor footnote mark.
type Provision struct {
	Address    Address    `json:"address"` // revision and provision; the same in every language
	Role       Role       `json:"role"`
	Section    string     `json:"section"` // canonical key: "instructs-sg"
	Heading    string     `json:"heading"` // as printed: "instructs the Secretary-General"
	Label      string     `json:"label"`   // as printed: "3", "a)", "b)bis", "–"; a lone item has none
	Path       []string   `json:"path"`    // labels as printed, from the section down; the last is Label
	Text       string     `json:"text"`
	Addressees []string   `json:"addressees"` // keys of the registry, leads first
	Citations  []Citation `json:"citations"`
	Notes      []Note     `json:"notes"`
}

// A Citation is a place in a provision that names something else. Start and
// End are offsets in Unicode code points into the provision's Text.
type Citation struct {
	Target string `json:"target"` // an Address, or a document symbol after "doc:" ("doc:C26/32")
	Text   string `json:"text"`
	Start  int    `json:"start"`
	End    int    `json:"end"`
	// Doubt says why Target is not certain, such as a place and year shared by
	// two sessions; empty when it is.
	Doubt string `json:"doubt,omitempty"`
}

// NamesItself gives what a citation of p names, where that is p's own instrument or
// a provision of it: "the present resolution", "resolves 2 above".
func (p *Provision) NamesItself(c Citation) (Address, bool) {
	a, err := ParseAddress(c.Target)
	return a, err == nil && a.Instrument() == p.Address.Instrument()
}

// An Annex is the head of an annex; its paragraphs are provisions with role
// annex whose addresses begin with Key.
type Annex struct {
	Key     string `json:"key"`     // "annex", "annex-2"
	Heading string `json:"heading"` // "ANNEX 2 TO RESOLUTION 71 (REV. DUBAI, 2018)"
	Title   string `json:"title"`
}

// A Note is a footnote. At is the offset of its mark in the text it belongs
// to, in Unicode code points.
type Note struct {
	Mark string `json:"mark"`
	Text string `json:"text"`
	At   int    `json:"at"`
}
