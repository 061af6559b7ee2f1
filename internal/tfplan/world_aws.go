package tfplan

import (
	"slices"
	"strings"

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
	there, gone := p.awsObjects()
	return awsresource.FromObjects(there, gone, p.awsOptions(complete))
}

// AWSChange is what the plan knows of its resources on AWS: before it, and after it is
// applied. The two are laid over what there is, [aws.World.Overlay]. Values that the
// integrations of beside name are kept, which may be nil.
func (p *Plan) AWSChange(beside *aws.World) (before, after *aws.World, err error) {
	there, gone := p.awsObjects()
	with := p.awsOptions(false)
	with.Beside = beside
	if after, err = awsresource.FromObjects(there, gone, with); err != nil {
		return nil, nil, err
	}
	var was []tfobject.Object
	for _, data := range []bool{true, false} {
		for _, r := range p.Resources {
			o := tfobject.Object{Type: r.Type, Address: r.Address, Data: r.Data, Value: r.Before}
			if r.Data {
				o.Value = r.After // its reading is no change
			}
			if r.Data == data && r.Action != Defer && isAWS(r.Type) && !o.IsNull() && !forgets(r) {
				was = append(was, o)
			}
		}
	}
	before, err = awsresource.FromObjects(was, nil, awsresource.Options{Beside: beside})
	return before, after, err
}

// forgets says that Terraform does nothing to a resource though the plan deletes it: it
// has only adopted it.
func forgets(r Resource) bool {
	return r.Action == Delete && strings.HasPrefix(r.Type, "aws_default_")
}

// awsObjects are the objects of the aws provider after the plan, and those that it
// deletes or changes.
func (p *Plan) awsObjects() (there []tfobject.Object, gone []awsresource.Gone) {
	// A managed resource knows more than a data source that reads it.
	for _, data := range []bool{true, false} {
		for _, r := range p.Resources {
			if r.Data != data || r.Action == Defer || !isAWS(r.Type) || forgets(r) {
				continue
			}
			o := tfobject.Object{Type: r.Type, Address: r.Address, Data: r.Data, Created: r.creates(), Changed: r.Action == Update, Provider: r.Provider, Placed: r.placed}
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
	return there, gone
}

func (p *Plan) awsOptions(complete bool) awsresource.Options {
	with := awsresource.Options{Complete: complete}
	if p.graph != nil || p.config != nil {
		with.Unset = p.unset
	}
	for _, why := range p.Partial {
		with.Unforeseen = append(with.Unforeseen, value.Why{Reason: why, Settle: "plan everything at once"})
	}
	return with
}

// Region is the one region of AWS that the plan's APIs are in: as they tell themselves, or
// as their providers are configured; "" when that is not clear. A plan without APIs tells
// that of all its resources.
func (p *Plan) Region() string {
	for _, only := range []func(Resource) bool{
		func(r Resource) bool { return isGateway(r.Type) && !r.After.IsNull() },
		func(r Resource) bool { return isGateway(r.Type) },
		func(r Resource) bool { return isAWS(r.Type) },
	} {
		var told []string
		for _, r := range p.Resources {
			if !only(r) {
				continue
			}
			v := r.After
			if v.IsNull() {
				v = r.Before
			}
			if text := v.Get("region").Text(); !slices.Contains(told, text) {
				told = append(told, text)
			}
		}
		if len(told) > 0 {
			if len(told) > 1 {
				return ""
			}
			return told[0]
		}
	}
	return ""
}

// isGateway says that a type is one of API Gateway's.
func isGateway(typ string) bool {
	return strings.HasPrefix(typ, "aws_api_gateway_") || strings.HasPrefix(typ, "aws_apigatewayv2_")
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
	_, sets := b.body[attribute]
	return !sets
}

// blockOf is the configuration of a resource; nil when it is not known.
func (g *graph) blockOf(address string) *block {
	a, ok := tfaddress.Parse(address)
	if !ok {
		return nil
	}
	in := g.instances[a.Module()]
	if in == nil {
		return nil
	}
	return in.module.resources[in.name(address)]
}
