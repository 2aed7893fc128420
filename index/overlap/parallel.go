package overlap

import (
	"runtime"
	"sync"
)

// workers is how many processors work at once.
var workers = max(1, runtime.GOMAXPROCS(0))

// parallel runs do once for each worker and waits for all.
func parallel(do func(worker int)) {
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { do(w) })
	}
	wg.Wait()
}
