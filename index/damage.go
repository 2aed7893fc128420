package index

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"os"

	segment "github.com/blevesearch/scorch_segment_api/v2"
)

// ErrDamaged says that what the disk gave is not what was written.
var ErrDamaged = errors.New("the index is damaged")

// Check compares the segments on the disk with the checksums at their ends, and
// reports the first that differs as [ErrDamaged]. Bleve itself trusts them.
func (x *Index) Check(ctx context.Context) error {
	v, err := x.view()
	if err != nil {
		return err
	}
	defer v.Close()
	for _, p := range v.parts {
		file, ok := p.Segment.(segment.PersistedSegment)
		if !ok {
			continue // in memory
		}
		if err := checkSegment(ctx, file.Path()); err != nil {
			return err
		}
	}
	return nil
}

// checksumBytes are at the end of a segment's file: CRC-32 of all before.
const checksumBytes = 4

func checkSegment(ctx context.Context, path string) error {
	f, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // merged into another since
	}
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	rest, sum := info.Size()-checksumBytes, crc32.NewIEEE()
	for rest > 0 {
		if err := ctx.Err(); err != nil {
			return err
		}
		n, err := io.CopyN(sum, f, min(rest, 1<<24))
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		rest -= n
	}
	var written [checksumBytes]byte
	if _, err := io.ReadFull(f, written[:]); err != nil || binary.BigEndian.Uint32(written[:]) != sum.Sum32() {
		return fmt.Errorf("%w: %s is not as it was written", ErrDamaged, path)
	}
	return nil
}

// Suspect gives a channel that is closed when a reading went wrong in a way that
// damage explains. Whoever follows the journal then asks [Index.Check], and if it
// is so makes the index anew with [Index.Renew].
func (x *Index) Suspect() <-chan struct{} {
	x.mu.Lock()
	defer x.mu.Unlock()
	return x.suspect
}

// suspected closes the channel that Suspect gave, and begins another.
func (x *Index) suspected() {
	x.mu.Lock()
	defer x.mu.Unlock()
	close(x.suspect)
	x.suspect = make(chan struct{})
}

// recovered turns a panic of the segments' reader into an error, and raises the
// suspicion that they are damaged.
func (x *Index) recovered(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("the index could not be read: it is damaged, or this is a fault of the program: %v", p)
		x.suspected()
	}
}

// Renew moves a damaged index aside and begins an empty one in its place, as
// [Open] does; why is what [Index.Rebuilt] says. It waits for the searches that
// are going on; those after it find what has been indexed again so far.
func (x *Index) Renew(why error) error {
	x.writing.Lock()
	defer x.writing.Unlock()
	x.using.Lock()
	defer x.using.Unlock()
	err := x.bleve.Close()
	if x.bleve = nil; err != nil {
		return fmt.Errorf("index %s: damaged, and cannot be closed: %w", x.dir, err)
	}
	if err := moveAside(x.dir); err != nil {
		return fmt.Errorf("index %s: damaged, and cannot be moved aside: %w", x.dir, err)
	}
	reason, none := why.Error(), ""
	x.rebuilt.Store(&reason)
	x.mark.Store(&none)
	x.position.Store(0)
	x.saved = nil
	x.answers.forget()
	x.recent.forget()
	x.mu.Lock()
	x.columns, x.holdings = nil, nil
	x.mu.Unlock()
	return x.create(x.dir)
}
