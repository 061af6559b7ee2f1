package value

// SameID compares two ids of resources, or ARNs, that may be unknown or null. Two
// unknown ones that will be the id or ARN of one Terraform resource are the same;
// those of two resources that one plan creates differ, and no such id is one that is
// known already.
func SameID(a, b String) Truth {
	switch {
	case a.IsNull() || b.IsNull(), a.IsKnown() && b.IsKnown():
		return Equal(a, b)
	case a.IsUnknown() && b.IsUnknown():
		if t := sameResource(a.Why().Origin, b.Why().Origin); t != Undecided {
			return t
		}
		return Equal(a, b)
	}
	if a.IsKnown() {
		a, b = b, a
	}
	if o := a.Why().Origin; o.Created && isIdentity(o.Path) {
		return False
	}
	return Undecided
}
