package ui

import (
	"embed"
	"encoding/json"
	"fmt"
	"net/http"

	"github.com/gin-gonic/gin"
	"github.com/nicksnyder/go-i18n/v2/i18n"
	"golang.org/x/text/language"

	"concord/tracker"
)

//go:embed locales/*.json
var localeFiles embed.FS

// ownNames are the languages as their readers call them.
var ownNames = tracker.Names{
	tracker.Arabic: "العربية", tracker.English: "English", tracker.Spanish: "Español",
	tracker.French: "Français", tracker.Russian: "Русский", tracker.Chinese: "中文",
}

// A locale speaks one interface language.
type locale struct {
	Lang      tracker.Lang
	words     map[string]string // the messages that depend on nothing: a page asks for hundreds
	localizer *i18n.Localizer
}

// Dir is the direction of the interface: "ltr" or "rtl".
func (l *locale) Dir() string { return l.Lang.Dir() }

// T gives the message with this key. A key nobody wrote shows itself, and a
// test finds it.
func (l *locale) T(key string) string {
	if s, known := l.words[key]; known {
		return s
	}
	return key
}

// About gives a message about one thing or two: {{.A}} and {{.B}}.
func (l *locale) About(key, a, b string) string {
	s, err := l.localizer.Localize(&i18n.LocalizeConfig{MessageID: key, TemplateData: map[string]string{"A": a, "B": b}})
	if err != nil {
		return key
	}
	return s
}

// N gives a message that depends on a number.
func (l *locale) N(key string, n int) string {
	s, err := l.localizer.Localize(&i18n.LocalizeConfig{
		MessageID: key, PluralCount: n, TemplateData: map[string]string{"N": groupDigits(n)},
	})
	if err != nil {
		return key
	}
	return s
}

// LanguageName is a language as its own readers call it.
func (l *locale) LanguageName(lang tracker.Lang) string { return ownNames[lang] }

// Arrow points the way one reads.
func (l *locale) Arrow() string {
	if l.Lang.Dir() == "rtl" {
		return "←"
	}
	return "→"
}

// groupDigits writes 12345 as "12 345" with narrow no-break spaces, which reads
// the same in all six languages.
func groupDigits(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "\u202f" + s[i:]
	}
	return s
}

// locales holds one locale a language.
type locales map[tracker.Lang]*locale

func readLocales() (locales, error) {
	bundle := i18n.NewBundle(language.English)
	bundle.RegisterUnmarshalFunc("json", json.Unmarshal)
	all := locales{}
	for _, lang := range tracker.Langs {
		file, err := bundle.LoadMessageFileFS(localeFiles, "locales/"+string(lang)+".json")
		if err != nil {
			return nil, err
		}
		l := &locale{Lang: lang, words: map[string]string{}, localizer: i18n.NewLocalizer(bundle, string(lang))}
		for _, m := range file.Messages {
			l.words[m.ID] = m.Other
		}
		all[lang] = l
	}
	return all, nil
}

// langCookie remembers the reader's choice of interface language.
const langCookie = "concord-ui"

// of picks the interface language: the address first ("?ui=fr", which is then
// remembered), the reader's earlier choice, then what the browser prefers.
func (all locales) of(c *gin.Context) *locale {
	if chosen := tracker.Lang(c.Query("ui")); chosen.Valid() {
		http.SetCookie(c.Writer, &http.Cookie{
			Name: langCookie, Value: string(chosen), Path: "/", MaxAge: 365 * 24 * 3600,
			HttpOnly: true, SameSite: http.SameSiteLaxMode,
		})
		return all[chosen]
	}
	if kept, err := c.Cookie(langCookie); err == nil && tracker.Lang(kept).Valid() {
		return all[tracker.Lang(kept)]
	}
	wanted, _, _ := language.ParseAcceptLanguage(c.GetHeader("Accept-Language"))
	for _, tag := range wanted {
		base, _ := tag.Base()
		if l := tracker.Lang(base.String()); l.Valid() {
			return all[l]
		}
	}
	return all[tracker.English]
}
