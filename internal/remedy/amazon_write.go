package remedy

import (
	"cmp"
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func (a amazon) arguments(w *writer, p part) ([]tfobject.Argument, error) {
	body := p.change.Body
	switch {
	case p.inside:
		var all []tfobject.Argument
		for _, c := range p.all() {
			all = append(all, inlineRule(c.Body, aws.Type(c.Type) == tfresource.ACLEntries))
		}
		return all, nil
	case aws.Type(p.change.Type) == aws.RestDeployments:
		return a.trigger(p)
	case p.typ == "aws_network_acl_rule":
		body = body.With("Protocol", value.OfString("tcp"))
	case aws.Type(p.change.Type) == aws.LoadBalancers && p.match != nil:
		for _, lb := range a.world.Resources(aws.LoadBalancers) {
			if p.match(lb.Subject(), lb.Address) {
				body = tfresource.MapSubnets(lb, body)
			}
		}
		if body.Get("SubnetMappings").IsUnknown() {
			return nil, fmt.Errorf("%s may have its subnets as a list or as blocks", p.block)
		}
	}
	where, err := a.whereabouts(w, p)
	return append(where, tfresource.Arguments(p.typ, body)...), err
}

// whereabouts are the provider and the region of a new resource: those of what it belongs to.
func (a amazon) whereabouts(w *writer, p part) ([]tfobject.Argument, error) {
	if p.match != nil {
		return nil, nil
	}
	owner, at, managed := a.owner(p.change)
	here := managed && at.Module() == w.module
	var out []tfobject.Argument
	if here {
		out = sameProvider(owner.Provider)
	}
	region := owner.InRegion()
	switch {
	case !a.manyRegions() && owner.Arguments.Get("region").IsNull():
		return out, nil
	case owner.Regional && here:
		local := at.Local() + ".region"
		w.snippet.values[local] = value.OfText(region)
		return append(out, tfobject.Argument{Name: "region", Value: value.Unknown(value.Why{Reason: "not known yet", Origin: value.Origin{Resource: at.String(), Path: "region", Certain: true}})}), nil
	case owner.Regional && region.IsKnown():
		return append(out, tfobject.Argument{Name: "region", Value: value.OfText(region)}), nil
	case here && owner.Provider.IsKnown():
		return out, nil
	}
	return nil, fmt.Errorf("which provider makes it in the region of %s is not known", owner.Subject())
}

func manyRegions(w *aws.World) bool {
	first := ""
	for _, t := range aws.Types() {
		for _, r := range w.Resources(t) {
			if r.Address == "" {
				continue
			}
			region := r.InRegion().Value()
			if first != "" && region != "" && first != region {
				return true
			}
			first = cmp.Or(first, region)
		}
	}
	return false
}

// trigger deploys again with what the triggers of a deployment do not have yet: beside
// those that it has.
func (a amazon) trigger(p part) ([]tfobject.Argument, error) {
	integration := p.change.Body.Get("redeployment").Text()
	key := "redeployment"
	for _, d := range a.world.Resources(aws.RestDeployments) {
		has := d.Arguments.Get("triggers")
		switch {
		case !p.match(d.Subject(), d.Address):
			continue
		case has.IsUnknown():
			return nil, fmt.Errorf("the triggers of %s are not known", d.Subject())
		}
		if at, ok := tfaddress.Parse(integration); ok && has.Has(key) {
			key += "_" + at.Name
		}
		for free, n := key, 2; has.Has(key); n++ {
			key = numbered(free, "_", n)
		}
	}
	v := value.Unknown(value.Why{Reason: "known after apply", Origin: value.Origin{Resource: integration, Created: true}})
	return []tfobject.Argument{{Name: "triggers", Value: value.OfObject(map[string]value.Value{key: v})}}, nil
}
