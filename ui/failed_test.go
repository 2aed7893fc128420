package ui

import (
	"errors"
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/store"
)

// A write that fails gives back what was typed; where the disk is full, the page says
// that nothing was written, in the reader's language.
func TestFailedWriteKeepsWhatWasTyped(t *testing.T) {
	s := &server{Config: Config{Log: slog.New(slog.DiscardHandler), Who: func(*http.Request) tracker.Actor { return tracker.Actor{} }}}
	var err error
	if s.locales, err = readLocales(); err != nil {
		t.Fatal(err)
	}
	if s.assets, err = readAssets(); err != nil {
		t.Fatal(err)
	}
	s.templates = template.Must(template.ParseFS(templateFiles, "templates/*.html"))
	form := url.Values{"comment": {"both <b>ask</b> for it"}, "reason": {"两者要求相同"}, "seen": {"17"}, "outcome": {"keep-both"}, "edits": {`[{"a": 1}]`}, "empty": {" "}}
	tests := []struct {
		fault  error
		status int
		says   string
	}{
		{fmt.Errorf("review: %w", store.ErrFull), http.StatusInsufficientStorage, "القرص ممتلئ"},
		{errors.New("a pipe burst"), http.StatusInternalServerError, "حدث خطأ"},
	}
	for _, test := range tests {
		for _, method := range []string{http.MethodPost, http.MethodGet} {
			w := httptest.NewRecorder()
			c, _ := gin.CreateTestContext(w)
			c.Request = httptest.NewRequest(method, "/review/x/remark?ui=ar", strings.NewReader(form.Encode()))
			c.Request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			c.Header("ETag", `"of the page that did not come"`)
			s.answer(small(func(*gin.Context) error { return test.fault }))(c)
			body := w.Body.String()
			if w.Header().Get("ETag") != "" {
				t.Errorf("%s, %v: a tag, by which a reader keeps it for the page", method, test.fault)
			}
			if w.Code != test.status || !strings.Contains(body, test.says) || strings.Contains(body, "<b>ask") {
				t.Errorf("%s, %v: %d\n%s", method, test.fault, w.Code, body)
			}
			for _, words := range []string{"both &lt;b&gt;ask&lt;/b&gt; for it", "两者要求相同"} {
				if strings.Contains(body, words) != (method == http.MethodPost) {
					t.Errorf("%s, %v: %q", method, test.fault, words)
				}
			}
			if strings.Contains(body, ">keep-both<") || strings.Contains(body, "[{") {
				t.Errorf("%s: keys and what the page had in hand are given back as words", method)
			}
		}
	}
}
