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
	names, err := fs.Glob(files, "texts/*/*.txt")
	if err != nil {
		return tracker.Receipt{}, err
	}
	var readings []reading
	sum := sha256.New()
	library := store.File{Name: "sample library", Format: "text"}
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return tracker.Receipt{}, err
		}
		session := path.Base(path.Dir(name))
		read, err := in.read(ctx, name, bytes.NewReader(content), int64(len(content)), grammar.Options{Session: session})
		if err != nil {
			return tracker.Receipt{}, err
		}
		read.file.Name = session + "-" + read.file.Name
		readings = append(readings, read)
		fmt.Fprintln(sum, read.file.Hash, read.file.Name)
	}
	return in.write(ctx, fmt.Sprintf("sample/%x", sum.Sum(nil)), library, readings)
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
