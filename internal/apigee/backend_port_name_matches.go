package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// BackendPortNameMatches asks whether every group of proxies gives the port that
// Apigee listens on to the name by which its backend services call it.
var BackendPortNameMatches = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "backend-port-name-matches",
		Title:    "Every group of proxies has the backend service's named port",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502",
		Why: "A backend service does not say a port number but a port name, which each instance group turns into a number of its own. " +
			"A group without a named port of that name gets no request: the load balancer has no backend there and answers 502 with `failed_to_pick_backend`, " +
			"in one region alone if the other regions' groups have it. " +
			"A named port with another number than the proxies forward, which is 443 with Google's startup script, ends as refused connections.",
		Fix: "Give the group's manager a `named_port` with the name that `port_name` of the backend service says, and port 443.",
		Unknown: "Unknown when the names or ports are not known; when the backend service names no port, as the default name is not documented; " +
			"when the port is not 443 and it is not known that the proxies forward 443 alone; " +
			"and when it is not known whether a group's instances are proxies, or which backend services send to it. " +
			"Not applicable to groups that no backend service sends to, behind passthrough load balancers and service meshes, which do without port names, " +
			"and with Private Service Connect, whose endpoint groups have no named ports.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.backendServices",
			"compute.instanceGroupManagers", "compute.instanceTemplates",
		},
		References: []string{
			"https://docs.cloud.google.com/load-balancing/docs/backend-service#named_ports",
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://github.com/apigee/terraform-modules",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perProxyGroup(org, func(g proxyGroup) []check.Result {
				var out []check.Result
				for _, u := range g.uses {
					out = append(out, blaming("namedPorts", unless(inv.portNameMatches(g, u), g.doubts())))
				}
				if len(g.usesMissing) > 0 {
					out = append(out, undecided(g.Identity, "may be behind more backend services than are known", g.usesMissing...))
				}
				return out
			})
		})
	},
}

// apigeePort is the port that instances of Apigee serve on.
const apigeePort = 443

// portNameMatches judges one group behind one backend service.
func (inv *Inventory) portNameMatches(g proxyGroup, u use) check.Result {
	kinds, unsure := inv.kindsOf(u)
	named, unnamed := 0, 0
	for _, kind := range kinds {
		if kindsOfLoadBalancers[kind].data == fromClients {
			unnamed++
		} else {
			named++
		}
	}
	if named == 0 {
		return inapplicable(g.Identity, "is behind a load balancer that needs no port name")
	}
	r := g.portNamed(u.service)
	if unnamed > 0 {
		r = unless(r, unsure)
	}
	r.Related = []string{u.service.Subject()}
	return r
}

// portNamed judges the named ports of a group for a service that needs one.
func (g proxyGroup) portNamed(s BackendService) check.Result {
	if g.NamedPorts.IsUnknown() {
		return undecided(g.Identity, "has named ports that are not known", lacking("namedPorts of "+g.Subject(), g.NamedPorts.Why()))
	}
	name := s.portName()
	var numbers []int64
	var has []string
	var missing []check.Missing
	for _, p := range g.NamedPorts.Value() {
		has = append(has, orElse(p.Name.Value(), "?"))
		switch is := value.Equal(p.Name, name); {
		case is == value.False:
		case !p.Port.IsKnown():
			missing = append(missing, lacking("port of a named port of "+g.Subject(), orNotSet(p.Port.IsNull(), p.Port.Why())))
		case is == value.True:
			numbers = append(numbers, p.Port.Value())
		case p.Name.IsUnknown():
			missing = append(missing, lacking("name of a named port of "+g.Subject(), p.Name.Why()))
		default:
			missing = append(missing, lacking("portName of "+s.Subject(), name.Why()))
		}
	}
	switch {
	case len(missing) > 0:
		return undecided(g.Identity, "may lack the named port that its backend service sends to", once(missing)...)
	case len(numbers) == 0:
		return g.withoutPort(s, has)
	}
	for _, n := range numbers {
		if n != apigeePort {
			return unless(g.otherPort(s, n), g.otherPorts(n))
		}
	}
	return passed(g.Identity, "has the named port that its backend service sends to")
}

// portName is the port name of a service. The default is not documented.
func (s BackendService) portName() value.String {
	if emptyText(s.PortName) == value.True {
		return value.UnknownOf[string](value.Why{Reason: "it is not set, and its default is not documented", Settle: "set portName"})
	}
	return s.PortName
}

func (g proxyGroup) withoutPort(s BackendService, has []string) check.Result {
	name := orElse(s.PortName.Value(), "its port name")
	r := failed(g.Identity, "lacks the named port that its backend service sends to")
	r.Detail = fmt.Sprintf("Requests get to no instance of %s: %s sends to the port called %s, and the group gives that name no number (its named ports: %s).",
		g.Subject(), s.Subject(), name, orElse(strings.Join(has, ", "), "none"))
	r.Remediation = fmt.Sprintf("Give %s a named port %s with port %d.", g.Subject(), name, apigeePort)
	r.Repairs = g.namePort(s)
	r.Witness = []check.Fact{
		{Name: "group", Value: g.Subject()},
		{Name: "backend_service", Value: s.Subject()},
		{Name: "port_name", Value: s.PortName.Value()},
		{Name: "named_ports", Value: strings.Join(has, ", ")},
	}
	return r
}

func (g proxyGroup) otherPort(s BackendService, port int64) check.Result {
	r := failed(g.Identity, "has a named port with another number than %d", apigeePort)
	r.Detail = fmt.Sprintf("Requests to the instances of %s are refused: %s sends them to port %d, and their startup script forwards port %d alone.",
		g.Subject(), s.Subject(), port, apigeePort)
	r.Remediation = fmt.Sprintf("Set the port of the named port %s of %s to %d.", s.PortName.Value(), g.Subject(), apigeePort)
	r.Repairs = g.namePort(s)
	r.Witness = []check.Fact{
		{Name: "group", Value: g.Subject()},
		{Name: "backend_service", Value: s.Subject()},
		{Name: "port_name", Value: s.PortName.Value()},
		{Name: "port", Value: port},
	}
	return r
}

// otherPorts says why a group's instances may forward another port than 443.
func (g proxyGroup) otherPorts(port int64) []check.Missing {
	if g.forwards443() == value.True {
		return nil
	}
	return []check.Missing{{
		What:   fmt.Sprintf("whether the instances of %s forward port %d: their startup script is not Google's own", g.Subject(), port),
		Settle: fmt.Sprintf("serve on port %d, or look at what an instance forwards", apigeePort),
	}}
}
