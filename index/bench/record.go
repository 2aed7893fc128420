package bench

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"concord/data"
	"concord/index"
	"concord/index/derive"
	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/intake"
	"concord/tracker/store"
)

// A Record is the record made from the corpora and the sample library, with its
// index.
type Record struct {
	Store *store.Store
	Index *index.Index
}

// A Row is a provision in one language, as every engine is given it.
type Row struct {
	Address tracker.Address // with language
	Title   string
	Heading string
	Text    string
	Notes   string
}

// corpora are the folders that are read, and the bodies whose texts they hold.
var corpora = map[string]string{"pp18": "itu/pp", "unga": "un/ga", "wrc23": "itu/wrc", "sample": "icou/plen"}

// looked are the documents that the search was made with; elsewhere are others.
var (
	looked    = []string{"pp18/*.xml", "unga/*.pdf", "wrc23/*.txt"}
	elsewhere = []string{"unsc/*.txt", "wtsa16/*.docx"}
)

// BuildRecord opens the record in dir, reading the documents under folder first
// if it is empty.
func BuildRecord(ctx context.Context, dir, folder string, patterns []string) (*Record, error) {
	sample, err := fs.Sub(data.Files, "sample")
	if err != nil {
		return nil, err
	}
	registry, err := tracker.ReadRegistry(data.Files, sample)
	if err != nil {
		return nil, err
	}
	s, err := store.Open(dir, registry)
	if err != nil {
		return nil, err
	}
	if s.Last() == 0 {
		if err := takeIn(ctx, s, registry, folder, patterns, sample); err != nil {
			return nil, errors.Join(err, s.Close())
		}
	}
	x, err := derive.Open(filepath.Join(dir, "index"), s, registry)
	if err != nil {
		return nil, errors.Join(err, s.Close())
	}
	r := &Record{s, x}
	if err := derive.Once(ctx, s, x); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// takeIn reads the sample library and every document of the corpora.
func takeIn(ctx context.Context, s *store.Store, registry *tracker.Registry, folder string, patterns []string, sample fs.FS) error {
	g, err := grammar.Load(registry, data.Files)
	if err != nil {
		return err
	}
	in := &intake.Intake{Store: s, Grammar: g, Limits: document.DefaultLimits, Clock: time.Now, Actor: "bench"}
	if _, err := in.Sample(ctx, sample); err != nil {
		return err
	}
	for _, pattern := range patterns {
		paths, err := filepath.Glob(filepath.Join(folder, pattern))
		if err != nil {
			return err
		}
		for _, path := range paths {
			if err := takeInFile(ctx, in, path); err != nil {
				return fmt.Errorf("%s: %w", path, err)
			}
		}
	}
	return nil
}

func takeInFile(ctx context.Context, in *intake.Intake, path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	_, err = in.File(ctx, filepath.Base(path), f, info.Size(), grammar.Options{})
	return err
}

// Close closes the index and the record.
func (r *Record) Close() error { return errors.Join(r.Index.Close(), r.Store.Close()) }

// Rows lists every provision in every language, in the order of the journal.
func (r *Record) Rows(ctx context.Context) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		for e, err := range r.Store.Follow(ctx, 0) {
			if err != nil {
				yield(Row{}, err)
				return
			}
			if e.Kind != store.ImportKind {
				continue
			}
			taken, err := e.Import()
			if err != nil {
				yield(Row{}, err)
				return
			}
			for _, t := range taken.Texts {
				for _, p := range t.Provisions {
					if !yield(row(t, p), nil) {
						return
					}
				}
			}
		}
	}
}

func row(t tracker.Text, p tracker.Provision) Row {
	a := t.Revision.In(t.Lang)
	a.Provision = p.Address.Provision
	notes := make([]string, len(p.Notes))
	for i, n := range p.Notes {
		notes[i] = n.Text
	}
	return Row{a, t.Title, p.Heading, p.Text, strings.Join(notes, "\n")}
}
