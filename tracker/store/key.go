package store

import (
	"bytes"
	"encoding/binary"
	"strings"

	"concord/tracker"
)

// The buckets. stateBuckets are those that the journal makes.
var (
	metaBucket    = []byte("meta")
	journalBucket = []byte("journal")
	idsBucket     = []byte("ids")

	subjectsBucket    = []byte("subjects")
	instrumentsBucket = []byte("instruments")
	textsBucket       = []byte("texts")
	citedBucket       = []byte("cited")
	receiptsBucket    = []byte("receipts")
	filesBucket       = []byte("files")
	statusesBucket    = []byte("statuses")
	correctionsBucket = []byte("corrections")
	linksBucket       = []byte("links")
	proposalsBucket   = []byte("proposals")
	proposedBucket    = []byte("proposed")
	reviewsBucket     = []byte("reviews")
	lookedBucket      = []byte("looked")
	mergersBucket     = []byte("mergers")

	stateBuckets = [...][]byte{
		subjectsBucket, instrumentsBucket, textsBucket, citedBucket, receiptsBucket, filesBucket,
		proposalsBucket, proposedBucket, statusesBucket, correctionsBucket, linksBucket,
		reviewsBucket, lookedBucket, mergersBucket,
	}
)

var schemaKey = []byte("schema")

// schema is the version of the layout that the package comment describes.
const schema = 4

func number(n uint64) []byte { return binary.BigEndian.AppendUint64(nil, n) }

// kindOrder is the order of kinds in Final Acts; a basic text has no kind.
var kindOrder = map[tracker.Kind]string{
	"": "0", tracker.Decision: "1", tracker.Resolution: "2", tracker.Recommendation: "3", tracker.Opinion: "4",
}

// instrumentKey is the key of a's instrument, which sorts as people sort.
func instrumentKey(a tracker.Address) []byte {
	return []byte(a.Body + " " + kindOrder[a.Kind] + " " + natural(a.Number) + " " + a.Number)
}

// natural pads every run of digits in s, so that strings sort by number: eight
// digits, more than any instrument's number has.
func natural(s string) string {
	var b strings.Builder
	for s != "" {
		i := strings.IndexAny(s, "0123456789")
		if i < 0 {
			break
		}
		b.WriteString(s[:i])
		s = s[i:]
		digits := len(s) - len(strings.TrimLeft(s, "0123456789"))
		b.WriteString("00000000"[min(digits, 8):])
		b.WriteString(s[:digits])
		s = s[digits:]
	}
	return b.String() + s
}

// textKey is the key of a text; its address must have a session and a language.
func textKey(a tracker.Address) []byte { return []byte(a.In(a.Lang).String()) }

// citedKey is the key of one citation.
func citedKey(target, from tracker.Address, lang tracker.Lang) []byte {
	return []byte(target.Instrument().String() + " " + from.At(from.Provision).String() + " " + target.String() + " " + string(lang))
}

// proposalKey is the key of a proposal, which sorts by conference, author and
// number.
func proposalKey(session, symbol string) []byte {
	return []byte(session + " " + natural(symbol) + " " + symbol)
}

// proposedKey is the key of a proposal's texts in one language.
func proposedKey(proposal []byte, lang tracker.Lang) []byte {
	return append(append(bytes.Clone(proposal), ' '), lang...)
}
