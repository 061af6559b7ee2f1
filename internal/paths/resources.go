package paths

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awsresource "github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func googleTypes() []string { return tfresource.Types() }
func awsTypes() []string    { return awsresource.Types() }

// Options completes what Terraform's objects do not say.
type Options struct {
	// Google is about the objects of the google provider. Path, Complete and Addresses
	// are about those of both.
	Google tfresource.Options
	// Unset says of an object by its address whether the configuration certainly does not
	// set an attribute; nil where no configuration is known.
	Unset func(address, attribute string, block bool) bool
	// Over is the world of AWS that the objects of its provider are laid over: it tells what
	// they do not. Nil where there is none.
	Over *aws.World
}

// FromResources reads objects keyed by their Terraform types: one object, or a list or
// map of them. The error is a [*tfobject.InputError].
func FromResources(resources value.Value, opts Options) (Worlds, error) {
	google, amazon := value.OfObject(nil), value.OfObject(nil)
	known := Types()
	for _, f := range resources.Fields() {
		_, read := slices.BinarySearch(known, f.Name)
		switch {
		case !read:
			return Worlds{}, tfobject.Unread(opts.Google.Path+"."+f.Name, f.Name, known)
		case strings.HasPrefix(f.Name, "aws_"):
			amazon = amazon.With(f.Name, f.Value)
		default:
			google = google.With(f.Name, f.Value)
		}
	}
	var out Worlds
	var err error
	if !amazon.IsEmpty() {
		with := awsresource.Options{Path: opts.Google.Path, Complete: opts.Google.Complete, Addresses: opts.Google.Addresses, Unset: opts.Unset, Over: opts.Over != nil, Beside: opts.Over}
		if out.AWS, err = awsresource.FromResources(amazon, with); err != nil {
			return Worlds{}, err
		}
		if google.IsEmpty() {
			return out, nil
		}
	}
	if resources.Kind() != value.KindObject {
		google = resources
	}
	out.Google, err = tfresource.FromResources(google, opts.Google)
	return out, err
}
