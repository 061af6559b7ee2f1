package value

// TextOf is a text that may be unknown; an empty one is none.
func TextOf(v Value) String {
	switch {
	case v.IsUnknown():
		return UnknownOf[string](v.Why())
	case v.Text() == "":
		return NoneOf[string]()
	}
	return Known(v.Text())
}

// OfText is a text as a value: what it is, or what it will be.
func OfText(s String) Value {
	switch text, known := s.Get(); {
	case known:
		return OfString(text)
	case s.IsUnknown():
		return Unknown(s.Why())
	}
	return Null()
}
