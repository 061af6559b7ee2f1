package remedy

import (
	"fmt"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// read reads the text of a snippet back.
func (s snippet) read() ([]block, error) {
	file, diags := hclsyntax.ParseConfig([]byte(s.text), "snippet", hcl.InitialPos)
	if diags.HasErrors() {
		return nil, diags
	}
	blocks := file.Body.(*hclsyntax.Body).Blocks
	if len(blocks) != len(s.parts) {
		return nil, fmt.Errorf("%d blocks are read of %d", len(blocks), len(s.parts))
	}
	var out []block
	for i, b := range blocks {
		object, err := s.object(b.Body)
		if err != nil {
			return nil, err
		}
		out = append(out, block{part: s.parts[i], address: b.Labels[0] + "." + b.Labels[1], value: object})
	}
	return out, nil
}

// later is what an attribute of a resource that is made will be.
func later(address, attribute string) value.Value {
	return value.Unknown(value.Why{
		Reason: "known after apply", Origin: value.Origin{Resource: address, Path: attribute, Created: true, Certain: true},
	})
}

// object reads the arguments of a block.
func (s snippet) object(body *hclsyntax.Body) (value.Value, error) {
	out := value.OfObject(nil)
	for name, attribute := range body.Attributes {
		if name == providerArgument {
			continue // who makes it, and not what
		}
		v, err := s.value(attribute.Expr)
		if err != nil {
			return value.Value{}, fmt.Errorf("%s: %w", name, err)
		}
		out = out.With(name, v)
	}
	for _, b := range body.Blocks {
		nested, err := s.object(b.Body)
		if err != nil {
			return value.Value{}, err
		}
		out = out.With(b.Type, value.OfList(append(out.Get(b.Type).Elements(), nested)...))
	}
	return out, nil
}

// value reads an expression.
func (s snippet) value(e hclsyntax.Expression) (value.Value, error) {
	switch e := e.(type) {
	case *hclsyntax.TupleConsExpr:
		var list []value.Value
		for _, element := range e.Exprs {
			v, err := s.value(element)
			if err != nil {
				return value.Value{}, err
			}
			list = append(list, v)
		}
		return value.OfList(list...), nil
	case *hclsyntax.FunctionCallExpr: // a digest, which nobody knows before
		return s.value(e.Args[0])
	case *hclsyntax.ObjectConsExpr:
		out := value.OfObject(nil)
		for _, item := range e.Items {
			v, err := s.value(item.ValueExpr)
			if err != nil {
				return value.Value{}, err
			}
			out = out.With(hcl.ExprAsKeyword(item.KeyExpr), v)
		}
		return out, nil
	case *hclsyntax.ScopeTraversalExpr:
		r := e.Range()
		text := s.text[r.Start.Byte:r.End.Byte]
		v, ok := s.values[text]
		if !ok {
			return value.Value{}, fmt.Errorf("what %s stands for is not known", text)
		}
		return v, nil
	}
	v, diags := e.Value(nil)
	if diags.HasErrors() {
		return value.Value{}, diags
	}
	switch v.Type() {
	case cty.String:
		return value.OfString(v.AsString()), nil
	case cty.Bool:
		return value.OfBool(v.True()), nil
	case cty.Number:
		n, _ := v.AsBigFloat().Int64()
		return value.OfInt(n), nil
	}
	return value.Value{}, fmt.Errorf("a %s is not read", v.Type().FriendlyName())
}
