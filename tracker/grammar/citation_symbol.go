package grammar

import (
	"regexp"
	"strings"
	"unicode"

	"concord/tracker"
)

// The symbols that documents carry are the same in every language, so their
// patterns are here and not in data. They are matched on the folded text.
var (
	// C26/32, CWG-SFP-4/DT/2, PP22/44(Add.7)-E, C26/INF/1, CWG-SFP-2/INF/3 (Rev. 1)
	conferenceDocument = regexp.MustCompile(`(?:c\d{2}|cwg-[a-z]+(?:-\d+)?|pp-?\d{2}|wtdc-?\d{2}|wtsa-?\d{2}|wtpf-?\d{2}|wcit-?\d{2}|wrc-?\d{2}|ra-?\d{2}|tdag-?\d{2}|tsag-?\d{2}|rag-?\d{2}|rpm-[a-z]{3}-?\d{2})/` +
		`(?:(?:inf|dt|adm|temp|dl|td)/)?\d{1,4}(?: ?\((?:rev|add|cor|corr)\.? ?\d+\))*(?:-[efsarc]\b)?`)
	// 号文件修订3 after a symbol
	chineseRevision = regexp.MustCompile(`^ ?号文件 ?\(?修订(?:版)? ?(\d+)\)?`)
	// S18-PP-C-0062!A1!MSW-R
	fileName = regexp.MustCompile(`[sdtr]\d{2}-[a-z0-9]+-(?:(?:adm|inf|dt|dl|td|cir|c)-)?\d{3,4}(?:!(?:[a-z]\d+)?)*(?:!?(?:msw|pdf)-[efsarc])?`)
	// EUR/44A7/1
	proposal = regexp.MustCompile(`[a-z]{3,4}/\d{1,3}(?:a\d+)?(?:r\d+)?/\d{1,3}`)
	// A/79/431, S/1994/262/Add.1, S/10352, JIU/REP/2016/1, E/CN.4/2002/68
	unDocument = regexp.MustCompile(`(?:a|s|e|t|st|jiu|cd)/(?:[a-z]+(?:\.[a-z0-9]+)?/)*(?:\d{2,6}|[a-z]+\.\d+)(?:/(?:[a-z]+\.)?\d+)*`)
	// A/RES/60/252, S/RES/902 (1994)
	unResolution = regexp.MustCompile(`(a|s|e)/res/(\d{1,4})(?:/(\d{1,4}))?(?: ([a-z])\b)?(?: ?\((\d{4})\))?`)
	// ITU-T D.50, ITU-R M.1036-6
	sectorRecommendation = regexp.MustCompile(`((?:itu|uit|мсэ)-?[rtdртд]) ?([a-z]{1,3})\.(\d+(?:\.\d+)*)(-\d{1,2})?`)
)

// symbols finds what names itself: documents and Sector Recommendations.
func (r *reading) symbols() {
	if !strings.ContainsAny(r.folded, "/-") {
		return
	}
	each := func(re *regexp.Regexp, found func(start, end int)) {
		for _, m := range re.FindAllStringIndex(r.folded, -1) {
			if r.symbolStarts(m[0]) && r.wordEnds(m[1]) {
				found(m[0], m[1])
			}
		}
	}
	each(conferenceDocument, r.document)
	each(fileName, r.document)
	each(unDocument, func(start, end int) {
		if s := r.folded[start:end]; !strings.Contains(s, "/res/") && (strings.Count(s, "/") > 1 || strings.HasPrefix(s, "s/") && end-start > 4) {
			r.document(start, end)
		}
	})
	each(proposal, func(start, end int) {
		if !strings.HasPrefix(r.folded[start:end], "jiu/") {
			r.document(start, end)
		}
	})
	for _, m := range unResolution.FindAllStringSubmatchIndex(r.folded, -1) {
		if r.symbolStarts(m[0]) {
			r.unSymbol(m)
		}
	}
	for _, m := range sectorRecommendation.FindAllStringSubmatchIndex(r.folded, -1) {
		r.sectorRecommendation(m)
	}
}

