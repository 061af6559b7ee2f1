// Package tfresource turns Terraform objects of the google provider into a world
// of REST resources.
package tfresource

import (
	"errors"
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
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
}

// InputError says that the input has a wrong shape.
type InputError struct {
	Path, Want, Got string
}

// Error names the path, what was expected and what was found, never the value.
func (e *InputError) Error() string {
	return fmt.Sprintf("%s: expected %s, got %s", e.Path, e.Want, e.Got)
}

// Types lists the Terraform types that are read, in order.
func Types() []string { return nil }

// FromResources reads objects keyed by their Terraform type: one object, or a
// list or map of them. The error is an [*InputError].
func FromResources(value.Value, Options) (*gcp.World, error) {
	return nil, errors.New("not built yet")
}
