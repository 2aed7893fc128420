package intake

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
)

// A Side names one of two texts to be compared: one of the record, or a draft
// that is read for the occasion and stored nowhere. The zero Side before a draft
// is the text that it would revise.
type Side struct {
	Address tracker.Address // with a provision: that one and what stands under it
	Name    string          // of the draft's file, or ""
	Draft   []byte          // a file in any format that can be read, or words pasted
}

// MaxDraft is the size in bytes up to which a draft is read for a reader, who
// may not write: it costs time and is paid by everyone.
const MaxDraft = 8 << 20

// The most that a draft may hold: what follows its reading costs time for each
// paragraph and each citation. A whole conference's Final Acts are within.
const (
	MaxDraftParagraphs = 3000
	MaxDraftParagraph  = 100_000   // characters of one paragraph
	MaxDraftCharacters = 2_000_000 // of all
)

// Drafts read at once, and how long one more waits for its turn.
const (
	maxDrafts = 2
	draftWait = 20 * time.Second
)

// ErrBusy says that too many drafts are being read at this moment.
var ErrBusy = errors.New("too many drafts are being read at this moment; try again in a minute")

// drafting has room for the drafts read at once, in the whole process.
var drafting = make(chan struct{}, maxDrafts)

// Sides gives the two texts, in one language: lang if it is given, else that of
// the draft, else the newer's. What cannot be compared, or not read, is a
// [tracker.Fault]. The faults besides are those of the drafts.
func (in *Intake) Sides(ctx context.Context, old, new Side, lang tracker.Lang, reader tracker.Lang) (older, newer tracker.Text, faults []tracker.Fault, err error) {
	sides := [2]Side{old, new}
	var texts [2]tracker.Text
	for i, side := range sides {
		if side.Draft == nil {
			continue
		}
		var found []tracker.Fault
		if texts[i], found, err = in.draft(ctx, side, lang); err != nil {
			return older, newer, faults, err
		}
		faults = append(faults, found...)
	}
	lang = cmp.Or(lang, texts[1].Lang, texts[0].Lang)
	if old.Draft == nil && old.Address.IsZero() {
		if sides[0].Address = texts[1].Instrument; sides[0].Address.IsZero() || sides[0].Address.Number == grammar.Unnumbered {
			return older, newer, faults, tracker.Fault{Place: "draft", Rule: "identity",
				Problem: "it does not say which text it would revise; name that text"}
		}
	}
	for i, side := range slices.Backward(sides[:]) {
		if side.Draft != nil {
			continue
		}
		if lang != "" {
			side.Address.Lang = lang
		}
		if texts[i], err = in.Store.Text(side.Address, reader); err != nil {
			return older, newer, faults, err
		}
		lang = texts[i].Lang
	}
	older, newer = texts[0], texts[1]
	if older.Lang != newer.Lang {
		return older, newer, faults, tracker.Fault{Rule: "language",
			Problem: fmt.Sprintf("the older text is in %s and the newer in %s: two languages cannot be compared word by word", older.Lang, newer.Lang)}
	}
	older, newer = narrowed(older, old.Address.Provision), narrowed(newer, new.Address.Provision)
	if new.Draft != nil {
		newer = headed(newer, older)
	}
	if old.Draft != nil {
		older = headed(older, newer)
	}
	return older, newer, faults, nil
}

// draft reads the one text of a draft.
func (in *Intake) draft(ctx context.Context, side Side, lang tracker.Lang) (tracker.Text, []tracker.Fault, error) {
	texts, faults, err := in.Drafts(ctx, side, lang)
	switch {
	case err != nil:
		return tracker.Text{}, nil, err
	case len(texts) > 1:
		named := make([]string, len(texts))
		for i, t := range texts {
			named[i] = strings.TrimSpace(t.Kind + " " + t.Number)
		}
		return tracker.Text{}, nil, tracker.Fault{Place: "draft", Rule: "several",
			Problem: fmt.Sprintf("it holds %d texts (%s); bring them one at a time", len(texts), strings.Join(named[:min(len(named), 8)], ", "))}
	}
	return texts[0], faults, nil
}

// Drafts reads the texts of a draft, at least one, and what was not understood
// of them. Of tracked changes it is the proposed one. Nothing is stored. A draft
// that holds no text, or is too large, is a [tracker.Fault].
func (in *Intake) Drafts(ctx context.Context, side Side, lang tracker.Lang) ([]tracker.Text, []tracker.Fault, error) {
	if len(side.Draft) > MaxDraft {
		return nil, nil, tracker.Fault{Place: "draft", Rule: "too-large", Problem: fmt.Sprintf("%d bytes, and drafts are read up to %d", len(side.Draft), MaxDraft)}
	}
	turn, cancel := context.WithTimeoutCause(ctx, draftWait, ErrBusy)
	defer cancel()
	select {
	case drafting <- struct{}{}:
		defer func() { <-drafting }()
	case <-turn.Done():
		return nil, nil, context.Cause(turn)
	}
	limited := *in
	limited.drafts, limited.Limits.Paragraphs = true, MaxDraftParagraphs
	read, err := limited.read(ctx, side.Name, bytes.NewReader(side.Draft), int64(len(side.Draft)), grammar.Options{Lang: lang, View: document.Proposed, Unnamed: true})
	if err != nil {
		return nil, nil, err
	}
	texts, faults := read.result.Texts, read.result.Faults
	switch {
	case len(texts) > 0:
		return texts, faults, nil
	case len(faults) > 0:
		return nil, nil, faults[0]
	}
	return nil, nil, tracker.Fault{Place: "draft", Rule: "empty", Problem: "there is no text in it"}
}

// checkLength refuses a draft with a paragraph that is too long, or too much of
// all of them, before anything is looked for in it.
func checkLength(d *document.Document) error {
	all := 0
	for _, p := range d.Paragraphs {
		long := 0
		for _, r := range p.Runs {
			long += utf8.RuneCountInString(r.Text)
		}
		if long > MaxDraftParagraph {
			return tracker.Fault{Place: p.Place, Rule: "too-large", Problem: fmt.Sprintf("a paragraph of %d characters, and those of drafts are read up to %d", long, MaxDraftParagraph)}
		}
		if all += long; all > MaxDraftCharacters {
			return tracker.Fault{Place: p.Place, Rule: "too-large", Problem: fmt.Sprintf("drafts are read up to %d characters; bring it in parts", MaxDraftCharacters)}
		}
	}
	return nil
}

// narrowed keeps one provision of a text and what stands under it.
func narrowed(text tracker.Text, provision string) tracker.Text {
	if provision == "" {
		return text
	}
	text.Provisions = slices.DeleteFunc(slices.Clone(text.Provisions), func(p tracker.Provision) bool {
		at := p.Address.Provision
		return at != provision && !strings.HasPrefix(at, provision+".")
	})
	return text
}

// headed puts paragraphs that came without any heading, as a few that somebody
// pasted, under the first heading of the text they are compared with: what was
// not there is no change.
func headed(draft, other tracker.Text) tracker.Text {
	if !draft.Instrument.IsZero() || len(other.Provisions) == 0 ||
		slices.ContainsFunc(draft.Provisions, func(p tracker.Provision) bool { return p.Heading != "" }) {
		return draft
	}
	first := other.Provisions[0]
	draft.Provisions = slices.Clone(draft.Provisions)
	for i := range draft.Provisions {
		p := &draft.Provisions[i]
		p.Role, p.Section, p.Heading = first.Role, first.Section, first.Heading
	}
	return draft
}
