package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// PolicyDecision is what the security policies in front of something do with a request.
type PolicyDecision struct {
	// Subject is the backend service, or the policy that was asked alone.
	Subject string
	armor.Answer
	// Missing says what the answer lacks, where it is not certain.
	Missing []check.Missing
	// Trace is the way of the request, where its client is known.
	Trace []string
}

// DecideAtService says what becomes of the request of one of the clients to a
// backend service, which is named by its name or any reference.
func (inv *Inventory) DecideAtService(name string, clients packet.Set, r armor.Request) (PolicyDecision, error) {
	s, err := named(name, "backend service", inv.BackendServices)
	if err != nil {
		return PolicyDecision{}, err
	}
	kinds, unsure := inv.kindsOf(use{service: s})
	if len(kinds) == 1 && (kinds[0] == passthroughExternal || kinds[0] == passthroughInternal) {
		return PolicyDecision{}, fmt.Errorf("%s passes packets through, so that Cloud Armor sees no request", s.Subject())
	}
	g := inv.guardOf(s, kinds)
	out := g.decide(clients, r)
	out.Subject = s.Subject()
	if len(g.hidden) > 0 && out.Admitted == value.True {
		out.Admitted = value.Undecided
		out.Missing = once(append(out.Missing, g.hidden...))
	}
	if len(kinds) > 1 && out.Admitted != value.True {
		out.Missing = once(append(out.Missing, unsure...))
	}
	return out, nil
}

// DecideAtPolicy says what a security policy does by itself.
func (inv *Inventory) DecideAtPolicy(name string, clients packet.Set, r armor.Request) (PolicyDecision, error) {
	all := Listing[SecurityPolicy]{
		Items: slices.Concat(inv.SecurityPolicies.Items, inv.HierarchicalSecurityPolicies.Items),
		Gaps:  inv.SecurityPolicies.Gaps,
	}
	p, err := named(name, "security policy", all)
	if err != nil {
		return PolicyDecision{}, err
	}
	g := guard{policies: map[string]SecurityPolicy{}, missing: map[string][]check.Missing{}}
	g.add(armor.Alone, p, "")
	out := g.decide(clients, r)
	out.Subject = p.Subject()
	return out, nil
}

func (g guard) decide(clients packet.Set, r armor.Request) PolicyDecision {
	prepared := armor.Prepare(g.layers...)
	out := PolicyDecision{Answer: prepared.Answer(clients, r)}
	doubtful := slices.DeleteFunc(slices.Clone(out.By), func(r armor.RuleRef) bool { return r.Note == "" })
	out.Missing = g.lacks([]armor.Part{{Uncertain: doubtful}})
	if from := clients.Sources(); len(from) == 1 && from[0].IsSingleIP() {
		out.Trace = prepared.Trace(packet.Packet{Source: from[0].Addr(), Protocol: packet.TCP, Port: 443}, r)
	}
	return out
}

// named finds the only item of a name, be it the last segment or the end of its
// reference. The error says what there is.
func named[T interface{ identity() Identity }](name, what string, list Listing[T]) (T, error) {
	wanted := strings.Trim(name, "/")
	if ref, err := value.ParseRef(name, value.RefBase{Service: computeService}); err == nil && strings.Contains(wanted, "://") {
		wanted = ref.Path()
	}
	var found []T
	var known, like []string
	for _, item := range list.Items {
		id := item.identity()
		path := id.Ref.Value().Path()
		known = append(known, id.Subject())
		if path != "" && (path == wanted || strings.HasSuffix(path, "/"+wanted)) || id.Address != "" && id.Address == name {
			found, like = append(found, item), append(like, id.Subject())
		}
	}
	var none T
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return none, fmt.Errorf("there are several: %s; say which by its path", strings.Join(like, ", "))
	case len(list.Gaps) > 0:
		return none, fmt.Errorf("there is no such %s among what could be read (%s)", what, list.Gaps[0].Missing().What)
	case len(known) == 0:
		return none, fmt.Errorf("there is no %s", what)
	}
	return none, fmt.Errorf("there is no such %s; there are %s", what, fewOf(known))
}

// fewOf lists the first names.
func fewOf(names []string) string {
	const enough = 5
	if len(names) > enough {
		return strings.Join(names[:enough], ", ") + fmt.Sprintf(" and %d more", len(names)-enough)
	}
	return strings.Join(names, ", ")
}
