package tfplan

import (
	"encoding/json"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// string reads a string; of whole it takes the text that is in the buffer.
func (s *stream) string(keep func(text []byte) string) (string, error) {
	begin, held := s.offset(), s.held
	if held < 0 {
		s.held = begin
	}
	plain, err := s.quoted()
	s.held = held
	if err != nil {
		return "", s.explain(err)
	}
	quoted := s.since(begin)
	if text := quoted[1 : len(quoted)-1]; plain && utf8.Valid(text) {
		return keep(text), nil
	}
	var text string
	err = json.Unmarshal(quoted, &text)
	return text, s.explain(err)
}

// name reads the key of an object.
func (s *stream) name() (string, error) {
	if _, err := s.peek(); err != nil {
		return "", s.explain(err)
	}
	name, err := s.string(s.named)
	if err != nil {
		return "", err
	}
	return name, s.explain(s.take(':'))
}

// named is a key, of which each is held once: they repeat in every resource.
func (s *stream) named(text []byte) string {
	if name, ok := s.names[string(text)]; ok {
		return name
	}
	name := string(text)
	if len(s.names) < mostNames {
		s.names[name] = name
	}
	return name
}

// mostNames is more than the attributes that are read; keys of maps are names too.
const mostNames = 4096

// copied is a text apart from the buffer, beside others: most are a few bytes long.
func (s *stream) copied(text []byte) string {
	const together = 16 << 10
	if len(text) > together/16 {
		return string(text)
	}
	if s.texts.Cap()-s.texts.Len() < len(text) {
		s.texts = strings.Builder{}
		s.texts.Grow(together)
	}
	begin := s.texts.Len()
	s.texts.Write(text)
	return s.texts.String()[begin:]
}

// text reads a string; null is an empty one.
func (s *stream) text() (string, error) {
	v, err := s.value()
	switch {
	case err != nil:
		return "", err
	case v.Kind() != value.KindString && v.Kind() != value.KindNull:
		return "", s.another(v.Kind())
	}
	return v.Text(), nil
}

// another says that a value has another type than its field.
func (s *stream) another(kind value.Kind) error {
	name := kind.String()
	if kind == value.KindList {
		name = "array"
	}
	return s.fail("expected another type of value than a JSON %s", name)
}

// skip reads past a value.
func (s *stream) skip() error { return s.explain(s.skim(nil)) }

// value reads a whole value. Numbers keep their notation.
func (s *stream) value() (value.Value, error) {
	c, err := s.peek()
	if err != nil {
		return value.Value{}, s.explain(err)
	}
	switch c {
	case '"':
		text, err := s.string(s.copied)
		return value.OfString(text), err
	case '[', '{':
		if s.depth++; s.depth > deepest {
			return value.Value{}, s.explain(errTooDeep)
		}
		s.pos++
		if c == '[' {
			return s.list()
		}
		return s.fieldsOf()
	case 't':
		return value.OfBool(true), s.explain(s.literal("true"))
	case 'f':
		return value.OfBool(false), s.explain(s.literal("false"))
	case 'n':
		return value.Null(), s.explain(s.literal("null"))
	}
	begin, held := s.offset(), s.held
	if held < 0 {
		s.held = begin
	}
	err = s.number()
	s.held = held
	if err != nil {
		return value.Value{}, s.explain(err)
	}
	return value.OfNumber(json.Number(s.copied(s.since(begin)))), nil
}

// list reads a list that was opened.
func (s *stream) list() (value.Value, error) {
	begin := len(s.elements)
	for first := true; ; first = false {
		if more, err := s.next(first, ']'); err != nil {
			return value.Value{}, s.explain(err)
		} else if !more {
			break
		}
		v, err := s.value()
		if err != nil {
			return value.Value{}, err
		}
		s.elements = append(s.elements, v)
	}
	s.depth--
	return value.OfList(taken(&s.elements, begin)...), nil
}

// fieldsOf reads an object that was opened.
func (s *stream) fieldsOf() (value.Value, error) {
	begin := len(s.fields)
	for first := true; ; first = false {
		if more, err := s.next(first, '}'); err != nil {
			return value.Value{}, s.explain(err)
		} else if !more {
			break
		}
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
	s.depth--
	return value.OfFields(taken(&s.fields, begin)), nil
}

// taken takes what follows begin off a stack, in a list as long as it has to be.
func taken[T any](stack *[]T, begin int) []T {
	top := (*stack)[begin:]
	out := slices.Clone(top)
	clear(top)
	*stack = (*stack)[:begin]
	return out
}
