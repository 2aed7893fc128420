// Concord keeps the resolutions and decisions of an intergovernmental
// conference: it reads the official documents, finds any paragraph, shows what
// changed. The program opens the record, the index, the pages and the JSON and
// joins them; it is the only place that knows everything.
//
// One file a command. Everything a command has to say to a program goes to
// standard output; faults, hints and progress go to standard error, in lower
// case and without a full stop. Exit status: 0 done, 1 failed or faults found,
// 2 used wrongly.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/spf13/cobra"

	"concord/tracker/document"
	"concord/tracker/store"
)

func main() {
	if document.ServePDF() || store.ServeCheck() {
		return // this process was a child that reads a PDF or checks a record
	}
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run is the whole program but for the process around it.
func run(args []string, stdout, stderr io.Writer) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	c := &console{out: plain{stdout}, err: plain{stderr}}
	root := c.root()
	root.SetArgs(args)
	root.SetOut(c.out)
	root.SetErr(c.err)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	if !errors.Is(err, errSaid) {
		fmt.Fprintln(c.err, "concord:", err)
		c.hint(err)
	}
	if c.started {
		return 1
	}
	fmt.Fprintln(stderr, "concord: hint: concord help")
	return 2
}

// errSaid ends a command whose faults are already on standard error.
var errSaid = errors.New("faults were found")

// A console is what the commands of one run share.
type console struct {
	out, err io.Writer
	dir      string // --data
	json     bool   // --json
	door     door   // --operator, --reader
	started  bool   // the command line was understood: what fails now is no usage fault
}

func (c *console) root() *cobra.Command {
	root := &cobra.Command{
		Use:           "concord",
		Short:         "find, read, cite and compare the resolutions and decisions of a conference",
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE:          func(*cobra.Command, []string) error { return errors.New("no command named") },
		PersistentPreRunE: func(*cobra.Command, []string) error {
			return c.door.check()
		},
	}
	data := os.Getenv("CONCORD_DATA")
	if data == "" {
		data = "./concord-data"
	}
	root.PersistentFlags().StringVar(&c.dir, "data", data, "the folder that holds the record and the index")
	root.PersistentFlags().StringVar(&c.door.name, "operator", os.Getenv("CONCORD_OPERATOR"), "who writes: a name for the journal (default: the user of this system)")
	root.PersistentFlags().BoolVar(&c.door.reader, "reader", false, "read only what is public, write nothing")
	root.AddCommand(
		c.serveCommand(), c.readCommand(), c.importCommand(), c.listCommand(), c.showCommand(), c.searchCommand(),
		c.diffCommand(), c.historyCommand(), c.consolidateCommand(), c.proposalsCommand(), c.proposalCommand(), c.mandatesCommand(), c.statusCommand(), c.planCommand(), c.reportCommand(), c.overlapsCommand(), c.reviewCommand(), c.checkDraftCommand(), c.mergeCommand(), c.rebuildCommand(), c.verifyCommand(), c.backupCommand(), c.versionCommand(),
	)
	return root
}

// command makes a command whose failures are told apart from wrong usage.
func (c *console) command(use, short string, args cobra.PositionalArgs, do func(ctx context.Context, args []string) error) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Args: args,
		RunE: func(cmd *cobra.Command, args []string) error {
			c.started = true
			return do(cmd.Context(), args)
		},
	}
}

// jsonFlag lets a command answer with one JSON value.
func (c *console) jsonFlag(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().BoolVar(&c.json, "json", false, "print one JSON value")
	return cmd
}
