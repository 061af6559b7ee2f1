package value

import (
	"slices"
	"strings"
)

// SameID compares two ids of resources, or ARNs, that may be unknown or null. Two
// unknown ones that will be the id or ARN of one Terraform resource are the same;
// those of two resources that one plan creates differ, and no such id is one that is
// known already.
func SameID(a, b String) Truth {
	switch {
	case a.IsNull() || b.IsNull(), a.IsKnown() && b.IsKnown():
		return Equal(a, b)
	case a.IsUnknown() && b.IsUnknown():
		if t := sameResource(a.Why().Origin, b.Why().Origin); t != Undecided {
			return t
		}
		if differ(a.Why().Origin, b.Why().Origin) || differ(b.Why().Origin, a.Why().Origin) {
			return False
		}
		return Equal(a, b)
	}
	if a.IsKnown() {
		a, b = b, a
	}
	if o := a.Why().Origin; o.Created && !adopts(o) && (isIdentity(o.Path) || slices.Contains(madeWith, o.Path)) {
		return False
	}
	return Undecided
}

// madeWith are the attributes by which a resource names another one that the cloud makes
// together with it.
var madeWith = []string{"default_security_group_id", "default_network_acl_id", "default_route_table_id", "main_route_table_id", "root_resource_id", "primary_network_interface_id"}

// differ says that what is made with one resource is not another resource, which the
// plan makes. Those that adopt what there is, such as aws_default_security_group, may be.
func differ(with, other Origin) bool {
	return with.Created && other.Created && slices.Contains(madeWith, with.Path) && isIdentity(other.Path) && !adopts(other)
}

// adopts says that a resource takes over what there is, in place of making another.
func adopts(o Origin) bool { return strings.Contains(o.Resource, "aws_default_") }
