package api

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"
)

// A limited client counts how often it was given more time, and how often for ever.
type limited struct {
	*httptest.ResponseRecorder
	given, forever int
}

func (l *limited) SetWriteDeadline(until time.Time) error {
	l.given++
	if until.IsZero() {
		l.forever++
	}
	return nil
}

// A client has a while for each part of a backup, and never all the time there is:
// one that stops would keep others from theirs.
func TestPatience(t *testing.T) {
	client := &limited{ResponseRecorder: httptest.NewRecorder()}
	w := patient{client, http.NewResponseController(client)}
	for range 3 {
		if _, err := w.Write([]byte("part ")); err != nil {
			t.Fatal(err)
		}
	}
	if client.given != 3 || client.forever != 0 || client.Body.String() != "part part part " {
		t.Errorf("given time %d times, for ever %d times: %q", client.given, client.forever, client.Body)
	}
}
