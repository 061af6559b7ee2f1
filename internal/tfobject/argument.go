package tfobject

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// An Argument is an attribute of a Terraform resource, or all its nested blocks of
// one name.
type Argument struct {
	Name   string
	Value  value.Value // of an attribute
	Blocks [][]Argument
}

// Arguments turns fields of the API into arguments, in the order of the table. It is
// the table read from right to left: what is in none of its rows is left out.
func Arguments(attributes []Attribute, body value.Value) []Argument {
	var out []Argument
	for _, a := range attributes {
		field := body.Get(strings.Split(a.Field, ".")...)
		if field.IsNull() {
			continue
		}
		switch a.Shape {
		case Block, Blocks:
			blocks := Argument{Name: a.Name}
			elements := field.Elements()
			if a.Shape == Block {
				elements = []value.Value{field}
			}
			for _, e := range elements {
				blocks.Blocks = append(blocks.Blocks, Arguments(a.Attributes, e))
			}
			out = append(out, blocks)
		default:
			out = append(out, Argument{Name: a.Name, Value: field})
		}
	}
	return out
}
