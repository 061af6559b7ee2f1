package value

import "slices"

// Identical says that two values are the same throughout, and unknown for the same
// reason where they are unknown. Numbers are compared as they are written.
func Identical(a, b Value) bool {
	switch {
	case a.kind != b.kind || a.text != b.text:
		return false
	case a.kind == KindUnknown:
		return a.Why() == b.Why()
	}
	return slices.EqualFunc(a.Elements(), b.Elements(), Identical) && slices.EqualFunc(a.Fields(), b.Fields(), func(x, y Field) bool {
		return x.Name == y.Name && Identical(x.Value, y.Value)
	})
}
