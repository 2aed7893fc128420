// Package advice says what a text might do better before it is tabled or kept.
// It takes a text, held or a draft, with what is known around it, and gives
// findings; it forbids nothing.
//
// Two kinds of finding: what is odd about its citations (citation.go), and what
// the guidelines of data/guidelines.json say (guideline.go), each of which names
// its source and can be switched off. Among them are questions, which a person
// answers; a finding of theirs brings the evidence.
//
// # Caveats
//
// The texts of the organization's own harmonization guidelines could not be had;
// the rules are those that its streamlining groups, the World Telecommunication
// Standardization Assembly and the General Assembly are known to use.
package advice
