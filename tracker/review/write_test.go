package review_test

import (
	"errors"
	"testing"

	"concord/tracker"
)

// TestControlCharactersAreRefused: what a terminal would obey is not written;
// lines, as forms send them, and tabs are.
func TestControlCharactersAreRefused(t *testing.T) {
	r := newRoom(t)
	r.text("icou/pp/res/2@va-18/en", spares)
	r.text("icou/pp/res/3@va-18/en", spares)
	g := r.group("g", "icou/pp/res/2@va-18/en#resolves.1", "icou/pp/res/3@va-18/en#resolves.1")
	write := func(words string) (errs []error) {
		for _, said := range []tracker.Review{
			{Act: tracker.VerdictAct, Outcome: "keep-both", Reason: words}, {Act: tracker.CommentAct, Comment: words}, {Act: tracker.AssignmentAct, Assignee: words},
		} {
			said.Group, said.Members = g.ID, g.Members
			_, err := r.desk.Write(t.Context(), anna, r.store.Last(), said)
			errs = append(errs, err)
		}
		return errs
	}
	for _, words := range []string{"红\x1b[31m", "a\x07b", "a\x00b", "a\u009b31m", "a\rb"} {
		for _, err := range write(words) {
			if fault, _ := errors.AsType[tracker.Fault](err); fault.Place != "signs" {
				t.Errorf("%q: %v", words, err)
			}
		}
	}
	for _, words := range []string{"两行\r\nثان", "two\n\tlines"} {
		if err := errors.Join(write(words)...); err != nil {
			t.Errorf("%q: %v", words, err)
		}
	}
}
