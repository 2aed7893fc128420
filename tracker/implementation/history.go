package implementation

import "concord/tracker"

// A History is all that is known of one mandate, as JSON prints it.
type History struct {
	Address     tracker.Address            `json:"address"`
	Text        string                     `json:"text"`
	State       string                     `json:"state"`
	Since       string                     `json:"since"`
	Version     uint64                     `json:"version"`
	Current     bool                       `json:"current"`
	Came        string                     `json:"came"`
	Closed      *Closing                   `json:"closed,omitempty"`
	Confirm     []Cause                    `json:"confirm"`
	From        []Tie                      `json:"from"`
	Into        []Tie                      `json:"into"`
	Statuses    []tracker.StatusRecord     `json:"statuses"`
	Corrections []tracker.CorrectionRecord `json:"corrections"`
	Elements    []string                   `json:"elements"`
}

// HistoryOf is the history of an item.
func HistoryOf(it *Item) History {
	return History{
		Address: it.Address, Text: it.Text, State: it.State.Key, Since: it.Since, Version: it.Version, Current: it.Current, Came: it.Came,
		Closed: it.Closed, Confirm: list(it.Confirm), From: list(it.From), Into: list(it.Into),
		Statuses: list(it.Statuses), Corrections: list(it.Corrections), Elements: list(it.Elements),
	}
}

// list is never nil: JSON has [] and not null.
func list[T any](s []T) []T {
	if s == nil {
		return []T{}
	}
	return s
}

// A Row is a mandate with its state, as JSON lists it.
type Row struct {
	tracker.Mandate
	State    string   `json:"state"`
	Since    string   `json:"since"`
	Confirm  []Cause  `json:"confirm"`
	Version  uint64   `json:"version"`
	Session  string   `json:"session"`
	Elements []string `json:"elements"`
}

// RowOf is the row of an item.
func RowOf(it *Item) Row {
	return Row{
		Mandate: it.Mandate, State: it.State.Key, Since: it.Since, Confirm: list(it.Confirm), Version: it.Version, Session: it.Session,
		Elements: list(it.Elements),
	}
}

// An EffectRow is an effect of a conference, as JSON lists it.
type EffectRow struct {
	Fate Fate              `json:"fate"`
	Old  []tracker.Address `json:"old"`
	New  []tracker.Address `json:"new"`
}

// Row is the effect with addresses for its ends.
func (e Effect) Row() EffectRow {
	row := EffectRow{Fate: e.Fate, Old: []tracker.Address{}, New: []tracker.Address{}}
	for _, it := range e.Old {
		row.Old = append(row.Old, it.Address)
	}
	for _, it := range e.New {
		row.New = append(row.New, it.Address)
	}
	return row
}
