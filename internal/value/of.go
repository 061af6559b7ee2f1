package value

// Of is a value of type T that is known, null or unknown. The zero Of is null.
type Of[T any] struct {
	state state
	v     T
	why   *Why // of an unknown value; models are large, and most of their fields are known
}

type state uint8

const (
	stateNull state = iota
	stateKnown
	stateUnknown
)

// The field types of model structs.
type (
	// String is a string that may be null or unknown.
	String = Of[string]
	// Bool is a bool that may be null or unknown.
	Bool = Of[bool]
	// Int is an integer that may be null or unknown.
	Int = Of[int64]
)

// List is a list that may be null or unknown as a whole; its elements are
// structs of such fields, or values that may be null or unknown themselves.
type List[T any] = Of[[]T]

// Known returns a known value.
func Known[T any](v T) Of[T] { return Of[T]{state: stateKnown, v: v} }

// NoneOf returns null.
func NoneOf[T any]() Of[T] { return Of[T]{} }

// UnknownOf returns an unknown value.
func UnknownOf[T any](why Why) Of[T] { return Of[T]{state: stateUnknown, why: &why} }

// KnownList returns a known list of known elements.
func KnownList[T any](vs ...T) List[Of[T]] {
	out := make([]Of[T], len(vs))
	for i, v := range vs {
		out[i] = Known(v)
	}
	return Known(out)
}

// Get returns the value and true when it is known (and not null).
func (o Of[T]) Get() (T, bool) { return o.v, o.state == stateKnown }

// Value returns the known value, or the zero T.
func (o Of[T]) Value() T { return o.v }

// IsKnown says whether the value is known and not null.
func (o Of[T]) IsKnown() bool { return o.state == stateKnown }

// IsNull says whether the value is certainly absent.
func (o Of[T]) IsNull() bool { return o.state == stateNull }

// IsUnknown says whether the value may be anything, null included.
func (o Of[T]) IsUnknown() bool { return o.state == stateUnknown }

// IsInferred says that the value is unknown, and that what is known of where it
// comes from does not say for certain what it will be.
func (o Of[T]) IsInferred() bool { return o.IsUnknown() && !o.why.Origin.Certain }

// Why explains an unknown value; it is the zero Why for others.
func (o Of[T]) Why() Why {
	if o.why == nil {
		return Why{}
	}
	return *o.why
}

// Or returns the default when the value is null; an unknown value stays unknown.
func (o Of[T]) Or(def T) Of[T] {
	if o.state == stateNull {
		return Known(def)
	}
	return o
}

// Map applies f to a known value; null and unknown carry over.
func Map[T, U any](o Of[T], f func(T) U) Of[U] {
	switch o.state {
	case stateKnown:
		return Known(f(o.v))
	case stateUnknown:
		return Of[U]{state: stateUnknown, why: o.why}
	case stateNull:
	}
	return Of[U]{}
}

// Equal compares two values. Null equals null only. Two unknowns are equal when
// they have one origin and attribute; otherwise an unknown may equal anything.
func Equal[T comparable](a, b Of[T]) Truth {
	if a.state == stateUnknown || b.state == stateUnknown {
		if a.state == b.state && a.Why().Origin.same(b.Why().Origin) {
			return True
		}
		return Undecided
	}
	if a.state != b.state {
		return False
	}
	return TruthOf(a.v == b.v)
}

// Is compares a value with a constant.
func Is[T comparable](a Of[T], b T) Truth { return Equal(a, Known(b)) }

// Contains says whether a list holds a value: true if some element certainly
// equals it, false if none can, undecided otherwise. A null list is empty.
func Contains[T comparable](list List[Of[T]], v Of[T]) Truth {
	if list.IsUnknown() {
		return Undecided
	}
	out := False
	for _, e := range list.v {
		out = Or(out, Equal(e, v))
	}
	return out
}
