package live

import (
	"context"

	compute "cloud.google.com/go/compute/apiv1"
	"cloud.google.com/go/compute/apiv1/computepb"
	"google.golang.org/api/option"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// network reads a network and what filters its packets, once, and says whether it
// exists: false only when both calls say that it does not, so that nothing can be
// in it. One such answer alone is a gap.
func (c *collector) network(ref value.Ref) *future[bool] {
	return once(c, c.networks, ref.Path(), func() bool { return c.readNetwork(ref) })
}

func (c *collector) readNetwork(ref value.Ref) bool {
	project, name := ref.Project(), ref.Name()
	get := call{
		api: computeAPI, path: ref.Path(), permission: "compute.networks.get", role: networkViewer,
		fills: []gcp.Type{gcp.Networks}, scope: ref, mayBeAbsent: true,
	}
	effective := call{
		api: computeAPI, path: ref.Path() + "/getEffectiveFirewalls", permission: "compute.networks.getEffectiveFirewalls", role: networkViewer,
		fills: []gcp.Type{gcp.Firewalls, gcp.FirewallPolicies}, scope: ref, mayBeAbsent: true,
	}
	filters := start(c, func() outcome {
		pages, how := c.do(effective, func(ctx context.Context, opts ...option.ClientOption) error {
			client, err := compute.NewNetworksRESTClient(ctx, opts...)
			if err != nil {
				return err
			}
			*client.CallOptions = compute.NetworksCallOptions{} // retries are the transport's
			_, err = client.GetEffectiveFirewalls(ctx, &computepb.GetEffectiveFirewallsNetworkRequest{Project: project, Network: name})
			return err
		})
		for _, page := range pages {
			c.rules(effective, ref, page.Get("firewalls"))
			c.policies(effective, ref, "", page.Get("firewallPolicys"))
		}
		return how
	})
	pages, how := c.do(get, func(ctx context.Context, opts ...option.ClientOption) error {
		client, err := compute.NewNetworksRESTClient(ctx, opts...)
		if err != nil {
			return err
		}
		*client.CallOptions = compute.NetworksCallOptions{}
		_, err = client.Get(ctx, &computepb.GetNetworkRequest{Project: project, Network: name})
		return err
	})
	for _, page := range pages {
		id := apigee.Identity{Ref: value.Known(ref)}
		if self, err := gcp.ComputeRef(page.Get("selfLink").Text(), "", ""); err == nil {
			id.Ref = value.Known(self)
		}
		if page.Get("name").IsNull() {
			c.misshapen(get)
			continue
		}
		c.put(gcp.Resource{Type: gcp.Networks, Identity: id, Body: page})
	}
	switch missing := filters.get(); {
	case how == absent && missing == absent:
		return false
	case how == absent:
		c.lack(get, "not found (404), though another call finds it or fails", "run again")
	case missing == absent:
		c.lack(effective, "not found (404), though another call finds it or fails", "run again")
	}
	return true
}

// rules puts the VPC firewall rules of a network.
func (c *collector) rules(k call, network value.Ref, rules value.Value) {
	for _, rule := range rules.Elements() {
		ref, err := gcp.ComputeRef(rule.Get("selfLink").Text(), "", "")
		if err != nil {
			ref, err = gcp.ComputeRef(rule.Get("name").Text(), "global/firewalls", network.Project())
		}
		if err != nil {
			c.misshapen(k)
			continue
		}
		if rule.Get("network").IsNull() {
			rule = rule.With("network", value.OfString(network.Path()))
		}
		c.put(gcp.Resource{Type: gcp.Firewalls, Identity: apigee.Identity{Ref: value.Known(ref)}, Body: rule})
	}
}

// policies puts the firewall policies that apply to a network, whose order is
// theirs in the answer. Of a region only its own are taken, as the others are
// those of the network.
func (c *collector) policies(k call, network value.Ref, region string, policies value.Value) {
	level := 0
	for _, policy := range policies.Elements() {
		name, typ := policy.Get("name").Text(), policy.Get("type").Text()
		of := "projects/" + network.Project() + "/global"
		switch typ {
		case apigee.PolicyHierarchy:
			of = "locations/global"
		case apigee.PolicyNetworkRegional, apigee.PolicySystemRegional:
			if region == "" {
				continue // an answer for the network alone has none
			}
			of = "projects/" + network.Project() + "/regions/" + region
			policy = policy.With("region", value.OfString(region))
		}
		if region != "" && typ != apigee.PolicyNetworkRegional && typ != apigee.PolicySystemRegional {
			continue
		}
		ref, err := gcp.ComputeRef("//"+gcp.ComputeService+"/"+of+"/firewallPolicies/"+name, "", "")
		if err != nil {
			c.misshapen(k)
			continue
		}
		r := gcp.Resource{
			Type: gcp.FirewallPolicies, Identity: apigee.Identity{Ref: value.Known(ref)},
			Parent: value.Known(network), Body: policy,
		}
		if typ == apigee.PolicyHierarchy {
			r.Level = level
			level++
		}
		c.put(r)
	}
}

// regional reads the regional policies that apply to a network in a region. To a
// network that does not exist none does, whatever the answer.
func (c *collector) regional(ref value.Ref, region string, exists *future[bool]) {
	k := call{
		api: computeAPI, path: "projects/" + ref.Project() + "/regions/" + region + "/firewallPolicies/getEffectiveFirewalls?network=" + ref.Name(),
		permission: "compute.networks.getRegionEffectiveFirewalls", role: networkViewer,
		fills: []gcp.Type{gcp.FirewallPolicies}, scope: ref, location: region,
	}
	pages, how, f := c.try(k, func(ctx context.Context, opts ...option.ClientOption) error {
		client, err := compute.NewRegionNetworkFirewallPoliciesRESTClient(ctx, opts...)
		if err != nil {
			return err
		}
		*client.CallOptions = compute.RegionNetworkFirewallPoliciesCallOptions{}
		_, err = client.GetEffectiveFirewalls(ctx, &computepb.GetEffectiveFirewallsRegionNetworkFirewallPolicyRequest{
			Project: ref.Project(), Region: region, Network: "https://www.googleapis.com/compute/v1/" + ref.Path(),
		})
		return err
	})
	if how == failed && exists.get() {
		c.lack(k, f.reason, f.settle)
	}
	for _, page := range pages {
		c.policies(k, ref, region, page.Get("firewallPolicys"))
	}
}
