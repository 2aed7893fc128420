package document

import "time"

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
	Bytes: 64 << 20, Unpacked: 256 << 20, Entries: 4000, Ratio: 200, Depth: 200,
	Tokens: 3_000_000, Paragraphs: 200_000, Pages: 3000, Memory: 400 << 20, Time: 2 * time.Minute,
}
