package privateintegration

import (
	"fmt"
	"strconv"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// HealthCheckFits asks whether health checks are such as targets can pass.
var HealthCheckFits = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "health-check-fits",
		Title:    "The health check speaks what the targets speak",
		Hop:      check.HopTargets,
		Severity: check.Error,
		Symptom:  "apply fails, 500 or 503",
		Why: "A health check by HTTP fails on a port that speaks TLS, and one by HTTPS on a port that speaks plain HTTP: all targets turn unhealthy. " +
			"A Network Load Balancer checks an Application Load Balancer by HTTP or HTTPS, TCP is refused, and on a port on which that listens with the same protocol.",
		Fix:     "Set `health_check.protocol` to HTTPS where the target group's protocol is TLS or HTTPS, or where the Application Load Balancer's listener is HTTPS; else to HTTP. Let `health_check.port` be `traffic-port`, or a port that answers.",
		Unknown: "Unknown when the health check or the listener behind is known only after apply, or could not be read. Not applicable to groups without health checks.",
		Since:   "0.1.0",
		Reads:   []string{"elasticloadbalancing.targetGroups", "elasticloadbalancing.targets", "elasticloadbalancing.listeners", "elasticloadbalancing.loadBalancers"},
		References: []string{
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/target-group-health-checks.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/network/application-load-balancer-target.html",
			"https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perGroup(inv, func(u use) []check.Result { return []check.Result{inv.healthCheckFits(u)} })
	},
}

func (inv *Inventory) healthCheckFits(u use) check.Result {
	g := u.group
	protocol, known := g.HealthCheckProtocol.Get()
	switch {
	case g.HealthCheckEnabled.IsKnown() && !g.HealthCheckEnabled.Value(), value.Is(g.TargetType, TargetLambda) == value.True:
		return inapplicable(g.Identity, "has no health checks")
	case g.HealthCheckProtocol.IsUnknown():
		return undecided(g.Identity, "has a health check that is not known", lacking("the protocol of the health check of "+g.Subject(), g.HealthCheckProtocol.Why()))
	case value.Is(g.TargetType, TargetALB) == value.True:
		return inv.checksBalancer(u, protocol)
	case !known:
		return passed(g.Identity, "has the health check of its protocol")
	}
	tls := g.Protocol.Value() == "TLS" || g.Protocol.Value() == "HTTPS"
	plain := g.Protocol.Value() == "HTTP"
	switch {
	case !g.Protocol.IsKnown():
		return undecided(g.Identity, "has a protocol that is not known", lacking("the protocol of "+g.Subject(), g.Protocol.Why()))
	case onTrafficPort(g) && (tls && protocol == "HTTP" || plain && protocol == "HTTPS"):
		r := blaming("HealthCheckProtocol", failed(g.Identity, "is checked by %s and gets requests by %s", protocol, g.Protocol.Value()))
		r.Detail = "Health checks and requests go to one port, which speaks one of the two: either all targets are unhealthy, or none understands the requests."
		r.Witness = []check.Fact{{Name: "healthCheckProtocol", Value: protocol}, {Name: "protocol", Value: g.Protocol.Value()}, {Name: "healthCheckPort", Value: g.HealthCheckPort.Or("traffic-port").Value()}}
		r.Related = []string{u.listener.Subject()}
		return r
	case g.HealthCheckPort.IsUnknown() && (tls || plain):
		return undecided(g.Identity, "has a health check on a port that is not known", lacking("the port of the health check of "+g.Subject(), g.HealthCheckPort.Why()))
	}
	return passed(g.Identity, "has a health check that its targets can pass")
}

// checksBalancer judges the health check of a group with a load balancer as its target.
func (inv *Inventory) checksBalancer(u use, protocol string) check.Result {
	g := u.group
	targets, _, missing := inv.targetsOf(g)
	if protocol == "TCP" {
		r := blaming("HealthCheckProtocol", failed(g.Identity, "checks a load balancer by TCP"))
		r.Detail = "Elastic Load Balancing refuses a health check of an Application Load Balancer by another protocol than HTTP and HTTPS."
		r.Witness = []check.Fact{{Name: "healthCheckProtocol", Value: protocol}, {Name: "targetType", Value: TargetALB}}
		return r
	}
	for _, t := range targets {
		lb := pickByID(inv.LoadBalancers, "load balancer", t.Target)
		missing = append(missing, lb.missing...)
		if lb.certain == nil {
			continue
		}
		port := checkedPort(g, t)
		l := inv.listenerOn(lb.certain, port)
		missing = append(missing, l.missing...)
		switch {
		case l.none() && g.HealthCheckPort.Or("traffic-port").Value() != "traffic-port":
			r := blaming("HealthCheckPort", failed(g.Identity, "checks a port on which its load balancer does not listen"))
			r.Detail = fmt.Sprintf("%s has no listener on port %d, so that it is unhealthy.", lb.certain.Subject(), port.Value())
			r.Witness = []check.Fact{{Name: "healthCheckPort", Value: port.Value()}, {Name: "loadBalancer", Value: lb.certain.Subject()}}
			r.Related = []string{lb.certain.Subject()}
			return r
		case l.certain != nil && protocol != "" && l.certain.Protocol.IsKnown() && l.certain.Protocol.Value() != protocol:
			r := blaming("HealthCheckProtocol", failed(g.Identity, "checks by %s a load balancer that listens by %s", protocol, l.certain.Protocol.Value()))
			r.Detail = "The load balancer that is the target does not answer the health check, so that it is unhealthy."
			r.Witness = []check.Fact{{Name: "healthCheckProtocol", Value: protocol}, {Name: "listener", Value: l.certain.Subject()}, {Name: "listenerProtocol", Value: l.certain.Protocol.Value()}}
			r.Related = []string{l.certain.Subject()}
			return r
		case l.certain != nil && l.certain.Protocol.IsUnknown():
			missing = append(missing, lacking("the protocol of "+l.certain.Subject(), l.certain.Protocol.Why()))
		}
	}
	if len(missing) > 0 {
		return undecided(g.Identity, "checks a load balancer that is not known", missing...)
	}
	return passed(g.Identity, "checks the load balancer behind as that listens")
}

// checkedPort is the port that health checks of a target go to.
func checkedPort(g *TargetGroup, t *Target) value.Int {
	port := g.HealthCheckPort.Or("traffic-port")
	if port.Value() == "traffic-port" {
		return t.portIn(g)
	}
	return value.Map(port, func(text string) int64 {
		n, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return 0
		}
		return n
	})
}
