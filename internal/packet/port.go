package packet

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Ports is a set of destination ports. The zero value is any port, as a firewall rule
// that names no port means any.
type Ports struct {
	// ranges are ascending with a gap between any two; none means any port.
	ranges []portRange
}

// portRange is the ports from first to last, both included.
type portRange struct{ first, last uint16 }

var everyPort = portRange{0, math.MaxUint16}

// AnyPort is every port from 0 to 65535.
func AnyPort() Ports { return Ports{} }

// OnPorts is the given ports. At least one is required, which the signature ensures.
func OnPorts(first uint16, more ...uint16) Ports {
	ranges := []portRange{{first, first}}
	for _, p := range more {
		ranges = append(ranges, portRange{p, p})
	}
	return portsOf(ranges)
}

// PortRange is the ports from first to last, both included. It is an error if last
// is below first.
func PortRange(first, last uint16) (Ports, error) {
	if last < first {
		return Ports{}, fmt.Errorf("port range %d-%d ends before it starts", first, last)
	}
	return portsOf([]portRange{{first, last}}), nil
}

// ParsePorts reads ports as firewall rules give them: "443" or "400-500", decimal,
// from 0 to 65535. No text at all is any port.
func ParsePorts(texts ...string) (Ports, error) {
	ranges := make([]portRange, 0, len(texts))
	for _, text := range texts {
		from, to, isRange := strings.Cut(text, "-")
		if !isRange {
			to = from
		}
		first, okFirst := parseNumber(from, math.MaxUint16)
		last, okLast := parseNumber(to, math.MaxUint16)
		if !okFirst || !okLast {
			return Ports{}, fmt.Errorf("port %q is neither a number from 0 to 65535 nor a range such as 400-500", text)
		}
		if last < first {
			return Ports{}, fmt.Errorf("port range %q ends before it starts", text)
		}
		ranges = append(ranges, portRange{uint16(first), uint16(last)})
	}
	return portsOf(ranges), nil
}

func portsOf(ranges []portRange) Ports {
	slices.SortFunc(ranges, func(a, b portRange) int { return cmp.Compare(a.first, b.first) })
	var merged []portRange
	for _, r := range ranges {
		if n := len(merged); n > 0 && int(r.first) <= int(merged[n-1].last)+1 {
			merged[n-1].last = max(merged[n-1].last, r.last)
			continue
		}
		merged = append(merged, r)
	}
	if len(merged) == 1 && merged[0] == everyPort {
		merged = nil
	}
	return Ports{merged}
}

// IsAny reports whether the set is every port.
func (p Ports) IsAny() bool { return len(p.ranges) == 0 }

// Contains reports whether port is in the set.
func (p Ports) Contains(port uint16) bool {
	return slices.ContainsFunc(p.list(), func(r portRange) bool { return r.first <= port && port <= r.last })
}

// Equal reports whether both sets have the same ports.
func (p Ports) Equal(other Ports) bool { return slices.Equal(p.ranges, other.ranges) }

func (p Ports) list() []portRange {
	if p.IsAny() {
		return []portRange{everyPort}
	}
	return p.ranges
}

// Texts lists the ports as firewall rules give them, none for any port.
func (p Ports) Texts() []string {
	var out []string
	for _, r := range p.ranges {
		out = append(out, r.String())
	}
	return out
}

// String lists the ports in ascending order, such as "80,400-500", or "any".
func (p Ports) String() string {
	if p.IsAny() {
		return "any"
	}
	texts := make([]string, len(p.ranges))
	for i, r := range p.ranges {
		texts[i] = r.String()
	}
	return strings.Join(texts, ",")
}

func (r portRange) String() string {
	if r.first == r.last {
		return strconv.Itoa(int(r.first))
	}
	return fmt.Sprintf("%d-%d", r.first, r.last)
}
