package redline

// heaviestRising picks from links, sorted by their old place, those that run in
// the same order on both sides and weigh most together: what stayed. The rest
// moved. Links with the same old place, or the same new one, exclude each other;
// those with one old place must be sorted by falling new place.
func heaviestRising(links []link, weights []int64) []link {
	size := 0
	for _, l := range links {
		size = max(size, l.new+1)
	}
	// A Fenwick tree over new places holds the best chain that ends there.
	best := make([]int64, size+1)
	last := make([]int, size+1)
	total := make([]int64, len(links))
	before := make([]int, len(links))
	end := -1
	for k, l := range links {
		before[k] = -1
		for x := l.new; x > 0; x -= x & -x {
			if best[x] > total[k] {
				total[k], before[k] = best[x], last[x]
			}
		}
		total[k] += weights[k]
		for x := l.new + 1; x <= size; x += x & -x {
			if total[k] > best[x] {
				best[x], last[x] = total[k], k
			}
		}
		if end < 0 || total[k] > total[end] {
			end = k
		}
	}
	n := 0
	for k := end; k >= 0; k = before[k] {
		n++
	}
	picked := make([]link, n)
	for k := end; k >= 0; k = before[k] {
		n--
		picked[n] = links[k]
	}
	return picked
}
