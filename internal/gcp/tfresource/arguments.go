package tfresource

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An Argument is an attribute of a Terraform resource, or all its nested blocks of
// one name.
type Argument = tfobject.Argument

// Arguments turns fields of a REST resource into the arguments of a Terraform type,
// in the order of its table. It is the table read from right to left: what is in
// none of its rows is left out.
func Arguments(typ string, body value.Value) []Argument {
	k, _ := kindNamed(typ)
	return tfobject.Arguments(k.attributes, body)
}

// Fields maps those attributes that an object has, and only those: what a
// configuration sets of a resource that has others.
func Fields(typ string, o value.Value) (value.Value, error) {
	k, _ := kindNamed(typ)
	var has []attribute
	for _, a := range k.attributes {
		if o.Has(a.Name) {
			has = append(has, a)
		}
	}
	var m mapper
	body, err := m.Body(has, o, typ)
	return gcp.Cut(body), err
}

// TypeOf is the Terraform type of a resource of the API that is, or is to be, called
// by a name; a zero one fits the first type that makes such resources.
func TypeOf(t gcp.Type, name value.Ref) (string, bool) {
	for _, k := range kinds() {
		if k.rest == t && k.role == roleNone && (name.IsZero() || k.path == "" || follows(name.Path(), k.path)) {
			return k.name, true
		}
	}
	return "", false
}

// ParentArgument is the argument that names what resources of a type belong to, and
// the type of that; "" if there is none.
func ParentArgument(typ string) (name string, of gcp.Type) {
	k, _ := kindNamed(typ)
	return k.parent, map[string]gcp.Type{"instances": gcp.Instances, "envgroups": gcp.EnvironmentGroups}[k.parentIn]
}

// InProject says whether resources of a type are called by their project.
func InProject(typ string) bool {
	k, _ := kindNamed(typ)
	return strings.HasPrefix(k.path, "projects/{project}/")
}
