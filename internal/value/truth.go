package value

// Truth is a three-valued logical value. Its zero value is Undecided, so that a
// verdict nobody computed is never a pass.
type Truth uint8

// The truth values.
const (
	Undecided Truth = iota
	False
	True
)

// TruthOf converts a bool.
func TruthOf(b bool) Truth {
	if b {
		return True
	}
	return False
}

// String returns "true", "false" or "undecided".
func (t Truth) String() string {
	switch t {
	case True:
		return "true"
	case False:
		return "false"
	case Undecided:
	}
	return "undecided"
}

// Not negates; undecided stays undecided.
func (t Truth) Not() Truth {
	switch t {
	case True:
		return False
	case False:
		return True
	case Undecided:
	}
	return Undecided
}

// And is false if any is false, else undecided if any is undecided, else true.
func And(ts ...Truth) Truth {
	out := True
	for _, t := range ts {
		if t == False {
			return False
		}
		if t == Undecided {
			out = Undecided
		}
	}
	return out
}

// Or is true if any is true, else undecided if any is undecided, else false.
func Or(ts ...Truth) Truth {
	out := False
	for _, t := range ts {
		if t == True {
			return True
		}
		if t == Undecided {
			out = Undecided
		}
	}
	return out
}
