package document

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"concord/tracker"
)

// Limits bound what reading one file may cost. Zero values mean the default.
type Limits struct {
	Bytes      int64         // of the file
	Unpacked   int64         // of all parts of an archive together
	Entries    int           // of an archive
	Ratio      int64         // unpacked to packed size of one entry
	Depth      int           // of nested elements
	Tokens     int           // of XML or HTML
	Paragraphs int           // of the result
	Pages      int           // of a PDF
	Memory     int64         // of the child process that reads a PDF
	Time       time.Duration // of one reading
}

// DefaultLimits are generous for a conference's Final Acts and small enough
// that no file can exhaust the machine.
var DefaultLimits = Limits{
	Bytes: 64 << 20, Unpacked: 96 << 20, Entries: 4000, Ratio: 200, Depth: 200,
	Tokens: 3_000_000, Paragraphs: 200_000, Pages: 3000, Memory: 400 << 20, Time: 2 * time.Minute,
}

// orDefault fills in the zero values.
func (l Limits) orDefault() Limits {
	return Limits{
		Bytes: or(l.Bytes, DefaultLimits.Bytes), Unpacked: or(l.Unpacked, DefaultLimits.Unpacked),
		Entries: or(l.Entries, DefaultLimits.Entries), Ratio: or(l.Ratio, DefaultLimits.Ratio),
		Depth: or(l.Depth, DefaultLimits.Depth), Tokens: or(l.Tokens, DefaultLimits.Tokens),
		Paragraphs: or(l.Paragraphs, DefaultLimits.Paragraphs), Pages: or(l.Pages, DefaultLimits.Pages),
		Memory: or(l.Memory, DefaultLimits.Memory), Time: or(l.Time, DefaultLimits.Time),
	}
}

func or[T int | int64 | time.Duration](n, standard T) T {
	if n > 0 {
		return n
	}
	return standard
}

// A budget is what is left of the limits while one file is read.
type budget struct {
	ctx        context.Context
	lim        Limits
	tokens     int
	paragraphs int
	unpacked   int64
}

// tokensPerCheck is how many tokens are read between two looks at the clock: a
// look costs as much as a token, and a thousand tokens take about a millisecond.
const tokensPerCheck = 1024

// token counts one element or stretch of text.
func (b *budget) token(place string) error {
	b.tokens++
	if b.tokens > b.lim.Tokens {
		return tooLarge(place, fmt.Sprintf("more than %d elements", b.lim.Tokens))
	}
	if b.tokens%tokensPerCheck == 0 {
		return b.time(place)
	}
	return nil
}

// paragraph counts one paragraph of the result.
func (b *budget) paragraph(place string) error {
	b.paragraphs++
	if b.paragraphs > b.lim.Paragraphs {
		return tooLarge(place, fmt.Sprintf("more than %d paragraphs", b.lim.Paragraphs))
	}
	return nil
}

// time reports whether the deadline has passed or the caller has given up.
func (b *budget) time(place string) error {
	err := b.ctx.Err()
	if errors.Is(err, context.DeadlineExceeded) {
		return tracker.Fault{Place: place, Rule: "timeout",
			Problem: fmt.Sprintf("reading took longer than %s; split the file", b.lim.Time)}
	}
	return err
}

func tooLarge(place, what string) error {
	return tracker.Fault{Place: place, Rule: "too-large", Problem: what + "; split the file or save it again from the program that made it"}
}

func damaged(place string, err error) error {
	if fault, ok := errors.AsType[tracker.Fault](err); ok {
		fault.Place = cmp.Or(fault.Place, place)
		return fault
	}
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return err
	}
	return tracker.Fault{Place: place, Rule: "damaged",
		Problem: fmt.Sprintf("cannot be read to the end: %v; open it in the program that made it and save it again", err)}
}
