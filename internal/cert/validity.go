package cert

import "time"

// Validity says where a time lies in the lifetime of a certificate.
type Validity uint8

// The validities. Ending is valid, but not for long.
const (
	NotYet Validity = iota + 1
	Valid
	Ending
	Expired
)

// ValidityAt compares a certificate's lifetime with a time. It is ending in the
// last days of its lifetime.
func (c Certificate) ValidityAt(now time.Time, days int) Validity {
	return ValidityOf(c.NotBefore, c.NotAfter, now, days)
}

// ValidityOf is [Certificate.ValidityAt] for a lifetime, of which the beginning may
// be zero if it is not known. It ends with its last second, as RFC 5280 has it.
func ValidityOf(from, until, now time.Time, days int) Validity {
	switch {
	case now.Before(from):
		return NotYet
	case now.After(until):
		return Expired
	case now.AddDate(0, 0, days).After(until):
		return Ending
	}
	return Valid
}
