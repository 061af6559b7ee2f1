package provider

import (
	"context"
	"encoding/json"
	"fmt"
	"math/big"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// afterApply is why anything in a plan is unknown. The plan does not say where
// the value will come from.
var afterApply = value.Why{Reason: "known after apply"}

// treeOf converts a value of Terraform's. Lists, sets and tuples become lists,
// maps and objects become objects. Sensitive values are not marked as such:
// Terraform does not tell providers.
func treeOf(ctx context.Context, v attr.Value) (value.Value, error) {
	raw, err := v.ToTerraformValue(ctx)
	if err != nil {
		return value.Value{}, err
	}
	return tree(raw)
}

func tree(v tftypes.Value) (value.Value, error) {
	switch {
	case !v.IsKnown():
		return value.Unknown(afterApply), nil
	case v.IsNull():
		return value.Null(), nil
	}
	switch typ := v.Type(); {
	case typ.Is(tftypes.String):
		var s string
		err := v.As(&s)
		return value.OfString(s), err
	case typ.Is(tftypes.Bool):
		var b bool
		err := v.As(&b)
		return value.OfBool(b), err
	case typ.Is(tftypes.Number):
		n := new(big.Float)
		err := v.As(&n)
		return value.OfNumber(numberText(n)), err
	case typ.Is(tftypes.List{}), typ.Is(tftypes.Set{}), typ.Is(tftypes.Tuple{}):
		var elements []tftypes.Value
		if err := v.As(&elements); err != nil {
			return value.Value{}, err
		}
		list := make([]value.Value, len(elements))
		for i, e := range elements {
			var err error
			if list[i], err = tree(e); err != nil {
				return value.Value{}, err
			}
		}
		return value.OfList(list...), nil
	case typ.Is(tftypes.Map{}), typ.Is(tftypes.Object{}):
		var elements map[string]tftypes.Value
		if err := v.As(&elements); err != nil {
			return value.Value{}, err
		}
		fields := make(map[string]value.Value, len(elements))
		for name, e := range elements {
			var err error
			if fields[name], err = tree(e); err != nil {
				return value.Value{}, err
			}
		}
		return value.OfObject(fields), nil
	default:
		return value.Value{}, fmt.Errorf("a value of type %s cannot be read; this is a bug in apireach", typ)
	}
}

// numberText writes a number without losing a digit of an integer.
func numberText(n *big.Float) json.Number {
	if n.IsInt() {
		return json.Number(n.Text('f', 0))
	}
	return json.Number(n.Text('g', -1))
}
