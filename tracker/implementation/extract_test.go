package implementation_test

import (
	"concord/data"
	"concord/tracker"
	"concord/tracker/mandate"
)

// extraction is the extraction that production uses.
func extraction(registry *tracker.Registry) (func(tracker.Text) []tracker.Mandate, error) {
	reader, err := mandate.Load(registry, data.Files)
	if err != nil {
		return nil, err
	}
	return func(text tracker.Text) []tracker.Mandate { return reader.Read(text).Mandates }, nil
}
