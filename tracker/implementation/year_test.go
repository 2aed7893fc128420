package implementation_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"concord/tracker"
	"concord/tracker/implementation"
	"concord/tracker/report"
)

// nextSession is a conference that nobody has held: the year's script needs one
// more than the sample library has.
var nextSession = fstest.MapFS{"sessions.json": {Data: []byte(`[{"id": "plen-26", "body": "icou/plen", "year": 2026,
	"start": "2026-03-02", "end": "2026-03-20", "verified": true, "note": "fictional, for a test",
	"place": {"ar": ["بورت إلم"], "en": ["Port Elm"], "es": ["Port Elm"], "fr": ["Port Elm"], "ru": ["Порт-Элм"], "zh": ["埃尔姆港"]}}]`)}}

// TestYear is a year of a secretariat's work: three conferences of the sample
// library, two hundred statuses and more, two people who fill in sheets at once,
// and a fourth conference that rewords a third of the mandates. Nothing is lost,
// every status stands where its words do, and the history is exact.
func TestYear(t *testing.T) {
	d := begin(t, nextSession)
	y := year{desk: d, said: map[string]tracker.Address{}}
	for _, session := range []string{"plen-14", "plen-18", "plen-22"} {
		d.session(session)
		y.report(session)
	}
	y.sheets()
	if len(y.said) < 200 {
		t.Fatalf("%d statuses: the year is too short", len(y.said))
	}
	y.nothingLost()
	y.reword()
	y.nothingLost()
	if faults := d.Store.Verify(t.Context(), nil); len(faults) > 0 {
		t.Errorf("the record: %v", faults)
	}
	t.Logf("%d statuses by two people over four conferences; %d mandates stand", len(y.said), len(d.view(anna).Select(implementation.Filter{})))
}

type year struct {
	*desk
	said map[string]tracker.Address // every note that was written, and of what
}

// states are those that the year's statuses have, in turn.
var states = []string{"in-progress", "not-started", "done", "recurring", "needs-resources", "done-this-cycle"}

// report writes a status of each current mandate that a session adopted.
func (y *year) report(session string) {
	y.t.Helper()
	for i, it := range y.view(anna).Select(implementation.Filter{Session: session}) {
		note := fmt.Sprintf("s-%03d", len(y.said))
		y.set(it.Address.String(), states[i%len(states)], y.Registry.Ended(session), note)
		y.said[note] = it.Address
	}
}

// sheets is two people who export the plan, fill in rows 0 to 39 and 30 to 69,
// and bring them back at the same time.
func (y *year) sheets() {
	y.t.Helper()
	v := y.view(anna)
	table := report.Maker{Plan: y.Plan, View: v, Lang: tracker.French}.Sheet(v.Select(implementation.Filter{}), true)
	before := y.Store.Last()
	type result struct{ written, conflicts, other int }
	results, who := make([]result, 2), []string{"anna", "борис"}
	var wait sync.WaitGroup
	for n := range who {
		file := y.fill(table, n*30, n*30+40, who[n])
		wait.Go(func() {
			rows, untouched, faults, err := report.ReadSheet(y.Registry, bytes.NewReader(file), nil)
			if err != nil || len(rows) != 40 || untouched != len(table.Rows)-40 || len(faults) > 0 {
				y.t.Errorf("%s: %d rows, %d untouched, %v, %v", who[n], len(rows), untouched, faults, err)
				return
			}
			var edits []implementation.Edit
			for _, row := range rows {
				edits = append(edits, row.Edit)
			}
			outcomes, err := y.Write(y.t.Context(), tracker.Actor{Name: who[n], Writes: true, Internal: true}, today, edits, false)
			if err != nil {
				y.t.Errorf("%s: %v", who[n], err)
			}
			for _, o := range outcomes {
				switch o.Result {
				case implementation.Written:
					results[n].written++
				case implementation.Conflict:
					results[n].conflicts++
				default:
					results[n].other++
				}
			}
		})
	}
	wait.Wait()
	sum := result{results[0].written + results[1].written, results[0].conflicts + results[1].conflicts, results[0].other + results[1].other}
	if sum != (result{70, 10, 0}) || results[0].conflicts*results[1].conflicts != 0 {
		y.t.Errorf("two sheets at once: %+v, want 70 rows written and the 10 that both have refused to one of them", results)
	}
	if n := y.Store.Last() - before; n != 2 {
		y.t.Errorf("two sheets became %d entries, want one each", n)
	}
	for _, it := range y.view(anna).Select(implementation.Filter{}) {
		if it.Status != nil && it.Status.Sequence > before {
			y.said[it.Status.Note] = it.Address
		}
	}
}

// fill fills in rows of a sheet, and gives it as a file.
func (y *year) fill(table report.Table, from, to int, who string) []byte {
	y.t.Helper()
	at := map[string]int{}
	for i, c := range table.Columns {
		at[c.Key] = i
	}
	filled := table
	filled.Rows = nil
	for i, row := range table.Rows {
		if row = slices.Clone(row); i >= from && i < to {
			done, _ := y.Registry.State("done")
			row[at["state"]], row[at["note"]], row[at["since"]] = done.Name[tracker.French], fmt.Sprintf("=%s %d", who, i), "2026-01-15"
		}
		filled.Rows = append(filled.Rows, row)
	}
	var b bytes.Buffer
	if err := report.WriteXLSX(&b, filled); err != nil {
		y.t.Fatal(err)
	}
	return b.Bytes()
}

