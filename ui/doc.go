// Package ui shows the record and the index to people, as server-rendered
// pages that work without script, in six interface languages.
//
// A handler reads what it needs, fills the struct of its page and returns an
// error if it cannot; one adapter turns errors into pages. A template receives
// that struct and nothing else. No rule of the domain lives here, and no HTML
// is made outside the templates.
//
// Every page has an address that can be shared:
//
//	/                         home
//	/search?q=...             results; each facet is a parameter of its own
//	/texts?body=itu/pp        the catalogue
//	/text/ADDRESS             a text; its paragraphs are fragments of that address
//	/compare?old=A&new=B      what changed
//	/intake, /intake/N        bring in a document; its receipt
//	/original/HASH            the file as it came in
package ui
