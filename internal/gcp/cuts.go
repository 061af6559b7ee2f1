package gcp

import (
	"maps"
	"strings"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Cuts cuts and counts what was cut, by the name of the field. It may be used by many
// goroutines.
type Cuts struct {
	mu     sync.Mutex
	fields map[string]int
}

// NewCuts has cut nothing.
func NewCuts() *Cuts { return &Cuts{fields: map[string]int{}} }

// JSON is [CutJSON].
func (c *Cuts) JSON(body []byte) ([]byte, error) {
	out, err := CutJSON(body)
	if err != nil {
		return nil, err
	}
	before, err := value.ParseJSON(body)
	if err != nil {
		return nil, err
	}
	after, err := value.ParseJSON(out)
	if err != nil {
		return nil, err
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.compare(before, after, nil)
	return out, nil
}

// Fields counts what was cut: by path, without places in lists and the names of things.
func (c *Cuts) Fields() map[string]int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return maps.Clone(c.fields)
}

// compare counts the values that differ.
func (c *Cuts) compare(before, after value.Value, path []string) {
	switch {
	case before.Kind() == value.KindObject && after.Kind() == value.KindObject:
		for _, key := range before.Keys() {
			c.compare(before.Get(key), after.Get(key), append(path[:len(path):len(path)], fieldName(key)))
		}
	case before.Kind() == value.KindList && after.Kind() == value.KindList && len(before.Elements()) == len(after.Elements()):
		for i, e := range before.Elements() {
			c.compare(e, after.Elements()[i], path)
		}
	case before.String() != after.String():
		c.fields[strings.Join(path, ".")]++
	}
}

// fieldName is a key that is a field; others, such as regions/us-east1, are the names of
// things.
func fieldName(key string) string {
	if strings.ContainsAny(key, "/ ") {
		return "*"
	}
	return key
}
