package tfplan

import (
	"encoding/json"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// name reads the key of an object.
func (s *stream) name() (string, error) {
	token, err := s.dec.ReadToken()
	if err != nil {
		return "", s.explain(err)
	}
	if name, ok := s.names[token.String()]; ok {
		return name, nil
	}
	name := token.String()
	if len(s.names) < mostNames {
		s.names[name] = name
	}
	return name, nil
}

// mostNames is more than the attributes that are read; keys of maps are names too.
const mostNames = 4096

// text reads a string; null is an empty one.
func (s *stream) text() (string, error) {
	token, err := s.dec.ReadToken()
	switch {
	case err != nil:
		return "", s.explain(err)
	case token.Kind() == '"':
		return token.String(), nil
	case token.Kind() == 'n':
		return "", nil
	}
	return "", s.another(token.Kind())
}

// another says that a value has another type than its field.
func (s *stream) another(kind jsontext.Kind) error {
	name := map[jsontext.Kind]string{'{': "object", '[': "array", '"': "string", '0': "number"}[kind]
	if name == "" {
		name = "bool"
	}
	return s.fail("expected another type of value than a JSON %s", name)
}

// skip reads past a value.
func (s *stream) skip() error { return s.explain(s.dec.SkipValue()) }

// value reads a whole value. Numbers keep their notation.
func (s *stream) value() (value.Value, error) {
	token, err := s.dec.ReadToken()
	if err != nil {
		return value.Value{}, s.explain(err)
	}
	switch token.Kind() {
	case '"':
		return value.OfString(token.String()), nil
	case '0':
		return value.OfNumber(json.Number(token.String())), nil
	case 't', 'f':
		return value.OfBool(token.Bool()), nil
	case '[':
		begin := len(s.elements)
		for s.dec.PeekKind() != ']' {
			v, err := s.value()
			if err != nil {
				return value.Value{}, err
			}
			s.elements = append(s.elements, v)
		}
		_, err := s.dec.ReadToken()
		return value.OfList(taken(&s.elements, begin)...), s.explain(err)
	case '{':
		begin := len(s.fields)
		for s.dec.PeekKind() != '}' {
			name, err := s.name()
			if err != nil {
				return value.Value{}, err
			}
			v, err := s.value()
			if err != nil {
				return value.Value{}, err
			}
			s.fields = append(s.fields, value.Field{Name: name, Value: v})
		}
		_, err := s.dec.ReadToken()
		return value.OfFields(taken(&s.fields, begin)), s.explain(err)
	}
	return value.Null(), nil
}

// taken takes what follows begin off a stack, in a list as long as it has to be.
func taken[T any](stack *[]T, begin int) []T {
	top := (*stack)[begin:]
	out := slices.Clone(top)
	clear(top)
	*stack = (*stack)[:begin]
	return out
}
