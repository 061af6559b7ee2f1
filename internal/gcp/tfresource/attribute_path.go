package tfresource

import "github.com/apireach/terraform-provider-apireach/internal/tfobject"

// AttributePath is where objects of a Terraform type hold a field of the REST
// resource: an attribute, after the nested blocks that it stands in. It is nil when
// no table tells.
func AttributePath(typ, field string) []string {
	k, ok := kindNamed(typ)
	if !ok || field == "" {
		return nil
	}
	return tfobject.Path(k.attributes, field)
}
