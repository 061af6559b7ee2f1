package gcp

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A field is how resources of one type become items of the inventory.
type field struct {
	typ  Type
	fill func(w *World, inv *apigee.Inventory) error
}

// fields is the one table of the types the model has.
func fields() []field {
	return append([]field{
		listing(Organizations, func(i *apigee.Inventory) *apigee.Listing[apigee.Organization] { return &i.Organizations }, nil),
		listing(Instances, func(i *apigee.Inventory) *apigee.Listing[apigee.Instance] { return &i.Instances }, nil),
		listing(InstanceAttachments, func(i *apigee.Inventory) *apigee.Listing[apigee.InstanceAttachment] { return &i.InstanceAttachments },
			func(a *apigee.InstanceAttachment, r Resource) { a.Instance = r.Parent }),
		listing(Environments, func(i *apigee.Inventory) *apigee.Listing[apigee.Environment] { return &i.Environments }, nil),
		listing(EnvironmentGroups, func(i *apigee.Inventory) *apigee.Listing[apigee.EnvironmentGroup] { return &i.EnvironmentGroups }, nil),
		listing(GroupAttachments, func(i *apigee.Inventory) *apigee.Listing[apigee.GroupAttachment] { return &i.GroupAttachments },
			func(a *apigee.GroupAttachment, r Resource) { a.Group = r.Parent }),
		listing(RouteTables, func(i *apigee.Inventory) *apigee.Listing[apigee.RouteTable] { return &i.RouteTables }, nil),
		listing(Connections, func(i *apigee.Inventory) *apigee.Listing[apigee.Connection] { return &i.Connections }, nil),
		listing(Networks, func(i *apigee.Inventory) *apigee.Listing[apigee.Network] { return &i.Networks }, nil),
		listing(Subnetworks, func(i *apigee.Inventory) *apigee.Listing[apigee.Subnetwork] { return &i.Subnetworks }, nil),
		listing(Routers, func(i *apigee.Inventory) *apigee.Listing[apigee.Router] { return &i.Routers }, nil),
		listing(RouterNATs, func(i *apigee.Inventory) *apigee.Listing[apigee.RouterNAT] { return &i.RouterNATs }, nil),
		listing(Routes, func(i *apigee.Inventory) *apigee.Listing[apigee.Route] { return &i.Routes }, nil),
		listing(GlobalAddresses, func(i *apigee.Inventory) *apigee.Listing[apigee.Address] { return &i.GlobalAddresses }, nil),
		listing(Firewalls, func(i *apigee.Inventory) *apigee.Listing[apigee.Firewall] { return &i.Firewalls }, nil),
		listing(FirewallPolicies, func(i *apigee.Inventory) *apigee.Listing[apigee.FirewallPolicy] { return &i.FirewallPolicies },
			func(p *apigee.FirewallPolicy, r Resource) {
				p.Network, p.Level, p.RuleGaps = r.Parent, r.Level, slices.Concat(r.Gaps, r.Partial)
			}),
		listing(ForwardingRules, func(i *apigee.Inventory) *apigee.Listing[apigee.ForwardingRule] { return &i.ForwardingRules }, nil),
		listing(TargetProxies, func(i *apigee.Inventory) *apigee.Listing[apigee.TargetProxy] { return &i.TargetProxies }, nil),
		listing(URLMaps, func(i *apigee.Inventory) *apigee.Listing[apigee.URLMap] { return &i.URLMaps }, nil),
		listing(BackendServices, func(i *apigee.Inventory) *apigee.Listing[apigee.BackendService] { return &i.BackendServices }, nil),
		listing(HealthChecks, func(i *apigee.Inventory) *apigee.Listing[apigee.HealthCheck] { return &i.HealthChecks }, nil),
		listing(InstanceGroupManagers, func(i *apigee.Inventory) *apigee.Listing[apigee.InstanceGroupManager] {
			return &i.InstanceGroupManagers
		}, nil),
		listing(InstanceTemplates, func(i *apigee.Inventory) *apigee.Listing[apigee.InstanceTemplate] { return &i.InstanceTemplates },
			func(t *apigee.InstanceTemplate, r Resource) { t.Properties.ResourceManagerTags = tagBindings(r.Body) }),
		listing(NetworkEndpointGroups, func(i *apigee.Inventory) *apigee.Listing[apigee.NetworkEndpointGroup] {
			return &i.NetworkEndpointGroups
		}, nil),
		listing(SecurityPolicies, func(i *apigee.Inventory) *apigee.Listing[apigee.SecurityPolicy] { return &i.SecurityPolicies }, securityPolicy),
		listing(HierarchicalSecurityPolicies, func(i *apigee.Inventory) *apigee.Listing[apigee.SecurityPolicy] {
			return &i.HierarchicalSecurityPolicies
		}, securityPolicy),
		listing(Autoscalers, func(i *apigee.Inventory) *apigee.Listing[apigee.Autoscaler] { return &i.Autoscalers }, nil),
		listing(BackendHealth, func(i *apigee.Inventory) *apigee.Listing[apigee.GroupHealth] { return &i.BackendHealth },
			func(h *apigee.GroupHealth, r Resource) { h.Service = r.Parent }),
		listing(VirtualMachines, func(i *apigee.Inventory) *apigee.Listing[apigee.VirtualMachine] { return &i.VirtualMachines }, nil),
	}, slices.Concat(certificateFields(), dnsFields(), prerequisiteFields())...)
}

