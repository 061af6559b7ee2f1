// Package tfresource turns Terraform objects of the aws provider into a world of AWS's
// resources.
//
// What Terraform calls an attribute, the API calls a field: one table per type says
// which is which. What Terraform has as resources of their own (the rules of a network
// ACL, the routes of a route table, the settings of a stage's methods) is put into the
// resource that the API has.
package tfresource

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Options completes what the objects do not say.
type Options struct {
	// Path names the input in errors, such as resources.
	Path string
	// Complete says that there are no resources but the given ones.
	Complete bool
	// Unforeseen says why there may be resources that are not given though nobody
	// says that the given ones are only some: the plan that has them is partial.
	Unforeseen []value.Why
	// Addresses are the Terraform addresses of objects, as far as they are known, by
	// what the objects are called without: TYPE, TYPE[0] or TYPE["key"].
	Addresses map[string]string
	// Unset says of an object by its address whether the configuration certainly does
	// not set an attribute. Block says that it may be written as nested blocks. Nil
	// where no configuration is known.
	Unset func(address, attribute string, block bool) bool
	// Over says that the objects are laid over what there is, which tells what they do not.
	Over bool
	// Beside is what there is beside the objects: values that its integrations name are
	// kept, which are cut otherwise as they may be secrets. It may be nil.
	Beside *aws.World
}

// object is one Terraform object that was given.
type object = tfobject.Object

// Gone is what an object was that a plan deletes or changes.
type Gone struct {
	tfobject.Object
	// Replaced says that the plan creates the object anew, Kept that it only changes it.
	Replaced, Kept bool
}

// FromResources reads objects keyed by their Terraform type: one object, or a list or
// map of them. The error is a [*tfobject.InputError].
func FromResources(resources value.Value, opts Options) (*aws.World, error) {
	r := newReading(opts)
	r.world.Closed = opts.Complete && resources.Kind() == value.KindObject
	switch resources.Kind() {
	case value.KindUnknown:
		r.openAll(unforeseen(resources.Why()))
		r.openPartly()
		return r.world, nil
	case value.KindObject:
	default:
		path := opts.Path
		if path == "" {
			path = "the resources"
		}
		return nil, &tfobject.InputError{Path: path, Want: "an object whose keys are Terraform types", Got: resources.Kind().String()}
	}
	for _, name := range resources.Keys() {
		if err := r.read(name, resources.Get(name)); err != nil {
			return nil, err
		}
	}
	r.assemble()
	return r.world, nil
}

// FromObjects is [FromResources] for objects whose addresses are known, with those that
// a plan deletes. Those of types that are not read are left out.
func FromObjects(objects []tfobject.Object, gone []Gone, opts Options) (*aws.World, error) {
	r := newReading(opts)
	r.world.Closed = opts.Complete && len(opts.Unforeseen) == 0
	for _, g := range gone {
		if k, ok := kindNamed(g.Type); ok {
			if err := r.remove(k, g); err != nil {
				return nil, err
			}
		}
	}
	for _, o := range objects {
		k, ok := kindNamed(o.Type)
		if !ok {
			continue
		}
		o.Path = o.Address
		if err := r.put(k, o); err != nil {
			return nil, err
		}
	}
	r.assemble()
	return r.world, nil
}

// Types lists the Terraform types that are read, in order.
func Types() []string {
	var out []string
	for _, k := range kinds() {
		out = append(out, k.name)
	}
	slices.Sort(out)
	return out
}

// A reading is one call of [FromResources] or [FromObjects].
type reading struct {
	world *aws.World
	opts  Options
	parts parts
}

func newReading(opts Options) *reading {
	r := &reading{world: aws.NewWorld(), opts: opts}
	for _, why := range opts.Unforeseen {
		r.openAll(why)
	}
	return r
}

// read puts the objects of one type into the world.
func (r *reading) read(name string, v value.Value) error {
	path := r.opts.Path + "." + name
	k, ok := kindNamed(name)
	if !ok {
		return tfobject.Unread(path, name, Types())
	}
	objects, open, err := k.look.Given(path, v)
	if err != nil {
		return err
	}
	for _, why := range open {
		r.open(k, unforeseen(why))
	}
	for _, o := range objects {
		if address, ok := r.opts.Addresses[o.Address]; ok {
			o.Address, o.Data = address, strings.HasPrefix(address, "data.") || strings.Contains(address, ".data.")
			o.Created = !o.Data && o.Get("id").IsUnknown()
		}
		if err := r.put(k, o); err != nil {
			return err
		}
	}
	return nil
}

// put maps one object, and keeps it as a resource or as a part of one.
func (r *reading) put(k kind, o object) error {
	res, err := r.resource(k, o)
	if err != nil {
		return err
	}
	if k.take != nil {
		return k.take(r, o, res)
	}
	if k.api != "" {
		r.world.Put(res)
	}
	return nil
}

// resource is an object as a resource of the API.
func (r *reading) resource(k kind, o object) (aws.Resource, error) {
	o.Value = Disclose(k.name, o.Value)
	m := tfobject.Mapper{Whole: k.look.IsWhole(o)}
	body, err := m.Body(k.attributes, o.Value, o.Path)
	if err != nil {
		return aws.Resource{}, err
	}
	for attribute, v := range k.unset {
		if o.Get(attribute).IsUnknown() && o.Created && r.isUnset(o, attribute) {
			body = body.With(k.field(attribute), v)
		}
	}
	res := aws.Resource{Type: k.api, Body: body}
	res.Address, res.Created, res.Changed = o.Address, o.Created, o.Changed
	res.ID, res.Region = identity(o, k.id), value.TextOf(o.Get("region"))
	res.Provider, res.Regional = o.Provider, o.Has("region") && !o.Placed
	if res.Regional && r.opts.Unset != nil && !r.isUnset(o, "region") {
		res.Arguments = value.OfFields([]value.Field{{Name: "region", Value: o.Get("region")}})
	}
	if k.parent != "" {
		res.Parent = value.TextOf(o.Get(k.parent))
	}
	return res, nil
}

// isUnset says that the configuration certainly does not set an attribute.
func (r *reading) isUnset(o object, attribute string) bool {
	return r.opts.Unset != nil && r.opts.Unset(o.Address, attribute, slices.Contains(nested, attribute))
}

// identity is the id or ARN that an attribute tells.
func identity(o object, attribute string) value.String {
	id := o.Get(attribute)
	if id.IsNull() {
		return value.UnknownOf[string](value.Why{Reason: "its " + attribute + " is not given", Settle: "give the whole object"})
	}
	return value.TextOf(id)
}
