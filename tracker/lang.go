package tracker

// A Lang is one of the six official languages, as its ISO 639-1 code.
type Lang string

// The six languages, on an equal footing.
const (
	Arabic  Lang = "ar"
	English Lang = "en"
	Spanish Lang = "es"
	French  Lang = "fr"
	Russian Lang = "ru"
	Chinese Lang = "zh"
)

// Langs lists the six languages in the alphabetical order of their codes.
var Langs = [...]Lang{Arabic, English, Spanish, French, Russian, Chinese}

// Valid reports whether l is one of the six languages.
func (l Lang) Valid() bool {
	for _, known := range Langs {
		if l == known {
			return true
		}
	}
	return false
}

// Dir is the direction in which l is written, as HTML names it: "rtl" or "ltr".
func (l Lang) Dir() string {
	if l == Arabic {
		return "rtl"
	}
	return "ltr"
}

// Names maps a language to a name in it. A missing language falls back to
// English, as the conference's own documents do.
type Names map[Lang]string

// In gives the name in l, or in English, or "".
func (n Names) In(l Lang) string {
	if s := n[l]; s != "" {
		return s
	}
	return n[English]
}
