package tfplan

import (
	"bytes"

	"github.com/go-json-experiment/json/jsontext"
)

// resource reads an element that describes a resource, or past it when its type is
// none that matters: nine of ten resources of a plan are not read, and to go past
// them as a whole takes less than half of the time of reading their keys.
func (p *reading) resource(read func() error) error {
	raw, err := p.dec.ReadValue()
	if err != nil {
		return p.explain(err)
	}
	if p.isForeign(raw) {
		return nil
	}
	outer, begin := p.dec, p.begin
	p.begin += outer.InputOffset() - int64(len(raw))
	p.element = *bytes.NewBuffer(raw)
	p.within.Reset(&p.element, lenient...)
	p.dec = &p.within
	err = read()
	p.dec, p.begin = outer, begin
	return err
}

// isForeign says whether the types that the JSON of a resource speaks of, on any
// level, are none that matter. Without any, or with one that it cannot tell, it is not.
func (p *reading) isForeign(raw jsontext.Value) bool {
	if bytes.Contains(raw, escapedASCII) {
		return false // it may spell "type"
	}
	found := false
	for rest := []byte(raw); ; {
		_, after, ok := bytes.Cut(rest, typeKey)
		if !ok {
			return found
		}
		rest = after
		after, ok = bytes.CutPrefix(bytes.TrimLeft(after, blanks), []byte(":"))
		if !ok {
			continue // a value
		}
		name, ok := bytes.CutPrefix(bytes.TrimLeft(after, blanks), []byte(`"`))
		if !ok {
			continue // no type of a resource
		}
		name, _, _ = bytes.Cut(name, []byte(`"`))
		if p.types[string(name)] || rival(string(name)) {
			return false
		}
		found = true
	}
}

const blanks = " \t\r\n"

var (
	typeKey      = []byte(`"type"`)
	escapedASCII = []byte(`\u00`)
)
