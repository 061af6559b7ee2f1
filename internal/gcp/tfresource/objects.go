package tfresource

import (
	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An Object is one Terraform object with its address, as plans and states have them.
type Object = tfobject.Object

// FromObjects is [FromResources] for objects whose addresses are known. Those of
// types that are not read are left out. The error is an [*InputError].
func FromObjects(objects []Object, opts Options) (*gcp.World, error) {
	r := newReading(opts)
	r.world.Closed = opts.Complete && len(opts.Unforeseen) == 0
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
	r.openPorts()
	r.openPartly()
	return r.world, nil
}

// newReading begins a world with the gaps that the options tell of.
func newReading(opts Options) *reading {
	r := &reading{world: gcp.NewWorld(), opts: opts, policies: policies{openRules: map[string][]apigee.Gap{}}}
	r.world.Hostnames, r.world.ClientRanges = opts.Hostnames, opts.ClientRanges
	for _, why := range opts.Unforeseen {
		openAll(r.world.AddGap, why)
	}
	return r
}

// Reference is the name that an object's resource has or will have, as the provider
// makes it of attributes that are known: false if one of them is not.
func Reference(o Object) (value.Ref, bool) {
	k, ok := kindNamed(o.Type)
	if !ok {
		return value.Ref{}, false
	}
	o.Path = o.Address
	var m mapper
	parent, err := m.parentOf(k, o)
	if err != nil {
		return value.Ref{}, false
	}
	ref, err := m.reference(k, o, parent)
	if err != nil || !ref.Value().Complete() {
		return value.Ref{}, false
	}
	return ref.Value(), true
}
