package apigee

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// neverPublic are addresses that no client of an external load balancer has.
var neverPublic = []string{
	"0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16", "224.0.0.0/3",
	"::/127", "fc00::/7", "fe80::/10", "ff00::/8",
}

// clients are the addresses to judge: those that the user says, or all that clients
// of such a load balancer may have; stated says which.
func (inv *Inventory) clients(kinds []loadBalancerKind) (set packet.Set, stated bool) {
	if len(inv.ClientRanges) > 0 {
		return sourcesSet(inv.ClientRanges), true
	}
	all := sourcesSet(packet.AnySource())
	for _, k := range kinds {
		if k == regionalInternal || k == crossRegionInternal || k == serviceMesh {
			return all, false
		}
	}
	private, err := packet.ParseSources(neverPublic...)
	if err != nil {
		return all, false
	}
	return all.Subtract(sourcesSet(private)), false
}

func sourcesSet(ranges []netip.Prefix) packet.Set {
	set, err := armor.Clients(ranges...)
	if err != nil {
		return packet.Set{} // none of them is a range
	}
	return set
}

// guarded judges the policies in front of one backend service.
func (inv *Inventory) guarded(s BackendService, kinds []loadBalancerKind, hosts []string) check.Result {
	if len(kinds) == 1 && (kinds[0] == passthroughExternal || kinds[0] == passthroughInternal) {
		return inapplicable(s.Identity, "passes packets through, so that Cloud Armor sees no request")
	}
	g := inv.guardOf(s, kinds)
	prepared := armor.Prepare(g.layers...)
	clients, stated := inv.clients(kinds)
	asked := []string{""}
	if prepared.ReadsHeaders() && len(hosts) > 0 {
		asked = hosts
	}
	var open []armor.Part
	admitted := clients
	for _, host := range asked {
		whatever := prepared.Decide(clients, request(host))
		denied := whatever.AllDenied()
		if stated && !denied.IsEmpty() || !stated && !clients.IsEmpty() && denied.Covers(clients) {
			return inv.denied(s, g, prepared, whatever, host, stated)
		}
		plain := prepared.Decide(clients, plainRequest(host))
		open = append(open, plain.Undecided...)
		for _, p := range plain.Denied {
			p.By.Note = "it denies a plain GET of /; whether it denies what clients send is not known"
			p.Uncertain = []armor.RuleRef{p.By}
			if rest := p.Clients.Subtract(denied); !rest.IsEmpty() {
				open = append(open, p)
			}
		}
		admitted = admitted.Intersect(plain.AllAdmitted())
	}
	missing := g.lacks(open)
	switch {
	case len(g.layers) > 0 && admitted.IsEmpty(), stated && !admitted.Covers(clients):
		return undecided(s.Identity, "has policies that may deny clients", missing...)
	case len(g.hidden) > 0:
		return undecided(s.Identity, "may be below policies of the organization that deny clients", g.hidden...)
	case len(g.layers) == 0:
		return passed(s.Identity, "has no security policy")
	}
	return g.admits(s, admitted, clients, stated)
}

// request is any request for a host.
func request(host string) armor.Request {
	r := armor.Request{Scheme: value.Known("https"), Headers: map[string]value.String{}}
	if host != "" {
		r.Headers["host"] = value.Known(host)
	}
	return r
}

// plainRequest is a GET of / for a host.
func plainRequest(host string) armor.Request {
	r := request(host)
	r.Method, r.Path, r.Query = value.Known("GET"), value.Known("/"), value.Known("")
	return r
}

// admits is the verdict on policies that let clients through.
func (g guard) admits(s BackendService, admitted, clients packet.Set, stated bool) check.Result {
	r := passed(s.Identity, "is behind policies that admit the clients")
	if !stated && !admitted.Covers(clients) {
		r = passed(s.Identity, "is behind policies that admit some clients")
		r.Detail = "Among those admitted are " + someRanges(admitted) + ". Say in client_ranges where clients come from to have all of them judged."
	}
	r.Related = g.names()
	return g.inferring(r)
}

