// Package data holds what people wrote and ship with the program: bodies,
// sessions, addressees, headings, the glossary, the words of the grammar, the
// catalogue, and a fictional sample library. It has no logic; tracker and
// tracker/grammar read it, and their readers are its lint.
package data

import "embed"

// Files is this folder: bodies.json, sessions.json, addressees.json,
// headings.json, glossary.json, proposers.json (who may propose: codes from memory but
// where marked verified, names of states from CLDR 32), fates.json, catalogue.tsv, grammar/ with one file a language,
// actors.json (whom sentences name and headings do not: from memory, unverified), mandates/ with the rules of what asks whom, one file a language,
// overlap/ with the words that overlaps are read by and the model that weighs them,
// redline/ with the words whose change a delegate must see and the words of Chinese,
// search/ with the words of questions and the names of fields, and sample/ with the fictional union's own registry files and texts.
//
//go:embed *.json *.tsv grammar overlap redline sample search mandates
var Files embed.FS
