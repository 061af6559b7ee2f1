package remedy

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/hashicorp/hcl/v2/hclwrite"
	"github.com/zclconf/go-cty/cty"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func (w *writer) arguments(body *hclwrite.Body, arguments []tfobject.Argument) error {
	for _, a := range arguments {
		for _, block := range a.Blocks {
			if err := w.arguments(body.AppendNewBlock(a.Name, nil).Body(), block); err != nil {
				return err
			}
		}
		if a.Blocks != nil {
			continue
		}
		tokens, err := w.tokens(a.Name, a.Value)
		if err != nil {
			return fmt.Errorf("%s: %w", a.Name, err)
		}
		body.SetAttributeRaw(a.Name, tokens)
	}
	return nil
}

// providerArgument is the argument of every resource that names its provider.
const providerArgument = "provider"

// sameProvider is the argument by which a new resource has the provider of another in the
// module, if that is not the one that it has anyway.
func sameProvider(name value.String) []tfobject.Argument {
	if name.Value() == "" {
		return nil
	}
	return []tfobject.Argument{{Name: providerArgument, Value: value.OfText(name)}}
}

// tokens writes a value, as an expression where a resource of the module has it.
func (w *writer) tokens(argument string, v value.Value) (hclwrite.Tokens, error) {
	switch v.Kind() {
	case value.KindUnknown:
		origin := v.Why().Origin
		at, ok := tfaddress.Parse(origin.Resource)
		if !ok || at.Module() != w.module {
			return nil, fmt.Errorf("no expression of the module gives the value")
		}
		if origin.Path == "" { // all of the resource
			whole, err := w.expression(at.Local(), v)
			return hclwrite.TokensForFunctionCall("sha1", hclwrite.TokensForFunctionCall("jsonencode", whole)), err
		}
		return w.expression(at.Local()+"."+origin.Path, v)
	case value.KindString:
		if argument == providerArgument {
			return w.expression(v.Text(), v)
		}
		if expression := w.named(argument, v); expression != "" {
			return w.expression(expression, v)
		}
		return hclwrite.TokensForValue(cty.StringVal(v.Text())), nil
	case value.KindBool:
		return hclwrite.TokensForValue(cty.BoolVal(v.Text() == "true")), nil
	case value.KindNumber:
		n, err := cty.ParseNumberVal(v.Text())
		if err != nil {
			return nil, err
		}
		return hclwrite.TokensForValue(n), nil
	case value.KindList:
		var elements []hclwrite.Tokens
		for _, e := range v.Elements() {
			tokens, err := w.tokens(argument, e)
			if err != nil {
				return nil, err
			}
			elements = append(elements, tokens)
		}
		return hclwrite.TokensForTuple(elements), nil
	case value.KindObject:
		var attributes []hclwrite.ObjectAttrTokens
		for _, f := range v.Fields() {
			if !hclsyntax.ValidIdentifier(f.Name) {
				return nil, fmt.Errorf("%q is no name", f.Name)
			}
			tokens, err := w.tokens(f.Name, f.Value)
			if err != nil {
				return nil, err
			}
			attributes = append(attributes, hclwrite.ObjectAttrTokens{Name: hclwrite.TokensForIdentifier(f.Name), Value: tokens})
		}
		return hclwrite.TokensForObject(attributes), nil
	default:
		return nil, fmt.Errorf("a %s is not written", v.Kind())
	}
}

// expression writes an expression, and remembers what it stands for.
func (w *writer) expression(text string, v value.Value) (hclwrite.Tokens, error) {
	steps, diags := hclsyntax.ParseTraversalAbs([]byte(text), "", hcl.InitialPos)
	if diags.HasErrors() {
		return nil, fmt.Errorf("no expression of the module gives the value")
	}
	if _, known := w.snippet.values[text]; !known {
		w.snippet.values[text] = v
	}
	return hclwrite.TokensForTraversal(steps), nil
}

// named is the expression for what a text names, "" if no resource of the module or
// the snippet does, or several do.
func (w *writer) named(argument string, v value.Value) string {
	to, ok := w.world.refersTo(argument)
	if !ok {
		return ""
	}
	for _, p := range w.snippet.parts {
		if p.match == nil && p.change.Type == to.to && p.named == v.Text() {
			expression := p.typ + "." + p.label + "." + to.attribute
			w.snippet.values[expression] = value.OfString(p.name)
			if to.attribute == "id" && value.Future(p.change.In).Project() == "" {
				w.snippet.values[expression] = later(p.typ+"."+p.label, "id") // the name says nothing of the project
			}
			return expression
		}
	}
	var found []string
	for _, r := range w.world.things(to.to) {
		if at, ok := tfaddress.Parse(r.address); ok && at.Module() == w.module && r.called(to.attribute, v.Text()) {
			found = append(found, at.Local()+"."+to.attribute)
		}
	}
	if len(found) != 1 {
		return ""
	}
	return found[0]
}
