package ui

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/harmonize"
	"concord/tracker/store"
)

// A benchTyped is what a form says beside what a merger can hold, by the number
// of the choice.
type benchTyped struct {
	into   map[int]string // names that no paragraph has
	faults map[int]string // for the reader
	anew   []tracker.Text // that say something else than the form was made of
	strays [][]link       // what was typed of paragraphs that are not there any more
}

// saveBench keeps a draft as the form has it. What it cannot keep comes back as it
// was typed, with what is wrong beside it.
func (s *server) saveBench(c *gin.Context) error {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, 4<<20)
	if err := c.Request.ParseForm(); err != nil {
		return cutOff(err)
	}
	if err := s.Who(c.Request).Writing(); err != nil {
		return err
	}
	m, typed, err := s.postedBench(c)
	if err != nil {
		return err
	}
	seen, err := seenOf(c)
	if err != nil {
		return err
	}
	if p := s.refusedBench(s.locales.of(c), m, typed); p.Problem != "" {
		status := http.StatusUnprocessableEntity
		if len(typed.anew) > 0 {
			status = http.StatusConflict
		}
		return s.showBench(c, status, m, p)
	}
	err = s.desk().Merge(c, s.Who(c.Request), seen, m)
	if _, is := errors.AsType[*store.ConflictError](err); is {
		return s.showBench(c, http.StatusConflict, m, benchPage{Problem: s.locales.of(c).T("review.conflict")})
	}
	if fault, is := errors.AsType[tracker.Fault](err); is {
		if fault.Place != "signs" { // nothing that the form can mend
			return bad(err)
		}
		return s.showBench(c, http.StatusUnprocessableEntity, m, benchPage{typed: typed, Problem: s.locales.of(c).T("mend.signs")})
	}
	if err != nil {
		return err
	}
	c.Redirect(http.StatusSeeOther, "/workbench/"+m.ID)
	return nil
}

// refusedBench says why a form is not kept: texts that were read anew, then what
// is wrong in it. There is no problem where it can be kept.
func (s *server) refusedBench(l *locale, m tracker.Merger, typed benchTyped) benchPage {
	p := benchPage{typed: typed}
	if len(typed.anew) > 0 {
		p.Problem = l.T("workbench.reread")
		for _, t := range typed.anew {
			p.Standing = append(p.Standing, []link{{Href: textHref(t.Revision.In(t.Lang)), Text: s.symbol(l.Lang, t.Revision)}})
		}
		p.Standing = append(p.Standing, typed.strays...)
	} else if len(typed.faults) > 0 {
		p.Problem = l.T("workbench.mend")
	}
	for i, choice := range m.Choices {
		if fault, is := typed.faults[i]; is {
			p.Standing = append(p.Standing, []link{{Href: fmt.Sprintf("#choice-%d", i), Text: s.place(l.Lang, choice.Address)}, {Text: fault}})
		}
	}
	return p
}

// rowMark is the hidden field that says which provision a row of the form is
// about, and with which words it was shown.
func rowMark(p tracker.Provision) string {
	return strings.Join([]string{p.Address.String(), tracker.Fingerprint(p.Text), exactly(p.Text)}, " ")
}

// exactly tells words apart that differ in a sign only.
func exactly(words string) string {
	sum := sha256.Sum256([]byte(typedWords(words)))
	return fmt.Sprintf("%x", sum[:8])
}

// lineEnds are the ends of lines as forms send them and as word processors paste them.
var lineEnds = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n")

func typedWords(s string) string { return strings.TrimSpace(lineEnds.Replace(s)) }

// A benchRowForm is what the form says of one provision.
type benchRowForm struct {
	at, fingerprint, exact string
	handling               tracker.Handling
	into, reason, words    string
	edited, emptied        bool
}

// benchRows reads the rows of the form, in its order.
func benchRows(c *gin.Context) []benchRowForm {
	var out []benchRowForm
	for n := 0; ; n++ {
		mark, sent := c.GetPostForm(fmt.Sprintf("at-%d", n))
		if !sent {
			return out
		}
		field := func(name string) string { return typedWords(c.PostForm(fmt.Sprintf("%s-%d", name, n))) }
		row := benchRowForm{handling: tracker.Handling(field("handling")), into: field("into"), reason: field("reason")}
		marks := append(strings.Fields(mark), "", "", "")
		row.at, row.fingerprint, row.exact = marks[0], marks[1], marks[2]
		if _, sent := c.GetPostForm(fmt.Sprintf("words-%d", n)); sent {
			row.words = field("words")
			row.edited, row.emptied = exactly(row.words) != row.exact, row.words == ""
		}
		out = append(out, row)
	}
}

