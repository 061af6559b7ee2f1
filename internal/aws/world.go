package aws

import (
	"slices"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Resource is one resource in the shape of its API.
type Resource struct {
	Type Type
	privateintegration.Identity
	// Parent is the id of the API that a resource of API Gateway belongs to without
	// naming it in its body.
	Parent value.String
	// Body is the resource as the API tells it. Secrets have been cut out of it.
	Body value.Value
	// Gaps says what the resource's own lists may lack: a network ACL's entries.
	Gaps map[string][]privateintegration.Gap
	// part says that this is not the resource, but what a plan says of parts of it.
	part bool
	// Inline says that Terraform has the rules of a network ACL within it, and none as
	// resources of their own.
	Inline bool
	// Whole says that an object of Terraform tells all of the rules, entries or routes that
	// the resource has.
	Whole bool
	// Arguments are those that only Terraform has, and that fixes have to keep: the triggers
	// of a deployment, the mappings of a load balancer's subnets.
	Arguments value.Value
	// Provider is what the module of a Terraform resource calls the provider that has it, as
	// [tfobject.Object] says.
	Provider value.String
	// Regional says that Terraform tells the resource's region by an argument, as it does
	// from version 6 of the provider on.
	Regional bool
}

// World is a set of resources, and of the gaps in what is known about them.
type World struct {
	Selection privateintegration.Selection
	// Closed says that nothing exists but what is here, after apply too.
	Closed bool
	// Now is the time that certificates are judged at, and WarningDays how long before
	// its end one is to be replaced.
	Now         time.Time
	WarningDays int
	// Region is the one that this world was read in; "" is not known.
	Region string

	resources map[Type][]Resource
	gaps      map[Type][]privateintegration.Gap
	partial   map[Type][]privateintegration.Gap
	index     map[indexKey]int
	// removed is what a plan deletes from the world that it is laid over.
	removed []Removal
	// parts are what a plan says of resources that it does not have themselves.
	parts []Part
	// asked are the ids that were asked for: what is not there of them does not exist.
	asked map[indexKey]bool
	// leftOut are APIs that are not in the account and region which are read.
	leftOut map[string]bool
	// planned says that a plan which changes the way of packets was laid over the world.
	planned bool
}

// Part is what a plan says of a resource that may be none of its own: an element of one
// of its lists, or some of its fields.
type Part struct {
	Type  Type
	Owner value.String
	// List is the field that the body is an element of; "" when it is the fields
	// themselves.
	List string
	Body value.Value
	// Address is that of the Terraform resource that says it.
	Address string
}

// Removal is a resource that a plan deletes or replaces.
type Removal struct {
	Resource
	// Replaced says that the plan creates it anew.
	Replaced bool
}

type indexKey struct {
	typ        Type
	id, parent string
}

// NewWorld returns a world in which nothing exists.
func NewWorld() *World {
	return &World{
		resources: map[Type][]Resource{}, gaps: map[Type][]privateintegration.Gap{}, partial: map[Type][]privateintegration.Gap{}, index: map[indexKey]int{},
	}
}

// Put adds a resource. One of the same type, id and parent is merged with it: fields of
// the new body win, fields it does not have stay.
func (w *World) Put(r Resource) {
	if key, ok := keyOf(r); ok {
		if i, there := w.index[key]; there {
			old := w.resources[r.Type][i]
			r.Body = value.Merge(old.Body, r.Body)
			if r.Address == "" {
				r.Address = old.Address
			}
			if r.Gaps == nil {
				r.Gaps = old.Gaps
			}
			if r.Arguments.IsNull() {
				r.Arguments = old.Arguments
			}
			if r.Provider.IsNull() {
				r.Provider = old.Provider
			}
			r.Regional = r.Regional || old.Regional
			w.resources[r.Type][i] = r
			return
		}
		w.index[key] = len(w.resources[r.Type])
	}
	w.resources[r.Type] = append(w.resources[r.Type], r)
}

// PutAll adds many resources in their order, and makes room for all of them at once.
func (w *World) PutAll(list []*Resource) {
	count := map[Type]int{}
	for _, r := range list {
		count[r.Type]++
	}
	for t, n := range count {
		w.resources[t] = slices.Grow(w.resources[t], n)
	}
	if len(w.index) == 0 {
		w.index = make(map[indexKey]int, len(list))
	}
	for _, r := range list {
		w.Put(*r)
	}
}

// keyOf is what tells a resource from others; false if that is not known.
func keyOf(r Resource) (indexKey, bool) {
	id, ok := r.ID.Get()
	return indexKey{r.Type, id, r.Parent.Value()}, ok && id != "" && !r.Parent.IsUnknown()
}

// AddGap says that the listing of a type may lack resources.
func (w *World) AddGap(t Type, g privateintegration.Gap) {
	if !slices.Contains(w.gaps[t], g) {
		w.gaps[t] = append(w.gaps[t], g)
	}
}

// AddPartial says that the listing of a type may lack resources that exist already:
// those that a world which knows the whole listing has.
func (w *World) AddPartial(t Type, g privateintegration.Gap) {
	w.partial[t] = append(w.partial[t], g)
}

// Resources returns the resources of a type in the order they were put.
func (w *World) Resources(t Type) []Resource { return w.resources[t] }

// Gaps returns the gaps in the listing of a type.
func (w *World) Gaps(t Type) []privateintegration.Gap { return slices.Concat(w.partial[t], w.gaps[t]) }

// AddPart keeps what a plan says of a resource of which it does not know all.
func (w *World) AddPart(p Part) { w.parts = append(w.parts, p) }

// Ask says that a resource was asked for by its id: if it is not here and no gap is, it
// does not exist.
func (w *World) Ask(t Type, id string) {
	if w.asked == nil {
		w.asked = map[indexKey]bool{}
	}
	w.asked[indexKey{typ: t, id: id}] = true
}

// LeaveOut says that an API is not in the account and region that were read: what a plan
// says of it is not laid over this world.
func (w *World) LeaveOut(api string) {
	if w.leftOut == nil {
		w.leftOut = map[string]bool{}
	}
	w.leftOut[api] = true
}

// Remove says that this world's plan deletes or replaces a resource.
func (w *World) Remove(r Removal) { w.removed = append(w.removed, r) }
