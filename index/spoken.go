package index

import (
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"concord/data"
	"concord/tracker"
)

// spoken is how fields and their values are called in six languages, as
// data/search/fields.json has it: année, 年份 and السنة are "year".
type spoken struct {
	fields map[string]Column // by folded name
	values map[Column]map[string][]string
}

var shippedNames = sync.OnceValues(readNames)

func readNames() (*spoken, error) {
	file, err := data.Files.ReadFile("search/fields.json")
	if err != nil {
		return nil, err
	}
	type names = map[tracker.Lang][]string
	var list struct {
		Fields map[Column]names            `json:"fields"`
		Values map[Column]map[string]names `json:"values"`
	}
	if err := json.Unmarshal(file, &list); err != nil {
		return nil, fmt.Errorf("search/fields.json: %w", err)
	}
	out := &spoken{fields: map[string]Column{}, values: map[Column]map[string][]string{}}
	for column, in := range list.Fields {
		out.fields[tracker.Fold(string(column))] = column
		for _, forms := range in {
			for _, form := range forms {
				out.fields[tracker.Fold(form)] = column
			}
		}
	}
	for column, values := range list.Values {
		out.values[column] = map[string][]string{}
		for value, in := range values {
			for _, l := range tracker.Langs {
				out.values[column][value] = append(out.values[column][value], in[l]...)
			}
		}
	}
	return out, nil
}

// means reports whether typed is a name of a column's value.
func (s *spoken) means(column Column, value, typed string) bool {
	return slices.ContainsFunc(s.values[column][value], func(name string) bool { return tracker.SameName(name, typed) })
}
