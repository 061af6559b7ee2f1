package check

import "github.com/apireach/terraform-provider-apireach/internal/value"

// Repair is a way to mend a failure: changes that belong together, none of which is
// wider than what is missing.
type Repair struct {
	Changes []Change
	// Note says what the changes do besides mending, in one sentence.
	Note string
}

// Change is a resource that is to be made, or fields of one that are to be set, in
// the shape of the cloud's own API.
type Change struct {
	// Type is the type of the resource, such as compute.firewalls.
	Type string
	// Of is the subject of the resource that is changed; "" for a new one.
	Of string
	// Label is what configurations may call a new resource.
	Label string
	// Parent is what a new resource belongs to without naming it in its body. In is a
	// resource in whose project it has to be.
	Parent, In value.Of[value.Ref]
	// Body has the fields of a new resource, or those that change.
	Body value.Value
}

// Fix is a repair as text to put into a configuration.
type Fix struct {
	// HCL is a snippet of Terraform's language.
	HCL string
	// Note says what it does besides mending.
	Note string
	// Verdict is that of the same question when it is judged again with the snippet.
	Verdict Verdict
}
