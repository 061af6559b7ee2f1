package tfplan

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awsresource "github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// HasAWS says whether the plan has resources of the aws provider that checks read.
func (p *Plan) HasAWS() bool {
	return slices.ContainsFunc(p.Resources, func(r Resource) bool { return isAWS(r.Type) })
}

// HasGoogle says whether the plan has resources of the google provider that checks read.
func (p *Plan) HasGoogle() bool {
	return slices.ContainsFunc(p.Resources, func(r Resource) bool { return !isAWS(r.Type) })
}

// AWSWorld is the world of AWS after the plan is applied, as far as the plan knows it.
// Complete says that there are no resources but those of the plan.
func (p *Plan) AWSWorld(complete bool) (*aws.World, error) {
	var there []tfobject.Object
	var gone []awsresource.Gone
	// A managed resource knows more than a data source that reads it.
	for _, data := range []bool{true, false} {
		for _, r := range p.Resources {
			if r.Data != data || r.Action == Defer || !isAWS(r.Type) {
				continue
			}
			o := tfobject.Object{Type: r.Type, Address: r.Address, Data: r.Data, Created: r.creates()}
			if !r.After.IsNull() {
				o.Value = r.After
				there = append(there, o)
			}
			if !r.Before.IsNull() && (r.Action == Delete || r.Action == Replace || r.Action == Update) {
				o.Value = r.Before
				gone = append(gone, awsresource.Gone{Object: o, Replaced: r.Action == Replace, Kept: r.Action == Update})
			}
		}
	}
	with := awsresource.Options{Complete: complete, Unset: p.unset}
	for _, why := range p.Partial {
		with.Unforeseen = append(with.Unforeseen, value.Why{Reason: why, Settle: "plan everything at once"})
	}
	return awsresource.FromObjects(there, gone, with)
}

// unset says that the configuration certainly does not set an attribute of a resource.
// Of nested blocks plan JSON does not tell, as it leaves dynamic ones out.
func (p *Plan) unset(address, attribute string, block bool) bool {
	if p.config != nil {
		if sets, known := p.config.Sets(address, attribute); known {
			return !sets
		}
	}
	if p.graph == nil || block {
		return false
	}
	b := p.graph.blockOf(address)
	if b == nil {
		return false
	}
	_, sets := b[attribute]
	return !sets
}

// blockOf is the configuration of a resource; nil when it is not known.
func (g *graph) blockOf(address string) body {
	a, ok := tfaddress.Parse(address)
	if !ok {
		return nil
	}
	in := g.instances[a.Module()]
	if in == nil {
		return nil
	}
	if b := in.module.resources[in.name(address)]; b != nil {
		return b.body
	}
	return nil
}
