package ui

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"

	"github.com/gin-gonic/gin"

	"concord/index/overlap"
	"concord/index/queue"
	"concord/tracker"
	"concord/tracker/harmonize"
	"concord/tracker/redline"
	"concord/tracker/review"
)

type groupPage struct {
	page
	ID       string
	TextLang tracker.Lang
	Texts    []link // the same case in other languages
	Relation string
	Class    string
	State    badge
	Flags    []string
	Where    string   // "4 texts"
	Why      []string // direction, in sentences
	WhyMore  []string // the rest of many
	Shared   []sharedPhrase
	NotHeld  string          // that the texts are shown in another language than the reader's
	Rounds   [][]groupMember // what is compared with one another
	Renewal  *renewal        // of texts of one title in successive sessions
	Merge    string          // the workbench with these texts
	Changed  []changedMember
	Joined   []link
	Standing []said
	History  []said
	Assignee string
	Findings []memberFindings

	Open                 bool // this reader may write
	Decide               decideForm
	Previous, Next, Back string
	Place                string // "3 / 85"
	Problem              string
	Did                  *link // what was recorded just before
}

// A groupMember is a provision side by side with the others.
type groupMember struct {
	Href, Symbol, Place, Title, Heading string
	Badges                              badges
	Pieces                              []piece
	Coverage                            string
	First                               bool
	Relation                            string
	Flags                               []string
	Pair                                string // word by word with the first
}

// memberFindings are what guidelines have to say of the text of a member.
type memberFindings struct {
	Href, Symbol string
	Says         []string
}

type sharedPhrase struct {
	Text, Uses string
	Lang       tracker.Lang
}

// A changedMember is a provision whose words changed since the verdict.
type changedMember struct {
	Place, Now *link
	Class      string
	Words      []redline.Edit
	Flags      []string
}

// A said is one entry of what people said.
type said struct {
	Who, When, ISO, What, Words string
	Dissent                     bool
	Target                      *link
}

func (s *server) group(c *gin.Context) error { return s.showGroup(c, http.StatusOK, decideForm{}) }

// showGroup shows a case. A form that could not be recorded comes with what was
// typed and why.
func (s *server) showGroup(c *gin.Context, status int, form decideForm) error {
	all, err := s.queue.All(c)
	if err != nil {
		return err
	}
	i, known := all.Find(cmp.Or(form.successor, c.Param("id")))
	switch {
	case !known && !s.queue.Ready():
		return badRequest{http.StatusServiceUnavailable, errors.New(s.locales.of(c).T("review.behind"))}
	case !known:
		return s.lostGroup(c, all)
	}
	g := all.Items[i]
	who, actor, err := s.reviewer(c)
	if err != nil {
		return err
	}
	f, err := s.queueFilter(c)
	if err != nil {
		return err
	}
	p := groupPage{page: s.frame(c, "review", " "), ID: g.ID, Open: actor.Writing() == nil, Problem: form.problem}
	if p.TextLang, p.Texts, err = s.groupLanguages(c, g); err != nil {
		return err
	}
	if g.Group, err = s.told(c, &p, g.Group); err != nil {
		return err
	}
	if err := s.fillGroup(&p, g); err != nil {
		return err
	}
	s.fillCase(&p, g.Case)
	p.neighbours(all, i, f, who)
	p.Decide = s.decideForm(&p, all, g, f, who, form)
	p.Did = s.justDid(c, all)
	if err := s.fillFindings(c, &p, g); err != nil {
		return err
	}
	return s.render(c, status, "group.html", p)
}

// fillFindings names what the guidelines say of each text of a case.
func (s *server) fillFindings(c *gin.Context, p *groupPage, g queue.Item) error {
	seen := map[tracker.Address]bool{}
	for _, m := range g.Members {
		at := m.Address.Revision()
		if seen[at] || len(seen) >= maxChecked {
			continue
		}
		seen[at] = true
		text, err := s.Store.Text(at, g.Lang) // or another language in which it is held
		if err != nil {
			return err
		}
		findings, err := s.findingsOf(c, text, nil)
		if err != nil {
			return err
		}
		one := memberFindings{Href: "/guidelines?" + url.Values{"text": {at.String()}}.Encode(), Symbol: s.symbol(p.Lang, at)}
		for _, row := range s.findingRows(p.locale, findings, true) {
			if !slices.Contains(one.Says, row.Name) {
				one.Says = append(one.Says, row.Name)
			}
		}
		if len(one.Says) > 0 {
			p.Findings = append(p.Findings, one)
		}
	}
	return nil
}

