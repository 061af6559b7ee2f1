package apigee

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An entrance is a forwarding rule through which requests may get to an organization's
// instances: that of a load balancer, or an endpoint of Private Service Connect.
type entrance struct {
	rule ForwardingRule
	// certain says that some requests certainly get there; if not, lacks says why.
	certain bool
	lacks   []check.Missing
	// https says whether it takes TLS connections on port 443.
	https value.Truth
}

// entrances lists those of an organization.
func (f fronts) entrances() []entrance {
	var out []entrance
	add := func(ends []frontEnd) {
		for _, end := range ends {
			https := value.And(value.TruthOf(end.passesTLS()), end.rule.listens(httpsPort))
			out = append(out, entrance{rule: end.rule, certain: end.certain, lacks: end.lacks, https: https})
		}
	}
	for _, t := range f.tls {
		add(t.ends)
	}
	add(f.others)
	for _, rule := range f.inv.ForwardingRules.Items {
		if !leadsToAttachment(rule.Target) {
			continue
		}
		to := f.inv.attachedInstance("the target of "+rule.Subject(), rule.Target)
		if to.elsewhere || to.ok && !f.inv.owns(f.org, f.inv.Instances.Items[to.instance].Identity) {
			continue
		}
		// Apigee listens on port 443 behind it.
		out = append(out, entrance{rule: rule, certain: to.ok, lacks: to.missing, https: value.True})
	}
	return out
}

// closed says why clients of https:// URLs may find nobody there.
func (e entrance) closed() check.Missing {
	if e.https == value.Undecided {
		return e.rule.hiddenPorts()
	}
	return check.Missing{
		What:   "whether clients use another port than 443, or none of TLS: " + e.rule.Subject() + " does not take TLS connections on port 443",
		Settle: "point the host at a forwarding rule for port 443, or waive this",
	}
}

// hostEntrances are those through which clients of a host are to come.
type hostEntrances struct {
	inv *Inventory
	// right are those of the organizations that have the host, wrong those of the others.
	right []entrance
	wrong []otherEntrance
	// open says why there may be more.
	open []check.Missing
}

// An otherEntrance is one of an organization that does not have the host.
type otherEntrance struct {
	entrance
	org Organization
}

// entrancesFor finds the entrances for a host of the organization. Others may have it
// too, and where none is known to have it, nobody says whose it is.
func (inv *Inventory) entrancesFor(org Organization, host string, all []fronts) hostEntrances {
	out := hostEntrances{inv: inv}
	has := make([]value.Truth, len(all))
	var doubts []check.Missing
	for n, f := range all {
		var missing []check.Missing
		has[n], missing = inv.hasHost(f.org, host)
		doubts = append(doubts, missing...)
	}
	given := slices.Contains(has, value.True)
	for n, f := range all {
		own := f.org.Subject() == org.Subject()
		out.open = append(out.open, f.open...)
		if !own && has[n] != value.False && f.org.RuntimeType.Or(runtimeCloud).Value() != runtimeCloud {
			out.open = append(out.open, check.Missing{
				What: "whether it leads to the runtimes of " + f.org.Subject() + ", which may have the host, too", Settle: "waive this if it does",
			})
		}
		for _, e := range f.entrances() {
			switch {
			case own, has[n] == value.True, !given && len(doubts) == 0:
				out.right = append(out.right, e)
			case has[n] == value.Undecided, !given:
				e.certain, e.lacks = false, slices.Concat(e.lacks, doubts)
				out.right = append(out.right, e)
			default:
				out.wrong = append(out.wrong, otherEntrance{e, f.org})
			}
		}
	}
	out.open = once(out.open)
	return out
}

// shown are the addresses of the entrances for people, and subjects the entrances.
func (h hostEntrances) shown() (addresses, subjects []string) {
	for _, e := range h.right {
		if e.https != value.False {
			addresses = appendOnce(addresses, h.inv.shownAddress(e.rule))
			subjects = appendOnce(subjects, e.rule.Subject())
		}
	}
	return addresses, subjects
}

// A ledAddress is where clients of a host are led to.
type ledAddress struct {
	text value.String
	// on says whether it is one of the entrances for the host; missing says why that is
	// not known.
	on      value.Truth
	missing []check.Missing
	// whose is who certainly has it instead; "" where that is not known.
	whose string
}

// shown is the address for people.
func (a ledAddress) shown() string {
	if text, known := a.text.Get(); known {
		return text
	}
	return a.text.Why().Origin.String()
}

// locate says what an address is to clients of the host.
func (h hostEntrances) locate(text value.String) ledAddress {
	out := ledAddress{text: text, on: value.False, missing: slices.Clone(h.open)}
	for _, e := range h.right {
		switch at, missing := h.inv.isAddressOf(text, e.rule); {
		case at == value.Undecided:
			out.missing = append(out.missing, missing...)
		case at == value.False:
		case !e.certain:
			out.missing = append(out.missing, e.lacks...)
		case e.https == value.True:
			return ledAddress{text: text, on: value.True}
		default:
			out.missing = append(out.missing, e.closed())
		}
	}
	if len(out.missing) > 0 {
		out.on, out.missing = value.Undecided, once(out.missing)
		return out
	}
	for _, e := range h.wrong {
		if at, _ := h.inv.isAddressOf(text, e.rule); at == value.True {
			out.whose = e.rule.Subject() + " has it, which leads to " + e.org.Subject() + ", of which no environment group has the host"
			return out
		}
	}
	if rule := h.inv.ruleAt(text); rule != "" {
		out.whose = rule + " has it, which does not lead to Apigee"
	} else if reserved := h.inv.idle(text); reserved != "" {
		out.whose = reserved + " reserves it, and no forwarding rule has it"
	}
	return out
}

// foreign says why an address that is none of an entrance may still be right.
func (h hostEntrances) foreign(host string, a ledAddress) check.Missing {
	if isPrivate(a.text) {
		return check.Missing{
			What:   "in which network the clients of " + host + " are: " + a.shown() + " is an address of private ones",
			Settle: "point the host at the load balancer, or waive this if they reach Apigee there",
		}
	}
	own, _ := h.shown()
	return check.Missing{
		What:   "whether " + a.shown() + " is a content delivery network in front of the load balancer, whose addresses are " + orElse(strings.Join(own, ", "), "not known"),
		Settle: "point the host at the load balancer, or waive this",
	}
}
