package remedy

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A cloud is a world of one of the clouds, as far as repairs ask about it.
type cloud interface {
	types() []string
	// things lists the resources of a type.
	things(typ string) []thing
	// typeOf is the Terraform type of a resource, or of one that is to be made.
	typeOf(c check.Change, of *thing) (string, bool)
	// arguments are those of a block; an error says why they cannot be told.
	arguments(w *writer, p part) ([]tfobject.Argument, error)
	// refersTo is the type of the resource that an argument names, and by which of its
	// attributes.
	refersTo(argument string) (reference, bool)
	// within is the resource that has a new one as a block inside.
	within(c check.Change) (tfaddress.Address, bool)
	// home is the module in which what a new resource belongs to is managed.
	home(c check.Change) *string
	// count judges the world, and judge the same with what blocks say.
	count() tally
	judge(blocks []block) (tally, error)
}

// A reference is a type of resources, and the attribute that names them.
type reference struct{ to, attribute string }

// A thing is a resource, as far as text is made of it.
type thing struct {
	subject, address string
	// name is what labels are made of.
	name string
	// called says whether a text names the resource by an attribute.
	called func(attribute, text string) bool
	ref    value.Ref
}

// A block is what a block of a snippet says.
type block struct {
	part
	// address is that of a new resource, value the arguments.
	address string
	value   value.Value
}