// maxChecked is how many texts of a case are held against the guidelines.
const maxChecked = 6

// lostGroup answers for a case whose words changed: where its provisions are
// found now, if anything was said of it.
func (s *server) lostGroup(c *gin.Context, all *queue.Found) error {
	for _, r := range slices.Backward(all.Reviews) {
		if r.Group != c.Param("id") {
			continue
		}
		for _, g := range all.Items {
			if slices.ContainsFunc(g.Case.History, func(h tracker.Review) bool { return h.Sequence == r.Sequence }) {
				c.Redirect(http.StatusSeeOther, "/review/"+g.ID)
				return nil
			}
		}
	}
	return fmt.Errorf("case %s: its words have changed, or its texts: %w", c.Param("id"), errNotFound)
}

// groupLanguages gives the language in which a case is shown, and links those
// in which all its provisions are held.
func (s *server) groupLanguages(c *gin.Context, g queue.Item) (tracker.Lang, []link, error) {
	shown := g.Lang
	wanted := cmp.Or(tracker.Lang(c.Query("lang")), s.locales.of(c).Lang)
	var links []link
	for _, lang := range tracker.Langs {
		held := true
		for _, m := range g.Members {
			held = held && s.holds(m.Address.Revision(), lang)
		}
		if held {
			if lang == wanted {
				shown = lang
			}
			links = append(links, link{Href: withQuery(c.Request.URL, "lang", string(lang)), Text: ownNames[lang], Lang: lang})
		}
	}
	for i := range links {
		links[i].Current = links[i].Lang == shown
	}
	return shown, links, nil
}

// plainReasons is how many sentences of direction stand before the paragraphs; of more,
// the first, and the others when they are asked for.
const plainReasons = 2

// told gives a case in the language in which it is shown; in its own where a
// language has a text without one of its paragraphs.
func (s *server) told(ctx context.Context, p *groupPage, g overlap.Group) (overlap.Group, error) {
	told, err := s.Overlaps.Told(ctx, g, p.TextLang)
	if errors.Is(err, overlap.ErrUnknown) {
		told, err, p.TextLang = g, nil, g.Lang
		for i := range p.Texts {
			p.Texts[i].Current = p.Texts[i].Lang == g.Lang
		}
	}
	if p.TextLang != p.Lang {
		p.NotHeld = fmt.Sprintf(p.T("review.otherlang"), ownNames[p.Lang], ownNames[p.TextLang])
	}
	return told, err
}

// fillGroup says why a case is here; g is told in the language of the page.
func (s *server) fillGroup(p *groupPage, g queue.Item) (err error) {
	p.Relation, p.Class = p.T("relation."+relationKey(g.Relation)), p.T("oclass."+string(g.Class))
	p.State, p.Flags, p.Where = p.stateBadge(g.Case.State), p.overlapFlags(g.Flags), p.N("count.members", len(g.Members))
	p.Title = p.Relation + ": " + p.Where
	for _, ph := range g.Shared {
		p.Shared = append(p.Shared, sharedPhrase{ph.Text, p.N("count.uses", ph.Uses), g.Lang})
	}
	rounds := g.Rounds()
	if g.Renewal {
		if rounds, err = s.fillRenewal(p, g); err != nil {
			return err
		}
	}
	for _, round := range rounds {
		members := []groupMember{s.groupMember(p, g.Members[round[0].A])}
		members[0].First = true
		for _, pair := range round {
			one := s.groupMember(p, g.Members[pair.B])
			one.Relation, one.Flags = p.T("relation."+relationKey(pair.Relation)), p.overlapFlags(pair.Flags)
			one.Pair = pairHref(inLang(g.Members[pair.A].Address, p.TextLang), inLang(g.Members[pair.B].Address, p.TextLang))
			members = append(members, one)
		}
		p.Rounds = append(p.Rounds, members)
	}
	for _, pair := range g.Pairs {
		for _, sentence := range s.direction(p.locale, g, pair) {
			if !slices.Contains(p.Why, sentence) {
				p.Why = append(p.Why, sentence)
			}
		}
	}
	if len(p.Why) > plainReasons {
		p.Why, p.WhyMore = p.Why[:1], p.Why[1:]
	}
	texts := url.Values{}
	for _, r := range g.Case.Standing { // the text that a verdict keeps is the one that is revised
		if at := r.Target.Revision().In(p.TextLang).String(); !r.Target.IsZero() && !slices.Contains(texts["text"], at) {
			texts.Add("text", at)
		}
	}
	for _, m := range g.Members {
		p.Fictional = p.Fictional || s.fictional(m.Address)
		if at := m.Address.Revision().In(p.TextLang).String(); !slices.Contains(texts["text"], at) {
			texts.Add("text", at)
		}
	}
	if n := len(texts["text"]); n > 1 && n <= harmonize.MaxTexts {
		p.Merge = benchHref(texts["text"])
	}
	return nil
}

