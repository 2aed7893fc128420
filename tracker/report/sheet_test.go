package report

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"concord/data"
	"concord/tracker"
	"concord/tracker/implementation"
	"concord/tracker/store"
)

var (
	keeper = tracker.Actor{Name: "anna", Writes: true, Internal: true}
	when   = time.Date(2026, 4, 28, 9, 0, 0, 0, time.UTC)
)

// large is a record of n mandates of the Plenipotentiary Conference, fifty a
// resolution, every one a report to the Council each year.
func large(t testing.TB, n int) Maker {
	t.Helper()
	registry, err := tracker.ReadRegistry(data.Files)
	if err != nil {
		t.Fatal(err)
	}
	s, err := store.Open(t.TempDir(), registry)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	var payload store.Import
	var subjects []string
	for i := 0; i < n; i += 50 {
		revision := tracker.Address{Body: "itu/pp", Kind: tracker.Resolution, Number: fmt.Sprint(300 + i/50), Session: "pp-18"}
		text := tracker.Text{Instrument: revision.Instrument(), Revision: revision, Lang: tracker.English, Kind: "resolution", Number: revision.Number, Title: "Clouds"}
		for j := range min(50, n-i) {
			text.Provisions = append(text.Provisions, tracker.Provision{
				Address: revision.At(fmt.Sprintf("instructs-sg.%d", j+1)), Role: tracker.Operative, Section: "instructs-sg",
				Text: fmt.Sprintf("to report each year to the Council on the clouds over island %d, on the stations that watch them and on what each of them needs;", i+j),
			})
		}
		payload.Texts = append(payload.Texts, text)
		subjects = append(subjects, revision.Instrument().String())
	}
	raw, err := json.Marshal(payload)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(t.Context(), "import/large", store.Any, store.Entry{Time: when, Actor: "test", Kind: store.ImportKind, Subjects: subjects, Payload: raw}); err != nil {
		t.Fatal(err)
	}
	leads := []string{"sg", "dir-bdt", "dir-tsb", "dir-br", "council"}
	p := &implementation.Plan{Store: s, Registry: registry, Extract: func(text tracker.Text) []tracker.Mandate {
		var all []tracker.Mandate
		for i, p := range text.Provisions {
			all = append(all, tracker.Mandate{Address: p.Address, Instrument: text.Instrument, Lang: text.Lang, Text: p.Text,
				Lead: leads[i%len(leads) : i%len(leads)+1], Reporting: true, ReportTo: []string{"council"}, Frequency: tracker.Annual})
		}
		return all
	}}
	v, err := p.View(t.Context(), keeper)
	if err != nil {
		t.Fatal(err)
	}
	return Maker{Plan: p, View: v, Lang: tracker.English}
}

// TestSheetRoundTrip: a sheet that nobody touched changes nothing, in any
// language and either format; what is filled in comes back as it was typed.
func TestSheetRoundTrip(t *testing.T) {
	m := large(t, 60)
	items := m.View.Select(implementation.Filter{})
	const note = "=HYPERLINK(\"http://evil.example\";\"云\")\n'+مذكرة\n@here"
	for i, it := range items[:4] {
		outcomes, err := m.Plan.Write(t.Context(), keeper, when, []implementation.Edit{{Address: it.Address, Version: it.Version, Status: &tracker.Status{
			State: "recurring", Since: "2026-01-31", Evidence: []string{"C26/35", "-1+1", " \t=1\t2; C26/36 "}, Note: []string{note, "'=1", "''-2", " \ttwo\r\nlines\rmore\t"}[i], Internal: "@internal",
		}}}, false)
		if err != nil || outcomes[0].Result != implementation.Written {
			t.Fatal(outcomes, err)
		}
	}
	m.View, _ = m.Plan.View(t.Context(), keeper)
	items = m.View.Select(implementation.Filter{})
	for _, lang := range tracker.Langs {
		m.Lang = lang
		table := m.Sheet(items, true)
		for name, write := range map[string]func(*bytes.Buffer, Table) error{
			"xlsx": func(b *bytes.Buffer, t Table) error { return WriteXLSX(b, t) },
			"csv":  func(b *bytes.Buffer, t Table) error { return WriteCSV(b, t) },
		} {
			var b bytes.Buffer
			if err := write(&b, table); err != nil {
				t.Fatal(err)
			}
			changed, untouched, faults, err := ReadSheet(m.Plan.Registry, &b, nil)
			if err != nil || len(changed) > 0 || untouched != len(items) || len(faults) > 0 {
				t.Errorf("%s %s, untouched: %d changed, %d untouched, %v, %v", lang, name, len(changed), untouched, faults, err)
			}
			filled := table
			filled.Rows = slices.Clone(table.Rows)
			row := slices.Clone(filled.Rows[5])
			done, _ := m.Plan.Registry.State("done")
			row[4], row[5], row[7] = done.Name[lang], "46112", note // the number that a program makes of a date
			filled.Rows[5] = row
			b.Reset()
			if err := write(&b, filled); err != nil {
				t.Fatal(err)
			}
			changed, _, faults, err = ReadSheet(m.Plan.Registry, &b, nil)
			if err != nil || len(changed) != 1 || len(faults) > 0 {
				t.Fatalf("%s %s, filled in: %d changed, %v, %v", lang, name, len(changed), faults, err)
			}
			if s := changed[0].Status; changed[0].Row != 7 || s.State != "done" || s.Since != "2026-03-31" || s.Note != note {
				t.Errorf("%s %s: row %d: %+v", lang, name, changed[0].Row, s)
			}
		}
	}
}