func listing[T any](t Type, of func(*apigee.Inventory) *apigee.Listing[T], extra func(*T, Resource)) field {
	return field{typ: t, fill: func(w *World, inv *apigee.Inventory) error {
		list := of(inv)
		*list = apigee.Listing[T]{Gaps: w.Gaps(t), Items: make([]T, 0, len(w.resources[t]))}
		for _, r := range w.resources[t] {
			list.Items = append(list.Items, *new(T))
			item := &list.Items[len(list.Items)-1]
			if err := value.Decode(r.Body, item); err != nil {
				return fmt.Errorf("%s %s: %w", t, r.Subject(), err)
			}
			any(item).(identifiable).SetIdentity(r.Identity)
			if extra != nil {
				extra(item, r)
			}
		}
		return nil
	}}
}

func securityPolicy(p *apigee.SecurityPolicy, r Resource) {
	p.Project, p.Level, p.RuleGaps = r.Parent, r.Level, slices.Concat(r.Gaps, r.Partial)
}

type identifiable interface{ SetIdentity(apigee.Identity) }

// Types lists the types of resources that the model has.
func Types() []Type {
	var types []Type
	for _, f := range fields() {
		types = append(types, f.typ)
	}
	return types
}

// Inventory decodes the world into the model. The error names the resource and
// the field that has the wrong shape.
func (w *World) Inventory() (*apigee.Inventory, error) {
	inv := &apigee.Inventory{Projects: w.Projects, Hostnames: w.Hostnames, ClientRanges: w.ClientRanges, Observed: w.Observed, Closed: w.Closed, Planned: w.planned, Now: w.Now, WarningDays: w.WarningDays}
	for _, f := range fields() {
		if err := f.fill(w, inv); err != nil {
			return nil, err
		}
	}
	for _, r := range w.removed[Instances] {
		var gone apigee.Instance
		if err := value.Decode(r.Body, &gone); err != nil {
			return nil, fmt.Errorf("%s %s: %w", Instances, r.Subject(), err)
		}
		gone.SetIdentity(r.Identity)
		inv.Gone = append(inv.Gone, gone)
	}
	for _, r := range w.removed[IAMGrants] {
		var gone apigee.IAMGrant
		if err := value.Decode(r.Body, &gone); err != nil {
			return nil, fmt.Errorf("%s %s: %w", IAMGrants, r.Subject(), err)
		}
		gone.SetIdentity(r.Identity)
		grantOn(&gone, r)
		inv.GoneGrants = append(inv.GoneGrants, gone)
	}
	return inv, nil
}

// tagBindings reads a template's properties.resourceManagerTags, an object.
func tagBindings(body value.Value) value.List[apigee.SecureTagBinding] {
	tags := body.Get("properties", "resourceManagerTags")
	switch tags.Kind() {
	case value.KindUnknown:
		return value.UnknownOf[[]apigee.SecureTagBinding](tags.Why())
	case value.KindObject:
		var out []apigee.SecureTagBinding
		for _, key := range tags.Keys() {
			b := apigee.SecureTagBinding{Key: value.Known(key)}
			if v := tags.Get(key); v.IsUnknown() {
				b.Value = value.UnknownOf[string](v.Why())
			} else {
				b.Value = value.Known(v.Text())
			}
			out = append(out, b)
		}
		return value.Known(out)
	default:
		return value.List[apigee.SecureTagBinding]{}
	}
}
