package cert

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Choice is what a load balancer serves for a hostname: one of several, where
// nobody controls or knows which.
type Choice struct {
	// Possible are the places of what may be served, in their order.
	Possible []int
	// Abort says whether the handshake is aborted because nothing is.
	Abort value.Truth
	// Hidden says that what is served may be none of those known.
	Hidden bool
}

// OfList says which of the certificates of a target proxy is served. Their names may
// be unknown; a host that is null is a client that names none. The dates play no
// part: an expired certificate is served if its name fits best.
//
// Source: https://docs.cloud.google.com/load-balancing/docs/ssl-certificates.
func OfList(certificates []value.Of[Names], host value.String) Choice {
	host = indicated(host)
	switch {
	case len(certificates) == 0:
		return Choice{Abort: value.True}
	case len(certificates) == 1, host.IsNull():
		return Choice{Possible: []int{0}, Abort: value.False}
	}
	out := Choice{Abort: value.False}
	name, canonical := Canonical(host.Value())
	best := 0
	for i, c := range certificates {
		names, known := c.Get()
		if !known || host.IsUnknown() {
			out.Possible = append(out.Possible, i)
			continue
		}
		length := 0
		if canonical {
			length = names.longest(name)
		}
		switch {
		case length > best:
			out.Possible = slices.DeleteFunc(out.Possible, func(p int) bool { return certificates[p].IsKnown() })
			best = length
			fallthrough
		case length == best && length > 0:
			out.Possible = append(out.Possible, i)
		}
	}
	if best == 0 && !slices.Contains(out.Possible, 0) {
		out.Possible = slices.Insert(out.Possible, 0, 0)
	}
	slices.Sort(out.Possible)
	return out
}

// An Entry is one of a certificate map: for a hostname, or for every other.
type Entry struct {
	Hostname value.String
	Primary  value.Truth
}

// OfMap says which entry of a certificate map is served: that of the hostname, else
// that of its wildcard, else the primary one, else none, and the handshake is
// aborted. Open says that the map may have more entries. No two are for one name.
//
// Source: https://docs.cloud.google.com/certificate-manager/docs/how-it-works.
func OfMap(entries []Entry, open bool, host value.String) Choice {
	host = indicated(host)
	var out Choice
	for rank := exact; rank <= primary; rank++ {
		var undecided []int
		for i, e := range entries {
			switch e.matches(host, rank) {
			case value.True:
				if !slices.Contains(out.Possible, i) {
					out.Possible = append(out.Possible, i)
				}
				slices.Sort(out.Possible)
				out.Abort, out.Hidden = value.False, open && rank != exact
				return out
			case value.Undecided:
				if !slices.Contains(out.Possible, i) {
					undecided = append(undecided, i)
				}
			case value.False:
			}
		}
		out.Possible = append(out.Possible, undecided...)
	}
	slices.Sort(out.Possible)
	out.Hidden = open
	if len(out.Possible) == 0 && !open {
		out.Abort = value.True
	}
	return out
}

// indicated is the name that a client gives the server for a host: none for an IP address.
func indicated(host value.String) value.String {
	if _, is := address(host.Value()); is {
		return value.String{}
	}
	return host
}

// The ranks of entries.
const (
	exact = iota
	wildcard
	primary
)

// matches says whether the entry is one of the given rank for a host.
func (e Entry) matches(host value.String, rank int) value.Truth {
	if rank == primary {
		return e.Primary
	}
	if host.IsNull() || e.Primary == value.True {
		return value.False
	}
	pattern, known := e.Hostname.Get()
	h, knownHost := host.Get()
	switch {
	case e.Hostname.IsNull():
		return value.False
	case !known || !knownHost:
		return value.Undecided
	}
	pattern, ok := Canonical(pattern)
	h, okHost := Canonical(h)
	switch {
	case !ok || !okHost:
		return value.False
	case rank == exact:
		return value.TruthOf(pattern == h)
	}
	return value.TruthOf(pattern != h && length(pattern, h) > 0)
}
