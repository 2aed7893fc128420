package tracker

import (
	"fmt"
	"strconv"
	"strings"
)

// FaultWords is what a fault says, in a language; see [Registry.Say].
func (r *Registry) FaultWords(f Fault, lang Lang) string {
	if f.Place == "" {
		return r.Say(f.Problem, lang)
	}
	return fmt.Sprintf(r.Label("fault", lang), r.Say(f.Place, lang), r.Say(f.Problem, lang))
}

// Say gives an English sentence of the program, the place or problem of a fault or
// the doubt of a citation, in another language, by the wordings of wordings.json:
// {1}, {2} stand for what changes, in that order in English. A sentence that is not
// there stays English.
func (r *Registry) Say(english string, lang Lang) string {
	for _, w := range r.Wordings {
		args, is := filled(w[English], english)
		if !is || w[lang] == "" {
			continue
		}
		said := w[lang]
		for i, arg := range args {
			said = strings.ReplaceAll(said, "{"+strconv.Itoa(i+1)+"}", r.argument(arg, lang))
		}
		return said
	}
	return english
}

// Marks around words whose direction may be another than that of the sentence.
const (
	isolate = "\u2068"
	release = "\u2069"
)

// argument gives what stands in a sentence: a body by its short name, sessions by
// their ids in capitals, a phrase of the program in the language, anything else as it is.
func (r *Registry) argument(arg string, lang Lang) string {
	said := arg
	if b, known := r.Body(arg); known {
		said = b.Short.In(lang)
	} else if _, known := r.Session(strings.SplitN(arg, " or ", 2)[0]); known {
		said = strings.ReplaceAll(strings.ToUpper(arg), " OR ", ", ")
	} else {
		for _, w := range r.Wordings {
			if w[English] == arg && w[lang] != "" {
				said = w[lang]
			}
		}
	}
	if lang.Dir() == "rtl" {
		return isolate + said + release
	}
	return said
}

// filled gives what stands for {1}, {2} of a template in a sentence that was made of it.
func filled(template, sentence string) (args []string, is bool) {
	for n := 1; ; n++ {
		before, after, more := strings.Cut(template, "{"+strconv.Itoa(n)+"}")
		if !strings.HasPrefix(sentence, before) {
			return nil, false
		}
		sentence = sentence[len(before):]
		if !more {
			return args, sentence == ""
		}
		next, _, _ := strings.Cut(after, "{")
		at := strings.LastIndex(sentence, next)
		if next != after {
			at = strings.Index(sentence, next)
		}
		if at <= 0 {
			return nil, false
		}
		args, template, sentence = append(args, sentence[:at]), after, sentence[at:]
	}
}
