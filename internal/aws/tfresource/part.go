package tfresource

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A part is an object that the API has within another resource.
type part struct {
	object
	owner value.String
	body  value.Value
}

// parts are the objects that wait until everything is read.
type parts struct {
	// integrations are those of REST APIs that are resources of their own.
	integrations []aws.Resource
	targets      []aws.Resource
	// resources are those of REST APIs, which give integrations their paths.
	resources []part
	settings  []part
	entries   []part // of prefix lists
	cidrs     []part // of VPCs
	acl       []part // entries of network ACLs
	subnets   []part // associations of network ACLs
	routes    []part
	tables    []part // associations of route tables
	mains     []part
	accepters []part
	validated []part
	inline    []inline
	instances []part
	// vpcs are those that the plan creates.
	vpcs     []object
	cloudMap []aws.Resource
	gone     []rule // rules of security groups that are deleted, or changed
	// forgotten are elements of lists of other resources that are deleted, or changed.
	forgotten []forgotten
	// formerMains are the tables that are the main ones again of VPCs that lose another.
	formerMains []part
	// attached are security groups that interfaces get by resources of their own.
	attached []part
}

// owners finds the resources of a type that an id certainly names, and those that it
// may name.
func (r *reading) owners(t aws.Type, id value.String) (certain, possible []*aws.Resource) {
	all := r.world.Resources(t)
	for i := range all {
		switch value.SameID(all[i].ID, id) {
		case value.True:
			certain = append(certain, &all[i])
		case value.Undecided:
			possible = append(possible, &all[i])
		case value.False:
		}
	}
	return certain, possible
}

// owner is the one resource that an id names; nil when that is not clear.
func (r *reading) owner(t aws.Type, id value.String) *aws.Resource {
	certain, _ := r.owners(t, id)
	if len(certain) == 0 {
		return nil
	}
	return certain[0]
}

// join adds parts to a list of the resource that they are parts of. What is for people.
func (r *reading) join(t aws.Type, list, what string, all []part) {
	for _, p := range all {
		certain, possible := r.owners(t, p.owner)
		switch {
		case len(certain) > 0:
			for _, owner := range certain {
				if owner.Body.Get(list).IsUnknown() {
					r.part(t, list, p)
				}
				extend(owner, list, p.body)
			}
		case len(possible) > 0:
			if p.owner.IsUnknown() {
				r.part(t, list, p)
			}
			for _, owner := range possible {
				owner.Lack(list, pi.Gap{What: "whether " + p.Address + " is part of " + owner.Subject(), Reason: p.unclear(owner), Settle: settle(p.owner.Why())})
			}
		default:
			r.part(t, list, p)
			r.world.AddPartial(t, pi.Gap{What: "the " + what + " of " + p.Address, Reason: "it is not among the resources given", Settle: "add the " + what + ", or read what there is", Existing: true})
		}
	}
}

// part keeps what an object says of a resource that is not among those given, or of a list
// of it that is not known: what there is of it may be read.
func (r *reading) part(t aws.Type, list string, p part) {
	r.world.AddPart(aws.Part{Type: t, Owner: p.owner, List: list, Body: p.body, Address: p.Address})
}

// unclear says why it is not known whether a part is one of an owner.
func (p part) unclear(owner *aws.Resource) string {
	if p.owner.IsUnknown() {
		return p.owner.Why().String()
	}
	return owner.ID.Why().String()
}

// settle says what makes an unknown value known.
func settle(why value.Why) string {
	if why.Settle != "" {
		return why.Settle
	}
	return "decided when the value is known, at apply at the latest"
}

// extend adds an element to a list of a body; a list that is unknown stays so.
func extend(owner *aws.Resource, list string, e value.Value) {
	if old := owner.Body.Get(list); !old.IsUnknown() {
		owner.Body = owner.Body.With(list, value.OfList(append(slices.Clone(old.Elements()), e)...))
	}
}

// keep is a take that keeps a part.
func keep(of string, to func(*parts) *[]part) func(*reading, object, aws.Resource) error {
	return func(r *reading, o object, res aws.Resource) error {
		list := to(&r.parts)
		*list = append(*list, part{object: o, owner: value.TextOf(o.Get(of)), body: res.Body})
		return nil
	}
}

// A forgotten part is an element of a list that a plan takes away, or changes: what the
// provider read of the resource that has it tells of it still.
type forgotten struct {
	part
	typ  aws.Type
	list string
}

// forget keeps that an element of a list is taken away from the resource that an attribute names.
func forget(of string, typ aws.Type, list string) func(*reading, object, aws.Resource) {
	return func(r *reading, o object, res aws.Resource) {
		r.parts.forgotten = append(r.parts.forgotten, forgotten{part{object: o, owner: value.TextOf(o.Get(of)), body: res.Body}, typ, list})
	}
}

// forgetParts takes away the elements of resources that the plan deletes or changes.
func (r *reading) forgetParts() {
	for _, f := range r.parts.forgotten {
		certain, _ := r.owners(f.typ, f.owner)
		for _, owner := range certain {
			f.from(owner, f.list)
		}
	}
}

// from takes the element away from a list.
func (f forgotten) from(owner *aws.Resource, list string) {
	if all := owner.Body.Get(list); all.Kind() == value.KindList {
		owner.Body = owner.Body.With(list, value.OfList(slices.DeleteFunc(slices.Clone(all.Elements()), func(e value.Value) bool {
			return aws.SameElement(f.list, e, f.body)
		})...))
	}
}

// nothing is a take for what may be given, but is not read.
func nothing(*reading, object, aws.Resource) error { return nil }

// remove keeps what an object was that the plan deletes or changes.
func (r *reading) remove(k kind, g Gone) error {
	g.Path = g.Address
	res, err := r.resource(k, g.Object)
	if err != nil {
		return err
	}
	if k.gone != nil {
		k.gone(r, g.Object, res)
	}
	if k.api != "" && !g.Kept {
		res.Created = false
		r.world.Remove(aws.Removal{Resource: res, Replaced: g.Replaced})
	}
	return nil
}

// assemble puts together what Terraform has in parts.
func (r *reading) assemble() {
	r.forgetParts()
	r.restPaths()
	r.methodSettings()
	r.cutVariables()
	r.targetNames()
	r.networks()
	r.securityGroups()
	r.acls()
	r.routeTables()
	r.instanceNetworks()
	if !r.opts.Over { // else what there is says more
		r.world.Complete()
	}
	r.certificates()
	r.cloudMap()
	r.openPartly()
}
