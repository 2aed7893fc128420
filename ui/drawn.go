package ui

import (
	"bytes"
	"html/template"
	"sync"

	"concord/tracker"
	"concord/tracker/implementation"
)

// A drawn keeps the cells of mandates as the templates drew them. An item never
// changes: who writes about a mandate makes another one, so what was drawn holds
// for as long as its item is shown. This file alone makes template.HTML, and only
// of what html/template has escaped.
type drawn struct {
	mu    sync.Mutex
	cells map[drawnKey]template.HTML
}

type drawnKey struct {
	item *implementation.Item
	lang tracker.Lang
	cells
}

// cells say which cells of a mandate are drawn: where it stands, what is asked, of
// whom, how far it is; since when and until when follow in the plan.
type cells struct {
	Placed bool // with the text it stands in
	Writes bool // after what chooses it
	Short  bool // without what follows
}

// maxDrawn is how many rows are kept, of about two kilobytes each.
const maxDrawn = 12_000

// draw gives cells of a mandate in a reader's language.
func (s *server) draw(l *locale, it *implementation.Item, which cells) (template.HTML, error) {
	key := drawnKey{it, l.Lang, which}
	s.drawn.mu.Lock()
	html, known := s.drawn.cells[key]
	s.drawn.mu.Unlock()
	if known {
		return html, nil
	}
	var b bytes.Buffer
	err := s.templates.ExecuteTemplate(&b, "cells", struct {
		planRow
		cells
		SinceName, DueName string // on a narrow screen no heads stand over the cells
	}{s.planRow(l, it, which.Placed), which, l.T("field.since"), l.T("field.due")})
	if err != nil {
		return "", err
	}
	html = template.HTML(b.String())
	s.drawn.mu.Lock()
	defer s.drawn.mu.Unlock()
	if s.drawn.cells == nil || len(s.drawn.cells) >= maxDrawn {
		s.drawn.cells = map[drawnKey]template.HTML{}
	}
	s.drawn.cells[key] = html
	return html, nil
}
