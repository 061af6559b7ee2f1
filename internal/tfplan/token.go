package tfplan

import "github.com/apireach/terraform-provider-apireach/internal/value"

// value reads a whole value. Numbers keep their notation.
func (s *stream) value() (value.Value, error) {
	v, err := s.Value()
	return v, s.explain(err)
}

// name reads the key of an object.
func (s *stream) name() (string, error) {
	name, err := s.Name()
	return name, s.explain(err)
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
func (s *stream) skip() error { return s.explain(s.Skim(nil)) }
