package main

import (
	"context"
	"database/sql"
	"strconv"
	"strings"

	_ "github.com/lib/pq" // the driver "postgres"

	"concord/tracker"
)

// gin is PostgreSQL with a generated column of words under a GIN index. Its
// server is started by whoever runs the measurement; the table is made anew.
type gin struct {
	source string // as lib/pq reads it
	table  string
	db     *sql.DB
}

func (g *gin) Open() (err error) {
	if g.db, err = sql.Open("postgres", g.source); err != nil {
		return err
	}
	return g.db.Ping()
}

func (g *gin) Import(ctx context.Context, texts func(func(tracker.Text) bool)) error {
	if err := g.Open(); err != nil {
		return err
	}
	if _, err := g.db.ExecContext(ctx, "DROP TABLE IF EXISTS "+g.table+"; CREATE TABLE "+g.table+` (address text, body text,
		kind text, session text, lang text, role text, section text, addressee text, title text, heading text, text text,
		words tsvector GENERATED ALWAYS AS (setweight(to_tsvector('simple', text), 'A') ||
			setweight(to_tsvector('simple', heading), 'B') || setweight(to_tsvector('simple', title), 'C')) STORED)`); err != nil {
		return err
	}
	tx, err := g.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	into, err := tx.Prepare("COPY " + g.table + " (address, body, kind, session, lang, role, section, addressee, title, heading, text) FROM STDIN")
	if err != nil {
		return err
	}
	for t := range texts {
		for _, r := range rows(t) {
			if _, err := into.Exec(r.Address, r.Body, r.Kind, r.Session, r.Lang, r.Role, r.Section, r.Addressee,
				r.Title, r.Heading, r.Text); err != nil {
				return err
			}
		}
	}
	if _, err := into.Exec(); err != nil {
		return err
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	for _, s := range []string{
		"CREATE INDEX ON " + g.table + " USING gin (words)",
		"CREATE INDEX ON " + g.table + " (role, body, kind, lang, section, addressee)",
		"VACUUM ANALYZE " + g.table,
	} {
		if _, err := g.db.ExecContext(ctx, s); err != nil {
			return err
		}
	}
	return g.Close()
}

func (g *gin) Query(ctx context.Context, q query) (answer, error) {
	var where []string
	var args []any
	and := func(sql string, arg any) {
		args = append(args, arg)
		where = append(where, strings.ReplaceAll(sql, "?", "$"+strconv.Itoa(len(args))))
	}
	best := "SELECT address, title, text, text"
	order := ""
	if len(q.words) > 0 {
		ask := "plainto_tsquery('simple', $1)"
		if q.phrase {
			ask = "phraseto_tsquery('simple', $1)"
		}
		and("words @@ "+ask, strings.Join(q.words, " "))
		// The headline is made for the ten alone: made beside the rank, it would be
		// made for every match.
		best = "SELECT address, title, text, ts_headline('simple', text, " + ask + ") FROM (SELECT address, title, text"
		order = " ORDER BY ts_rank(words, " + ask + ") DESC LIMIT 10) AS best"
	}
	and("role = ?", string(q.role))
	if q.body != "" {
		and("body = ?", q.body)
	}
	from := " FROM " + g.table + " WHERE " + strings.Join(where, " AND ")
	if order == "" {
		order = " LIMIT 10"
	}
	return sqlAnswer(ctx, g.db, "SELECT body, kind, lang, section, addressee, count(*)"+from+" GROUP BY 1, 2, 3, 4, 5",
		best+from+order, args)
}

func (g *gin) Close() error { return g.db.Close() }

// Size is the bytes of the table and its indexes, which are not in a folder.
func (g *gin) Size() (n int64, err error) {
	err = g.db.QueryRow("SELECT pg_total_relation_size($1)", g.table).Scan(&n)
	return n, err
}
