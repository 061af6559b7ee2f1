package apigee

import (
	"fmt"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// identity lets generic code see what every resource embeds.
func (i Identity) identity() Identity { return i }

// A found resource is what a reference leads to.
type found[T any] struct {
	item T
	// ok says that the reference certainly names the item.
	ok bool
	// inferred says that it does so by where its value will come from.
	inferred bool
	// possible are the items that it may name when none is certain, and missing
	// says why none is.
	possible []T
	missing  []check.Missing
}

// itself are the attributes by which a Terraform resource is referred to.
var itself = []string{"id", "self_link", "self_link_unique"}

// find looks a reference up in a listing. What completes a sentence about what
// the reference is: "the URL map of X".
func find[T interface{ identity() Identity }](inv *Inventory, what string, ref value.Of[value.Ref], list Listing[T], attributes ...string) found[T] {
	var out found[T]
	if ref.IsNull() {
		return out
	}
	if exact, ok := ref.Get(); ok && exact.Complete() {
		for _, item := range list.Items {
			if item.identity().Ref.Value() == exact {
				return found[T]{item: item, ok: true}
			}
		}
	}
	origin := ref.Why().Origin
	for _, item := range list.Items {
		id := item.identity()
		switch {
		case origin.Known() && origin.Resource == id.Address && slices.Contains(append(attributes, itself...), origin.Path):
			return found[T]{item: item, ok: true, inferred: ref.IsInferred()}
		case id.Ref.IsNull():
			out.possible = append(out.possible, item)
			continue
		}
		switch value.SameRef(inv.Projects, ref, id.Ref) {
		case value.True:
			return found[T]{item: item, ok: true, inferred: ref.IsInferred()}
		case value.Undecided:
			out.possible = append(out.possible, item)
		case value.False:
		}
	}
	switch {
	case ref.IsUnknown():
		out.missing = []check.Missing{lacking(what, ref.Why())}
	case len(out.possible) > 0:
		for _, item := range out.possible {
			out.missing = append(out.missing, check.Missing{
				What:   fmt.Sprintf("%s: %s may be %s", what, ref.Value().Path(), item.identity().Subject()),
				Settle: "spell both in full, with the project's id: projects/PROJECT/…",
			})
		}
	default:
		out.missing = []check.Missing{{
			What:   fmt.Sprintf("%s, %s: it is not among the resources known", what, ref.Value().Path()),
			Settle: "add it, or give credentials that may list it in its project",
		}}
		out.missing = append(out.missing, missingOf(list.Gaps)...)
	}
	return out
}

// networkOf returns the VPC of a network interface of an instance of the given
// project, through the subnetwork where that alone tells. A subnetwork that is
// not known tells the project at least, for it lies in the network's own.
func (inv *Inventory) networkOf(nic NetworkInterface, project string) (value.Of[value.Ref], []check.Missing) {
	network := computeReference(nic.Network, networkCollection, project)
	if network.IsKnown() || nic.Subnetwork.IsNull() {
		if network.IsNull() {
			m := check.Missing{What: "the network of a network interface: neither network nor subnetwork is set", Settle: "set its subnetwork"}
			return value.UnknownOf[value.Ref](value.Why{Reason: m.What, Settle: m.Settle}), []check.Missing{m}
		}
		return network, unknownReference("the network of a network interface", network)
	}
	ref := computeReference(nic.Subnetwork, "regions/"+value.Anything+"/subnetworks", project)
	if ref.IsUnknown() && network.IsUnknown() {
		return network, unknownReference("the network of a network interface", network)
	}
	subnetwork := find(inv, "the subnetwork of a network interface", ref, inv.Subnetworks)
	if subnetwork.ok {
		network = computeReference(subnetwork.item.Network, networkCollection, subnetwork.item.Ref.Value().Project())
		if network.IsNull() {
			network = value.UnknownOf[value.Ref](value.Why{Reason: subnetwork.item.Subject() + " does not tell its network", Settle: "set its network"})
		}
		return network, unknownReference("the network of "+subnetwork.item.Subject(), network)
	}
	if owner := ref.Value().Project(); owner != "" {
		return computeReference(value.Known("projects/"+owner+"/"+networkCollection+"/"+value.Anything), networkCollection, owner), subnetwork.missing
	}
	return value.UnknownOf[value.Ref](value.Why{Reason: subnetwork.missing[0].What, Settle: subnetwork.missing[0].Settle}), subnetwork.missing
}

// unknownReference says why a reference is not known, if it is not.
func unknownReference(what string, ref value.Of[value.Ref]) []check.Missing {
	if !ref.IsUnknown() {
		return nil
	}
	return []check.Missing{lacking(what, ref.Why())}
}

// once leaves out what was said before.
func once(missing []check.Missing) []check.Missing {
	var out []check.Missing
	for _, m := range missing {
		if !slices.Contains(out, m) {
			out = append(out, m)
		}
	}
	return out
}
