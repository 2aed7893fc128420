package main

import (
	"context"
	"database/sql"
	"strings"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"concord/tracker"
)

// fts5 is SQLite with a table of provisions and a full-text index over it, both
// as its manual advises: the text is stored once, a covering index serves the
// filters and facets, and the facets are counted in one pass.
type fts5 struct {
	dir string
	db  *sql.DB
}

const ftsSchema = `
CREATE TABLE provisions (id INTEGER PRIMARY KEY, address TEXT, body TEXT, kind TEXT, session TEXT, lang TEXT, role TEXT,
	section TEXT, addressee TEXT, title TEXT, heading TEXT, text TEXT);
CREATE VIRTUAL TABLE fts USING fts5(title, heading, text, content = 'provisions', content_rowid = 'id',
	tokenize = 'unicode61 remove_diacritics 2');`

const ftsFinish = `
INSERT INTO fts(fts) VALUES ('optimize');
CREATE INDEX browse ON provisions (role, body, kind, lang, section, addressee);
ANALYZE;`

func (f *fts5) Open() (err error) {
	f.db, err = sql.Open("sqlite", "file:"+f.dir+"/provisions.db?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)"+
		"&_pragma=cache_size(-100000)&_pragma=mmap_size(4000000000)")
	if err != nil {
		return err
	}
	return f.db.Ping()
}

func (f *fts5) Import(ctx context.Context, texts func(func(tracker.Text) bool)) error {
	if err := f.Open(); err != nil {
		return err
	}
	if _, err := f.db.ExecContext(ctx, ftsSchema); err != nil {
		return err
	}
	tx, err := f.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	into, err := tx.Prepare("INSERT INTO provisions VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
	if err != nil {
		return err
	}
	words, err := tx.Prepare("INSERT INTO fts(rowid, title, heading, text) VALUES (?, ?, ?, ?)")
	if err != nil {
		return err
	}
	id := 0
	for t := range texts {
		for _, r := range rows(t) {
			id++
			if _, err := into.Exec(id, r.Address, r.Body, r.Kind, r.Session, r.Lang, r.Role, r.Section, r.Addressee,
				r.Title, r.Heading, r.Text); err != nil {
				return err
			}
			if _, err := words.Exec(id, r.Title, r.Heading, r.Text); err != nil {
				return err
			}
		}
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	if _, err := f.db.ExecContext(ctx, ftsFinish); err != nil {
		return err
	}
	return f.Close()
}

func (f *fts5) Query(ctx context.Context, q query) (answer, error) {
	where, args := "role = ?", []any{string(q.role)}
	if q.body != "" {
		where, args = where+" AND body = ?", append(args, q.body)
	}
	count := "SELECT body, kind, lang, section, addressee, count(*) FROM provisions WHERE " + where + " GROUP BY 1, 2, 3, 4, 5"
	best := "SELECT address, title, text, text FROM provisions WHERE " + where + " LIMIT 10"
	if len(q.words) > 0 {
		args = append([]any{ftsMatch(q)}, args...)
		count = "SELECT body, kind, lang, section, addressee, count(*) FROM fts JOIN provisions ON provisions.id = fts.rowid " +
			"WHERE fts MATCH ? AND " + where + " GROUP BY 1, 2, 3, 4, 5"
		best = "SELECT address, provisions.title, provisions.text, snippet(fts, 2, '<mark>', '</mark>', '…', 32) " +
			"FROM fts JOIN provisions ON provisions.id = fts.rowid WHERE fts MATCH ? AND " + where + " ORDER BY fts.rank LIMIT 10"
	}
	return sqlAnswer(ctx, f.db, count, best, args)
}

func ftsMatch(q query) string {
	if q.phrase {
		return `"` + strings.Join(q.words, " ") + `"`
	}
	return `"` + strings.Join(q.words, `" "`) + `"`
}

func (f *fts5) Close() error { return f.db.Close() }

// sqlAnswer runs the two queries of a page: groups of matches, and the best.
func sqlAnswer(ctx context.Context, db *sql.DB, count, best string, args []any) (a answer, err error) {
	sums := newAddUp()
	groups, err := db.QueryContext(ctx, count, args...)
	if err != nil {
		return a, err
	}
	defer groups.Close()
	for groups.Next() {
		var v [len(facets)]string
		var n int
		if err := groups.Scan(&v[0], &v[1], &v[2], &v[3], &v[4], &n); err != nil {
			return a, err
		}
		a.total += n
		sums.add(v, n)
	}
	if err := groups.Err(); err != nil {
		return a, err
	}
	a.facets = sums
	hits, err := db.QueryContext(ctx, best, args...)
	if err != nil {
		return a, err
	}
	defer hits.Close()
	for hits.Next() {
		var h hit
		if err := hits.Scan(&h.address, &h.title, &h.text, &h.passage); err != nil {
			return a, err
		}
		a.hits = append(a.hits, h)
	}
	return a, hits.Err()
}
