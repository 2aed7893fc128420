package overlap

import (
	"context"
	"flag"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"concord/index/overlap/planted"
	"concord/tracker"
)

var sizes = flag.String("scale", "", "sizes to measure the engine at: 10000,100000,1000000")

// A stopwatch reads the wall and what the process has used of its processors:
// on a machine that others work on too, the second is what the work costs.
type stopwatch struct {
	wall time.Time
	cpu  time.Duration
}

func start() stopwatch { return stopwatch{time.Now(), cpuTime()} }

func (s stopwatch) read() (wall, cpu time.Duration) {
	return time.Since(s.wall).Round(time.Millisecond), (cpuTime() - s.cpu).Round(time.Millisecond)
}

func cpuTime() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

// peakMB is the most memory that the process has had, in MB.
func peakMB(t *testing.T) int {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Skip(err)
	}
	_, after, _ := strings.Cut(string(status), "VmHWM:")
	kb, err := strconv.Atoi(strings.Fields(after)[0])
	if err != nil {
		t.Fatal(err)
	}
	return kb / 1024
}

// TestScale measures, at each size, all pairs from texts to links, and then what
// it takes to flag a new revision of forty provisions.
func TestScale(t *testing.T) {
	if *sizes == "" {
		t.Skip("measures only with -scale")
	}
	for size := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(size)
		if err != nil {
			t.Fatal(err)
		}
		measureScale(t, n)
	}
}

func measureScale(t *testing.T, n int) {
	l := planted.New(n, measureSeed)
	writing := start()
	for range l.Texts() {
	}
	_, written := writing.read()
	record, change := plantedRecord(t, l)
	extra := planted.New(20_000, measureSeed+1)
	e, err := newEngine(record, testVerifier(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	all := start()
	if _, err := e.Update(ctx, change); err != nil {
		t.Fatal(err)
	}
	readWall, readCPU := all.read()
	s := e.shelves[tracker.English]
	sorting := start()
	e.sort(s)
	_, sortCPU := sorting.read()
	comparing := start()
	edges, err := e.edges(ctx, s, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	_, compareCPU := comparing.read()
	linking := start()
	links := e.links(map[tracker.Lang][]edge{tracker.English: edges})
	_, linkCPU := linking.read()
	wall, cpu := all.read()
	t.Logf("%d provisions, %d links: processor time without writing the texts %v (read %v, sort %v, compare %v, link %v); wall %v, of it reading %v; peak %d MB",
		l.Len(), len(links), cpu-written, readCPU-written, sortCPU, compareCPU, linkCPU, wall, readWall, peakMB(t))

	e.record.Text = func(a tracker.Address, langs ...tracker.Lang) (tracker.Text, error) {
		if a.Body == "itu/pp" {
			a.Body = "icou/plen"
			text, _ := extra.Text(a)
			text.Instrument.Body, text.Revision.Body = "itu/pp", "itu/pp"
			return text, nil
		}
		return record.Text(a, langs...)
	}
	var walls, cpus []time.Duration
	for _, a := range extra.Instruments()[:200] {
		a.Body = "itu/pp"
		one := start()
		if _, err := e.Update(ctx, Change{Sequence: 2, Instruments: []tracker.Address{a}}); err != nil {
			t.Fatal(err)
		}
		_, cpu := one.read()
		walls, cpus = append(walls, time.Since(one.wall)), append(cpus, cpu)
	}
	slices.Sort(walls)
	slices.Sort(cpus)
	t.Logf("a new revision of 40 provisions: wall p50 %v p95 %v; processor p50 %v p95 %v", walls[100].Round(10*time.Microsecond), walls[190].Round(10*time.Microsecond),
		cpus[100], cpus[190])
}
