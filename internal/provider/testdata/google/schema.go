package main

import (
	_ "embed"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The tables of resources, by provider.
var (
	//go:embed resources.txt
	google string
	//go:embed aws.txt
	amazon string
)

// A resource is a type of the table.
type resource struct {
	id     string
	schema *tfprotov6.Schema
}

var shapes = map[string]tftypes.Type{
	"":        tftypes.String,
	"bool":    tftypes.Bool,
	"number":  tftypes.Number,
	"strings": tftypes.List{ElementType: tftypes.String},
	"set":     tftypes.Set{ElementType: tftypes.String},
	"map":     tftypes.Map{ElementType: tftypes.String},
	"rules":   tftypes.Set{ElementType: rule},
}

// rule is a rule inside a security group.
var rule = tftypes.Object{AttributeTypes: map[string]tftypes.Type{
	"protocol": tftypes.String, "from_port": tftypes.Number, "to_port": tftypes.Number, "description": tftypes.String, "self": tftypes.Bool,
	"cidr_blocks": tftypes.List{ElementType: tftypes.String}, "ipv6_cidr_blocks": tftypes.List{ElementType: tftypes.String},
	"prefix_list_ids": tftypes.List{ElementType: tftypes.String}, "security_groups": tftypes.Set{ElementType: tftypes.String},
}}

func resources(table string) map[string]*resource {
	out := map[string]*resource{}
	var r *resource
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		switch {
		case len(words) == 0 || words[0] == "#" || strings.HasPrefix(line, "#"):
		case !strings.HasPrefix(line, " "):
			r = &resource{schema: &tfprotov6.Schema{Block: &tfprotov6.SchemaBlock{Attributes: attributes([]string{"id="})}}}
			out[words[0]] = r
		case words[0] == "id":
			r.id = words[1]
		case words[0] == "block":
			r.schema.Block.BlockTypes = append(r.schema.Block.BlockTypes, &tfprotov6.SchemaNestedBlock{
				TypeName: words[1], Nesting: tfprotov6.SchemaNestedBlockNestingModeList,
				Block: &tfprotov6.SchemaBlock{Attributes: attributes(words[2:])},
			})
		default:
			r.schema.Block.Attributes = append(r.schema.Block.Attributes, attributes(words)...)
		}
	}
	return out
}

func attributes(words []string) []*tfprotov6.SchemaAttribute {
	var out []*tfprotov6.SchemaAttribute
	for _, w := range words {
		text := strings.TrimRight(w, "!?=")
		use := strings.TrimPrefix(w, text)
		name, shape, _ := strings.Cut(text, ":")
		out = append(out, &tfprotov6.SchemaAttribute{
			Name: name, Type: shapes[shape],
			Required: use == "!", Optional: use == "" || use == "?", Computed: use == "?" || use == "=",
		})
	}
	return out
}
