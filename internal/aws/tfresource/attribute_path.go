package tfresource

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
)

// AttributePath is where objects of a Terraform type hold a field of the API's resource,
// whether its name begins with a capital or not: an attribute, after the nested blocks
// that it stands in. It is nil when no table tells.
func AttributePath(typ, field string) []string {
	k, ok := kindNamed(typ)
	if !ok || field == "" {
		return nil
	}
	if path, ok := elsewhere[field]; ok {
		if k.has(path[0]) {
			return path
		}
	}
	for _, spelled := range []string{strings.ToUpper(field[:1]) + field[1:], strings.ToLower(field[:1]) + field[1:]} {
		if path := tfobject.Path(k.attributes, spelled); path != nil {
			return path
		}
	}
	return nil
}

// elsewhere are the fields that no row of a table is.
var elsewhere = map[string][]string{
	"Scheme": {"internal"}, "AvailabilityZones": {"subnets"}, "CrossZone": {"enable_cross_zone_load_balancing"}, "SecurityGroups": {"vpc_security_group_ids"},
	"HealthCheckEnabled": {"health_check", "enabled"}, "HealthCheckPort": {"health_check", "port"}, "HealthCheckProtocol": {"health_check", "protocol"},
	"HealthCheckPath": {"health_check", "path"}, "Matcher": {"health_check", "matcher"}, "Certificates": {"certificate_arn"}, "Groups": {"security_groups"},
	"IntegrationTarget": {"integration_target"}, "integrationTarget": {"integration_target"}, "Certificate": {"certificate_body"},
}

// has says whether objects of a type have an attribute.
func (k kind) has(name string) bool {
	return slices.Contains(k.named, name) || slices.ContainsFunc(k.attributes, func(a attribute) bool { return a.Name == name })
}
