package bench

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"unicode"

	_ "modernc.org/sqlite" // the driver "sqlite"

	"concord/tracker"
)

// An FTS is SQLite's full-text index over rows, set up as its manual advises:
// words without accents for five languages, three characters at a time for
// Chinese, and the same weights of fields as Concord.
type FTS struct{ db *sql.DB }

const ftsSchema = `
CREATE VIRTUAL TABLE words USING fts5(title, heading, text, notes, address UNINDEXED, body UNINDEXED,
	tokenize = 'unicode61 remove_diacritics 2');
CREATE VIRTUAL TABLE characters USING fts5(title, heading, text, notes, address UNINDEXED, body UNINDEXED,
	tokenize = 'trigram');`

// OpenFTS makes an empty index in memory.
func OpenFTS() (*FTS, error) {
	db, err := sql.Open("sqlite", ":memory:")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1) // a second connection would have a memory of its own
	if _, err := db.Exec(ftsSchema); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &FTS{db}, nil
}

// Close frees the index.
func (f *FTS) Close() error { return f.db.Close() }

// Add indexes rows in one transaction.
func (f *FTS) Add(rows []Row) (err error) {
	tx, err := f.db.Begin()
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, tx.Rollback())
		}
	}()
	for _, r := range rows {
		table := "words"
		if r.Address.Lang == tracker.Chinese {
			table = "characters"
		}
		if _, err := tx.Exec("INSERT INTO "+table+" VALUES (?, ?, ?, ?, ?, ?)",
			r.Title, r.Heading, r.Text, r.Notes, r.Address.String(), r.Address.Body); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// Search lists the best addresses for what was typed, in one body or, when body
// is empty, in all. With any, one of the words is enough; else all must match.
func (f *FTS) Search(ctx context.Context, typed, body string, any bool, limit int) ([]tracker.Address, error) {
	table, match := "words", wordMatch(typed, any)
	if strings.ContainsFunc(typed, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
		table, match = "characters", characterMatch(typed, any)
	}
	if match == "" {
		return nil, nil
	}
	rows, err := f.db.QueryContext(ctx, "SELECT address FROM "+table+" WHERE "+table+" MATCH ? AND (? = '' OR body = ?) "+
		"ORDER BY bm25("+table+", 0.4, 0.5, 1.0, 0.4) LIMIT ?", match, body, body, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []tracker.Address
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		a, err := tracker.ParseAddress(s)
		if err != nil {
			return nil, err
		}
		out = append(out, a)
	}
	return out, rows.Err()
}

// wordMatch writes a query in FTS5's language: each word in quotes, so that no
// character of it is an operator.
func wordMatch(typed string, any bool) string {
	return joined(strings.FieldsFunc(typed, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.Mn, r)
	}), any)
}

// characterMatch asks for each run of characters, or for any three in a row.
func characterMatch(typed string, any bool) string {
	var runs []string
	for _, run := range strings.FieldsFunc(typed, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
		letters := []rune(run)
		if !any || len(letters) <= 3 {
			runs = append(runs, run)
			continue
		}
		for i := 0; i+3 <= len(letters); i++ {
			runs = append(runs, string(letters[i:i+3]))
		}
	}
	return joined(runs, any)
}

func joined(words []string, any bool) string {
	between := `" "`
	if any {
		between = `" OR "`
	}
	if len(words) == 0 {
		return ""
	}
	return `"` + strings.Join(words, between) + `"`
}
