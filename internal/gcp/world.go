package gcp

import (
	"net/netip"
	"slices"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Resource is one resource in the shape of the REST API.
type Resource struct {
	Type Type
	apigee.Identity
	// Parent is the resource that this one belongs to without naming it in its
	// body: the instance or group of an attachment, the network that a firewall
	// policy applies to.
	Parent value.Of[value.Ref]
	// Level orders hierarchical firewall policies from the organization down.
	Level int
	// Body is the REST resource. Secrets have been cut out of it.
	Body value.Value
	// Gaps says what the resource's own lists may lack: a firewall policy's rules.
	Gaps []apigee.Gap
	// Partial is a gap that another world may fill, which knows the whole list.
	Partial []apigee.Gap
	// Provider is what the module of a Terraform resource calls the provider that has it, as
	// [tfobject.Object] says.
	Provider value.String
}

// World is a set of resources, and of the gaps in what is known about them.
type World struct {
	// Projects maps the project numbers that were resolved to ids.
	Projects value.Projects
	// Hostnames are the hostnames that the user says clients use.
	Hostnames []string
	// ClientRanges are where the user says clients come from.
	ClientRanges []netip.Prefix
	// Closed says that nothing exists but what is here, after apply too, so that a
	// reference that is not known yet means one of these resources.
	Closed bool
	// Observed is what host names showed to somebody who asked.
	Observed []apigee.Observed
	// Now is the time that certificates are judged at, and WarningDays how long before
	// its end one is to be replaced.
	Now         time.Time
	WarningDays int

	resources map[Type][]Resource
	gaps      map[Type][]apigee.Gap
	partial   map[Type][]apigee.Gap
	index     map[indexKey]int
	// removed is what a plan deletes from the world that it is laid over.
	removed map[Type][]Resource
	// planned says that a plan was laid over the world.
	planned bool
}

type indexKey struct {
	typ    Type
	ref    value.Ref
	parent value.Ref
}

// NewWorld returns a world in which nothing exists.
func NewWorld() *World {
	return &World{
		Projects:  value.Projects{},
		resources: map[Type][]Resource{},
		gaps:      map[Type][]apigee.Gap{},
		partial:   map[Type][]apigee.Gap{},
		index:     map[indexKey]int{},
		removed:   map[Type][]Resource{},
	}
}

// Put adds a resource. One of the same type, canonical name and parent is merged
// with it: fields of the new body win, fields it does not have stay. An unknown
// parent may be any, so that nothing is merged with it.
func (w *World) Put(r Resource) {
	if key, ok := w.keyOf(r); ok {
		if i, ok := w.index[key]; ok {
			old := w.resources[r.Type][i]
			r.Body = value.Merge(old.Body, r.Body)
			if r.Address == "" {
				r.Address = old.Address
			}
			if r.Level == 0 {
				r.Level = old.Level
			}
			if r.Provider.IsNull() {
				r.Provider = old.Provider
			}
			r.Gaps = append(old.Gaps[:len(old.Gaps):len(old.Gaps)], r.Gaps...)
			w.resources[r.Type][i] = r
			return
		}
		w.index[key] = len(w.resources[r.Type])
	}
	w.resources[r.Type] = append(w.resources[r.Type], r)
}

// keyOf is what tells a resource from others; false if that is not known.
func (w *World) keyOf(r Resource) (indexKey, bool) {
	ref, ok := r.Ref.Get()
	if !ok || !ref.Complete() || r.Parent.IsUnknown() {
		return indexKey{}, false
	}
	return indexKey{r.Type, w.Projects.Canonical(ref), w.Projects.Canonical(r.Parent.Value())}, true
}

// AddGap says that the listing of a type may lack resources.
func (w *World) AddGap(t Type, g apigee.Gap) { w.gaps[t] = append(w.gaps[t], g) }

// AddPartial says that the listing of a type may lack resources that exist
// already: those that a world which knows the whole listing has.
func (w *World) AddPartial(t Type, g apigee.Gap) { w.partial[t] = append(w.partial[t], g) }

// Resources returns the resources of a type in the order they were put.
func (w *World) Resources(t Type) []Resource { return w.resources[t] }

// Gaps returns the gaps in the listing of a type.
func (w *World) Gaps(t Type) []apigee.Gap { return slices.Concat(w.partial[t], w.gaps[t]) }
