package tfresource

import (
	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An Object is one Terraform object with its address, as plans and states have them.
type Object struct {
	// Type is the Terraform type, one of [Types].
	Type string
	// Address is the whole address, such as module.x.google_compute_network.y["z"].
	Address string
	// Data says that a data source told it: the resource exists, whatever of it is
	// not known.
	Data bool
	value.Value
}

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
		if err := r.put(k, object{o.Address, o.Address, o.Value}, o.Data); err != nil {
			return nil, err
		}
	}
	r.assemble()
	return r.world, nil
}

// newReading begins a world with the gaps that the options tell of.
func newReading(opts Options) *reading {
	r := &reading{world: gcp.NewWorld(), opts: opts, policies: policies{openRules: map[string][]apigee.Gap{}}}
	r.world.Hostnames = opts.Hostnames
	if !opts.Complete {
		openAll(r.world.AddPartial, partial)
	}
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
	at := object{o.Address, o.Address, o.Value}
	parent, err := parentOf(k, at)
	if err != nil {
		return value.Ref{}, false
	}
	var m mapper
	ref, err := m.reference(k, at, parent)
	if err != nil || !ref.Value().Complete() {
		return value.Ref{}, false
	}
	return ref.Value(), true
}