func (s *server) groupMember(p *groupPage, m overlap.Member) groupMember {
	return groupMember{
		Href: textHref(inLang(m.Address, p.TextLang)), Symbol: s.symbol(p.TextLang, m.Address.Revision()), Place: "#" + m.Address.Provision,
		Title: m.Title, Heading: m.Heading, Badges: p.badgesOf(m.Standing, false, s.fictional(m.Address)), Pieces: pieces(m.Text, m.Spans),
		Coverage: p.About("review.coverage", fmt.Sprintf("%.0f\u00a0%%", 100*m.Coverage), ""),
	}
}

// provisionsOf reads the members of a group in a language.
func (s *server) provisionsOf(g queue.Item, lang tracker.Lang) ([]tracker.Provision, error) {
	var out []tracker.Provision
	for _, m := range g.Members {
		a := m.Address
		a.Lang = lang
		p, err := s.Store.Provision(a, lang)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// direction says in sentences which of a pair came later and which cites the
// other.
func (s *server) direction(l *locale, g queue.Item, pair overlap.Pair) []string {
	a, b := s.symbol(l.Lang, g.Members[pair.A].Address.Instrument()), s.symbol(l.Lang, g.Members[pair.B].Address.Instrument())
	var out []string
	say := func(key, x, y string) { out = append(out, fmt.Sprintf(l.T("direction."+key), x, y)) }
	switch pair.Later {
	case "a":
		say("later", a, b)
	case "b":
		say("later", b, a)
	}
	switch pair.Cites {
	case "a":
		say("cites", a, b)
	case "b":
		say("cites", b, a)
	case "both": // said once, whichever comes first
		say("both", min(a, b), max(a, b))
	}
	return out
}

// fillCase says what people said.
func (s *server) fillCase(p *groupPage, c review.Case) {
	p.Assignee = c.Assignee
	for _, r := range c.Standing {
		p.Standing = append(p.Standing, s.said(p.locale, r))
	}
	for _, r := range slices.Backward(c.History) {
		p.History = append(p.History, s.said(p.locale, r))
	}
	for _, ch := range c.Changed {
		one := changedMember{Place: s.placeOf(p.locale, ch.Was.Address), Words: ch.Words, Flags: p.flagNames(ch.Flags), Class: p.T("review.notheld")}
		if ch.Class != "" {
			one.Class = p.T("class." + slug(string(ch.Class)))
		}
		if !ch.New.IsZero() {
			one.Now = s.placeOf(p.locale, ch.New)
		}
		p.Changed = append(p.Changed, one)
	}
	for _, m := range c.Joined {
		p.Joined = append(p.Joined, *s.placeOf(p.locale, m.Address))
	}
}

func (s *server) placeOf(l *locale, a tracker.Address) *link {
	return &link{Href: textHref(a), Text: s.place(l.Lang, a)}
}

// said puts an entry into words.
func (s *server) said(l *locale, r tracker.Review) said {
	out := said{Who: r.Author, When: shortTime(r.Time), ISO: r.Time.Format("2006-01-02T15:04:05Z"), Dissent: r.Dissent}
	switch r.Act {
	case tracker.VerdictAct:
		out.What, out.Words = s.outcomeName(l.Lang, r.Outcome), r.Reason
		if !r.Target.IsZero() {
			out.Target = s.placeOf(l, r.Target)
		}
	case tracker.CommentAct:
		out.What, out.Words = l.T("review.comment"), r.Comment
	default:
		out.What, out.Words = l.T("review.assigned"), r.Assignee
		if r.Assignee == "" {
			out.What = l.T("review.unassigned")
		}
	}
	return out
}

func (s *server) outcomeName(lang tracker.Lang, key string) string {
	o, known := s.Outcomes.Find(key)
	if !known {
		return key
	}
	return o.Name.In(lang)
}
