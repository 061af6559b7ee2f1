package tfresource

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// partial is why objects may be missing when nobody says that there are no others.
var partial = value.Why{
	Reason: "only the resources given are known",
	Settle: "set complete = true if these are all there are, or live = true to read the rest",
}

// unforeseen is why objects may be missing when how many there are is unknown.
func unforeseen(why value.Why) value.Why {
	out := value.Why{
		Reason: "how many there are is not known yet",
		Settle: "decided at apply; a count or for_each that is known when planning settles it before",
		Origin: why.Origin,
	}
	if why.Reason != "" {
		out.Reason += " (" + why.String() + ")"
	}
	return out
}

// open says that there may be more resources of a type.
func (r *reading) open(k kind, why value.Why) {
	switch gap := gapIn(k.name, why); {
	case k.role == roleRule:
		r.policies.openRules[k.family] = append(r.policies.openRules[k.family], gap)
	case k.rest != "":
		r.world.AddGap(k.rest, gap)
	}
}

// openAll says that there may be more resources of every type.
func openAll(add func(gcp.Type, apigee.Gap), why value.Why) {
	names := map[gcp.Type][]string{}
	var order []gcp.Type
	for _, k := range kinds() {
		if k.rest == "" {
			continue
		}
		if names[k.rest] == nil {
			order = append(order, k.rest)
		}
		names[k.rest] = append(names[k.rest], k.name)
	}
	for _, t := range order {
		add(t, gapIn(enumerate(names[t]), why))
	}
}

// openPartly says what there may be beside the objects that were given. An
// organization that is created has only what is created with it.
func (r *reading) openPartly() {
	if r.opts.Complete {
		return
	}
	organizations := r.world.Resources(gcp.Organizations)
	closed := len(organizations) > 0 && !slices.ContainsFunc(organizations, func(o gcp.Resource) bool { return !o.Created })
	for _, k := range kinds() {
		below := slices.Contains([]gcp.Type{gcp.Instances, gcp.InstanceAttachments, gcp.Environments, gcp.EnvironmentGroups, gcp.GroupAttachments}, k.rest)
		if k.rest == "" || closed && below || alike(k)[0] != k.name {
			continue
		}
		gap := gapIn(enumerate(alike(k)), partial)
		// A hierarchical policy applies to networks that are made after it.
		gap.Existing = !k.isHierarchical()
		r.world.AddPartial(k.rest, gap)
	}
}

// alike names the kinds of one type of the API; of firewall policies, those that
// apply to networks by themselves, and those that apply by folder.
func alike(k kind) []string {
	var out []string
	for _, o := range kinds() {
		if o.rest == k.rest && (o.family == apigee.PolicyHierarchy) == (k.family == apigee.PolicyHierarchy) {
			out = append(out, o.name)
		}
	}
	return out
}

func gapIn(names string, why value.Why) apigee.Gap {
	return apigee.Gap{What: names + " resources", Reason: why.Reason, Settle: why.Settle}
}

// enumerate names the Terraform types that one type of the API has.
func enumerate(names []string) string {
	switch len(names) {
	case 1:
		return names[0]
	case 2:
		return names[0] + " and " + names[1]
	}
	return names[0] + " and similar"
}
