package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// asProgram makes the test binary be concord itself, so that a process can be
// killed for real.
const asProgram = "CONCORD_TEST_AS_PROGRAM"

// program is a run of concord in a process of its own.
func program(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, os.Args[0], args...)
	cmd.Env = append(os.Environ(), asProgram+"=1")
	return cmd
}

// TestKillDuringImport kills an import at a random moment, again and again.
// After each: what was acknowledged is there, the index catches up by itself,
// and verify finds nothing.
func TestKillDuringImport(t *testing.T) {
	rounds := 50
	if testing.Short() {
		rounds = 5
	}
	dice := rand.New(rand.NewPCG(1, uint64(rounds)))
	dir := filepath.Join(t.TempDir(), "data")
	killed := 0
	for round := range rounds {
		folder := t.TempDir()
		const files = 25
		for i := range files {
			writeResolution(t, folder, round*files+i+1)
		}
		acknowledged, wasKilled := killImport(t, dir, folder, dice.IntN(files), time.Duration(dice.IntN(20))*time.Millisecond)
		if wasKilled {
			killed++
		}
		checkRecord(t, dir, acknowledged)
		if t.Failed() {
			t.Fatalf("round %d", round)
		}
	}
	if killed == 0 {
		t.Error("no import was killed before it ended: the test proves nothing")
	}
	t.Logf("%d of %d imports killed", killed, rounds)
}

// killImport imports folder and kills the process a moment after it has printed
// so many receipts: the kill falls into the middle of the work, however fast the
// machine. It gives the numbers of the resolutions that were acknowledged.
func killImport(t *testing.T, dir, folder string, receipts int, moment time.Duration) (acknowledged []string, killed bool) {
	cmd := program(t.Context(), "import", "--data", dir, folder)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for lines := bufio.NewScanner(out); lines.Scan(); {
		name, receipt, whole := strings.Cut(lines.Text(), ".txt: ")
		if whole && strings.HasSuffix(receipt, " faults") {
			acknowledged = append(acknowledged, name)
		}
		if len(acknowledged) == receipts+1 {
			timer := time.AfterFunc(moment, func() { _ = cmd.Process.Kill() })
			defer timer.Stop()
		}
	}
	return acknowledged, cmd.Wait() != nil
}

// after runs a command once the killed one is gone: in this process, which has
// read the shipped data already.
func after(t *testing.T, args ...string) []byte {
	t.Helper()
	var out, said bytes.Buffer
	if status := run(args, &out, &said); status != 0 {
		t.Errorf("%s: status %d\n%s", args[0], status, said.Bytes())
	}
	return out.Bytes()
}

func checkRecord(t *testing.T, dir string, acknowledged []string) {
	after(t, "verify", "--data", dir)
	out := after(t, "list", "--json", "--data", dir)
	var list struct {
		Instruments []struct {
			Instrument string `json:"instrument"`
			Held       bool   `json:"held"`
		} `json:"instruments"`
	}
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	held := map[string]bool{}
	for _, i := range list.Instruments {
		held[i.Instrument] = i.Held
	}
	for _, number := range acknowledged {
		if !held["itu/pp/res/"+number] {
			t.Errorf("resolution %s was acknowledged and is lost", number)
		}
	}
	if len(acknowledged) == 0 {
		return
	}
	last := acknowledged[len(acknowledged)-1]
	if found := after(t, "search", "--json", "--data", dir, "lantern"+last); !strings.Contains(string(found), `"itu/pp/res/`+last+`"`) {
		t.Errorf("resolution %s is in the record and the index does not find it", last)
	}
}

func writeResolution(t *testing.T, folder string, number int) {
	text := fmt.Sprintf(`RESOLUTION %d (DUBAI, 2018)

Lanterns of harbour %d

The Plenipotentiary Conference of the International Telecommunication Union (Dubai, 2018),

considering

that a lantern is better than none,

resolves

1 to light lantern%d;

2 to keep it burning.
`, number, number, number)
	if err := os.WriteFile(filepath.Join(folder, fmt.Sprint(number)+".txt"), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}
