package redline

import (
	"fmt"
	"strings"

	"concord/tracker"
)

// Apply makes the new text from the old one and the redline's edits: kept words
// are taken from old, come words from the redline. The provisions it gives have
// the new address, role, section, heading, label and text. It fails when old is
// not the text that was compared.
func (r Redline) Apply(old []tracker.Provision) ([]tracker.Provision, error) {
	var made []tracker.Provision
	place := 0
	for _, ch := range r.Changes {
		text, err := ch.apply(old)
		if err != nil {
			return nil, err
		}
		switch {
		case ch.NewPlace == 0:
			if text != "" {
				return nil, fmt.Errorf("removed provision %d: words are left", ch.OldPlace)
			}
		case ch.NewPlace == place:
			if text != made[place-1].Text {
				return nil, fmt.Errorf("provision %d: its sources give different texts", place)
			}
		case ch.NewPlace == place+1:
			place++
			made = append(made, tracker.Provision{
				Address: ch.New, Role: ch.NewMark.Role, Section: ch.NewMark.Section,
				Heading: ch.NewMark.Heading, Label: ch.NewMark.Label, Text: text,
			})
		default:
			return nil, fmt.Errorf("provision %d follows %d", ch.NewPlace, place)
		}
	}
	return made, nil
}

// apply makes the new text of one change from the old provision.
func (ch Change) apply(old []tracker.Provision) (string, error) {
	var rest string
	if ch.OldPlace > 0 {
		if ch.OldPlace > len(old) {
			return "", fmt.Errorf("old provision %d: the text has %d", ch.OldPlace, len(old))
		}
		rest = old[ch.OldPlace-1].Text
	}
	var made strings.Builder
	for _, e := range ch.Words {
		if e.Op == "+" {
			made.WriteString(e.Text)
			continue
		}
		after, ok := strings.CutPrefix(rest, e.Text)
		if !ok {
			return "", fmt.Errorf("old provision %d: want %q at %q", ch.OldPlace, e.Text, rest)
		}
		if e.Op == "=" {
			made.WriteString(rest[:len(e.Text)])
		}
		rest = after
	}
	if rest != "" {
		return "", fmt.Errorf("old provision %d: nothing is said of %q", ch.OldPlace, rest)
	}
	return made.String(), nil
}