func (g guard) names() []string {
	var out []string
	for _, l := range g.layers {
		out = append(out, l.Policy.Name)
	}
	return out
}

func (g guard) inferring(r check.Result) check.Result {
	if g.inferred {
		r.Confidence = check.Inferred
	}
	return r
}

// denied is the verdict on policies that deny clients.
func (inv *Inventory) denied(s BackendService, g guard, prepared *armor.Prepared, d armor.Decision, host string, stated bool) check.Result {
	first := d.Denied[0]
	whom := "everybody"
	if stated {
		whom = "clients"
	}
	r := failed(s.Identity, "is behind a policy that denies %s", whom)
	var details []string
	for _, p := range d.Denied {
		details = append(details, fmt.Sprintf("%s: %s, by %s", someRanges(p.Clients), answerOf(p.By.Action), p.By.String()))
	}
	r.Detail = "Requests get no further than Cloud Armor. " + strings.Join(details, "; ") + "."
	if !stated {
		r.Detail = fmt.Sprintf("No client gets further than Cloud Armor: %s, by %s.", answerOf(first.By.Action), first.By.String())
	}
	client := first.Clients.Sources()[0].Addr()
	r.Witness = []check.Fact{{Name: "client", Value: client.String()}, {Name: "policy", Value: first.By.Policy}, {Name: "stage", Value: first.By.Stage.String()}}
	if first.By.Priority >= 0 {
		r.Witness = append(r.Witness, check.Fact{Name: "priority", Value: int(first.By.Priority)})
	}
	r.Witness = append(r.Witness, check.Fact{Name: "action", Value: first.By.Action.Name})
	if first.By.Action.Status > 0 {
		r.Witness = append(r.Witness, check.Fact{Name: "status", Value: first.By.Action.Status})
	}
	if host != "" {
		r.Witness = append(r.Witness, check.Fact{Name: "hostname", Value: host})
	}
	r.Trace = prepared.Trace(packet.Packet{Source: client, Protocol: packet.TCP, Port: 443}, request(host))
	switch first.By.Stage {
	case armor.Edge:
		r.Field = "edgeSecurityPolicy"
	case armor.Backend:
		r.Field = "securityPolicy"
	case armor.Hierarchical: // no field of the service names it
	}
	r.Remediation = g.remedy(first, stated)
	r.Related = g.names()
	return g.inferring(r)
}

// remedy says what admits the clients that a rule denies.
func (g guard) remedy(p armor.Part, stated bool) string {
	policy := g.policies[p.By.Policy]
	for _, rule := range policy.Rules.Value() {
		preview := value.Is(rule.Preview, true) == value.True
		before, known := rule.Priority.Get()
		if preview && known && before < p.By.Priority && rule.Action.Value() == "allow" {
			return fmt.Sprintf("Take rule %d of %s out of preview (preview = false): it allows, but only for the log.", before, p.By.Policy)
		}
	}
	of := "the clients' ranges"
	if stated {
		of = someRanges(p.Clients)
	}
	if p.By.Priority > 0 {
		return fmt.Sprintf("Add a rule to %s that allows %s, with a priority below %d; or change the rule that denies them.", p.By.Policy, of, p.By.Priority)
	}
	return fmt.Sprintf("Let %s admit %s: change the rule that denies them.", p.By.Policy, of)
}

// answerOf says what a client gets.
func answerOf(a armor.Action) string {
	switch {
	case a.Redirect != "":
		return fmt.Sprintf("a redirect (%d) to %s", a.Status, a.Redirect)
	case a.Status > 0:
		return fmt.Sprintf("status %d", a.Status)
	}
	return "denied"
}

// someRanges spells the first few ranges of a set.
func someRanges(set packet.Set) string {
	const enough = 3
	var out []string
	for _, p := range set.Sources() {
		text := p.String()
		if p.IsSingleIP() {
			text = p.Addr().String()
		}
		if out = append(out, text); len(out) == enough && len(set.Sources()) > enough {
			return strings.Join(out, ", ") + fmt.Sprintf(" and %d more", len(set.Sources())-enough)
		}
	}
	return strings.Join(out, ", ")
}
