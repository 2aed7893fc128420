package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"concord/index/derive"
	"concord/tracker/store"
)

func (c *console) rebuildCommand() *cobra.Command {
	return c.command("rebuild", "make the index anew from the record", cobra.NoArgs, func(ctx context.Context, _ []string) error {
		read, err := loadReading()
		if err != nil {
			return err
		}
		if err := store.Find(c.dir); err != nil {
			return err
		}
		s, err := store.Open(c.dir, read.registry) // first: who has the record open uses the index
		if err != nil {
			return err
		}
		dir := filepath.Join(c.dir, "index")
		if err := os.RemoveAll(dir); err != nil {
			return errors.Join(err, s.Close())
		}
		x, err := derive.Rebuild(ctx, dir, s, read.registry)
		if err != nil {
			return errors.Join(err, s.Close())
		}
		return errors.Join(x.Close(), s.Close())
	})
}

func (c *console) verifyCommand() *cobra.Command {
	return c.command("verify", "check that nothing in the record was damaged or lost", cobra.NoArgs, func(ctx context.Context, _ []string) error {
		return c.withRecord(ctx, func(r *record) error {
			faults := r.store.Verify(ctx, nil)
			c.printFaults(c.dir, faults)
			if len(faults) > 0 {
				return errSaid
			}
			if err := r.catchUp(ctx); err != nil {
				return err
			}
			if r.index.Position() != r.store.Last() {
				return fmt.Errorf("index: at entry %d of %d after catching up", r.index.Position(), r.store.Last())
			}
			fmt.Fprintf(c.out, "%d entries, chain whole, originals whole, state as the journal makes it, index at entry %d\n", r.store.Last(), r.index.Position())
			return nil
		})
	})
}

func (c *console) backupCommand() *cobra.Command {
	var force bool
	cmd := c.command("backup FILE", "write the whole record to one file; of a record that a server has open, its page /intake gives it", cobra.ExactArgs(1), func(ctx context.Context, args []string) error {
		if _, err := os.Lstat(args[0]); err == nil && !force {
			return fmt.Errorf("%s: there is such a file; --force replaces it", args[0])
		}
		err := c.withRecord(ctx, func(r *record) error { return writeWhole(ctx, args[0], r) })
		if errors.Is(err, store.ErrLocked) {
			fmt.Fprintf(c.err, "concord: hint: its server gives a backup at this machine: curl -o %s http://127.0.0.1:8080/api/v1/backup\n", args[0])
		}
		return err
	})
	cmd.Flags().BoolVar(&force, "force", false, "replace a file that is there")
	return cmd
}

// writeWhole writes beside the target and renames, so that a broken backup
// never takes the place of a good one.
func writeWhole(ctx context.Context, path string, r *record) (err error) {
	f, err := os.CreateTemp(filepath.Dir(path), filepath.Base(path)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	if err := errors.Join(r.store.Backup(ctx, f), f.Sync(), f.Close()); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
