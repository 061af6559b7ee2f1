package tfobject

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A Shape is the type of an attribute.
type Shape uint8

// The shapes.
const (
	Text     Shape = iota // a string
	Integer               // a number without a fraction
	Fraction              // a number
	Truth                 // a bool
	Texts                 // a list or set of strings
	Labels                // a map of strings
	Block                 // a list of at most one object, which the API has as an object
	Blocks                // a list or set of objects
	Facts                 // an object that stands for what is not to be shown
)

// An Attribute is a row of a type's table.
type Attribute struct {
	Name  string
	Field string // in the API, with dots into nested objects
	Shape Shape
	// Attributes are those of a block's objects.
	Attributes []Attribute
	// Null is what the API says where Terraform says null.
	Null value.Value
	// Unset, when set, is what the API puts where a resource is being created and
	// Terraform shows the attribute as unknown because nobody set it.
	Unset *value.Value
	// Untold says that some objects of the type do not have the attribute, though
	// the resource has the field: those of data sources.
	Untold bool
}

// Row is an attribute whose field is its name in camel case.
func Row(s Shape, name string) Attribute { return Attribute{Name: name, Field: Camel(name), Shape: s} }

// As names the field where it is not the attribute's name in camel case.
func (a Attribute) As(field string) Attribute {
	a.Field = field
	return a
}

// Or says what the schema's default is, or that there is none to rely on.
func (a Attribute) Or(v value.Value) Attribute {
	a.Null = v
	return a
}

// Filled says what the API fills in when nobody sets the attribute.
func (a Attribute) Filled(v value.Value) Attribute {
	a.Unset = &v
	return a
}

// MayBeUntold says that data sources do not have the attribute.
func (a Attribute) MayBeUntold() Attribute {
	a.Untold = true
	return a
}

// Camel turns snake_case into camelCase.
func Camel(name string) string {
	parts := strings.Split(name, "_")
	for i, p := range parts {
		if i > 0 && p != "" {
			parts[i] = strings.ToUpper(p[:1]) + p[1:]
		}
	}
	return strings.Join(parts, "")
}

// Path is where objects hold a field of the API: an attribute, after the nested blocks
// that it stands in; nil when the table does not tell. What stands in no block comes
// first.
func Path(attributes []Attribute, field string) []string {
	for _, a := range attributes {
		if a.Field == field {
			return []string{a.Name}
		}
	}
	for _, a := range attributes {
		if inner := Path(a.Attributes, field); inner != nil {
			return append([]string{a.Name}, inner...)
		}
	}
	return nil
}
