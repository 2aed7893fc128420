package api

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/index"
	"concord/tracker"
	"concord/tracker/redline"
	"concord/tracker/store"
)

// address reads the address in the path; ?lang= names the language when the
// address does not.
func address(c *gin.Context) (tracker.Address, error) {
	s := strings.TrimPrefix(c.Param("address"), "/")
	if p := c.Query("provision"); p != "" {
		s += "#" + p // a fragment never reaches a server
	}
	a, err := tracker.ParseAddress(s)
	if err != nil {
		return a, refuse(http.StatusBadRequest, err)
	}
	if lang := tracker.Lang(c.Query("lang")); lang.Valid() {
		a.Lang = lang
	}
	return a, nil
}

// selection gives the beginning of addresses that a parameter names.
func (s *server) selection(c *gin.Context, typed string) (string, error) {
	selection, err := s.Index.Selection(c, typed, tracker.Lang(c.Query("lang")))
	if err != nil && !errors.Is(err, index.ErrAbsent) {
		return "", refuse(http.StatusBadRequest, err)
	}
	return selection, err
}

// held is the text that a parameter names, which the record knows.
func (s *server) held(c *gin.Context, parameter, typed string) (tracker.Address, error) {
	selection, err := s.selection(c, typed)
	if err != nil {
		return tracker.Address{}, fmt.Errorf("%s: %w", parameter, err)
	}
	a, err := tracker.ParseAddress(selection)
	if err != nil {
		return a, refuse(http.StatusBadRequest, fmt.Errorf("%s: %w", parameter, err))
	}
	return a, nil
}

// instruments lists what the record knows, of one body if ?body= names it.
func (s *server) instruments(c *gin.Context) error {
	body := c.Query("body")
	if body != "" {
		b, err := s.Registry.BodyNamed(body)
		if err != nil {
			return refuse(http.StatusBadRequest, err)
		}
		body = b.ID
	}
	list := []tracker.InstrumentRecord{}
	for record, err := range s.Store.Instruments() {
		if err != nil {
			return err
		}
		if body == "" || record.Instrument.Body == body {
			list = append(list, record)
		}
	}
	c.JSON(http.StatusOK, gin.H{"instruments": list})
	return nil
}

func (s *server) instrument(c *gin.Context) error {
	a, err := address(c)
	if err != nil {
		return err
	}
	record, err := s.Store.Instrument(a)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, record)
	return nil
}

func (s *server) text(c *gin.Context) error {
	a, err := address(c)
	if err != nil {
		return err
	}
	text, err := s.Store.Text(a)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, text)
	return nil
}

// citations lists the provisions that cite an instrument, revision or provision.
func (s *server) citations(c *gin.Context) error {
	a, err := address(c)
	if err != nil {
		return err
	}
	list := []store.Reference{}
	for ref, err := range s.Store.CitedBy(a) {
		if err != nil {
			return err
		}
		list = append(list, ref)
	}
	c.JSON(http.StatusOK, gin.H{"citations": list})
	return nil
}

// history follows an instrument, or one provision of it, through its revisions.
func (s *server) history(c *gin.Context) error {
	a, err := address(c)
	if err != nil {
		return err
	}
	record, err := s.Store.Instrument(a)
	if err != nil {
		return err
	}
	latest := a.Instrument()
	latest.Lang = a.Lang
	text, err := s.Store.Text(latest)
	if err != nil {
		return err
	}
	h, err := redline.Trace(record, text.Lang, func(a tracker.Address) (tracker.Text, error) { return s.Store.Text(a) })
	if err != nil {
		return err
	}
	if a.Provision != "" {
		h = h.At(a.Provision)
	}
	c.JSON(http.StatusOK, h)
	return nil
}

// imports lists the receipts, newest first.
func (s *server) imports(c *gin.Context) error {
	list := []tracker.Receipt{}
	for r, err := range s.Store.Receipts() {
		if err != nil {
			return err
		}
		list = append(list, r)
	}
	c.JSON(http.StatusOK, gin.H{"imports": list})
	return nil
}

func (s *server) receipt(c *gin.Context) error {
	sequence, err := strconv.ParseUint(c.Param("sequence"), 10, 64)
	if err != nil {
		return refuse(http.StatusBadRequest, fmt.Errorf("sequence %q: want a number", c.Param("sequence")))
	}
	r, err := s.Store.Receipt(sequence)
	if err != nil {
		return err
	}
	return s.acknowledge(c, http.StatusOK, r)
}