// TestNothingRuns: no cell of a CSV begins like a formula, and no cell of a
// spreadsheet is one.
func TestNothingRuns(t *testing.T) {
	table := Table{Title: "=1", Columns: []Column{{Key: "a", Name: "=A"}}, Rows: [][]string{{"=1+1"}, {"+1"}, {"-1"}, {"@x"}, {"\t=1"}, {"'=1"}, {"x=1"}}}
	var b bytes.Buffer
	if err := WriteCSV(&b, table); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(b.String(), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for i, row := range rows {
		if strings.ContainsRune(formulaSigns, rune(row[0][0])) {
			t.Errorf("row %d begins like a formula: %q", i, row[0])
		}
		if i > 0 && arm(row[0]) != table.Rows[i-1][0] {
			t.Errorf("row %d: %q comes back as %q", i, row[0], arm(row[0]))
		}
	}
	b.Reset()
	if err := WriteXLSX(&b, table); err != nil {
		t.Fatal(err)
	}
	if sheet := part(t, b.Bytes(), "xl/worksheets/sheet1.xml"); strings.Contains(sheet, "<f>") || !strings.Contains(sheet, "=1+1") {
		t.Errorf("a formula in the sheet: %.400s", sheet)
	}
}

// TestBadSheets: what cannot be understood is a fault with its row.
func TestBadSheets(t *testing.T) {
	m := large(t, 5)
	table := m.Sheet(m.View.Select(implementation.Filter{}), true)
	for i, change := range []struct {
		column int
		value  string
	}{{0, "nonsense"}, {4, "splendid"}, {5, "next week"}, {10, "one"}} {
		table.Rows[i] = slices.Clone(table.Rows[i])
		table.Rows[i][change.column] = change.value
	}
	var b bytes.Buffer
	if err := WriteXLSX(&b, table); err != nil {
		t.Fatal(err)
	}
	changed, untouched, faults, err := ReadSheet(m.Plan.Registry, &b, nil)
	if err != nil || len(changed) != 0 || untouched != 1 || len(faults) != 4 || faults[1].Place != "row 3" || !strings.Contains(faults[1].Problem, "splendid") {
		t.Errorf("%d changed, %d untouched, %v, %v", len(changed), untouched, faults, err)
	}
	for _, content := range []string{"", "PK\x03\x04 no archive", "a,b\n1,2\n", "\x00\x01\x02"} {
		if _, _, _, err := ReadSheet(m.Plan.Registry, strings.NewReader(content), nil); err == nil {
			t.Errorf("%q was read as a sheet", content)
		}
	}
}

// TestOddSheets: columns in another order, a title above them, a sheet before, other
// signs between cells, UTF-16, days as offices write them. Nothing is lost by a column
// that was taken out.
func TestOddSheets(t *testing.T) {
	m := large(t, 5)
	table := m.Sheet(m.View.Select(implementation.Filter{}), true)
	at := func(key string) int { return slices.Index(sheetColumns, key) }
	for i, since := range []string{"1.5.2026", "2026/5/1", "2026年5月1日", "", "5/1/2026"} {
		row := slices.Clone(table.Rows[i])
		row[at("state")], row[at("since")], row[at("evidence")] = "In Progress", since, "C26/35; C26/36\nC26/37"
		table.Rows[i] = row
	}
	csvOf := func(keys []string, comma rune, above string) string {
		var b strings.Builder
		b.WriteString(above)
		w := csv.NewWriter(&b)
		w.Comma = comma
		for _, row := range append([][]string{sheetColumns}, table.Rows...) {
			var cells []string
			for _, key := range keys {
				cells = append(cells, row[at(key)])
			}
			w.Write(cells)
		}
		w.Flush()
		return b.String()
	}
	turned := slices.Clone(sheetColumns)
	slices.Reverse(turned)
	wide := []byte{0xff, 0xfe}
	for _, unit := range utf16.Encode([]rune(csvOf(sheetColumns, '\t', ""))) {
		wide = append(wide, byte(unit), byte(unit>>8))
	}
	var covered bytes.Buffer
	if err := WriteXLSX(&covered, Table{Title: "About", Columns: []Column{{Name: "Address"}}, Rows: [][]string{{"Geneva"}}}, table); err != nil {
		t.Fatal(err)
	}
	for name, content := range map[string]string{
		"turned": csvOf(turned, ';', "\ufeff"), "titled": csvOf(sheetColumns, ',', "Plan of the Union\n"), "UTF-16": string(wide), "covered": covered.String(),
	} {
		changed, _, faults, err := ReadSheet(m.Plan.Registry, strings.NewReader(content), nil)
		if err != nil || len(changed) != 4 || len(faults) != 1 || !strings.Contains(faults[0].Problem, "5/1/2026") {
			t.Errorf("%s: %d changed, %v, %v", name, len(changed), faults, err)
			continue
		}
		for i, row := range changed {
			want := []string{"2026-05-01", "2026-05-01", "2026-05-01", ""}[i]
			if row.Status.State != "in-progress" || row.Status.Since != want || len(row.Status.Evidence) != 3 {
				t.Errorf("%s: row %d: %+v", name, row.Row, row.Status)
			}
		}
	}
	without := slices.DeleteFunc(slices.Clone(sheetColumns), func(key string) bool { return key == "evidence" })
	for name, content := range map[string]string{"Evidence": csvOf(without, ',', ""), "UTF-8": strings.ReplaceAll(csvOf(sheetColumns, ',', ""), "C26/35", "\xe9")} {
		if _, _, _, err := ReadSheet(m.Plan.Registry, strings.NewReader(content), nil); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestSinceIsToday: who fills in a state and leaves the day of the adoption beside
// it, or no day, says that it is so from today on.
func TestSinceIsToday(t *testing.T) {
	m := large(t, 2)
	items := m.View.Select(implementation.Filter{})
	table := m.Sheet(items, true)
	for i, since := range []string{table.Rows[0][slices.Index(sheetColumns, "since")], ""} {
		table.Rows[i][slices.Index(sheetColumns, "state")], table.Rows[i][slices.Index(sheetColumns, "since")] = "done", since
	}
	var b bytes.Buffer
	if err := WriteXLSX(&b, table); err != nil {
		t.Fatal(err)
	}
	changed, _, _, err := ReadSheet(m.Plan.Registry, &b, nil)
	if err != nil || len(changed) != 2 {
		t.Fatalf("%d changed, %v", len(changed), err)
	}
	outcomes, err := m.Plan.Write(t.Context(), keeper, when, []implementation.Edit{changed[0].Edit, changed[1].Edit}, true)
	if err != nil {
		t.Fatal(err)
	}
	for _, o := range outcomes {
		if o.Result != implementation.Written || o.Status.Since != when.UTC().Format(time.DateOnly) {
			t.Errorf("%s: %s, %+v", o.Address, o.Result, o.Status)
		}
	}
}

// TestReminders: lines of at most 75 bytes that end in CRLF and are cut between
// letters, identities that stay, one event a report.
func TestReminders(t *testing.T) {
	m := large(t, 10)
	m.Lang = tracker.Arabic
	var first, second bytes.Buffer
	for _, b := range []*bytes.Buffer{&first, &second} {
		if err := m.Reminders(b, "sg", when, "http://127.0.0.1:8080"); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) {
		t.Error("two readings differ")
	}
	events := 0
	for line := range strings.SplitSeq(strings.TrimSuffix(first.String(), "\r\n"), "\r\n") {
		if len(line) > 75 || !utf8.ValidString(line) || strings.Contains(line, "\n") {
			t.Errorf("line of %d bytes: %q", len(line), line)
		}
		if line == "BEGIN:VEVENT" {
			events++
		}
	}
	if events != 6 { // two mandates, three years
		t.Errorf("%d events, want 6", events)
	}
}

func TestFeed(t *testing.T) {
	m := large(t, 10)
	it := m.View.Items[0]
	if _, err := m.Plan.Write(t.Context(), keeper, when, []implementation.Edit{{Address: it.Address, Version: it.Version,
		Status: &tracker.Status{State: "done", Since: "2026-01-01", Note: "<云> & done", Internal: "secret"}}}, false); err != nil {
		t.Fatal(err)
	}
	m.View, _ = m.Plan.View(t.Context(), tracker.Actor{})
	var b bytes.Buffer
	if err := m.Feed(&b, "sg", when, "http://127.0.0.1:8080", func(n implementation.Need) string { return "!" + string(n) }); err != nil {
		t.Fatal(err)
	}
	var feed struct {
		Entries []struct {
			Content string `xml:"content"`
			Updated string `xml:"updated"`
			Title   string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal(b.Bytes(), &feed); err != nil {
		t.Fatal(err)
	}
	if len(feed.Entries) != 2 || !strings.HasPrefix(feed.Entries[1].Title, "!report overdue: ") || feed.Entries[1].Updated != "2018-11-16T00:00:00Z" || !strings.Contains(feed.Entries[0].Content, "<云> & done") || feed.Entries[0].Updated != "2026-04-28T09:00:00Z" || strings.Contains(b.String(), "secret") {
		t.Errorf("feed %s", b.String())
	}
}

// TestPlanReport: counts agree between the parts, in every language and format.
func TestPlanReport(t *testing.T) {
	m := large(t, 60)
	it := m.View.Items[3]
	if _, err := m.Plan.Write(t.Context(), keeper, when, []implementation.Edit{{Address: it.Address, Version: it.Version,
		Status: &tracker.Status{State: "done", Since: "2026-02-01", Evidence: []string{"C26/35"}}}}, false); err != nil {
		t.Fatal(err)
	}
	m.View, _ = m.Plan.View(t.Context(), keeper)
	for period, want := range map[string]string{"2026-01-01..2026-01-31": "no indication", "2026-01-01..2026-03-31": "done"} {
		p, err := implementation.ParsePeriod(period)
		if err != nil {
			t.Fatal(err)
		}
		r, err := m.Report("itu/council", p, when)
		if err != nil {
			t.Fatal(err)
		}
		if len(r.Summary.Rows) != 2 || len(r.Detail.Rows) != 60 || r.Detail.Rows[3][0] != "300.4" || r.Detail.Rows[3][6] != want {
			t.Errorf("%s: %d instruments, %d items, %q is %q, want %q", period, len(r.Summary.Rows), len(r.Detail.Rows), r.Detail.Rows[3][0], r.Detail.Rows[3][6], want)
		}
		total := 0
		for _, bar := range r.Progress[1].Bars {
			total += bar.Total
		}
		if total != 60 {
			t.Errorf("the chart by conference counts %d of 60", total)
		}
		if len(r.Gaps.Rows) != 36 || r.Gaps.Rows[0][3] != "0" { // three directors, and nobody holds a text of a Sector
			t.Errorf("%d instructions that no Sector reflects: %v", len(r.Gaps.Rows), r.Gaps.Rows[0])
		}
	}
	p, _ := implementation.ParsePeriod("2026")
	for _, lang := range tracker.Langs {
		m.Lang = lang
		r, err := m.Report("itu/council", p, when)
		if err != nil {
			t.Fatal(err)
		}
		for _, format := range Formats {
			var b bytes.Buffer
			if err := r.Write(&b, format, when); err != nil || b.Len() == 0 {
				t.Errorf("%s %s: %v", lang, format, err)
			}
			if format == "docx" {
				document := part(t, b.Bytes(), "word/document.xml")
				if err := xml.Unmarshal([]byte(document), new(any)); err != nil || strings.Count(document, "<w:tbl>") != len(r.Tables()) {
					t.Errorf("%s: %v, %d tables in the Word file, want %d", lang, err, strings.Count(document, "<w:tbl>"), len(r.Tables()))
				}
			}
		}
	}
}

// BenchmarkSheet5000 is a sheet of 5,000 rows, all filled in: out, back, written.
func BenchmarkSheet5000(b *testing.B) {
	for b.Loop() {
		b.StopTimer()
		m := large(b, 5000)
		table := m.Sheet(m.View.Select(implementation.Filter{}), true)
		for i := range table.Rows {
			table.Rows[i][4], table.Rows[i][5], table.Rows[i][7] = "done", "2026-01-31", "done with the help of everybody"
		}
		var file bytes.Buffer
		b.StartTimer()
		if err := WriteXLSX(&file, table); err != nil {
			b.Fatal(err)
		}
		rows, _, faults, err := ReadSheet(m.Plan.Registry, &file, nil)
		if err != nil || len(rows) != 5000 || len(faults) > 0 {
			b.Fatal(len(rows), faults, err)
		}
		var edits []implementation.Edit
		for _, row := range rows {
			edits = append(edits, row.Edit)
		}
		outcomes, err := m.Plan.Write(b.Context(), keeper, when, edits, false)
		if err != nil || outcomes[4999].Result != implementation.Written {
			b.Fatal(outcomes[4999], err)
		}
	}
}

// BenchmarkThousand is a thousand mandates, filtered and grouped.
func BenchmarkThousand(b *testing.B) {
	m := large(b, 1000)
	for b.Loop() {
		items := m.View.Select(implementation.Filter{Lead: "sg", Words: "clouds island"})
		if len(m.View.GroupBy(items, "instrument")) != 20 || len(items) != 200 {
			b.Fatal(len(items))
		}
	}
}
