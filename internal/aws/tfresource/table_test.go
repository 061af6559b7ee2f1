package tfresource

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/testkit/providerschema"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// schemas is what the aws provider says of its types, where that is at hand.
const schemas = "../../../../shared/tools/schemaprovider/schemas/aws.json"

// shapes are how a schema may spell the type of an attribute.
var shapes = map[tfobject.Shape][]string{
	tfobject.Text: {`"string"`}, tfobject.Integer: {`"number"`}, tfobject.Truth: {`"bool"`},
	tfobject.Texts: {`["list","string"]`, `["set","string"]`}, tfobject.Labels: {`["map","string"]`},
	tfobject.Block: {"list"}, tfobject.Blocks: {"list", "set"}, tfobject.Facts: {`"string"`},
}

// dataOnly are attributes that only data sources have.
var dataOnly = []string{
	"aws_api_gateway_vpc_link.status", "aws_api_gateway_vpc_link.status_message", "aws_vpc.cidr_block_associations", "aws_vpc.cidr_block_associations.cidr_block",
}

func flat(attributes []attribute, at string, visit func(attribute, string)) {
	for _, a := range attributes {
		visit(a, at+a.Name)
		flat(a.Attributes, at+a.Name+".", visit)
	}
}

func TestAttributesExistInTheProvider(t *testing.T) {
	t.Parallel()
	resources := providerschema.Load(t, schemas, "aws").Resources
	seen := 0
	for _, k := range kinds() {
		resource, ok := resources[k.name]
		if !ok {
			continue // the schemas at hand are of a selection of the provider's types
		}
		seen++
		has := func(path string) bool { return resource.Block.TypeOf(path) != "" }
		flat(k.attributes, "", func(a attribute, path string) {
			if slices.Contains(dataOnly, k.name+"."+path) || a.Name == "preserve_client_ip" {
				return // the latter is a string with a bool in it
			}
			if got := resource.Block.TypeOf(path); !slices.Contains(shapes[a.Shape], got) {
				t.Errorf("%s.%s: the schema says %q, the table %v", k.name, path, got, shapes[a.Shape])
			}
		})
		for _, name := range slices.Concat(k.needs, k.signs, []string{k.id, k.parent}) {
			only := []string{"subnets", "routes", "entries", "domain", "private_ip", "filter"}
			if name != "" && !has(name) && !slices.Contains(only, name) {
				t.Errorf("%s: the schema has no %s", k.name, name)
			}
		}
		for _, name := range k.lacks {
			if has(name) {
				t.Errorf("%s lacks %s, which the schema has", k.name, name)
			}
		}
		for name := range k.unset {
			if !has(name) {
				t.Errorf("%s: the schema has no %s", k.name, name)
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d types have a schema", seen)
	}
}

// Each type's objects are read as what they are, those of its data source too, and as
// nothing else.
func TestObjectsOfEveryTypeAreRecognised(t *testing.T) {
	t.Parallel()
	aws := providerschema.Load(t, schemas, "aws")
	accepts := func(k kind, b providerschema.Block) bool {
		o := value.OfObject(map[string]value.Value{})
		for name := range b.Attributes {
			o = o.With(name, value.Null())
		}
		for name := range b.BlockTypes {
			o = o.With(name, value.OfList())
		}
		o = o.With("id", value.Unknown(value.Why{})).With("description", value.Null())
		for _, name := range k.needs {
			if o.Has(name) {
				o = o.With(name, value.OfString("x"))
			}
		}
		objects, _, err := k.look.Given("x", o)
		return err == nil && len(objects) == 1
	}
	// Types whose objects nothing but their ids tells apart.
	alike := [][2]string{
		{"aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_egress_rule"},
	}
	for _, k := range kinds() {
		if b, ok := aws.Data[k.name]; ok && !accepts(k, b.Block) {
			t.Errorf("%s: its data source is not accepted", k.name)
		}
		for _, name := range slices.Sorted(maps.Keys(aws.Resources)) {
			got := accepts(k, aws.Resources[name].Block)
			same := strings.Replace(k.name, "aws_alb", "aws_lb", 1) == name ||
				slices.Contains(alike, [2]string{k.name, name}) || slices.Contains(alike, [2]string{name, k.name})
			if got != same {
				t.Errorf("%s is accepted as %s: %v", name, k.name, got)
			}
		}
	}
}
