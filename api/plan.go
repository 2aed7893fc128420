package api

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"concord/tracker"
	"concord/tracker/implementation"
	"concord/tracker/report"
)

// planBytes is the most that an edit or a list of edits may hold.
const planBytes = 16 << 20

// mandates lists who is asked to do what, with the state of each.
func (s *server) mandates(c *gin.Context) error {
	v, err := s.Plan.View(c, s.Who(c.Request))
	if err != nil {
		return err
	}
	q := c.Request.URL.Query()
	f := implementation.Filter{
		Body: q.Get("body"), Session: q.Get("session"), Lead: q.Get("lead"), With: q.Get("with"), ReportTo: q.Get("report_to"),
		Frequency: q.Get("frequency"), State: q.Get("state"), Element: q.Get("element"), Words: q.Get("q"), Confirm: q.Get("confirm") == "1",
		Standing: q.Get("standing"),
	}
	if text := q.Get("instrument"); text != "" {
		if f.Instrument, err = s.held(c, "instrument", text); err != nil {
			return err
		}
	}
	if err := f.Name(s.Registry); err != nil {
		return refuse(http.StatusBadRequest, err)
	}
	rows := []implementation.Row{}
	for _, it := range v.Select(f) {
		rows = append(rows, implementation.RowOf(it))
	}
	if err := f.Doubt(s.Registry); err != nil && len(rows) == 0 {
		return refuse(http.StatusBadRequest, err)
	}
	c.JSON(http.StatusOK, gin.H{"mandates": rows})
	return nil
}

// mandate gives one mandate with its whole history.
func (s *server) mandate(c *gin.Context) error {
	it, err := s.item(c)
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, implementation.HistoryOf(it))
	return nil
}

func (s *server) item(c *gin.Context) (*implementation.Item, error) {
	address, err := tracker.ParseAddress(strings.TrimPrefix(c.Param("address"), "/"))
	if err != nil {
		return nil, refuse(http.StatusBadRequest, err)
	}
	v, err := s.Plan.View(c, s.Who(c.Request))
	if err != nil {
		return nil, err
	}
	it, known := v.Item(address)
	if !known {
		return nil, refuse(http.StatusNotFound, fmt.Errorf("%s is no mandate that the record holds", address))
	}
	return it, nil
}

// edits takes a list of edits, each with the version that its writer saw, and
// answers with what became of each. With dry=1 nothing is written.
func (s *server) edits(c *gin.Context) error {
	who := s.Who(c.Request)
	if err := who.Writing(); err != nil {
		return refuse(http.StatusForbidden, err)
	}
	var body struct {
		Edits []implementation.Edit `json:"edits"`
	}
	if err := decode(c, planBytes, &body); err != nil {
		return err
	}
	if body.Edits == nil {
		return refuse(http.StatusBadRequest, errors.New("edits: want a list"))
	}
	outcomes, err := s.Plan.Write(c, who, s.Intake.Clock(), body.Edits, c.Query("dry") == "1")
	if err != nil {
		return err
	}
	status := http.StatusOK
	if len(outcomes) == 1 { // one edit answers as one write does
		switch outcomes[0].Result {
		case implementation.Conflict, implementation.Superior:
			status = http.StatusConflict
		case implementation.Refused:
			status = http.StatusUnprocessableEntity
		}
	}
	c.JSON(status, gin.H{"outcomes": outcomes})
	return nil
}

// tasks lists the mandates that are due for an update.
func (s *server) tasks(c *gin.Context) error {
	v, err := s.Plan.View(c, s.Who(c.Request))
	if err != nil {
		return err
	}
	lead := c.Query("lead")
	if lead != "" {
		if lead, err = s.Registry.AddresseeNamed(lead); err != nil {
			return refuse(http.StatusBadRequest, err)
		}
	}
	rows := []implementation.TaskRow{}
	for _, t := range s.Plan.Tasks(v, s.Intake.Clock()) {
		if lead == "" || slices.Contains(t.Item.Lead, lead) {
			rows = append(rows, t.Row())
		}
	}
	c.JSON(http.StatusOK, gin.H{"tasks": rows})
	return nil
}

// conference lists what a session did to the plan.
func (s *server) conference(c *gin.Context) error {
	v, err := s.Plan.View(c, s.Who(c.Request))
	if err != nil {
		return err
	}
	rows := []implementation.EffectRow{}
	for _, e := range v.Conference(c.Param("session")) {
		rows = append(rows, e.Row())
	}
	if len(rows) == 0 {
		return refuse(http.StatusNotFound, fmt.Errorf("no text of session %q is held", c.Param("session")))
	}
	c.JSON(http.StatusOK, gin.H{"session": c.Param("session"), "effects": rows})
	return nil
}

// report tells a governing body how its mandates were carried out.
func (s *server) report(c *gin.Context) error {
	period, err := implementation.ParsePeriod(c.Query("period"))
	if err != nil {
		return refuse(http.StatusBadRequest, err)
	}
	body, err := s.Registry.BodyNamed(c.Query("for"))
	if err != nil {
		return refuse(http.StatusBadRequest, fmt.Errorf("for: %w", err))
	}
	lang := cmp.Or(tracker.Lang(c.Query("lang")), tracker.English)
	v, err := s.Plan.View(c, s.Who(c.Request))
	if err != nil {
		return err
	}
	made, err := report.Maker{Plan: s.Plan, View: v, Lang: lang}.Report(body.ID, period, s.Intake.Clock())
	if err != nil {
		return err
	}
	c.JSON(http.StatusOK, made)
	return nil
}
