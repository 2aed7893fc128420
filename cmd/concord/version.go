package main

import (
	"context"
	"fmt"
	"os"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"
)

func (c *console) versionCommand() *cobra.Command {
	return c.jsonFlag(c.command("version", "say which concord this is", cobra.NoArgs, func(context.Context, []string) error {
		version, revision, goVersion := built()
		if c.json {
			return c.printJSON(map[string]string{"version": version, "revision": revision, "go": goVersion})
		}
		_, err := fmt.Fprintln(c.out, "concord", version, revision, goVersion)
		return err
	}))
}

// built says what the program was made of.
func built() (version, revision, goVersion string) {
	version = "devel"
	if info, ok := debug.ReadBuildInfo(); ok {
		version, goVersion = info.Main.Version, info.GoVersion
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" {
				revision = s.Value
			}
		}
	}
	return version, revision, goVersion
}

// thisProgram tells this build from others, also of a tree that was not committed.
func thisProgram() string {
	_, revision, _ := built()
	path, err := os.Executable()
	if err != nil {
		return revision
	}
	info, err := os.Stat(path)
	if err != nil {
		return revision
	}
	return fmt.Sprint(revision, " ", info.Size(), " ", info.ModTime().UnixNano())
}

// mark changes with all that an answer may depend on but who asks and what: the record,
// what is derived from it, the day and the program.
func (r *record) mark(program string) func() string {
	return func() string {
		return fmt.Sprint(r.store.Last(), " ", r.index.Position(), " ", r.index.StatesPosition(), " ", r.overlaps.Position(), " ", r.overlaps.Made(), " ",
			r.intake.Clock().UTC().Format(time.DateOnly), " ", program)
	}
}
