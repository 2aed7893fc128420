package ui

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

//go:embed static
var staticFiles embed.FS

// assets gives each static file an address that changes with its content.
type assets map[string]string // name -> mark of its content

func readAssets() (assets, error) {
	all := assets{}
	err := fs.WalkDir(staticFiles, "static", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := staticFiles.ReadFile(path)
		if err != nil {
			return err
		}
		sum := sha256.Sum256(content)
		all[strings.TrimPrefix(path, "static/")] = hex.EncodeToString(sum[:6])
		return nil
	})
	return all, err
}

func (a assets) address(name string) string { return "/static/" + a[name] + "/" + name }

// serve answers /static/MARK/NAME. An old mark gets the file of today, but is
// not kept.
func (a assets) serve(c *gin.Context) error {
	name := c.Param("name")
	mark, known := a[name]
	if !known {
		return fmt.Errorf("static file %q: %w", name, errNotFound)
	}
	if c.Param("mark") == mark {
		c.Header("Cache-Control", "public, max-age=31536000, immutable")
	}
	c.FileFromFS("static/"+name, http.FS(staticFiles))
	return nil
}
