package packet

import (
	"fmt"
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
	terms := map[string][]string{}
	var order []string
	for _, g := range s.groups {
		ports := map[string][]portRange{}
		var sources []string
		for _, b := range g.bands {
			text := sourcesText(b.sources)
			if _, seen := ports[text]; !seen {
				sources = append(sources, text)
			}
			ports[text] = append(ports[text], b.ports)
		}
		for _, text := range sources {
			if _, seen := terms[text]; !seen {
				order = append(order, text)
			}
			service := g.protocols.String()
			if p := portsOf(ports[text]); !p.IsAny() {
				service += ":" + p.String()
			}
			terms[text] = append(terms[text], service)
		}
	}
	texts := make([]string, len(order))
	for i, sources := range order {
		texts[i] = sources + " " + strings.Join(terms[sources], " ")
	}
	return strings.Join(texts, "; ")
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