// postedBench reads the form into a merger of the texts as they are now. A
// provision whose row was not sent is kept.
func (s *server) postedBench(c *gin.Context) (tracker.Merger, benchTyped, error) {
	m := tracker.Merger{ID: c.Param("id"), Title: strings.TrimSpace(c.PostForm("title")), Session: c.PostForm("session")}
	typed := benchTyped{into: map[int]string{}, faults: map[int]string{}}
	for _, name := range c.PostFormArray("text") {
		a, err := tracker.ParseAddress(name)
		if err != nil {
			return m, typed, bad(err)
		}
		m.Texts = append(m.Texts, a)
	}
	texts, err := s.textsOf(m)
	if err != nil {
		return m, typed, err
	}
	if _, err := s.harmonizeDesk().Conference(texts[0], m.Session); err != nil {
		return m, typed, bad(err)
	}
	l, rows, taken, place, named := s.locales.of(c), benchRows(c), map[string]bool{}, map[string]int{}, placesNamed(texts)
	for i, r := range slices.Backward(rows) {
		place[r.at] = i
	}
	for _, t := range texts {
		for _, p := range t.Provisions {
			n := len(m.Choices)
			choice := tracker.Choice{Compared: harmonize.Compared(p, t.Lang), Handling: tracker.Kept}
			i, sent := place[p.Address.String()]
			if sent {
				taken[rows[i].at] = true
				typed.read(l, named, p, rows[i], &choice, n)
			}
			if len(rows) > 0 && (!sent || rows[i].exact != exactly(p.Text)) && !typed.isAnew(t) {
				typed.anew = append(typed.anew, t)
			}
			m.Choices = append(m.Choices, choice)
		}
	}
	for _, r := range rows {
		if !taken[r.at] {
			s.stray(l, &typed, texts, r)
		}
	}
	return m, typed, nil
}

func (typed *benchTyped) isAnew(t tracker.Text) bool {
	return slices.ContainsFunc(typed.anew, func(o tracker.Text) bool { return o.Revision == t.Revision })
}

// read takes a row into a choice, whatever its handling has no use for too, and
// notes what is wrong with it.
func (typed *benchTyped) read(l *locale, named map[string]tracker.Address, p tracker.Provision, row benchRowForm, choice *tracker.Choice, n int) {
	choice.Reason, choice.Fingerprint = row.reason, row.fingerprint
	if row.handling != "" {
		choice.Handling = row.handling
	}
	if row.edited {
		choice.Text = row.words
	}
	if choice.Into = named[row.into]; choice.Into.IsZero() {
		typed.into[n] = row.into
	}
	if _, is := tracker.ControlIn(choice.Text + choice.Reason); is {
		typed.faults[n] = l.T("mend.signs")
	}
	switch choice.Handling {
	case tracker.Kept:
		if row.emptied && typedWords(p.Text) != "" {
			typed.faults[n] = l.T("workbench.emptied")
		}
	case tracker.Carried:
		switch {
		case row.into == "" || choice.Into.At(choice.Into.Provision) == p.Address:
			typed.faults[n] = l.T("workbench.carrier")
		case choice.Into.IsZero():
			typed.faults[n] = l.T("workbench.nosuch") + " " + row.into
		}
	case tracker.Dropped:
	default:
		typed.faults[n] = l.T("workbench.nohandling") + " " + string(choice.Handling)
		choice.Handling = tracker.Kept
	}
}

// stray notes what was typed of a paragraph that its text has no longer.
func (s *server) stray(l *locale, typed *benchTyped, texts []tracker.Text, r benchRowForm) {
	a, err := tracker.ParseAddress(r.at)
	i := slices.IndexFunc(texts, func(t tracker.Text) bool { return t.Revision == a.Revision() })
	if err != nil || i < 0 {
		return
	}
	if !typed.isAnew(texts[i]) {
		typed.anew = append(typed.anew, texts[i])
	}
	said := []link{{Text: s.place(l.Lang, a)}, {Text: l.T("workbench.away")}}
	if r.edited && !r.emptied {
		said = append(said, link{Text: r.words})
	}
	if r.reason != "" {
		said = append(said, link{Text: r.reason})
	}
	typed.strays = append(typed.strays, said)
}

// placeName is how the form names a provision of one of the texts: "2#resolves.1",
// with the whole address where a decision, say, has the number of a resolution.
func placeName(texts []tracker.Text, a tracker.Address) string {
	name := a.Number
	if slices.ContainsFunc(texts, func(t tracker.Text) bool { return t.Instrument.Number == a.Number && t.Instrument != a.Instrument() }) {
		name = a.Instrument().String()
	}
	return name + "#" + a.Provision
}

// placesNamed are the provisions by their names in the form, and by their addresses.
func placesNamed(texts []tracker.Text) map[string]tracker.Address {
	out := map[string]tracker.Address{}
	for _, t := range texts {
		for _, p := range t.Provisions {
			a := p.Address
			a.Lang = t.Lang
			for _, name := range []string{placeName(texts, p.Address), a.String(), p.Address.String(), a.Instrument().String() + "#" + a.Provision} {
				if _, taken := out[name]; !taken {
					out[name] = a
				}
			}
		}
	}
	return out
}
