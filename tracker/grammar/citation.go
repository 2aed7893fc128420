package grammar

import "concord/tracker"

// cite fills the citations of every provision of t.
func (g *Grammar) cite(t *tracker.Text) []tracker.Fault { return nil }
