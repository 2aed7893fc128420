package store

import (
	"archive/zip"
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path"
	"path/filepath"

	bolt "go.etcd.io/bbolt"
)

// A Manifest is the last member of a backup, manifest.json: what the backup
// holds, so that anybody can check it with any tool.
type Manifest struct {
	Schema int              `json:"schema"`
	Last   uint64           `json:"last"` // last entry of the journal
	Hash   string           `json:"hash"` // of that entry, hence of the whole chain
	Files  []ManifestedFile `json:"files"`
}

// A ManifestedFile is one member of a backup.
type ManifestedFile struct {
	Name string `json:"name"`
	Size int64  `json:"size"` // bytes
	Hash string `json:"sha256"`
}

// Backup writes the whole record, as it stands when Backup begins, as a zip
// archive without compression. Unpacked into an empty folder, it is a record
// that opens. Writing goes on meanwhile.
func (s *Store) Backup(ctx context.Context, w io.Writer) error {
	temp, err := os.MkdirTemp("", "concord-backup-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	snapshot := filepath.Join(temp, fileName)
	if err := s.snapshot(snapshot); err != nil {
		return err
	}
	copied, err := open(temp, s.registry, true)
	if err != nil {
		return err
	}
	defer copied.Close()

	archive := zip.NewWriter(w)
	manifest := Manifest{Schema: schema, Last: copied.Last(), Files: []ManifestedFile{}}
	if manifest.Last > 0 {
		last, err := copied.Entry(manifest.Last)
		if err != nil {
			return err
		}
		manifest.Hash = last.Hash
	}
	if err := manifest.add(archive, fileName, snapshot); err != nil {
		return err
	}
	for file, err := range copied.scan(filesBucket, nil) {
		if err := cmp.Or(err, ctx.Err()); err != nil {
			return err
		}
		hash := string(file.key)
		if err := manifest.add(archive, path.Join(filesDir, hash[:2], hash), s.originalPath(hash)); err != nil {
			return err
		}
	}
	member, err := archive.Create("manifest.json")
	if err != nil {
		return err
	}
	plain, err := json.MarshalIndent(manifest, "", "\t")
	if err != nil {
		return err
	}
	_, err = member.Write(plain)
	return errors.Join(err, archive.Close())
}

// add copies a file into the archive, uncompressed, and notes it.
func (m *Manifest) add(archive *zip.Writer, name, from string) error {
	f, err := os.Open(from)
	if err != nil {
		return err
	}
	defer f.Close()
	member, err := archive.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
	if err != nil {
		return err
	}
	sum := sha256.New()
	size, err := io.Copy(io.MultiWriter(member, sum), f)
	m.Files = append(m.Files, ManifestedFile{Name: name, Size: size, Hash: hex.EncodeToString(sum.Sum(nil))})
	return err
}

// snapshot copies the bbolt file, consistent while writing goes on. It copies
// to a file and never to a network, which would hold its transaction open.
func (s *Store) snapshot(to string) error {
	f, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	err = s.view(func(tx *bolt.Tx) error {
		_, err := tx.WriteTo(f)
		return err
	})
	return errors.Join(err, f.Close())
}
