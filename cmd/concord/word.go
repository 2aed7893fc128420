package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
	"unicode"

	"github.com/spf13/cobra"
)

// wordOptions are the flags of a command that writes a Word file.
type wordOptions struct{ path, author, date string }

func (o *wordOptions) flags(cmd *cobra.Command) *cobra.Command {
	cmd.Flags().StringVar(&o.path, "docx", "", "write a Word file with tracked changes, in place of the listing")
	cmd.Flags().StringVar(&o.date, "date", "", "the day of the tracked changes, such as 2026-03-09; today when not given")
	return cmd
}

// at is when the tracked changes were made.
func (o *wordOptions) at() (time.Time, error) {
	if strings.ContainsFunc(o.author, unicode.IsControl) {
		return time.Time{}, fmt.Errorf("--author: a name has no control characters")
	}
	if o.date == "" {
		return time.Now(), nil
	}
	at, err := time.Parse(time.DateOnly, o.date)
	if err != nil {
		return at, fmt.Errorf("--date %q: want a day such as 2026-03-09", o.date)
	}
	return at, nil
}

// writeFile writes a file as a whole: a failure leaves none that looks complete.
func writeFile(path string, write func(io.Writer) error) error {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return err
	}
	return os.WriteFile(path, b.Bytes(), 0o644)
}
