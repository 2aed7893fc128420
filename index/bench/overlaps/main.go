// Overlaps measures the search for overlaps beside two others on the very same
// planted library, in one run: MinHash, and Bleve with a field of word trigrams.
// It prints a table; times are of the processor, because the machine may be busy.
//
//	go run ./overlaps -sizes 10000,100000
//
// MinHash has 128 hashes over word trigrams in 32 bands of four, and gives every
// pair that meets in a band. Bleve is asked for each paragraph's 25 rarest
// trigrams, the ten best answers; a thousand paragraphs are asked and the time is
// multiplied. What each finds is counted before any verifier but Concord's own.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"

	"concord/index/overlap/planted"
	"concord/tracker"
)

func main() {
	sizes := flag.String("sizes", "10000,100000", "numbers of provisions")
	flag.Parse()
	for size := range strings.SplitSeq(*sizes, ",") {
		n, err := strconv.Atoi(size)
		if err == nil {
			err = compare(planted.New(n, 2))
		}
		if err != nil {
			fmt.Fprintln(os.Stderr, "overlaps:", err)
			os.Exit(1)
		}
	}
}

// A figure is what one system does with a library.
type figure struct {
	name       string
	build, ask time.Duration // of the processor
	pairs      int           // given
	found      map[pair]bool
	asked      map[tracker.Address]bool // nil when all were
}

type pair [2]tracker.Address

func newPair(a, b tracker.Address) pair {
	if b.String() < a.String() {
		a, b = b, a
	}
	return pair{a, b}
}

func compare(l *planted.Library) error {
	ctx := context.Background()
	fmt.Printf("%d provisions, %d planted pairs\n", l.Len(), len(l.Pairs()))
	fmt.Printf("%-28s %9s %9s %9s", "", "build s", "pairs s", "given")
	for _, k := range planted.Kinds {
		fmt.Printf(" %7s", k)
	}
	fmt.Println("     all")
	for _, system := range []func(context.Context, *planted.Library) (figure, error){concord, minHash, bleveTrigrams} {
		f, err := system(ctx, l)
		if err != nil {
			return err
		}
		f.print(l)
	}
	return nil
}

// print writes the recall of each kind, of the planted pairs that were asked for.
func (f figure) print(l *planted.Library) {
	fmt.Printf("%-28s %9.2f %9.2f %9d", f.name, f.build.Seconds(), f.ask.Seconds(), f.pairs)
	hits, all := map[planted.Kind]int{}, map[planted.Kind]int{}
	sum, total := 0, 0
	for _, p := range l.Pairs() {
		if f.asked != nil && !f.asked[p.A] && !f.asked[p.B] {
			continue
		}
		all[p.Kind]++
		total++
		if f.found[newPair(p.A, p.B)] {
			hits[p.Kind]++
			sum++
		}
	}
	for _, k := range planted.Kinds {
		fmt.Printf(" %7.3f", float64(hits[k])/float64(max(1, all[k])))
	}
	fmt.Printf(" %7.3f\n", float64(sum)/float64(max(1, total)))
}

func cpu() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
