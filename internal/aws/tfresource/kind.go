package tfresource

import (
	"slices"
	"strings"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A kind says how the objects of one Terraform type become resources.
type kind struct {
	// name is the Terraform type.
	name string
	// api is the type of the resource; "" when the objects are parts of others, or when
	// no check reads them.
	api aws.Type
	// id is the attribute that is the resource's id: arn where the API names it so.
	id string
	// parent is the attribute with the id of the API that a resource of API Gateway
	// belongs to.
	parent string
	// needs, signs and lacks tell the objects from those of other types, as
	// [tfobject.Kind] says; named are attributes that are read beside the table.
	needs, signs, lacks, named []string
	attributes                 []attribute
	// unset is what fields are, by attribute, where the plan shows them as unknown
	// though nobody sets them.
	unset map[string]value.Value
	// take keeps the resource that the table makes of an object, where that takes more
	// than to put it into the world.
	take func(r *reading, o object, res aws.Resource) error
	// gone forgets an object that the plan deletes, where that is a part of another.
	gone func(r *reading, o object, res aws.Resource)

	look *tfobject.Kind
}

type attribute = tfobject.Attribute

// kinds is every type that is read; the tables are made once.
var kinds = sync.OnceValue(func() []kind {
	all := slices.Concat(restKinds(), httpKinds(), balancerKinds(), targetKinds(), networkKinds(), securityGroupKinds(), aclKinds(), routeKinds(), computeKinds(), certificateKinds(), cloudMapKinds())
	for _, k := range all {
		// Terraform has a second name for everything of Elastic Load Balancing.
		if rest, ok := strings.CutPrefix(k.name, "aws_lb"); ok {
			k.name = "aws_alb" + rest
			all = append(all, k)
		}
	}
	looks := make([]*tfobject.Kind, len(all))
	for i, k := range all {
		if all[i].id == "" {
			all[i].id = "id"
		}
		if !strings.HasPrefix(k.name, "aws_api_gateway_") {
			all[i].attributes = pascal(k.attributes)
		}
		looks[i] = &tfobject.Kind{Name: k.name, Needs: k.needs, Signs: k.signs, Lacks: k.lacks, Attributes: k.attributes, Named: append(k.named, k.id, k.parent)}
		all[i].look = looks[i]
	}
	tfobject.Kinds(looks, "id", "arn", "region", "description", "tags", "tags_all")
	return all
})

// pascal spells fields as all of AWS's APIs do but that of REST APIs.
func pascal(attributes []attribute) []attribute {
	out := slices.Clone(attributes)
	for i, a := range out {
		parts := strings.Split(a.Field, ".")
		for j, p := range parts {
			parts[j] = strings.ToUpper(p[:1]) + p[1:]
		}
		out[i].Field, out[i].Attributes = strings.Join(parts, "."), pascal(a.Attributes)
	}
	return out
}

// byName finds them by their names.
var byName = sync.OnceValue(func() map[string]kind {
	out := map[string]kind{}
	for _, k := range kinds() {
		out[k.name] = k
	}
	return out
})

// kindNamed finds a type.
func kindNamed(name string) (kind, bool) {
	k, ok := byName()[name]
	return k, ok
}

// row is the row of an attribute; nil when the table has none.
func (k kind) row(name string) *attribute {
	for i := range k.attributes {
		if k.attributes[i].Name == name {
			return &k.attributes[i]
		}
	}
	return nil
}

// field is the field that an attribute is in the API.
func (k kind) field(name string) string {
	if a := k.row(name); a != nil {
		return a.Field
	}
	return name
}

// nested are the attributes that are written as nested blocks, of which a plan's JSON
// does not show those that are dynamic.
var nested = []string{"ingress", "egress", "route", "health_check", "traffic_source", "mutual_authentication", "subnet_mapping"}

func text(name string) attribute    { return tfobject.Row(tfobject.Text, name) }
func integer(name string) attribute { return tfobject.Row(tfobject.Integer, name) }
func truth(name string) attribute   { return tfobject.Row(tfobject.Truth, name) }
func texts(name string) attribute   { return tfobject.Row(tfobject.Texts, name) }
func labels(name string) attribute  { return tfobject.Row(tfobject.Labels, name) }

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
