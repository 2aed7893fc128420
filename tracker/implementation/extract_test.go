package implementation_test

import (
	"testing"

	"concord/data"
	"concord/tracker"
	"concord/tracker/mandate"
)

// extract is the extraction that production uses.
func extract(t testing.TB, registry *tracker.Registry) func(tracker.Text) []tracker.Mandate {
	t.Helper()
	reader, err := mandate.Load(registry, data.Files)
	if err != nil {
		t.Fatal(err)
	}
	return func(text tracker.Text) []tracker.Mandate { return reader.Read(text).Mandates }
}
