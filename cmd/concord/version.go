package main

import (
	"context"
	"fmt"
	"runtime/debug"

	"github.com/spf13/cobra"
)

func (c *console) versionCommand() *cobra.Command {
	return c.jsonFlag(c.command("version", "say which concord this is", cobra.NoArgs, func(context.Context, []string) error {
		version, revision, goVersion := "devel", "", ""
		if info, ok := debug.ReadBuildInfo(); ok {
			version, goVersion = info.Main.Version, info.GoVersion
			for _, s := range info.Settings {
				if s.Key == "vcs.revision" {
					revision = s.Value
				}
			}
		}
		if c.json {
			return c.printJSON(map[string]string{"version": version, "revision": revision, "go": goVersion})
		}
		_, err := fmt.Fprintln(c.out, "concord", version, revision, goVersion)
		return err
	}))
}
