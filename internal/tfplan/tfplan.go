// Package tfplan reads what `terraform show -json` and `tofu show -json` print:
// a plan or a state. It knows where the values that a plan does not know yet will
// come from, as far as the plan's configuration tells.
package tfplan

import (
	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Plan is what a plan or state says of the resources that checks read.
type Plan struct {
	// FormatVersion is that of the JSON, Terraform that of what wrote it.
	FormatVersion, Terraform string
	// State says that this is a state: what there is, and nothing planned.
	State bool
	// Resources are in the order of the input, one for each address.
	Resources []Resource
	// Partial says why the plan does not tell all that its configuration has.
	Partial []string

	graph *graph
	// config is the configuration that was followed, nil without.
	config *tfconfig.Evaluator
	// variables are the values of the root module's. They are never shown.
	variables map[string]value.Value
}

// Action is what a plan does with a resource.
type Action uint8

// The actions. What Terraform forgets stays as it is, and counts as kept.
const (
	Keep Action = iota
	Create
	Update
	Delete
	Replace
	// Defer is the reading of a data source at apply: its result is not known yet.
	Defer
)

// String names the action.
func (a Action) String() string {
	return [...]string{"keep", "create", "update", "delete", "replace", "defer"}[a]
}

// Resource is a resource of a plan.
type Resource struct {
	// Address is the whole Terraform address, modules and instance keys included.
	Address string
	// Type is the Terraform type.
	Type string
	// Data says that it is a data source.
	Data   bool
	Action Action
	// Before is the object that there is; null when there is none.
	Before value.Value
	// After is the object that there will be; null when there will be none. What
	// is not known yet is unknown, with its origin where that is known.
	After value.Value
	// Provider is what its module calls the provider that has it: aws.west; "" is the one
	// that the module has by default. Null is not known.
	Provider value.String
	// placed says that its region is that of its provider.
	placed bool
}

// creates says that the plan makes the resource anew.
func (r Resource) creates() bool { return r.Action == Create || r.Action == Replace }
