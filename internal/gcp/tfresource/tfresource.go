// Package tfresource turns Terraform objects of the google provider into a world
// of REST resources.
//
// What Terraform calls an attribute, the API calls a field: one table per type
// says which is which, and how the resource is named.
package tfresource

import (
	"net/netip"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Options completes what the objects do not say.
type Options struct {
	// Path names the input in errors, such as resources.
	Path string
	// Project completes bare names of resources without a project.
	Project string
	// Complete says that there are no resources but the given ones.
	Complete  bool
	Hostnames []string
	// ClientRanges are where clients come from.
	ClientRanges []netip.Prefix
	// Unforeseen says why there may be resources that are not given though nobody
	// says that the given ones are only some: the plan that has them is partial.
	Unforeseen []value.Why
	// Addresses are the Terraform addresses of objects, as far as they are known, by
	// what the objects are called without: TYPE, TYPE[0] or TYPE["key"].
	Addresses map[string]string
}

// InputError says that the input has a wrong shape.
type InputError = tfobject.InputError

// object is one Terraform object that was given.
type object = tfobject.Object

// A mapper turns the attributes of one object into fields.
type mapper struct {
	tfobject.Mapper
	// project completes what has none.
	project string
}

// FromResources reads objects keyed by their Terraform type: one object, or a
// list or map of them. The error is an [*InputError].
func FromResources(resources value.Value, opts Options) (*gcp.World, error) {
	r := newReading(opts)
	r.world.Closed = opts.Complete && resources.Kind() == value.KindObject
	switch resources.Kind() {
	case value.KindUnknown:
		openAll(r.world.AddGap, unforeseen(resources.Why()))
		r.openPartly()
		return r.world, nil
	case value.KindObject:
	default:
		path := opts.Path
		if path == "" {
			path = "the resources"
		}
		return nil, &InputError{Path: path, Want: "an object whose keys are Terraform types", Got: resources.Kind().String()}
	}
	for _, name := range resources.Keys() {
		if err := r.read(name, resources.Get(name)); err != nil {
			return nil, err
		}
	}
	r.assemble()
	r.openPorts()
	r.openPartly()
	return r.world, nil
}

// A reading is one call of [FromResources].
type reading struct {
	world    *gcp.World
	opts     Options
	policies policies
	// ports are the named ports of groups that other resources set.
	ports []outsidePort
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
			o.Address = address
		}
		if err := r.put(k, o); err != nil {
			return err
		}
	}
	return nil
}

// put maps one object.
func (r *reading) put(k kind, o object) error {
	o.Value = Disclose(k.name, o.Value)
	m := mapper{tfobject.Mapper{Creating: !o.Data && o.Get("id").IsUnknown(), Whole: k.look.IsWhole(o)}, r.opts.Project}
	if k.role != roleNone {
		body, err := m.Body(k.attributes, o.Value, o.Path)
		if err != nil {
			return err
		}
		return r.policies.add(&m, k, o, body)
	}
	parent, err := m.parentOf(k, o)
	if err != nil {
		return err
	}
	ref, err := m.reference(k, o, parent)
	if err != nil {
		return err
	}
	body, err := m.Body(k.attributes, o.Value, o.Path)
	if err != nil {
		return err
	}
	if k.finish != nil {
		if body, err = k.finish(&m, o, ref, body); err != nil {
			return err
		}
	}
	if k.name == namedPort {
		r.ports = append(r.ports, m.outside(o, body))
	}
	if k.rest == "" {
		return nil
	}
	resource := gcp.Resource{Type: k.rest, Parent: parent, Body: gcp.Cut(body)}
	resource.Address, resource.Ref, resource.Created, resource.Provider = o.Address, ref, o.Created, o.Provider
	r.world.Put(resource)
	return nil
}
