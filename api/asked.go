package api

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"
	"github.com/goccy/go-yaml"
)

// What may be asked in the query of an address is what openapi.yaml says: another
// parameter, or another value where the values are listed, is refused. To pass over
// it would answer a question that nobody asked.

// A parameter is one that openapi.yaml describes, or a reference to it.
type parameter struct {
	Ref      string `yaml:"$ref"`
	Name     string `yaml:"name"`
	In       string `yaml:"in"`
	Required bool   `yaml:"required"`
	Schema   schema `yaml:"schema"`
}

// A schema is what the value of a parameter may be.
type schema struct {
	Ref     string   `yaml:"$ref"`
	Type    any      `yaml:"type"`
	Enum    []string `yaml:"enum"`
	Minimum int      `yaml:"minimum"`
	Maximum *int     `yaml:"maximum"`
}

type operation struct {
	Parameters []parameter `yaml:"parameters"`
}

// asking gives the parameters that each operation has in its query, by method and
// path, such as "GET /search". The description is read when somebody first asks.
var asking = sync.OnceValues(func() (map[string][]parameter, error) {
	var d struct {
		Paths map[string]struct {
			Get  *operation `yaml:"get"`
			Post *operation `yaml:"post"`
		} `yaml:"paths"`
		Components struct {
			Parameters map[string]parameter `yaml:"parameters"`
			Schemas    map[string]schema    `yaml:"schemas"`
		} `yaml:"components"`
	}
	if err := yaml.Unmarshal(description, &d); err != nil {
		return nil, fmt.Errorf("openapi.yaml: %w", err)
	}
	out := map[string][]parameter{}
	for path, item := range d.Paths {
		for method, op := range map[string]*operation{http.MethodGet: item.Get, http.MethodPost: item.Post} {
			if op == nil {
				continue
			}
			key := method + " " + path
			out[key] = []parameter{}
			for _, p := range op.Parameters {
				if p.Ref != "" {
					p = d.Components.Parameters[lastOf(p.Ref)]
				}
				if p.Schema.Ref != "" {
					p.Schema = d.Components.Schemas[lastOf(p.Schema.Ref)]
				}
				if p.In == "query" {
					out[key] = append(out[key], p)
				}
			}
		}
	}
	return out, nil
})

// lastOf is the name at the end of a reference.
func lastOf(ref string) string { return ref[strings.LastIndex(ref, "/")+1:] }

// asked refuses a query that the description has no place for.
func (s *server) asked(c *gin.Context) {
	all, err := asking()
	if err == nil {
		method := c.Request.Method
		if method == http.MethodHead {
			method = http.MethodGet
		}
		err = checkQuery(c, all[method+" "+described(c.FullPath())])
	}
	if err != nil {
		s.answer(func(*gin.Context) error { return err })(c)
		c.Abort()
	}
}

// described is a route's path as the description has it: "/texts/*address" is
// "/texts/{address}" there.
func described(route string) string {
	parts := strings.Split(strings.TrimPrefix(route, base), "/")
	for i, p := range parts {
		if p != "" && strings.ContainsRune(":*", rune(p[0])) {
			parts[i] = "{" + p[1:] + "}"
		}
	}
	return strings.Join(parts, "/")
}

func checkQuery(c *gin.Context, known []parameter) error {
	query := c.Request.URL.Query()
	for _, name := range slices.Sorted(maps.Keys(query)) {
		i := slices.IndexFunc(known, func(p parameter) bool { return p.Name == name })
		if i < 0 {
			var names []string
			for _, p := range known {
				names = append(names, p.Name)
			}
			return refuse(http.StatusBadRequest, fmt.Errorf("%s: no parameter of this address; it has %s", name, wordsOr(names, "none")))
		}
		if len(query[name]) > 1 {
			return refuse(http.StatusBadRequest, fmt.Errorf("%s: given %d times", name, len(query[name])))
		}
		if err := known[i].check(query.Get(name)); err != nil {
			return refuse(http.StatusBadRequest, err)
		}
	}
	for _, p := range known {
		if p.Required && query.Get(p.Name) == "" {
			return refuse(http.StatusBadRequest, fmt.Errorf("%s: it is required", p.Name))
		}
	}
	return nil
}

// check says what is wrong with a value. One left empty asks for nothing.
func (p parameter) check(value string) error {
	switch {
	case value == "":
		return nil
	case p.Schema.Type == "integer":
		n, err := strconv.Atoi(value)
		if err != nil || n < p.Schema.Minimum || p.Schema.Maximum != nil && n > *p.Schema.Maximum {
			most := ""
			if p.Schema.Maximum != nil {
				most = fmt.Sprintf(" to %d", *p.Schema.Maximum)
			}
			return fmt.Errorf("%s %q: want a number from %d%s", p.Name, value, p.Schema.Minimum, most)
		}
	case len(p.Schema.Enum) > 0 && !slices.Contains(p.Schema.Enum, value):
		values := slices.DeleteFunc(slices.Clone(p.Schema.Enum), func(v string) bool { return v == "" })
		return fmt.Errorf("%s %q: want one of %s", p.Name, value, strings.Join(values, "; "))
	}
	return nil
}

func wordsOr(names []string, none string) string {
	if len(names) == 0 {
		return none
	}
	return strings.Join(names, ", ")
}
