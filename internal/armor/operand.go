package armor

import (
	"cmp"
	"regexp"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An operand is what a part of an expression that is neither true nor false gives.
type operand struct {
	state operandState
	// value is a string, an int64 or a float64, where it is known.
	value any
	// fails says that it may fail instead of giving a value.
	fails bool
	// why says why it is not known.
	why string
	// region says that it is a region code, which is not one of others.
	region bool
	others []string
}

type operandState uint8

const (
	isUnknown operandState = iota
	isKnown
	isClient // the client's address, as text
	isFailed // it certainly fails
)

func known(v any) operand           { return operand{state: isKnown, value: v} }
func unknown(why string) operand    { return operand{state: isUnknown, why: why} }
func failed() operand               { return operand{state: isFailed, fails: true} }
func (o operand) mayFail() operand  { o.fails = true; return o }
func (o operand) text() string      { s, _ := o.value.(string); return s }
func (o operand) isKnownText() bool { _, ok := o.value.(string); return o.state == isKnown && ok }

// regionCode is the form of ISO 3166-1 alpha-2 codes.
var regionCode = regexp.MustCompile(`^[A-Z]{2}$`)

// equal compares two operands neither of which is the client's address. A region code
// has two capital letters.
func equal(a, b operand) value.Truth {
	if b.region {
		a, b = b, a
	}
	switch {
	case a.state == isKnown && b.state == isKnown:
		return value.TruthOf(number(a.value) == number(b.value))
	case a.region && b.isKnownText():
		code := b.text()
		if code != "" && !regionCode.MatchString(code) || slices.Contains(a.others, code) {
			return value.False
		}
	}
	return value.Undecided
}

// number makes integers comparable with fractions.
func number(v any) any {
	if n, ok := v.(int64); ok {
		return float64(n)
	}
	return v
}

// compare orders two numbers.
func compare(a, b operand) (int, bool) {
	x, isX := number(a.value).(float64)
	y, isY := number(b.value).(float64)
	return cmp.Compare(x, y), isX && isY && a.state == isKnown && b.state == isKnown
}

// ofString is what a request says of an attribute.
func ofString(v value.String, name string) operand {
	if s, ok := v.Get(); ok {
		return known(s)
	}
	return unknown(name + unsaid(v.Why()))
}

func unsaid(why value.Why) string {
	if why.Reason != "" {
		return ": " + why.String()
	}
	return " is not known"
}
