package intake

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"concord/tracker"
	"concord/tracker/grammar"
	"concord/tracker/store"
)

// Sample takes in a library of files, texts/SESSION/*.txt under files, as one
// entry with one receipt, which has no Hash: it is of no one file. The folder's
// name is the session where a file does not say it. The library's bodies are
// marked fictional in the registry.
func (in *Intake) Sample(ctx context.Context, files fs.FS) (tracker.Receipt, error) {
	readings, sum, err := in.library(ctx, files, "texts/*/*.txt", grammar.Options{})
	if err != nil {
		return tracker.Receipt{}, err
	}
	return in.write(ctx, "sample/"+sum, store.File{Name: "sample library", Format: "text"}, readings)
}

// Contributions takes in a library of contributions, contributions/SESSION/* under
// files, as one entry with one receipt. The folder's name is the conference.
func (in *Intake) Contributions(ctx context.Context, files fs.FS) (tracker.Receipt, error) {
	readings, sum, err := in.library(ctx, files, "contributions/*/*", grammar.Options{View: grammar.AsContribution})
	if err != nil {
		return tracker.Receipt{}, err
	}
	return in.propose(ctx, "contributions/"+sum, store.File{Name: "sample contributions", Format: "text"}, readings)
}

// library reads the files that match a pattern, whose folders are named by their
// sessions. The sum is of all of them, with their names.
func (in *Intake) library(ctx context.Context, files fs.FS, pattern string, o grammar.Options) (readings []reading, sum string, err error) {
	names, err := fs.Glob(files, pattern)
	if err != nil {
		return nil, "", err
	}
	all := sha256.New()
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, "", err
		}
		o.Session = path.Base(path.Dir(name))
		read, err := in.read(ctx, name, bytes.NewReader(content), int64(len(content)), o)
		if err != nil {
			return nil, "", err
		}
		read.file.Name = o.Session + "-" + read.file.Name
		readings = append(readings, read)
		fmt.Fprintln(all, read.file.Hash, read.file.Name)
	}
	return readings, fmt.Sprintf("%x", all.Sum(nil)), nil
}

// Catalogue takes in what is known of instruments without their texts: the
// rows that differ from those held, in one entry, or in none.
func (in *Intake) Catalogue(ctx context.Context, rows []tracker.CatalogueRow) error {
	for {
		expect := in.Store.Last()
		var payload store.Catalogue
		var subjects []string
		for _, row := range rows {
			known, err := in.Store.Known(row.Instrument)
			if err != nil && !errors.Is(err, store.ErrNotFound) {
				return err
			}
			if known.Catalogue == nil || !sameRow(*known.Catalogue, row) {
				payload.Rows = append(payload.Rows, row)
				subjects = append(subjects, row.Instrument.String())
			}
		}
		if len(payload.Rows) == 0 {
			return nil
		}
		raw, err := json.Marshal(payload)
		if err != nil {
			return err
		}
		id := fmt.Sprintf("catalogue/%x/%d", sha256.Sum256(raw), expect)
		_, err = in.Store.Append(ctx, id, expect, store.Entry{
			Time: in.Clock(), Actor: in.Actor, Kind: store.CatalogueKind, Subjects: subjects, Payload: raw,
		})
		if !errors.Is(err, store.ErrConflict) {
			return err
		}
	}
}

func sameRow(a, b tracker.CatalogueRow) bool {
	return a.Instrument == b.Instrument && a.Title == b.Title && a.Adopted == b.Adopted && a.Abrogated == b.Abrogated &&
		a.Source == b.Source && slices.Equal(a.Revised, b.Revised) && slices.Equal(a.Unverified, b.Unverified)
}
