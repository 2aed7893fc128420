package tracker

import (
	"slices"
	"strings"
	"testing"
)

func TestReadCatalogue(t *testing.T) {
	rows, err := ReadCatalogue(strings.NewReader(catalogueColumns + "\n" +
		"icou/plen/res/7\tClouds at night\tpa-14\tva-18 sm-22\t\ttitle standing\tseen in a list\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(rows) != 1 {
		t.Fatalf("%d rows, want 1", len(rows))
	}
	row := rows[0]
	if row.Instrument.Number != "7" || row.Adopted != "pa-14" || !slices.Equal(row.Revised, []string{"va-18", "sm-22"}) ||
		row.Abrogated != "" || !slices.Equal(row.Unverified, []string{"title", "standing"}) || row.Source != "seen in a list" {
		t.Errorf("row %+v", row)
	}
}

func TestCatalogueFaultsSayTheLine(t *testing.T) {
	good := "icou/plen/res/7\tClouds\tpa-14\t\t\t\tseen\n"
	for name, test := range map[string]struct{ text, want string }{
		"columns": {"number\ttitle\n", "line 1: "},
		"cells":   {catalogueColumns + "\n" + good + "icou/plen/res/8\tRain\n", "line 3: want 7 cells, have 2"},
		"address": {catalogueColumns + "\n" + good + good + "plen 9\tRain\t\t\t\t\t\n", "line 4: address"},
	} {
		if _, err := ReadCatalogue(strings.NewReader(test.text)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}
