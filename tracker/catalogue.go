package tracker

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// A CatalogueRow is what is known of an instrument without its text. Each fact
// carries whether somebody saw it in a source; unverified facts are shown as
// unverified and nothing rests on them.
type CatalogueRow struct {
	Instrument Address  `json:"instrument"`
	Title      string   `json:"title"`     // English
	Adopted    string   `json:"adopted"`   // session that first adopted it, or ""
	Revised    []string `json:"revised"`   // sessions that revised it, oldest first
	Abrogated  string   `json:"abrogated"` // session that ended it, or ""
	// Unverified names the facts above that come from memory or inference:
	// "title", "adopted", "revised", "abrogated", "standing".
	Unverified []string `json:"unverified"`
	Source     string   `json:"source"`
}

// catalogueColumns is the first line of a catalogue file.
const catalogueColumns = "instrument\ttitle\tadopted\trevised\tabrogated\tunverified\tsource"

// ReadCatalogue reads a tab-separated catalogue: a line of column names, then a
// row a line; lists are separated by spaces.
func ReadCatalogue(r io.Reader) ([]CatalogueRow, error) {
	var rows []CatalogueRow
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		if n == 1 {
			if lines.Text() != catalogueColumns {
				return nil, fmt.Errorf("line 1: want the columns %q", catalogueColumns)
			}
			continue
		}
		cells := strings.Split(lines.Text(), "\t")
		if len(cells) != 7 {
			return nil, fmt.Errorf("line %d: want 7 cells, have %d", n, len(cells))
		}
		instrument, err := ParseAddress(cells[0])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
		rows = append(rows, CatalogueRow{
			Instrument: instrument, Title: cells[1], Adopted: cells[2], Revised: strings.Fields(cells[3]),
			Abrogated: cells[4], Unverified: strings.Fields(cells[5]), Source: cells[6],
		})
	}
	return rows, lines.Err()
}
