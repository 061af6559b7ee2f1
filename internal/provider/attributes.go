package provider

import (
	"github.com/hashicorp/terraform-plugin-framework/attr"
	datasource "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	resource "github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// An attribute is told once for data source, resource and function. A nested one
// has fields in place of a type.
type attribute struct {
	name, doc string
	use       use
	typ       attr.Type
	fields    []attribute
	// many says that it is a list of such objects.
	many bool
}

// use says who gives the value.
type use uint8

const (
	computed use = iota
	optional
	required
)

var (
	listOfStrings = types.ListType{ElemType: types.StringType}
	listOfNumbers = types.ListType{ElemType: types.Int64Type}
	mapOfStrings  = types.MapType{ElemType: types.StringType}
)

// attrType is the type of the attribute's values.
func (a attribute) attrType() attr.Type {
	if a.fields == nil {
		return a.typ
	}
	object := types.ObjectType{AttrTypes: attrTypes(a.fields)}
	if a.many {
		return types.ListType{ElemType: object}
	}
	return object
}

func attrTypes(attributes []attribute) map[string]attr.Type {
	out := make(map[string]attr.Type, len(attributes))
	for _, a := range attributes {
		out[a.name] = a.attrType()
	}
	return out
}

// fieldsOf returns the fields of the attribute of that name.
func fieldsOf(attributes []attribute, name string) []attribute {
	for _, a := range attributes {
		if a.name == name {
			return a.fields
		}
	}
	return nil
}

// dataSourceAttributes declares attributes of a data source.
func dataSourceAttributes(attributes []attribute) map[string]datasource.Attribute {
	out := map[string]datasource.Attribute{}
	for _, a := range attributes {
		computed, optional, required := a.use == computed, a.use == optional, a.use == required
		switch {
		case a.fields != nil && a.many:
			out[a.name] = datasource.ListNestedAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required,
				NestedObject: datasource.NestedAttributeObject{Attributes: dataSourceAttributes(a.fields)}}
		case a.fields != nil:
			out[a.name] = datasource.SingleNestedAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required,
				Attributes: dataSourceAttributes(a.fields)}
		case a.typ == types.StringType:
			out[a.name] = datasource.StringAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required}
		case a.typ == types.BoolType:
			out[a.name] = datasource.BoolAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required}
		case a.typ == types.Int64Type:
			out[a.name] = datasource.Int64Attribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required}
		case a.typ.Equal(mapOfStrings):
			out[a.name] = datasource.MapAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required, ElementType: types.StringType}
		case a.typ.Equal(listOfNumbers):
			out[a.name] = datasource.ListAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required, ElementType: types.Int64Type}
		default:
			out[a.name] = datasource.ListAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required, ElementType: types.StringType}
		}
	}
	return out
}

// resourceAttributes declares attributes of a resource.
func resourceAttributes(attributes []attribute) map[string]resource.Attribute {
	out := map[string]resource.Attribute{}
	for _, a := range attributes {
		computed, optional, required := a.use == computed, a.use == optional, a.use == required
		switch {
		case a.fields != nil && a.many:
			out[a.name] = resource.ListNestedAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required,
				NestedObject: resource.NestedAttributeObject{Attributes: resourceAttributes(a.fields)}}
		case a.fields != nil:
			out[a.name] = resource.SingleNestedAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required,
				Attributes: resourceAttributes(a.fields)}
		case a.typ == types.StringType:
			out[a.name] = resource.StringAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required}
		case a.typ == types.BoolType:
			out[a.name] = resource.BoolAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required}
		case a.typ == types.Int64Type:
			out[a.name] = resource.Int64Attribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required}
		case a.typ.Equal(mapOfStrings):
			out[a.name] = resource.MapAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required, ElementType: types.StringType}
		default:
			out[a.name] = resource.ListAttribute{MarkdownDescription: a.doc, Computed: computed, Optional: optional, Required: required, ElementType: types.StringType}
		}
	}
	return out
}
