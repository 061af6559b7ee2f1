package value

// Origin says where an unknown value will come from: an attribute of a
// Terraform resource. The zero Origin means that nobody knows.
type Origin struct {
	// Resource is a Terraform address, such as google_compute_network.apigee[0].
	Resource string
	// Path is the attribute, such as id.
	Path string
	// Created says that the plan creates the resource, so that it can be no
	// resource that exists already, nor another that the plan creates.
	Created bool
	// Certain says that the value is that of the attribute itself, and not only that
	// the attribute is what it is made of.
	Certain bool
	// Ref is the name that the resource will have, where that is known already. It
	// is that of the resource, whatever the attribute.
	Ref Ref
}

// Known says whether the origin is known.
func (o Origin) Known() bool { return o.Resource != "" }

// same says that both are one attribute of one resource.
func (o Origin) same(p Origin) bool {
	return o.Known() && o.Resource == p.Resource && o.Path == p.Path
}

// String returns resource.path, or "" for an unknown origin.
func (o Origin) String() string {
	switch {
	case !o.Known():
		return ""
	case o.Path == "":
		return o.Resource
	}
	return o.Resource + "." + o.Path
}

// Why explains an unknown value to the person who has to settle it.
type Why struct {
	// Reason completes "unknown because …", such as "known after apply" or
	// "the caller lacks compute.networks.get".
	Reason string
	// Settle completes "to settle it, …"; "" when only waiting helps.
	Settle string
	// Origin is where the value will come from, when that is known.
	Origin Origin
	// Set says that the configuration sets the value, so that no default of the API
	// takes its place.
	Set bool
	// Untold says that the value is there and only not told by whoever tells of the rest: it
	// does not change.
	Untold bool
	// Pattern is what is known already of a text, with [Hole] or [HostHole] for each part
	// that is not; "" when nothing is.
	Pattern string
	// Part is the attribute that stands in the one part of Pattern that is not known; none where
	// there are several, or one that is made of more.
	Part Origin
}

// What stands in a Pattern for a part that is not known: any text, or the name of a host.
const (
	Hole     = "\ue000"
	HostHole = "\ue001"
)

// String returns the reason, preceded by the origin when it is known.
func (w Why) String() string {
	reason := w.Reason
	if reason == "" {
		reason = "not known"
	}
	if w.Origin.Known() {
		return w.Origin.String() + ": " + reason
	}
	return reason
}