// nothingLost looks for every status that was ever written: it stands in the
// history of the mandate it was written about, once, in the order of writing,
// and in that of all that the mandate became.
func (y *year) nothingLost() {
	y.t.Helper()
	v := y.view(anna)
	if len(v.Strays) > 0 {
		y.t.Errorf("strays: %v", v.Strays)
	}
	for _, note := range slices.Sorted(maps.Keys(y.said)) {
		it, known := v.Item(y.said[note])
		if !known {
			y.t.Errorf("%s: %s is no mandate any more", note, y.said[note])
			continue
		}
		for _, end := range append(v.Next(it), it) {
			n := 0
			for _, s := range end.Statuses {
				if s.Note == note && s.Address == y.said[note] {
					n++
				}
			}
			if n != 1 {
				y.t.Errorf("%s, written of %s: %d times in the history of %s", note, y.said[note], n, end.Address)
			}
		}
	}
	total := 0
	for record, err := range y.Store.Statuses(tracker.Address{}) {
		if err != nil {
			y.t.Fatal(err)
		}
		if _, known := y.said[record.Note]; !known {
			y.t.Errorf("nobody wrote %q", record.Note)
		}
		total++
	}
	if total != len(y.said) {
		y.t.Errorf("%d statuses in the journal, %d were written", total, len(y.said))
	}
	for _, it := range v.Items {
		if !slices.IsSortedFunc(it.Statuses, func(a, b tracker.StatusRecord) int { return int(a.Sequence) - int(b.Sequence) }) {
			y.t.Errorf("%s: its history is not in the order of writing", it.Address)
		}
	}
}

// reword brings in the texts of 2022 as a next conference would adopt them, with
// a third of their mandates reworded.
func (y *year) reword() {
	y.t.Helper()
	before := map[tracker.Address]*implementation.Item{}
	reworded := map[string]bool{}
	byNumber := map[string][]*implementation.Item{}
	for i, it := range y.view(anna).Select(implementation.Filter{Session: "plen-22"}) {
		before[it.Address] = it
		byNumber[string(it.Address.Kind)+"-"+it.Address.Number] = append(byNumber[string(it.Address.Kind)+"-"+it.Address.Number], it)
		reworded[it.Address.String()] = i%3 == 0
	}
	for _, name := range slices.Sorted(maps.Keys(byNumber)) {
		content, err := fs.ReadFile(library(y.t), "texts/plen-22/"+name+".en.txt")
		if err != nil {
			y.t.Fatal(err)
		}
		lines := strings.Split(string(content), "\n")
		for i, line := range lines {
			if i == 0 || strings.HasPrefix(line, "The Plenary Conference of") {
				line = strings.NewReplacer("Santa Mirra, 2022", "Port Elm, 2026", "(SANTA MIRRA, 2022", "(REV. PORT ELM, 2026", "SANTA MIRRA, 2022", "PORT ELM, 2026").Replace(line)
			}
			for _, it := range byNumber[name] {
				if words := strings.TrimRight(it.Text, " ;,."); reworded[it.Address.String()] && strings.Contains(line, words) && len(words) > 20 {
					line = strings.Replace(line, words, words+" before the end of each second winter, after hearing the stations", 1)
				}
			}
			lines[i] = line
		}
		y.bring(name+".txt", strings.Join(lines, "\n"))
	}
	changed, kept := 0, 0
	for _, it := range y.view(anna).Select(implementation.Filter{Session: "plen-26"}) {
		old := before[address(y.t, "icou/plen/"+string(it.Address.Kind)+"/"+it.Address.Number+"@plen-22#"+it.Address.Provision)]
		if old == nil {
			y.t.Errorf("%s: nothing stood there before", it.Address)
			continue
		}
		if it.State.Key != old.State.Key || it.Since != old.Since || it.Status == nil || it.Status.Sequence != old.Status.Sequence || len(it.Statuses) != len(old.Statuses) {
			y.t.Errorf("%s: %s since %s with %d statuses, before %s since %s with %d", it.Address, it.State.Key, it.Since, len(it.Statuses), old.State.Key, old.Since, len(old.Statuses))
		}
		doubted := slices.Contains(it.Confirm, implementation.WordsChanged)
		if doubted != reworded[old.Address.String()] && !slices.Contains(old.Confirm, implementation.WordsChanged) {
			y.t.Errorf("%s: words changed: %v, want %v", it.Address, doubted, reworded[old.Address.String()])
		}
		if cycle := slices.Contains(it.Confirm, implementation.CycleEnded); cycle != old.State.Cycle {
			y.t.Errorf("%s: the cycle has ended: %v, the state was %s", it.Address, cycle, old.State.Key)
		}
		if doubted {
			changed++
		} else {
			kept++
		}
	}
	if changed*5 < (changed+kept) || changed+kept != len(before) {
		y.t.Errorf("%d mandates reworded and %d kept of %d", changed, kept, len(before))
	}
	y.t.Logf("reworded %d of %d mandates", changed, changed+kept)
}
