package apigee

import (
	"slices"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// LoadBalancerListensOn443 asks whether HTTPS clients find anybody who listens.
var LoadBalancerListensOn443 = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "load-balancer-listens-on-443",
		Title:    "The load balancer listens on port 443",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "connection refused",
		Why: "Clients of https:// URLs connect to port 443. A forwarding rule for port 80 alone, which leads to an HTTP proxy, leaves nobody " +
			"to answer there: the connection is refused or times out, and no log tells of it.",
		Fix: "Add a `google_compute_global_forwarding_rule` with `port_range = \"443\"` whose target is a `google_compute_target_https_proxy` with the same URL map and a certificate.",
		Unknown: "Unknown when not all forwarding rules are known, or whether one for port 443 leads to Apigee, and where a load balancer listens for TLS on other ports only, which clients may be told to use. " +
			"Credentials that may call compute.forwardingRules.list, or `complete = true`, settle it. Not applicable without a load balancer that leads to Apigee.",
		Since:      "0.1.0",
		Reads:      []string{"compute.forwardingRules", "compute.targetHttpsProxies", "compute.targetHttpProxies", "compute.urlMaps", "compute.backendServices"},
		References: []string{"https://docs.cloud.google.com/load-balancing/docs/https", "https://docs.cloud.google.com/load-balancing/docs/forwarding-rule-concepts"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, inv.listensOn443)
	},
}

const httpsPort = 443

func (inv *Inventory) listensOn443(org Organization) []check.Result {
	all := inv.frontsOf(org)
	missing := slices.Clone(all.open)
	var ends []frontEnd
	for _, f := range all.tls {
		ends = append(ends, f.ends...)
	}
	var elsewhere, plain []string
	certain := false
	var doubts []check.Missing
	for _, end := range append(ends, all.others...) {
		tls := end.passesTLS()
		certain = certain || end.certain
		switch listens := end.rule.listens(httpsPort); {
		case tls && listens == value.True && !end.certain:
			missing = append(missing, end.lacks...)
		case tls && listens == value.True:
			r := passed(org.Identity, "is reached on port 443")
			r.Related = []string{end.rule.Subject()}
			return []check.Result{r}
		case listens == value.Undecided:
			missing = append(missing, end.rule.hiddenPorts())
		case tls:
			elsewhere = append(elsewhere, end.rule.Subject())
		default:
			plain = append(plain, end.rule.Subject())
		}
		doubts = append(doubts, end.lacks...)
	}
	if !certain { // what is there may be in front of something else
		missing = append(missing, doubts...)
	}
	switch {
	case len(missing) > 0 || len(elsewhere) > 0 && len(plain) == 0:
		if len(elsewhere) > 0 {
			missing = append(missing, check.Missing{
				What:   "which port clients use: " + elsewhere[0] + " listens for TLS on another than 443",
				Settle: "waive this check if clients use that port",
			})
		}
		return []check.Result{undecided(org.Identity, "is reached on port 443 by no load balancer that is known", once(missing)...)}
	case len(plain)+len(elsewhere) == 0:
		return all.closing(nil)
	}
	at := append(plain, elsewhere...)
	r := failed(org.Identity, "is reached by no load balancer on port 443")
	r.Detail = "Clients of https:// URLs are refused: " + strings.Join(at, ", ") + " lead to Apigee, but on other ports."
	r.Remediation = "Add a forwarding rule for port 443 whose target is an HTTPS proxy with the URL map of " + at[0] + "."
	r.Witness = []check.Fact{{Name: "port", Value: httpsPort}, {Name: "forwarding_rule", Value: at[0]}}
	r.Related = at
	return []check.Result{r}
}

// hiddenPorts says why the ports are not known.
func (r ForwardingRule) hiddenPorts() check.Missing {
	return lacking("the ports of "+r.Subject(), orNotSet(r.PortRange.IsNull(), r.PortRange.Why()))
}

// listens says whether a forwarding rule takes TCP connections to a port. A rule that
// names no port takes all, if it is for a load balancer that passes packets through.
func (r ForwardingRule) listens(port int) value.Truth {
	if r.PortRange.IsUnknown() || r.Ports.IsUnknown() {
		return value.Undecided
	}
	if ranged, known := r.PortRange.Get(); known {
		return inPorts(ranged, port)
	}
	if r.Ports.IsNull() {
		return value.TruthOf(!r.BackendService.IsNull())
	}
	out := value.False
	for _, p := range r.Ports.Value() {
		text, known := p.Get()
		if !known {
			out = value.Or(out, value.Undecided)
			continue
		}
		out = value.Or(out, inPorts(text, port))
	}
	return out
}

// inPorts says whether a port is in a range such as 443-443, or is 443.
func inPorts(text string, port int) value.Truth {
	low, high, ranged := strings.Cut(text, "-")
	if !ranged {
		high = low
	}
	from, err := strconv.Atoi(low)
	to, wrong := strconv.Atoi(high)
	if err != nil || wrong != nil {
		return value.Undecided
	}
	return value.TruthOf(from <= port && port <= to)
}
