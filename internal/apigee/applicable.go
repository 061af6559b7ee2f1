package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The runtime types of an organization. A hybrid organization's runtimes are run
// by its owner, so that nothing here applies to it.
const (
	runtimeCloud  = "CLOUD"
	runtimeHybrid = "HYBRID"
)

// perOrganization asks a question of every organization whose runtime Google
// runs, and answers for the others.
func perOrganization(inv *Inventory, ask func(Organization) []check.Result) []check.Result {
	if len(inv.Organizations.Items) == 0 {
		return []check.Result{noOrganization(inv)}
	}
	var out []check.Result
	for _, org := range inv.Organizations.Items {
		// CLOUD is what Terraform's attribute defaults to; the API always says it.
		runtime, known := org.RuntimeType.Or(runtimeCloud).Get()
		switch {
		case runtime == runtimeCloud:
			out = append(out, ask(org)...)
		case runtime == runtimeHybrid:
			out = append(out, inapplicable(org.Identity, "is a hybrid organization, whose runtimes you run yourself"))
		case known:
			out = append(out, blaming("runtimeType", undecided(org.Identity, "has a runtime type that is not known here", check.Missing{
				What:   fmt.Sprintf("what a runtimeType of %q means", runtime),
				Settle: "update apireach",
			})))
		default:
			out = append(out, blaming("runtimeType", undecided(org.Identity, "may be a hybrid organization",
				lacking("runtimeType of "+org.Subject(), org.RuntimeType.Why()))))
		}
	}
	return out
}

// perPeeredOrganization asks a question of every organization that is reached
// through VPC peering, given its authorized network, which may be unknown.
func perPeeredOrganization(inv *Inventory, ask func(Organization, value.Of[value.Ref]) []check.Result) []check.Result {
	return perOrganization(inv, func(org Organization) []check.Result {
		disabled := value.Is(org.DisableVPCPeering.Or(false), true)
		network := org.network()
		switch {
		case disabled == value.True:
			return []check.Result{inapplicable(org.Identity, "does without VPC peering")}
		case network.IsKnown(), network.IsUnknown() && disabled == value.False:
			// The API takes an authorized network only where peering is on.
			return ask(org, network)
		case disabled == value.Undecided:
			return []check.Result{blaming("disableVpcPeering", undecided(org.Identity, "may do without VPC peering",
				lacking("disableVpcPeering of "+org.Subject(), org.DisableVPCPeering.Why())))}
		}
		// The API wants one of the two, and its default is announced to change.
		return []check.Result{blaming("authorizedNetwork", undecided(org.Identity, "names no authorized network, nor disables VPC peering", check.Missing{
			What:   "the network of " + org.Subject() + ": authorizedNetwork is not set and disableVpcPeering is not true",
			Settle: "set authorizedNetwork to the peered VPC, or disableVpcPeering to true",
		}))}
	})
}

// noOrganization answers for an inventory without an organization.
func noOrganization(inv *Inventory) check.Result {
	const subject = "Apigee organization"
	if len(inv.Organizations.Gaps) == 0 {
		return check.Result{Verdict: check.NotApplicable, Subject: subject, Summary: "there is no Apigee organization"}
	}
	return check.Result{
		Verdict: check.Unknown, Subject: subject, Summary: "the Apigee organization is not known",
		Missing: missingOf(inv.Organizations.Gaps),
	}
}

// owns says whether an item belongs to the organization. An item that does not
// tell belongs to every one, as there is hardly ever more than one.
func (inv *Inventory) owns(org Organization, item Identity) bool {
	if len(inv.Organizations.Items) == 1 {
		return true
	}
	owner := item.Ref.Value().After("organizations")
	name, known := org.Name.Get()
	return owner == "" || owner == value.Anything || !known || owner == name
}

// instancesOf lists the organization's instances.
func (inv *Inventory) instancesOf(org Organization) []Instance {
	return slices.DeleteFunc(slices.Clone(inv.Instances.Items), func(i Instance) bool { return !inv.owns(org, i.Identity) })
}

// gapsBelow returns the gaps that may hide items of the given parent; a zero
// parent is any.
func gapsBelow(projects value.Projects, gaps []Gap, parent value.Ref) []Gap {
	return slices.DeleteFunc(slices.Clone(gaps), func(g Gap) bool {
		return !g.Scope.IsZero() && !parent.IsZero() && projects.Same(g.Scope, parent) == value.False
	})
}

// gapsOf returns the gaps that may hide items of a resource.
func (inv *Inventory) gapsOf(gaps []Gap, of Identity) []Gap {
	return besides(of.Created, gapsBelow(inv.Projects, gaps, of.Ref.Value()))
}

// gapsIn returns the gaps that may hide items of the network that is referred to.
func (inv *Inventory) gapsIn(gaps []Gap, network value.Of[value.Ref]) []Gap {
	certain, _ := inv.networksMatching(network)
	created := slices.ContainsFunc(certain, func(n Network) bool { return n.Created })
	return besides(created, gapsBelow(inv.Projects, gaps, value.Future(network)))
}

// besides leaves out what is only about existing items, where none can be.
func besides(created bool, gaps []Gap) []Gap {
	return slices.DeleteFunc(slices.Clone(gaps), func(g Gap) bool { return created && g.Existing })
}

// fromTerraform says that nothing but Terraform is known to have told of the
// resource, so that an attribute which Terraform does not have is null without
// being absent.
func (i Identity) fromTerraform() bool { return i.Address != "" }