// symbolStarts reports whether a symbol, which is in capitals, begins at byte i.
func (r *reading) symbolStarts(i int) bool {
	if !r.wordStarts(i) || i > 0 && (r.folded[i-1] == '/' || r.folded[i-1] == '-' || r.folded[i-1] == '.') {
		return false
	}
	first := r.printed(i)
	return 'A' <= first && first <= 'Z' || first == 'С'
}

// document records a document by its symbol as printed, without spaces.
func (r *reading) document(start, end int) {
	symbol := r.printedText(start, end)
	if m := chineseRevision.FindStringSubmatch(r.folded[end:]); m != nil {
		end += len(m[0])
		symbol += "(Rev." + m[1] + ")"
	}
	symbol = strings.ReplaceAll(symbol, "С", "C") // the Cyrillic letter looks the same
	r.found(start, end, "doc:"+symbol, "")
}

// printedText is a span as printed, without spaces, dashes as hyphens.
func (r *reading) printedText(start, end int) string {
	var b strings.Builder
	for i := start; i < end; i++ {
		if i > start && r.at[i] == r.at[i-1] || r.folded[i] == ' ' {
			continue
		}
		if folded := r.folded[i]; folded < 'a' && folded < 0x80 {
			b.WriteByte(folded)
		} else {
			b.WriteRune(r.printed(i))
		}
	}
	return b.String()
}

// unSymbol records the resolution that a UN symbol names. m are the places of
// organ, number or session, number in the session, part letter and year.
func (r *reading) unSymbol(m []int) {
	group := func(i int) string {
		if m[2*i] < 0 {
			return ""
		}
		return r.folded[m[2*i]:m[2*i+1]]
	}
	organ, first, second, part, year := group(1), group(2), group(3), group(4), group(5)
	end := m[1]
	if part != "" && !unicode.IsUpper(r.printed(m[8])) {
		part, end = "", m[8]-1
	}
	a := tracker.Address{Kind: tracker.Resolution, Number: first}
	switch {
	case organ == "s" && second == "":
		a.Body = "un/sc"
		if year != "" {
			a.Session = "sc-" + year
		}
	case organ == "a" && second != "":
		a.Body, a.Session = "un/ga", "ga-"+first
		a.Number += "/" + second + strings.ToUpper(part)
	case organ == "e" && second != "":
		a.Body, a.Session = "un/ecosoc", "ecosoc-"+first
		a.Number += "/" + second
	default:
		return
	}
	r.found(m[0], end, a.String(), "")
}

// sectorRecommendation records a Recommendation such as ITU-T D.50, together
// with the word before it.
func (r *reading) sectorRecommendation(m []int) {
	start, end := m[0], m[1]
	if !r.wordStarts(start) || !r.wordEnds(end) {
		return
	}
	mark := strings.ReplaceAll(r.folded[m[2]:m[3]], "мсэ", "itu")
	a := tracker.Address{Kind: tracker.Recommendation}
	for _, b := range r.registry.Bodies {
		for _, short := range b.Short {
			if b.Assembly != "" && tracker.Fold(short) == r.folded[m[2]:m[3]] || tracker.Fold(short) == mark && b.Assembly != "" {
				a.Body = b.ID
			}
		}
	}
	if a.Body == "" {
		return
	}
	if r.isReport(start) {
		return
	}
	a.Number = strings.ToUpper(r.folded[m[4]:m[5]]) + "." + r.folded[m[6]:m[7]]
	before := strings.TrimSuffix(r.folded[:start], " ")
	for word, kind := range r.words.kinds {
		if kind == tracker.Recommendation && strings.HasSuffix(before, word) && r.wordStarts(len(before)-len(word)) {
			start = min(start, len(before)-len(word))
		}
	}
	r.found(start, end, a.String(), "")
}

// isReport reports whether the symbol at start is a Report's: the word for one
// stands before it, and no word for a Recommendation since.
func (r *reading) isReport(start int) bool {
	before, _ := r.before(start)
	m := r.words.reportLast.FindStringIndex(before)
	if m == nil {
		return false
	}
	for word, kind := range r.words.kinds {
		if kind == tracker.Recommendation && strings.Contains(before[m[0]:], word) {
			return false
		}
	}
	return true
}
