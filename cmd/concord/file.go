package main

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"concord/tracker"
)

// openFile opens a document and gives its size. Only regular files have one: a
// pipe or a device has no end to wait for.
func openFile(path string) (*os.File, int64, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, 0, err
	}
	if !info.Mode().IsRegular() {
		return nil, 0, fmt.Errorf("%s: not a regular file", path)
	}
	f, err := os.Open(path)
	return f, info.Size(), err
}

// unreadable is the receipt of a file that the system does not let open.
func unreadable(path string, err error) tracker.Receipt {
	return tracker.Receipt{
		File: filepath.Base(path), Texts: []tracker.ReceiptText{}, Abrogated: []tracker.Abrogation{},
		Counts: map[string]int{"faults": 1},
		Faults: []tracker.Fault{{Place: "file", Rule: "unreadable", Problem: "cannot be opened: " + err.Error()}},
	}
}

// filesUnder lists the files that the arguments name, folders walked through in
// order of name; hidden files are passed over. A link counts as the file that
// it leads to; inside folders, links to folders are not followed, for they may
// lead round in a circle.
func filesUnder(paths []string) ([]string, error) {
	var files []string
	for _, root := range paths {
		root, err := filepath.EvalSymlinks(root)
		if err != nil {
			return nil, err
		}
		err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil {
				return err
			}
			if path != root && strings.HasPrefix(d.Name(), ".") {
				if d.IsDir() {
					return fs.SkipDir
				}
				return nil
			}
			info, err := os.Stat(path)
			regular := err == nil && info.Mode().IsRegular()
			if path == root && !d.IsDir() && !regular {
				return fmt.Errorf("%s: not a regular file", path)
			}
			if regular {
				files = append(files, path)
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return slices.Compact(files), nil
}
