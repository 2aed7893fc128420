package overlap

import (
	"math"
	"strings"
)

// clauseEnds are what parts the clauses of a sentence, in six languages.
const clauseEnds = ",;:()—–.،؛，；、：。"

// shortestClause is how many content words a clause has that says something:
// "as appropriate" does not.
const shortestClause = 3

// clauses gives the places in p after which a clause ends: the last is the
// number of its words.
func (p *passage) clauses() (ends []int) {
	for i := range p.words {
		if i+1 == len(p.words) || strings.ContainsAny(p.text[p.spans[i].end:p.spans[i+1].start], clauseEnds) {
			ends = append(ends, i+1)
		}
	}
	return ends
}

// saidClause weighs the clause of p that other says most of, in the same order, as
// the logarithm of how telling it is. contents has the content word at each place of p.
func (s *sight) saidClause(p passage, contents, other []token) (most float64) {
	from := 0
	for _, to := range p.clauses() {
		clause := withoutZeros(contents[min(from, len(contents)):min(to, len(contents))])
		from = to
		if len(clause) < shortestClause {
			continue
		}
		weight := s.weigh(clause)
		most = max(most, s.commonOrder(clause, other)/(weight+1)*math.Log1p(weight))
	}
	return most
}
