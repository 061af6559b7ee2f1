package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An ingressRule is a rule of a VPC or of a firewall policy, as it meets packets
// that enter an instance.
type ingressRule struct {
	// name is what witnesses call it, label what it is called in its filter, and subject
	// the resource that it is or is part of.
	name, label, subject string
	// actions are those it may have, the likeliest last; none is any action.
	actions  []packet.Action
	priority value.Int
	// network is the VPC of a VPC rule.
	network value.Of[value.Ref]
	// enabled and inbound say whether the rule counts, for packets that enter.
	enabled, inbound value.Truth
	// reach is the packets from sources to services, if the rule counts, and
	// instances what it may match besides, from instances that carry its source
	// tags or act as its source service accounts.
	reach     extent
	instances packet.Set
	// sources and services are reach's factors.
	sources, services extent
	// taggedSources says that the rule has sources that are instances.
	taggedSources bool
	targets       targets
}

// The directions of rules.
const directionIngress = "INGRESS"

// defaultPriority is what Terraform's google_compute_firewall and the API give a
// rule that says nothing.
const defaultPriority = 1000

// ingress reads a VPC firewall rule.
//
// Source: https://docs.cloud.google.com/firewall/docs/firewalls.
func (f Firewall) ingress(d direction) *ingressRule {
	r := &ingressRule{
		name: f.Name.Value(), subject: f.Subject(), priority: f.priority(),
		network:  computeReference(f.Network, networkCollection, f.Ref.Value().Project()),
		enabled:  value.Is(f.Disabled.Or(false), true).Not(),
		inbound:  value.Is(f.Direction.Or(directionIngress), directionIngress),
		sources:  f.sources(d),
		services: extent{},
		targets:  targets{tags: f.TargetTags, accounts: f.TargetServiceAccounts},
	}
	if r.name == "" {
		r.name = r.subject
	}
	r.label = r.name
	r.actions, r.services = f.effect()
	r.taggedSources = emptiness(f.SourceTags) != value.True || emptiness(f.SourceServiceAccounts) != value.True
	counts := func(e extent) extent {
		e = e.provided(r.enabled, func() check.Missing { return lacking("whether "+r.subject+" is disabled", f.Disabled.Why()) })
		e = e.provided(r.inbound, func() check.Missing { return lacking("direction of "+r.subject, f.Direction.Why()) })
		return e.within(d.near+"Ranges of "+r.subject, f.DestinationRanges)
	}
	r.reach = counts(r.sources.and(r.services))
	if r.taggedSources {
		r.instances = counts(r.services).may
	}
	return r
}

// priority is 1000 if Terraform gives none. A response of the API without one may
// stand for 0, which JSON leaves out, as well as for the default.
func (f Firewall) priority() value.Int {
	if f.Priority.IsNull() && !f.fromTerraform() {
		return value.UnknownOf[int64](value.Why{
			Reason: "the response has none, which can mean 0 or the default",
			Settle: "read the rule again, with its priority",
		})
	}
	return f.Priority.Or(defaultPriority)
}

// sources is any IPv4 address if the rule names no source of any kind. Packets of
// load balancers carry no tags and act as no service account.
func (f Firewall) sources(d direction) extent {
	what := d.far + "Ranges of " + f.Subject()
	switch emptiness(f.SourceRanges) {
	case value.False:
		return rangesOf(what, f.SourceRanges)
	case value.Undecided:
		return possibly(everything, lacking(what, f.SourceRanges.Why()))
	case value.True:
	}
	return certainly(anyIPv4).provided(
		value.And(emptiness(f.SourceTags), emptiness(f.SourceServiceAccounts)),
		func() check.Missing {
			if f.SourceTags.IsUnknown() {
				return lacking("sourceTags of "+f.Subject(), f.SourceTags.Why())
			}
			return lacking("sourceServiceAccounts of "+f.Subject(), f.SourceServiceAccounts.Why())
		})
}

// effect is what the rule does, and to which services. A rule allows or denies;
// where it does both, or it is not known which, it may do either.
func (f Firewall) effect() ([]packet.Action, extent) {
	allows, denies := emptiness(f.Allowed).Not(), emptiness(f.Denied).Not()
	switch {
	case allows == value.True && denies != value.True:
		return []packet.Action{packet.Allow}, servicesOf("allowed of "+f.Subject(), f.Allowed)
	case denies == value.True && allows != value.True:
		return []packet.Action{packet.Deny}, servicesOf("denied of "+f.Subject(), f.Denied)
	case allows == value.Undecided && denies == value.False:
		return []packet.Action{packet.Allow}, servicesOf("allowed of "+f.Subject(), f.Allowed)
	case denies == value.Undecided && allows == value.False:
		return []packet.Action{packet.Deny}, servicesOf("denied of "+f.Subject(), f.Denied)
	}
	doubt := check.Missing{
		What:   "whether " + f.Subject() + " allows or denies: it says both or neither",
		Settle: "give it either allowed or denied",
	}
	if allows == value.Undecided {
		doubt = lacking("allowed and denied of "+f.Subject(), f.Allowed.Why())
	}
	return []packet.Action{packet.Deny, packet.Allow}, possibly(everything, doubt)
}

func servicesOf(what string, services value.List[Service]) extent {
	if services.IsUnknown() {
		return possibly(everything, lacking(what, services.Why()))
	}
	var out extent
	for _, s := range services.Value() {
		out = out.or(serviceOf(what, s.Protocol, s.Ports))
	}
	return out
}

// priorityText is such as "priority 900", or "an unknown priority".
func (r *ingressRule) priorityText() string {
	if p, ok := r.priority.Get(); ok {
		return fmt.Sprintf("priority %d", p)
	}
	return "an unknown priority"
}
