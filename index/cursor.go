package index

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
)

// ErrCursor says that a cursor is not one that the same query gave.
var ErrCursor = errors.New("the cursor belongs to another query: begin again without it")

// A cursor is where a page ended, in which state of the index, of which query.
type cursor struct {
	position uint64
	query    uint64 // hash of what was asked
	offset   int
}

func (c cursor) String() string {
	return base64.RawURLEncoding.EncodeToString(fmt.Appendf(nil, "%d %x %d", c.position, c.query, c.offset))
}

func readCursor(s string) (c cursor, err error) {
	b, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return c, ErrCursor
	}
	if _, err := fmt.Sscanf(string(b), "%d %x %d", &c.position, &c.query, &c.offset); err != nil || c.offset < 0 {
		return c, ErrCursor
	}
	return c, nil
}

// identity is a hash of what is asked, wherever the page begins and ends.
func (q Query) identity() uint64 {
	q.Offset, q.Limit, q.Cursor, q.Explain, q.Notes = 0, 0, "", false, nil
	b, err := json.Marshal(q)
	if err != nil {
		return 0 // a query is strings, numbers and lists of them
	}
	return hash(string(b))
}

// turn puts a query where its cursor says, and notes what a reader should know.
func (x *Index) turn(q Query) (Query, []Note, error) {
	if q.Cursor == "" {
		return q, nil, nil
	}
	c, err := readCursor(q.Cursor)
	if err != nil {
		return q, nil, err
	}
	if c.query != q.identity() {
		return q, nil, ErrCursor
	}
	q.Offset = c.offset
	if c.position != x.Position() {
		return q, []Note{newNote("changed")}, nil
	}
	return q, nil, nil
}
