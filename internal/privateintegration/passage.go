package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A passage is what is found about the packets of a crossing: those that certainly do
// not get through, and why that is not known of others.
type passage[D any] struct {
	denied  []D
	missing []check.Missing
	// hit are the targets that some denial is about.
	hit map[*end]bool
}

// A pair is two ends between which packets go, if certain, or may.
type pair struct {
	from, to *end
	certain  value.Truth
}

// purposes of packets.
const (
	requests     = "requests"
	healthChecks = "health checks"
)

// demand is the packets that one arrival has to get: on a port, from each of some ends.
type demand struct {
	arrival
	port    value.Int
	purpose string
	// senders are whose interfaces let the packets out, the alternatives whom the
	// arrival sees them come from.
	senders []pair
	seen    [][]pair
}

// demands are those of all arrivals, which each check asks about.
func (x *crossing) demands() []demand {
	if x.asked == nil {
		for _, a := range x.to {
			x.asked = append(x.asked, x.demandsOf(a)...)
		}
	}
	return x.asked
}

// demandsOf an arrival are requests, and health checks where a load balancer makes them.
func (x *crossing) demandsOf(a arrival) []demand {
	senders := x.pairs(x.from, a.end)
	d := demand{arrival: a, port: a.port, purpose: requests, senders: senders}
	for _, alternative := range x.seen {
		if len(alternative) > 0 && len(x.from) > 0 && alternative[0] == x.from[0] {
			d.seen = append(d.seen, senders)
			continue
		}
		d.seen = append(d.seen, everyPair(alternative, a.end))
	}
	out := []demand{d}
	if !a.health.IsNull() {
		samePort := value.Equal(a.health, a.port) == value.True || a.health.IsUnknown() && a.port.IsUnknown()
		sameSource := len(d.seen) == 1 && len(senders) > 0 && len(d.seen[0]) > 0 && d.seen[0][0].from == senders[0].from
		if samePort && sameSource {
			out[0].purpose = requests + " and " + healthChecks
		} else {
			out = append(out, demand{arrival: a, port: a.health, purpose: healthChecks, senders: senders, seen: [][]pair{senders}})
		}
	}
	return out
}

func (x *crossing) pairs(from []*end, to *end) []pair {
	var out []pair
	for _, f := range from {
		if sends := x.sends(f, to); sends != value.False {
			out = append(out, pair{f, to, sends})
		}
	}
	return out
}

func everyPair(from []*end, to *end) []pair {
	var out []pair
	for _, f := range from {
		out = append(out, pair{f, to, value.True})
	}
	return out
}

// judged asks about pairs: all that are certain have to get through and, where none is,
// at least one of the others.
func judged[D any](pairs []pair, zoneMissing []check.Missing, ask func(pair) (value.Truth, D, []check.Missing)) (denied []D, missing []check.Missing) {
	var possible []D
	others := false
	for _, p := range pairs {
		v, d, more := ask(p)
		switch {
		case v == value.False && p.certain == value.True:
			denied = append(denied, d)
		case v == value.False:
			possible = append(possible, d)
		case v == value.Undecided:
			missing = append(missing, more...)
			others = true
		default:
			others = true
		}
	}
	if len(denied) > 0 || len(possible) == 0 {
		return denied, missing
	}
	if !others {
		return possible, missing
	}
	missing = append(missing, zoneMissing...)
	for _, p := range pairs {
		if p.certain == value.Undecided && len(zoneMissing) == 0 {
			missing = append(missing, check.Missing{What: "the zone of " + p.to.name + ": it is not known", Settle: "name the availability zone of the target"})
		}
	}
	return denied, missing
}
