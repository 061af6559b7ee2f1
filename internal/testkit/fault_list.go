package testkit

// Faults lists the ways in which a call can fail for good, for tests that try
// every call with every fault. Left out are those that a retry cures, and
// [SameToken], which only a deadline ends.
func Faults() []Fault {
	return []Fault{
		Deny403(""), Disabled403("compute.googleapis.com"), NotFound404(), TooMany429(""), Error500(), Unavailable503(),
		Hang(), Reset(), CutOff(), Truncate(), WrongType(), WrongElements(), EmptyPage(), EmptyBody(), HTML(), HTML502(),
		Unreachable("regions/us-east1"),
	}
}
