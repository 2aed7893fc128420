package overlap

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"runtime"
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

// atOnce is how many instruments have their texts written before the engine reads
// them.
const atOnce = 2500

// A desk holds texts that were written ahead, so that writing them is not
// measured.
type desk struct {
	library *planted.Library
	texts   map[tracker.Address]tracker.Text // by instrument
}

// lay writes the texts of instruments, in place of those that lay there.
func (d *desk) lay(instruments []tracker.Address) {
	texts := make([]tracker.Text, len(instruments))
	parallel(func(worker int) {
		for i := worker; i < len(instruments); i += workers {
			texts[i], _ = d.library.Text(instruments[i])
		}
	})
	d.texts = map[tracker.Address]tracker.Text{}
	for i, a := range instruments {
		d.texts[a] = texts[i]
	}
	runtime.GC() // what writing left behind
}

// text gives a text that lies on the desk.
func (d *desk) text(a tracker.Address, _ ...tracker.Lang) (tracker.Text, error) {
	text, lies := d.texts[a.Instrument()]
	if !lies {
		return text, ErrUnknown
	}
	return text, nil
}

// A phase is part of the way from texts to links, and what it took.
type phase struct {
	name      string
	wall, cpu time.Duration
}

func (p *phase) add(s stopwatch) {
	wall, cpu := s.read()
	p.wall, p.cpu = p.wall+wall, p.cpu+cpu
}

func (p phase) String() string {
	return fmt.Sprintf("%s %v of processor, %v by the clock", p.name, p.cpu, p.wall)
}

func measureScale(t *testing.T, n int) {
	d := &desk{library: planted.New(n, measureSeed)}
	record, change := plantedRecord(t, d.library)
	record.Text = d.text
	e, err := newEngine(record, testVerifier(t))
	if err != nil {
		t.Fatal(err)
	}
	ctx := context.Background()
	reading, sorting, comparing, linking := phase{name: "reading"}, phase{name: "sorting"}, phase{name: "comparing"}, phase{name: "linking"}
	whole := start()
	for batch := range slices.Chunk(change.Instruments, atOnce) {
		d.lay(batch)
		one := start()
		if _, err := e.Update(ctx, Change{Sequence: 1, Instruments: batch}); err != nil {
			t.Fatal(err)
		}
		reading.add(one)
	}
	s := e.shelves[tracker.English]
	one := start()
	e.sort(s)
	sorting.add(one)
	one = start()
	edges, err := e.edges(ctx, s, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	comparing.add(one)
	one = start()
	links := e.links(map[tracker.Lang][]edge{tracker.English: edges})
	linking.add(one)
	wall, _ := whole.read()
	all := phase{name: "from texts to links"}
	for _, p := range []phase{reading, sorting, comparing, linking} {
		all.wall, all.cpu = all.wall+p.wall, all.cpu+p.cpu
		t.Log(p)
	}
	t.Logf("%d provisions, %d links (%s): %v; %v by the clock with writing the texts; peak %d MB",
		d.library.Len(), len(links), e.digest(links), all, wall, peakMB(t))
	measureProbe(t, e)
}

// digest tells whether links are the same as in another run.
func (e *Engine) digest(links []link) string {
	sum := sha256.New()
	for _, x := range links {
		fmt.Fprintln(sum, e.provisions[x.a].address(), e.provisions[x.b].address(), x.lang, x.probability, x.langs, x.not)
	}
	return hex.EncodeToString(sum.Sum(nil)[:6])
}

// measureProbe measures what it takes to flag a new revision of forty provisions.
func measureProbe(t *testing.T, e *Engine) {
	extra := planted.New(20_000, measureSeed+1)
	e.record.Text = func(a tracker.Address, _ ...tracker.Lang) (tracker.Text, error) {
		a.Body = "icou/plen"
		text, _ := extra.Text(a)
		text.Instrument.Body, text.Revision.Body = "itu/pp", "itu/pp"
		return text, nil
	}
	var walls, cpus []time.Duration
	sum := sha256.New()
	for _, a := range extra.Instruments()[:200] {
		a.Body = "itu/pp"
		one := start()
		found, err := e.Update(context.Background(), Change{Sequence: 2, Instruments: []tracker.Address{a}})
		if err != nil {
			t.Fatal(err)
		}
		_, cpu := one.read()
		walls, cpus = append(walls, time.Since(one.wall)), append(cpus, cpu)
		fmt.Fprintln(sum, found)
	}
	slices.Sort(walls)
	slices.Sort(cpus)
	t.Logf("a new revision of 40 provisions: wall p50 %v p95 %v; processor p50 %v p95 %v; found (%x)", walls[100].Round(10*time.Microsecond),
		walls[190].Round(10*time.Microsecond), cpus[100], cpus[190], sum.Sum(nil)[:6])
}
