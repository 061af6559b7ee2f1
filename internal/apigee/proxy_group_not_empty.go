package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ProxyGroupNotEmpty asks whether every group of proxies has an instance.
var ProxyGroupNotEmpty = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "proxy-group-not-empty",
		Title:    "Every group of proxies has an instance",
		Hop:      check.HopProxy,
		Severity: check.Error,
		Symptom:  "502",
		Why: "A group without instances is a backend that takes no request. Where all backends of a service are empty, " +
			"the load balancer answers 502 with `failed_to_pick_backend`; where one region's group is, its clients are sent to another region. " +
			"A size of 0 stays 0 unless an autoscaler raises it, and an autoscaler whose minimum is 0, or whose mode is OFF, does not have to.",
		Fix: "Set `target_size` of the group's manager to 1 or more, or give it an autoscaler with `min_replicas` of 1 or more and mode ON. " +
			"If the group is meant to be empty, set its backend's `capacity_scaler` to 0.",
		Unknown: "Unknown when neither size nor autoscaler is known; when the size is 0 and there may be an autoscaler that is not known; " +
			"when an autoscaler may take a group that has instances down to none; and when it is not known whether a group's instances are proxies. " +
			"Not applicable to groups that no backend service sends to or that are drained, and to organizations without groups of proxies.",
		Since: "0.1.0",
		Reads: []string{
			"apigee.organizations", "apigee.organizations.instances", "compute.backendServices", "compute.instanceGroupManagers",
			"compute.instanceTemplates", "compute.autoscalers",
		},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues",
			"https://cloud.google.com/compute/docs/reference/rest/v1/autoscalers",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perProxyGroup(org, func(g proxyGroup) []check.Result {
				return []check.Result{blaming("targetSize", unless(inv.hasInstance(g), g.doubts()))}
			})
		})
	},
}

// hasInstance judges one group.
func (inv *Inventory) hasInstance(g proxyGroup) check.Result {
	scaler, possible := inv.autoscalerOf(g)
	size, sized := g.TargetSize.Get()
	switch {
	case scaler != nil && scaler.works() == value.True:
		return g.scaled(*scaler)
	case sized && size > 0 && (scaler == nil || scaler.works() == value.False || scaler.Policy.Min.Value() > 0):
		return passed(g.Identity, fmt.Sprintf("has %s", plural(int(size), "instance")))
	case scaler != nil && scaler.works() == value.Undecided:
		return undecided(g.Identity, "may have no instance", lacking("mode of "+scaler.Subject(), scaler.Policy.Mode.Why()))
	case !sized:
		return undecided(g.Identity, "may have no instance", append(possible, lacking("targetSize of "+g.Subject(), orNotSet(g.TargetSize.IsNull(), g.TargetSize.Why())))...)
	case len(possible) > 0:
		return undecided(g.Identity, "has no instance unless an autoscaler gives it one", possible...)
	}
	r := failed(g.Identity, "has no instance")
	r.Detail = fmt.Sprintf("Requests get to no instance of %s: its size is 0, and no autoscaler raises it.", g.Subject())
	r.Remediation = fmt.Sprintf("Set the target size of %s to 1 or more, or give it an autoscaler with a minimum of 1 or more.", g.Subject())
	r.Witness = []check.Fact{{Name: "group", Value: g.Subject()}, {Name: "target_size", Value: size}}
	if scaler != nil {
		r.Witness = append(r.Witness, check.Fact{Name: "mode", Value: scaler.Policy.Mode.Value()})
		r.Related = []string{scaler.Subject()}
	}
	return r
}

// scaled judges a group whose size an autoscaler sets.
func (g proxyGroup) scaled(a Autoscaler) check.Result {
	least, known := a.Policy.Min.Get()
	size, sized := g.TargetSize.Get()
	switch {
	case known && least > 0:
		r := passed(g.Identity, fmt.Sprintf("is kept at %s or more", plural(int(least), "instance")))
		r.Related = []string{a.Subject()}
		return r
	case !known:
		return undecided(g.Identity, "may have no instance", lacking("minNumReplicas of "+a.Subject(), orNotSet(a.Policy.Min.IsNull(), a.Policy.Min.Why())))
	case !sized || size > 0:
		return undecided(g.Identity, "may be taken down to no instance", check.Missing{
			What: "whether " + a.Subject() + ", whose minimum is 0, keeps an instance", Settle: "set its minimum to 1 or more",
		})
	}
	r := failed(g.Identity, "has no instance, and none that it has to have")
	r.Detail = fmt.Sprintf("Requests get to no instance of %s: its size is 0, and %s, whose minimum is 0, does not have to raise it.", g.Subject(), a.Subject())
	r.Remediation = fmt.Sprintf("Set the minimum of %s to 1 or more.", a.Subject())
	r.Witness = []check.Fact{{Name: "group", Value: g.Subject()}, {Name: "target_size", Value: size}, {Name: "autoscaler", Value: a.Subject()}, {Name: "minimum", Value: least}}
	r.Related = []string{a.Subject()}
	return r
}

// autoscalerOf is the group's autoscaler, if it is known to have one; possible says
// why it may have one.
func (inv *Inventory) autoscalerOf(g proxyGroup) (*Autoscaler, []check.Missing) {
	group := Listing[InstanceGroupManager]{Items: []InstanceGroupManager{g.InstanceGroupManager}}
	possible := missingOf(inv.gapsOf(inv.Autoscalers.Gaps, g.Identity))
	for _, a := range inv.Autoscalers.Items {
		target := find(inv, "the target of "+a.Subject(), computeReference(a.Target, "", a.Ref.Value().Project()), group)
		switch {
		case target.ok:
			return &a, nil
		case len(target.possible) > 0:
			possible = append(possible, target.missing...)
		}
	}
	return nil, possible
}

// works says whether the autoscaler changes the size: it does unless it is off.
func (a Autoscaler) works() value.Truth { return value.Is(a.Policy.Mode.Or("ON"), "OFF").Not() }
