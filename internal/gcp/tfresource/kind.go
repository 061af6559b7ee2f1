package tfresource

import (
	"slices"
	"strings"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A kind says how the objects of one Terraform type become REST resources.
type kind struct {
	// name is the Terraform type.
	name string
	// rest is the type of the REST resource; "" when no check reads it.
	rest gcp.Type
	// path is the relative resource name. Names in braces are attributes.
	path string
	// refer names the resource where the API does not.
	refer func(m *mapper, o object) (value.Of[value.Ref], error)
	// needs are the attributes that every object of the type has.
	needs []string
	// signs are attributes of which every object of the type has one, but hardly
	// one of another type.
	signs []string
	// lacks are attributes that no object of the type has, but one of a type that
	// looks alike.
	lacks []string
	// parent is the attribute that names what the resource belongs to without
	// naming it in its body, and parentIn the collection of that.
	parent, parentIn string
	// belongs names it where that takes more than the attribute.
	belongs func(m *mapper, o object) (value.Of[value.Ref], error)
	// attributes is the table of what is read.
	attributes []attribute
	// element is the list of a larger resource that the object is an element of.
	element string
	// role and family say which part of which policies the objects are.
	role   role
	family string
	// owner is the attribute by which a rule or association names its policy.
	owner string
	// finish completes the body where the table cannot.
	finish func(m *mapper, o object, ref value.Of[value.Ref], body value.Value) (value.Value, error)
	// known are the attributes that the type is known to have, of the many that
	// nobody reads; kinds fills it.
	known map[string]bool
}

// kinds is every type that is read; the tables are made once.
var kinds = sync.OnceValue(func() []kind {
	all := slices.Concat(apigeeKinds(), networkKinds(), firewallKinds(), policyKinds(), loadBalancerKinds(), armorKinds(), groupKinds(), certificateKinds(), prerequisiteKinds())
	for i, k := range all {
		all[i].known = map[string]bool{"id": true, "self_link": true, "project": true, "description": true}
		for _, name := range k.reads() {
			all[i].known[name] = true
		}
	}
	return all
})

// byName finds them by their names.
var byName = sync.OnceValue(func() map[string]kind {
	out := map[string]kind{}
	for _, k := range kinds() {
		out[k.name] = k
	}
	return out
})

// Types lists the Terraform types that are read, in order.
func Types() []string {
	var out []string
	for _, k := range kinds() {
		out = append(out, k.name)
	}
	slices.Sort(out)
	return out
}

// kindNamed finds a type.
func kindNamed(name string) (kind, bool) {
	k, ok := byName()[name]
	return k, ok
}

// service is the API host of the type's resources.
func (k kind) service() string {
	switch api, _, _ := strings.Cut(string(k.rest), "."); api {
	case "apigee":
		return gcp.ApigeeService
	case "certificatemanager":
		return gcp.CertificateManagerService
	case "serviceusage":
		return gcp.ServiceUsageService
	}
	return gcp.ComputeService
}

// reads lists the attributes of objects that the type's table names.
func (k kind) reads() []string {
	out := slices.Clone(k.needs)
	if k.role != roleRule && k.role != roleAssociation {
		for segment := range strings.SplitSeq(k.path, "/") {
			if name := strings.Trim(segment, "{}"); name != segment {
				out = append(out, name)
			}
		}
	}
	for _, a := range k.attributes {
		out = append(out, a.name)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// A shape is the type of an attribute.
type shape uint8

const (
	shapeText        shape = iota // a string
	shapeInteger                  // a number without a fraction
	shapeFraction                 // a number
	shapeTruth                    // a bool
	shapeTexts                    // a list or set of strings
	shapeLabels                   // a map of strings
	shapeBlock                    // a list of at most one object, which REST has as an object
	shapeBlocks                   // a list or set of objects
	shapeCertificate              // a certificate, of which [Disclose] has left the facts
)

// An attribute is a row of a type's table.
type attribute struct {
	name  string
	field string // in REST, with dots into nested objects
	shape shape
	// attributes are those of a block's objects.
	attributes []attribute
	// null is what REST says where Terraform says null.
	null value.Value
	// unset, when set, is what the API puts where a resource is being created and
	// Terraform shows the attribute as unknown because nobody set it.
	unset *value.Value
	// untold says that some objects of the type do not have the attribute, though
	// the resource has the field: those of data sources.
	untold bool
}

func row(s shape, name string) attribute { return attribute{name: name, field: camel(name), shape: s} }

func text(name string) attribute     { return row(shapeText, name) }
func integer(name string) attribute  { return row(shapeInteger, name) }
func fraction(name string) attribute { return row(shapeFraction, name) }
func truth(name string) attribute    { return row(shapeTruth, name) }
func texts(name string) attribute    { return row(shapeTexts, name) }
func labels(name string) attribute   { return row(shapeLabels, name) }

func block(name string, attributes ...attribute) attribute {
	a := row(shapeBlock, name)
	a.attributes = attributes
	return a
}

func blocks(name string, attributes ...attribute) attribute {
	a := row(shapeBlocks, name)
	a.attributes = attributes
	return a
}

// as names the REST field where it is not the attribute's name in camel case.
func (a attribute) as(field string) attribute {
	a.field = field
	return a
}

// or says what the schema's default is, or that there is none to rely on.
func (a attribute) or(v value.Value) attribute {
	a.null = v
	return a
}

// filled says what the API fills in when nobody sets the attribute.
func (a attribute) filled(v value.Value) attribute {
	a.unset = &v
	return a
}

// mayBeUntold says that data sources do not have the attribute.
func (a attribute) mayBeUntold() attribute {
	a.untold = true
	return a
}

// camel turns snake_case into camelCase.
func camel(name string) string {
	parts := strings.Split(name, "_")
	for i, p := range parts {
		if i > 0 && p != "" {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "")
}
