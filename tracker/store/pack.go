package store

import (
	"bytes"
	"compress/flate"
	"errors"
	"fmt"
	"io"
)

// maxPlain is the most that one packed value may hold, in bytes. The Final Acts
// of a conference are a few megabytes; the limit keeps a flipped bit from
// unpacking into all the memory there is.
const maxPlain = 256 << 20

var errTooLarge = fmt.Errorf("larger than %d MiB", maxPlain>>20)

// A packer compresses values. Its tables are large, so a writer keeps one.
type packer struct {
	buf   bytes.Buffer
	flate *flate.Writer
}

// pack gives head, then plain compressed.
func (p *packer) pack(head, plain []byte) ([]byte, error) {
	if len(plain) > maxPlain {
		return nil, errTooLarge
	}
	p.buf.Reset()
	p.buf.Write(head)
	if p.flate == nil {
		w, err := flate.NewWriter(&p.buf, flate.DefaultCompression)
		if err != nil {
			return nil, err
		}
		p.flate = w
	} else {
		p.flate.Reset(&p.buf)
	}
	if _, err := p.flate.Write(plain); err != nil {
		return nil, err
	}
	if err := p.flate.Close(); err != nil {
		return nil, err
	}
	return bytes.Clone(p.buf.Bytes()), nil
}

func unpack(packed []byte) ([]byte, error) {
	r := flate.NewReader(bytes.NewReader(packed))
	plain, err := io.ReadAll(io.LimitReader(r, maxPlain+1))
	if err != nil {
		return nil, err
	}
	if len(plain) > maxPlain {
		return nil, errTooLarge
	}
	return plain, errors.Join(r.Close())
}
