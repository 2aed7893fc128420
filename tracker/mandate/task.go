package mandate

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"concord/tracker"
)

// An act is a verb's place in the form of a text.
type act struct {
	verb     string // as folded
	from, to int
	start    int // of the words that led to it: of two rules that begin alike the first counts
	rule     string
}

// actAt finds the first act at or after a place.
func (s *scan) actAt(v *marked, from int) act {
	var best act
	for i := range s.w.verbs {
		if s.w.verbs[i].Fallback && best.rule != "" {
			continue
		}
		for x := range s.w.verbs[i].find(v, from) {
			f, t, ok := x.group("verb")
			if !ok || best.rule != "" && x.loc[0] >= best.start {
				break
			}
			verb := strings.TrimSpace(v.s[f:t])
			if s.w.notVerbs[verb] || s.w.notBefore[lastWord(v.s[:x.loc[0]])] || unicode.IsUpper(v.source[v.at[f]]) && f > 1 {
				continue
			}
			best = act{verb, f, t, x.loc[0], x.name}
			break
		}
	}
	return best
}

func lastWord(s string) string {
	s = strings.TrimRight(s, " ")
	return s[strings.LastIndexByte(s, ' ')+1:]
}

// task finds verb and object. An item without a verb of its own has that of the
// provision above, with its own words as the object.
func (s *scan) task(p *tracker.Provision, v *provision, above *provision) {
	a := s.actAt(v.marked, v.acts)
	if above != nil && above.chapeau && v.acts == 0 && above.Act.Verb != "" && (above.Act.Object == "" || len(s.found(s.w.listed, above.marked)) > 0) { // "to provide:"
		s.inheritAct(p, v, above)
		return
	}
	if above != nil && v.acts == 0 && (a.rule == "" || a.from > 1+s.firstEnd(v)) {
		if s.w.chapeauVerb != nil && s.w.chapeauVerb.re.MatchString(above.s) {
			a = act{from: 0, to: s.firstEnd(v), rule: "item"}
		} else if above.Act.Verb != "" {
			s.inheritAct(p, v, above)
			return
		}
	}
	if e := v.frame.act; e.Text != "" && (a.rule == "" || a.from > 1+s.firstEnd(v)) {
		v.Act.Verb, v.Act.Object = e.Text, strings.TrimRight(p.Text, " ;,.；。，؛،")
		v.Extracted["act"] = []tracker.Evidence{e}
		return
	}
	if a.rule == "" {
		return
	}
	e := v.evidence("text", a.rule, a.from, a.to)
	v.Act.Verb = strings.ToLower(e.Text)
	v.Act.Object = strings.Trim(string(v.source[e.End:]), " ;,.:；。，：؛،")
	v.Extracted["act"] = []tracker.Evidence{e}
}

// inheritAct takes the verb of the provision above; the words of the item are its object.
func (s *scan) inheritAct(p *tracker.Provision, v, above *provision) {
	v.Act.Verb, v.Act.Object = above.Act.Verb, strings.TrimRight(p.Text, " ;,.；。，؛،")
	v.Extracted["act"] = inherited(above.Extracted["act"], above)
}

// firstEnd is where the first word of the form ends.
func (s *scan) firstEnd(v *provision) int {
	if i := strings.IndexByte(v.s[1:], ' '); i >= 0 {
		return i + 1
	}
	return len(v.s)
}

// cooperation finds who helps the lead or is consulted.
func (s *scan) cooperation(v, above *provision) {
	v.Cooperating = addKeys(v.Cooperating, v.frame.cooperating)
	evidence := slices.Clone(v.frame.helpers)
	for _, x := range s.found(s.w.cooperating, v.marked) {
		l, ok := x.list(v.marked)
		if !ok || slices.ContainsFunc(evidence, func(e tracker.Evidence) bool { return e.In == "text" && e.Start == l.start }) ||
			slices.ContainsFunc(v.frame.leads, func(e tracker.Evidence) bool { return e.In == "text" && e.Start == l.start }) {
			continue
		}
		v.Cooperating = addKeys(v.Cooperating, l.keys)
		evidence = append(evidence, v.named("text", x.name, l))
	}
	if above != nil && above.chapeau {
		v.Cooperating = addKeys(v.Cooperating, above.Cooperating)
		for _, e := range inherited(above.Extracted["cooperating"], above) {
			if e.In != "heading" {
				evidence = append(evidence, e)
			}
		}
	}
	v.Cooperating = slices.DeleteFunc(v.Cooperating, func(k string) bool { return slices.Contains(v.Lead, k) })
	if len(v.Cooperating) > 0 {
		v.Extracted["cooperating"] = evidence
	}
}

// reporting finds whether the act is a report, and to whom.
func (s *scan) reporting(v, above *provision) {
	for i := range s.w.reporting {
		for x := range s.w.reporting[i].find(v.marked, v.since()) {
			v.Reporting, v.Duty = true, tracker.Duty(cmp.Or(s.w.reporting[i].Duty, string(tracker.DutyReport)))
			v.Extracted["reporting"] = []tracker.Evidence{v.evidence("text", x.name, x.loc[0], x.loc[1])}
			break
		}
		if v.Reporting {
			break
		}
	}
	if v.Reporting {
		var evidence []tracker.Evidence
		for _, x := range s.found(s.w.reportTo, v.marked) {
			if x.Body == "own" { // "report to it at its next session"
				if key := s.ownKey(); key != "" {
					v.ReportTo = addKeys(v.ReportTo, []string{key})
					evidence = append(evidence, v.evidence("text", x.name, x.loc[0], x.loc[1]))
				}
				continue
			}
			if x.loc[0] < v.since() {
				continue
			}
			if l, ok := x.list(v.marked); ok && !slices.ContainsFunc(evidence, func(e tracker.Evidence) bool { return e.Start == l.start }) {
				v.ReportTo = addKeys(v.ReportTo, l.keys)
				evidence = append(evidence, v.named("text", x.name, l))
			}
		}
		if len(evidence) > 0 {
			v.Extracted["report_to"] = evidence
		}
		return
	}
	if above != nil && above.chapeau && above.Reporting && v.Extracted["act"] != nil && v.Extracted["act"][0].In != "text" {
		v.Reporting, v.Duty, v.ReportTo = true, above.Duty, slices.Clone(above.ReportTo)
		v.Extracted["reporting"] = inherited(above.Extracted["reporting"], above)
		if e := above.Extracted["report_to"]; e != nil {
			v.Extracted["report_to"] = inherited(e, above)
		}
	}
}

// ownKey is the addressee that the body is which adopted the text.
func (s *scan) ownKey() string {
	for _, a := range s.registry.Addressees {
		if a.Body == s.text.Revision.Body {
			return a.Key
		}
	}
	return ""
}
