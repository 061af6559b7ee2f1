package tfresource

import (
	"slices"
	"strings"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
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
	// look tells its objects from those of other types; kinds fills it.
	look *tfobject.Kind
}

// kinds is every type that is read; the tables are made once.
var kinds = sync.OnceValue(func() []kind {
	all := slices.Concat(apigeeKinds(), networkKinds(), firewallKinds(), policyKinds(), loadBalancerKinds(), armorKinds(), groupKinds(), certificateKinds(), dnsKinds(), prerequisiteKinds())
	looks := make([]*tfobject.Kind, len(all))
	for i, k := range all {
		looks[i] = &tfobject.Kind{Name: k.name, Needs: k.needs, Signs: k.signs, Lacks: k.lacks, Attributes: k.attributes, Named: k.named()}
		all[i].look = looks[i]
	}
	tfobject.Kinds(looks, "id", "self_link", "project", "description")
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
	case "networksecurity":
		return gcp.NetworkSecurityService
	case "serviceusage":
		return gcp.ServiceUsageService
	case "dns":
		return gcp.DNSService
	}
	return gcp.ComputeService
}

// named lists the attributes that make the resource's name.
func (k kind) named() []string {
	if k.role == roleRule || k.role == roleAssociation {
		return nil
	}
	var out []string
	for segment := range strings.SplitSeq(k.path, "/") {
		if name := strings.Trim(segment, "{}"); name != segment {
			out = append(out, name)
		}
	}
	return out
}

type attribute = tfobject.Attribute

func text(name string) attribute     { return tfobject.Row(tfobject.Text, name) }
func integer(name string) attribute  { return tfobject.Row(tfobject.Integer, name) }
func fraction(name string) attribute { return tfobject.Row(tfobject.Fraction, name) }
func truth(name string) attribute    { return tfobject.Row(tfobject.Truth, name) }
func texts(name string) attribute    { return tfobject.Row(tfobject.Texts, name) }
func labels(name string) attribute   { return tfobject.Row(tfobject.Labels, name) }

func block(name string, attributes ...attribute) attribute {
	a := tfobject.Row(tfobject.Block, name)
	a.Attributes = attributes
	return a
}

func blocks(name string, attributes ...attribute) attribute {
	a := tfobject.Row(tfobject.Blocks, name)
	a.Attributes = attributes
	return a
}
