package tracker

// A Mandate is an operative provision that asks someone to act. Its address is
// the provision's, the same in every language; what it says is extracted from
// the words of one text each time it is read, so a better grammar needs no
// second import. Addressees are keys of the registry.
type Mandate struct {
	Address     Address  `json:"address"`
	Instrument  Address  `json:"instrument"`
	Lang        Lang     `json:"lang"` // of the text that was read
	Text        string   `json:"text"`
	Lead        []string `json:"lead"`        // who is asked, in the order of the words
	Cooperating []string `json:"cooperating"` // who is consulted or works with the lead
	Act         Task     `json:"act"`
	Reporting   bool     `json:"reporting"`      // the act is, or contains, a duty to report
	Duty        Duty     `json:"duty,omitempty"` // which kind of account, where Reporting
	ReportTo    []string `json:"report_to"`
	Frequency   string   `json:"frequency"` // Once, Annual, ...; "" when the words do not say
	Due         Due      `json:"due"`
	OpenEnded   bool     `json:"open_ended"` // the words name no date or session by which it is done
	// Extracted says of each field above, by its JSON name, which words gave it.
	Extracted map[string][]Evidence `json:"extracted"`
	// Doubts are what a person must settle, such as an addressee who is in no list.
	Doubts []Fault `json:"doubts"`
}

// A Duty says what kind of account a mandate asks for. Only a report to somebody
// who is named is a duty to report in the strict sense; see [Mandate.ReportsTo].
type Duty string

// The kinds of duty, the strictest first: a mandate that asks for two has the first.
const (
	DutyReport Duty = "report" // an account of what was done: "to report", "an annual report"
	DutyInform Duty = "inform" // "to inform", "to brief", "to keep apprised"
	DutySubmit Duty = "submit" // results, proposals or lists are handed over
)

// ReportsTo reports whether the mandate is a duty to report in the strict sense: it
// asks for a report, and says to whom.
func (m *Mandate) ReportsTo() bool { return m.Duty == DutyReport && len(m.ReportTo) > 0 }

// A Task is what a mandate asks for, in the words of its text.
type Task struct {
	Verb   string `json:"verb"`   // "report", "representar", "研究"
	Object string `json:"object"` // the words after the verb
	// Strength is the key of the heading or verb that asks: "instructs",
	// "invites", "resolves".
	Strength string `json:"strength"`
}

// A Due is when a mandate ends or must be carried out. The zero Due says that
// the words do not tell.
type Due struct {
	Kind DueKind `json:"kind"`
	// Value is an ISO date cut to what is known ("2030", "2022-10", "2022-10-31"),
	// a session ("pp-22", or NextSession when the registry cannot tell which one
	// is next), or an ISO duration from the adoption ("P90D").
	Value string `json:"value"`
	Body  string `json:"body,omitempty"` // whose session, "itu/pp"
}

// IsZero reports whether nothing is known of a date.
func (d Due) IsZero() bool { return d == Due{} }

// A DueKind says what the value of a Due is.
type DueKind string

// The kinds of a Due.
const (
	DueDate     DueKind = "date"
	DueSession  DueKind = "session"
	DueRelative DueKind = "relative"
)

// NextSession is the value of a Due at the next session of a body, where the
// registry does not hold that session.
const NextSession = "next"

// How often a mandate is to be carried out. A number of months or years that
// has no name here is written "every-3-months", "every-5-years".
const (
	Once        = "once"
	Annual      = "annual"
	Biennial    = "biennial"
	EachSession = "each-session" // of the body reported to
	EachCycle   = "each-cycle"   // between two ordinary conferences
	Regular     = "regular"      // "periodically", "from time to time"
	Continuous  = "continuous"   // "on an ongoing basis"
)

// An Evidence is the words that gave a field.
type Evidence struct {
	// In is where they stand: "text", "heading", or the part of an address after
	// # when the provision above an item says it for all its items.
	In    string `json:"in"`
	Text  string `json:"text"`
	Start int    `json:"start"` // in Unicode code points, into In
	End   int    `json:"end"`
	Rule  string `json:"rule"` // the rule that read them: "heading", "that-shall", "report-to"
}

// A NotMandate is an operative provision that asks nobody to act, or a
// provision of an annex.
type NotMandate struct {
	Address Address `json:"address"`
	Why     Reason  `json:"why"`
	Text    string  `json:"text"`
}

// A Reason says why a provision is not a mandate.
type Reason string

// The reasons; Reason.Words says them in English.
const (
	IsDecision    Reason = "decision"    // "decides that the annex replaces the former one"
	IsUnaddressed Reason = "unaddressed" // "resolves to continue the programme": nobody is named
	IsChapeau     Reason = "chapeau"     // "to report to the Council on:"
	IsAttitude    Reason = "attitude"    // "welcomes", "takes note"
	IsAnnex       Reason = "annex"
)

// Words is the reason in plain English.
func (r Reason) Words() string {
	switch r {
	case IsDecision:
		return "states a decision without asking anyone"
	case IsUnaddressed:
		return "names an act and nobody who is to carry it out"
	case IsChapeau:
		return "introduces the items below it"
	case IsAttitude:
		return "expresses a view and asks nobody"
	case IsAnnex:
		return "stands in an annex"
	}
	return string(r)
}
