package main

import (
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"

	"concord/tracker/document"
)

// Nobody makes the program read more than a route has use for, a reader least of
// all: the rest of a body stays unread, and the answer says how much may come.
func TestBodiesAreReadUpToALimit(t *testing.T) {
	_, server := openSample(t)
	const form, most = 1 << 20, 64<<20 + 1<<20
	if document.DefaultLimits.Bytes+formsBytes != most {
		t.Fatal("the greatest limit has changed")
	}
	for _, tt := range []struct {
		path, kind, begin string
		limit             int64
	}{
		{"/review", "application/x-www-form-urlencoded", "seen=", form},
		{"/review/x", "application/x-www-form-urlencoded", "reason=", form},
		{"/review/x", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n", form},
		{"/review/x/remark", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n", form},
		{"/cases", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"f\"\r\n\r\n", form},
		{"/workbench/x", "application/x-www-form-urlencoded", "title=", 4 * form},
		{"/api/v1/check-draft", "multipart/form-data; boundary=b", "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f\"\r\n\r\n", most},
	} {
		body := &counted{Reader: io.MultiReader(strings.NewReader(tt.begin), io.LimitReader(letters{}, most+64<<20))}
		r, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+tt.path, body)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Content-Type", tt.kind)
		r.Header.Set("X-Forwarded-For", "192.0.2.9")
		status, said, _ := fetch(t, r)
		if status != http.StatusRequestEntityTooLarge || !strings.Contains(said, "larger than") {
			t.Errorf("%s, %s: %d %.300s", tt.path, tt.kind, status, said)
		}
		if n := body.n.Load(); n > tt.limit+8<<20 { // what was on its way
			t.Errorf("%s: %d bytes were taken", tt.path, n)
		}
	}
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

type counted struct {
	io.Reader
	n atomic.Int64 // a request may still be sending when its answer is there
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.n.Add(int64(n))
	return n, err
}
