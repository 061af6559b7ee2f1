package packet

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"
)

// String writes the set as terms of sources and services, such as
// "130.211.0.0/22,35.191.0.0/16 tcp:80,443 udp; any icmp". All addresses are "any",
// the empty set is "none". Equal sets give equal texts, and [ParseSet] reads them.
func (s Set) String() string {
	if s.IsEmpty() {
		return "none"
	}
	var texts []string
	for _, t := range s.terms() {
		text := sourcesText(t.sources)
		for _, service := range t.services {
			text += " " + service.Protocols.String()
			if !service.Ports.IsAny() {
				text += ":" + service.Ports.String()
			}
		}
		texts = append(texts, text)
	}
	return strings.Join(texts, "; ")
}

// A Term is sources and the services that packets from all of them go to: what one
// firewall rule can say.
type Term struct {
	Sources  []netip.Prefix
	Services []Service
}

// Terms writes the set as terms, those of [Set.String].
func (s Set) Terms() []Term {
	var out []Term
	for _, t := range s.terms() {
		out = append(out, Term{t.sources.prefixes(), t.services})
	}
	return out
}

type spanTerm struct {
	sources  spans
	services []Service
}

func (s Set) terms() []spanTerm {
	var out []spanTerm
	for _, g := range s.groups {
		var own []spanTerm // one service each
		ports := map[int][]portRange{}
		for _, b := range g.bands {
			i := slices.IndexFunc(own, func(t spanTerm) bool { return slices.Equal(t.sources, b.sources) })
			if i < 0 {
				i, own = len(own), append(own, spanTerm{sources: b.sources})
			}
			ports[i] = append(ports[i], b.ports)
		}
		for n, t := range own {
			i := slices.IndexFunc(out, func(o spanTerm) bool { return slices.Equal(o.sources, t.sources) })
			if i < 0 {
				i, out = len(out), append(out, t)
			}
			out[i].services = append(out[i].services, Service{Protocols: g.protocols, Ports: portsOf(ports[n])})
		}
	}
	return out
}

func sourcesText(addresses spans) string {
	if slices.Equal(addresses, everyAddress) {
		return "any"
	}
	prefixes := addresses.prefixes()
	texts := make([]string, len(prefixes))
	for i, p := range prefixes {
		texts[i] = p.String()
	}
	return strings.Join(texts, ",")
}

// ParseSet reads what [Set.String] writes. A term is the sources, separated by commas
// or "any", then one or more services: protocols separated by commas or "all", then
// optionally a colon and ports separated by commas. Terms are separated by semicolons.
func ParseSet(text string) (Set, error) {
	if text == "none" {
		return Set{}, nil
	}
	var terms []Set
	for term := range strings.SplitSeq(text, ";") {
		fields := strings.Fields(term)
		if len(fields) < 2 {
			return Set{}, fmt.Errorf("packet set %q: %q is not sources followed by services", text, strings.TrimSpace(term))
		}
		set, err := parseTerm(fields[0], fields[1:])
		if err != nil {
			return Set{}, fmt.Errorf("packet set %q: %w", text, err)
		}
		terms = append(terms, set)
	}
	return Set{}.Union(terms...), nil
}

func parseTerm(sources string, services []string) (Set, error) {
	prefixes := AnySource()
	if sources != "any" {
		var err error
		if prefixes, err = ParseSources(strings.Split(sources, ",")...); err != nil {
			return Set{}, err
		}
	}
	parsed := make([]Service, len(services))
	for i, text := range services {
		var err error
		if parsed[i], err = parseService(text); err != nil {
			return Set{}, err
		}
	}
	return NewSet(prefixes, parsed...)
}

func parseService(text string) (Service, error) {
	protocols, ports, hasPorts := strings.Cut(text, ":")
	var service Service
	for name := range strings.SplitSeq(protocols, ",") {
		p, err := parseProtocols(name)
		if err != nil {
			return Service{}, err
		}
		service.Protocols = service.Protocols.Union(p)
	}
	if !hasPorts {
		return service, nil
	}
	var err error
	service.Ports, err = ParsePorts(strings.Split(ports, ",")...)
	return service, err
}

// parseProtocols reads one protocol or, as String writes many, a range of numbers.
func parseProtocols(text string) (Protocols, error) {
	from, to, _ := strings.Cut(text, "-")
	first, okFirst := parseNumber(from, 255)
	last, okLast := parseNumber(to, 255)
	if !okFirst || !okLast || last < first {
		return ParseProtocol(text)
	}
	var set Protocols
	for p := first; p <= last; p++ {
		set = set.Union(ProtocolSet(Protocol(p)))
	}
	return set, nil
}
