package derive_test

import (
	"context"
	"fmt"
	"slices"
	"testing"
	"time"

	"concord/index"
	"concord/index/derive"
	"concord/tracker"
)

// A committed write is searchable at once, with others going on and a few
// thousand provisions there already. How long it took is printed; that it
// becomes visible is the promise.
func TestFresh(t *testing.T) {
	dir := t.TempDir()
	s := openStore(t, dir)
	x := openIndex(t, dir, s)
	defer x.Close()
	var library []tracker.Text
	for i := range 150 {
		library = append(library, resolution(1000+i, "gc-14", tracker.Chinese, 20))
	}
	if err := appendImport(s, "library", nil, library...); err != nil {
		t.Fatal(err)
	}
	if err := derive.Once(t.Context(), s, x); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() { ended <- derive.Run(ctx, s, x) }()
	var took []time.Duration
	for i := range 20 {
		began := time.Now()
		if err := appendImport(s, fmt.Sprint(i), nil, resolution(i, "gc-18", tracker.Arabic, 30)); err != nil {
			t.Fatal(err)
		}
		for {
			r, err := x.Search(t.Context(), index.Parse(fmt.Sprintf("السحب session:gc-18 number:%d", i)))
			if err != nil {
				t.Fatal(err)
			}
			if r.Total == 30 {
				break
			}
			if r.Total != 0 {
				t.Fatalf("entry %d is half there: %d provisions", i, r.Total)
			}
			time.Sleep(time.Millisecond)
		}
		took = append(took, time.Since(began))
	}
	cancel()
	<-ended
	slices.Sort(took)
	t.Logf("from write to hit: median %v, slowest %v", took[len(took)/2], took[len(took)-1])
}
