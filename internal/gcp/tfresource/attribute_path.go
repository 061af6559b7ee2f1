package tfresource

// AttributePath is where objects of a Terraform type hold a field of the REST
// resource: an attribute, after the nested blocks that it stands in. It is nil when
// no table tells.
func AttributePath(typ, field string) []string {
	k, ok := kindNamed(typ)
	if !ok || field == "" {
		return nil
	}
	return attributePath(k.attributes, field)
}

// attributePath prefers what stands in no block.
func attributePath(attributes []attribute, field string) []string {
	for _, a := range attributes {
		if a.field == field {
			return []string{a.name}
		}
	}
	for _, a := range attributes {
		if inner := attributePath(a.attributes, field); inner != nil {
			return append([]string{a.name}, inner...)
		}
	}
	return nil
}
