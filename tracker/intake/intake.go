// Package intake is the third stage: a file becomes part of the record. It
// reads the file with tracker/document and tracker/grammar, compares each text
// with the one held, and writes what is new in one entry of tracker/store, or
// nothing. The [tracker.Receipt] says what was understood and what was not.
//
// # What is written
//
// A text is compared as a whole with the text held of the same revision in the
// same language. What is equal is not written again, from whichever file it
// comes; so the same file twice changes nothing, and a file read anew by a
// better program is written only where the reading differs. The original file
// is kept before the entry that names it is written.
//
// # Caveats
//
// A text that does not say what it is, or which session adopted it, is a fault
// and is not stored: nothing could name it. A file with no other text stores
// nothing at all, not even itself.
//
// # Proposals
//
// A document in which an action and a symbol stand together, "MOD EUR/44A7/1", is
// a contribution: what it holds is stored as proposals and never as what a
// session adopted. A language of a proposal is compared as a text is; other
// languages of it join.
//
// A document with tracked changes and without such a line is as a rule a
// proposal too, but whose it is nobody can say, and neither of its two texts is
// certainly what a session adopted. It stores nothing unless the view is chosen
// ([grammar.Options]); whoever chooses answers for it.
package intake

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"time"

	"concord/tracker"
	"concord/tracker/document"
	"concord/tracker/grammar"
	"concord/tracker/store"
)

// An Intake takes files into one record. It is safe for concurrent use.
type Intake struct {
	Store   *store.Store     // required
	Grammar *grammar.Grammar // required
	Limits  document.Limits  // zero values mean the default
	Clock   func() time.Time // required; the time of entries
	Actor   string           // who imports

	drafts bool // what is read is a draft, with the limits of one
}

// As is the same intake for another actor.
func (in *Intake) As(actor string) *Intake {
	other := *in
	other.Actor = actor
	return &other
}

// File takes in one file. What is wrong with the file is told in the receipt;
// an error is the record's or ctx's. Nothing is written, and the receipt's
// Sequence is 0, where every text is unchanged or none can be stored.
func (in *Intake) File(ctx context.Context, name string, r io.ReaderAt, size int64, o grammar.Options) (tracker.Receipt, error) {
	read, err := in.read(ctx, name, r, size, o)
	if err != nil {
		return tracker.Receipt{}, err
	}
	if read.proposes {
		id := fmt.Sprintf("contribution/%s/%s,%s", read.file.Hash, o.Session, o.Lang)
		return in.propose(ctx, id, read.file, []reading{read})
	}
	id := fmt.Sprintf("import/%s/%s,%s,%s", read.file.Hash, o.Session, o.Lang, o.View)
	return in.write(ctx, id, read.file, []reading{read})
}

// A reading is what was understood of one file.
type reading struct {
	file   store.File
	bytes  *io.SectionReader
	result grammar.Result // its faults are all of the file's
	// proposes is true of a document of proposals; then contribution is what it
	// holds, and result nothing.
	proposes     bool
	contribution grammar.Contribution
}

// read understands a file. A file that cannot be read is a reading with a fault.
func (in *Intake) read(ctx context.Context, name string, r io.ReaderAt, size int64, o grammar.Options) (reading, error) {
	read := reading{file: store.File{Name: filepath.Base(name), Size: size}, bytes: io.NewSectionReader(r, 0, size)}
	sum := sha256.New()
	if _, err := io.Copy(sum, read.bytes); err != nil {
		return read, fmt.Errorf("%s: %w", name, err)
	}
	read.file.Hash = hex.EncodeToString(sum.Sum(nil))
	d, err := document.Read(ctx, r, size, in.Limits)
	var fault tracker.Fault
	switch {
	case errors.As(err, &fault):
		read.result.Faults = []tracker.Fault{fault}
		return read, ctx.Err()
	case err != nil:
		return read, fmt.Errorf("%s: %w", name, err)
	}
	if in.drafts {
		if err := checkLength(d); err != nil {
			return read, err
		}
	}
	read.file.Format = string(d.Format)
	if o.View == grammar.AsContribution || o.View == "" && in.Grammar.IsContribution(d) {
		read.proposes, read.contribution = true, in.Grammar.Contribution(d, o)
		read.contribution.Faults = append(slices.Clone(d.Faults), read.contribution.Faults...)
		return read, nil
	}
	if d.Tracked() && o.View == "" {
		read.result.Faults = []tracker.Fault{{
			Place: "file", Rule: "tracked-changes",
			Problem: "the document has tracked changes, so it is a proposal and holds two texts; " +
				"nothing was stored, for no line such as “MOD EUR/44A7/1” says whose proposal: accept or reject the changes, " +
				"or say which text was adopted with --as base or --as proposed",
		}}
		return read, nil
	}
	read.result = in.Grammar.Parse(d, o)
	for _, fault := range slices.Backward(d.Faults) {
		if !slices.Contains(read.result.Faults, fault) {
			read.result.Faults = slices.Insert(read.result.Faults, 0, fault)
		}
	}
	return read, nil
}

// write stores what is new in the readings as one entry, under a receipt for
// file. If another writer touches one of the instruments meanwhile, it compares
// again.
func (in *Intake) write(ctx context.Context, id string, file store.File, readings []reading) (tracker.Receipt, error) {
	kept := false
	for {
		expect := in.Store.Last()
		c, err := in.compare(file, readings)
		if err != nil || !c.news() {
			return c.receipt, err
		}
		if !kept {
			if err := in.keep(readings); err != nil {
				return tracker.Receipt{}, err
			}
			kept = true
		}
		entry, err := c.entry(in.Clock(), in.Actor, readings)
		if err != nil {
			return tracker.Receipt{}, err
		}
		// The position makes the id one of this comparison: a file may bring
		// back words that another has replaced since it was first read.
		entry, err = in.Store.Append(ctx, fmt.Sprintf("%s/%d", id, expect), expect, entry)
		if errors.Is(err, store.ErrConflict) {
			continue
		}
		c.receipt.Sequence, c.receipt.Received = entry.Sequence, entry.Time
		return c.receipt, err
	}
}

// keep copies the original files into the record.
func (in *Intake) keep(readings []reading) error {
	for _, read := range readings {
		if _, err := read.bytes.Seek(0, io.SeekStart); err != nil {
			return err
		}
		hash, err := in.Store.Keep(read.bytes)
		if err != nil {
			return fmt.Errorf("keep %s: %w", read.file.Name, err)
		}
		if hash != read.file.Hash {
			return fmt.Errorf("keep %s: the file changed while it was read", read.file.Name)
		}
	}
	return nil
}
