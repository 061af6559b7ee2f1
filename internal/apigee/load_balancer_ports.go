package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A choice is packets that are sent, as far as it is known which: all of must, none
// beyond may, and, if some is set, at least one of may.
type choice struct {
	extent
	some bool
}

// both is what two choices of different dimensions, ports and sources, have in common.
func (c choice) both(other choice) choice {
	sent := func(c choice) bool { return c.some || !c.must.IsEmpty() }
	return choice{c.and(other.extent), sent(c) && sent(other)}
}

func (c choice) or(other choice) choice {
	return choice{c.extent.or(other.extent), c.some || other.some}
}

// allOf is packets that are certainly sent.
func allOf(s packet.Set) choice { return choice{extent: certainly(s)} }

// oneOf is packets of which only some are sent, and why it is not known which.
func oneOf(s packet.Set, why ...check.Missing) choice {
	return choice{extent{may: s, doubts: why}, true}
}

// toPort is every TCP packet to one port.
func toPort(port int64) packet.Set {
	if port < 1 || port > 65535 {
		return packet.Set{}
	}
	return toPorts(packet.TCP, packet.OnPorts(uint16(port)))
}

func toPorts(protocol packet.Protocol, ports packet.Ports) packet.Set {
	set, err := packet.NewSet(packet.AnySource(), packet.Service{Protocols: packet.ProtocolSet(protocol), Ports: ports})
	if err != nil {
		return everything
	}
	return set
}

// anyTCP is every TCP packet.
var anyTCP = toPorts(packet.TCP, packet.AnyPort())

// defaultPortName is the port name of a backend service that names none. The
// vendor does not document it.
const defaultPortName = "http"

// namedPorts is the serving port of a group for a service: the numbers that the
// group gives to the service's port name.
//
// Source: https://docs.cloud.google.com/load-balancing/docs/backend-service#named_ports.
func (g proxyGroup) namedPorts(s BackendService) choice {
	if g.NamedPorts.IsUnknown() {
		return oneOf(anyTCP, lacking("namedPorts of "+g.Subject(), g.NamedPorts.Why()))
	}
	name := s.PortName.Or(defaultPortName)
	if name.Value() == "" && name.IsKnown() {
		name = value.Known(defaultPortName)
	}
	var out choice
	var names []string
	for _, p := range g.NamedPorts.Value() {
		names = append(names, fmt.Sprintf("%s:%d", p.Name.Value(), p.Port.Value()))
		is := value.Equal(p.Name, name)
		switch {
		case is == value.False:
		case !p.Port.IsKnown():
			out = out.or(oneOf(anyTCP, lacking("port of a named port of "+g.Subject(), p.Port.Why())))
		case is == value.True:
			out = out.or(allOf(toPort(p.Port.Value())))
		case name.IsUnknown():
			out = out.or(oneOf(toPort(p.Port.Value()), lacking("portName of "+s.Subject(), name.Why())))
		default:
			out = out.or(oneOf(toPort(p.Port.Value()), lacking("name of a named port of "+g.Subject(), p.Name.Why())))
		}
	}
	if out.may.IsEmpty() {
		has := strings.Join(names, ", ")
		if has == "" {
			has = "none"
		}
		out = oneOf(anyTCP, check.Missing{
			What:   fmt.Sprintf("the port that %s sends to: it wants the named port %q, and the named ports known of %s are: %s", s.Subject(), name.Value(), g.Subject(), has),
			Settle: "give the group a named port of that name, or name one of the group's in the service's portName",
		})
	}
	return out
}

// forwardedPorts is the ports that a passthrough load balancer leaves as they are.
func (u use) forwardedPorts() choice {
	protocol := packet.TCP
	if value.Is(u.service.Protocol, "UDP") == value.True {
		protocol = packet.UDP
	}
	var out choice
	for _, rule := range u.rules {
		texts := rule.Ports
		if emptiness(texts) == value.True && !rule.PortRange.IsNull() {
			texts = value.Known([]value.String{rule.PortRange})
		}
		if emptiness(texts) == value.True {
			out = out.or(oneOf(toPorts(protocol, packet.AnyPort()), check.Missing{
				What: "which ports clients use of all that " + rule.Subject() + " forwards", Settle: "list the ports in the forwarding rule",
			}))
			continue
		}
		e := servicesOf("the ports of "+rule.Subject(), value.Known([]Service{{Protocol: value.Known(protocol.String()), Ports: texts}}))
		out = out.or(choice{e, true})
	}
	if out.may.IsEmpty() {
		missing := u.rulesMissing
		if len(missing) == 0 {
			missing = []check.Missing{{
				What: "the ports that " + u.service.Subject() + " gets: no forwarding rule leads to it", Settle: "add its forwarding rule",
			}}
		}
		out = oneOf(toPorts(protocol, packet.AnyPort()), missing...)
	}
	return out
}

// healthCheckPorts are the ports that are probed if a health check names none, by
// its type.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/healthChecks.
var healthCheckPorts = map[string]int64{"HTTPS": 443, "HTTP": 80, "HTTP2": 443, "TCP": 80, "SSL": 443}

// probe is the type of the health check, and the block of that type; false if it is
// not known which.
func (h HealthCheck) probe() (kind string, block HealthCheckPort, known bool) {
	blocks := map[string]HealthCheckPort{"HTTPS": h.HTTPS, "HTTP": h.HTTP, "HTTP2": h.HTTP2, "TCP": h.TCP, "SSL": h.SSL, "GRPC": h.GRPC}
	kind, known = h.Type.Get()
	if !known {
		// In a plan Terraform does not know the type yet, but the block tells.
		for name, b := range blocks {
			if b.Port.IsNull() && b.PortSpecification.IsNull() && b.ProxyHeader.IsNull() {
				continue
			}
			if known {
				return "", HealthCheckPort{}, false
			}
			kind, known = name, true
		}
	}
	block, exists := blocks[kind]
	return kind, block, exists
}

// ports is what the health check probes where the service has the given serving port.
func (h HealthCheck) ports(serving choice) choice {
	kind, block, known := h.probe()
	if !known {
		return oneOf(anyTCP, lacking("type of "+h.Subject(), h.Type.Why()))
	}
	port := block.Port
	if number, ok := healthCheckPorts[kind]; ok {
		if port.Value() == 0 && port.IsKnown() {
			port = value.Int{}
		}
		port = port.Or(number)
	}
	fixed := oneOf(anyTCP, lacking("port of "+h.Subject(), port.Why()))
	if n, ok := port.Get(); ok {
		fixed = allOf(toPort(n))
	}
	switch spec := block.PortSpecification.Or("USE_FIXED_PORT"); {
	case spec.Value() == "USE_FIXED_PORT", spec.Value() == "" && spec.IsKnown():
		return fixed
	case spec.Value() == "USE_SERVING_PORT":
		return serving
	case spec.IsUnknown():
		return oneOf(fixed.may.Union(serving.may), lacking("portSpecification of "+h.Subject(), spec.Why()))
	default:
		return oneOf(anyTCP, check.Missing{
			What:   fmt.Sprintf("the port that %s probes: portSpecification %s", h.Subject(), spec.Value()),
			Settle: "use USE_FIXED_PORT or USE_SERVING_PORT",
		})
	}
}
