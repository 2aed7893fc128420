package overlap

import (
	"slices"
	"testing"

	"concord/tracker"
)

// While overlaps are looked for texts come in again, set right: without paragraphs that
// stood beside others. They are passed over until the engine hears of it.
func TestSetRightMeanwhile(t *testing.T) {
	longer := exchange + ", and to train in each region two archivists a year who can read handwriting, restore glass plates, describe what they show in all languages of the union and answer within a month the questions of those who would use them for research"
	texts := append(filler(40), text(1, "plen-18", "en", "", exchange), text(2, "plen-18", "en", "", "to count the clouds", exchange, stations),
		text(3, "plen-18", "en", "", longer), text(4, "plen-18", "en", "", "to count the stars", longer))
	latest := text(5, "plen-18", "en", "", exchange, stations) // stands beside them all
	right := []tracker.Text{text(2, "plen-18", "en", "", "to count the clouds"), text(4, "plen-18", "en", "", "to count the stars")}
	kept := slices.DeleteFunc(slices.Clone(texts), func(x tracker.Text) bool { return x.Revision == right[0].Revision || x.Revision == right[1].Revision })
	anew := said(t, refreshed(t, append(kept, latest, right[0], right[1])...))
	for name, step := range map[string]func(*Engine) error{
		"refresh": func(e *Engine) error { return e.Refresh(t.Context(), nil) },
		"flag":    func(e *Engine) error { return e.Flag(t.Context()) },
		"groups":  func(*Engine) error { return nil },
		"check": func(e *Engine) error {
			_, err := e.Check(t.Context(), []tracker.Text{text(90, "plen-26", "en", "", exchange)})
			return err
		},
	} {
		e, arrive := arriving(t, slices.Clone(texts)...)
		arrive(latest)
		e.record, _ = recordOf(t, append(kept, latest, right[0], right[1])...)
		if err := step(e); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, g := range groups(t, e, Filter{}) {
			for _, m := range g.Members {
				if m.Address.Number == "2" || m.Address.Number == "4" {
					t.Errorf("%s: %s is told, which is gone", name, m.Address)
				}
			}
		}
		arrive(right...)
		if err := e.Flag(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if err := e.Refresh(t.Context(), nil); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if now := said(t, e); now != anew {
			t.Errorf("%s: then %s\nmade anew %s", name, now, anew)
		}
	}
}
