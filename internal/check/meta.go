package check

import (
	"fmt"
	"slices"
)

// Hop is one stage of a path.
type Hop string

// The hops of the Apigee northbound path.
const (
	HopDNS          Hop = "dns"
	HopTLS          Hop = "tls"
	HopArmor        Hop = "armor"
	HopProxy        Hop = "proxy"
	HopFirewall     Hop = "firewall"
	HopNetwork      Hop = "network"
	HopEnvironment  Hop = "environment"
	HopPrerequisite Hop = "prerequisite"
)

// The hops of the private integrations of Amazon API Gateway that the other path has
// not. Firewall and TLS are hops of both.
const (
	HopDeployment   Hop = "deployment"
	HopIntegration  Hop = "integration"
	HopLink         Hop = "link"
	HopLoadBalancer Hop = "load-balancer"
	HopTargets      Hop = "targets"
	HopLogs         Hop = "logs"
)

// northbound and private are the two paths, each in the order of its traffic.
var (
	northbound = []Hop{HopDNS, HopTLS, HopArmor, HopProxy, HopFirewall, HopNetwork, HopEnvironment, HopPrerequisite}
	private    = []Hop{HopDeployment, HopIntegration, HopLink, HopLoadBalancer, HopTargets, HopFirewall, HopTLS, HopLogs}
)

// Northbound lists the hops from a client to Apigee, in the order of the traffic.
func Northbound() []Hop { return slices.Clone(northbound) }

// Private lists the hops of API Gateway's private integrations, in that order.
func Private() []Hop { return slices.Clone(private) }

// Hops lists the hops of both paths, each in the order of its traffic.
func Hops() []Hop { return join(northbound, private) }

// HopsOf lists the hops of the paths that findings are about, in the order of the
// traffic.
func HopsOf(findings []Finding) []Hop {
	of := func(path, other []Hop) bool {
		return slices.ContainsFunc(findings, func(f Finding) bool { return slices.Contains(path, f.Hop) && !slices.Contains(other, f.Hop) })
	}
	switch n, p := of(northbound, private), of(private, northbound); {
	case n && p:
		return Hops()
	case p:
		return slices.Clone(private)
	}
	return slices.Clone(northbound)
}

func join(a, b []Hop) []Hop {
	return append(slices.Clone(a), slices.DeleteFunc(slices.Clone(b), func(h Hop) bool { return slices.Contains(a, h) })...)
}

// Severity says what a failure does: an error stops traffic, a warning may.
type Severity uint8

// The severities. There is no zero severity: a check has to choose.
const (
	Warning Severity = iota + 1
	Error
)

// String returns "warning" or "error".
func (s Severity) String() string {
	switch s {
	case Warning:
		return "warning"
	case Error:
		return "error"
	}
	return fmt.Sprintf("Severity(%d)", uint8(s))
}

// ParseSeverity reads a severity.
func ParseSeverity(s string) (Severity, error) {
	for _, severity := range []Severity{Warning, Error} {
		if s == severity.String() {
			return severity, nil
		}
	}
	return 0, fmt.Errorf("severity %q: expected error or warning", s)
}

// Meta is what a check says about itself. Docs pages, indexes and rule lists are
// generated from it; texts are Markdown.
type Meta struct {
	// ID is a kebab-case sentence of what must hold. It is never reused.
	ID string
	// Title says the same to people, without a period.
	Title string
	Hop   Hop
	// Severity is that of a failure.
	Severity Severity
	// Symptom is what clients see when the check fails, such as "502".
	Symptom string
	// Why explains the mechanism behind the symptom.
	Why string
	// Fix says what to change, in general; findings say it in particular.
	Fix string
	// Unknown says what makes the verdict unknown and what settles it.
	Unknown string
	// Since is the release that brought the check.
	Since string
	// Reads names the API resources the check reads, such as compute.firewalls.
	Reads []string
	// References are the vendor's pages behind the check.
	References []string
}

// DocURL is where the check's page is published.
func (m Meta) DocURL() string {
	return "https://registry.terraform.io/providers/apireach/apireach/latest/docs/guides/check-" + m.ID
}
