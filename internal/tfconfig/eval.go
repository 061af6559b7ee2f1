package tfconfig

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// eval finds what an expression means. It says that a value is that of an attribute
// only if it is so whatever the unknown values turn out to be.
func (e *Evaluator) eval(expr hclsyntax.Expression, sc scope) meaning {
	if e.steps++; e.steps > maxSteps || e.depth > maxRecursion {
		return meaning{}
	}
	e.depth++
	defer func() { e.depth-- }()
	switch expr := expr.(type) {
	case *hclsyntax.LiteralValueExpr:
		return fromCty(expr.Val)
	case *hclsyntax.ParenthesesExpr:
		return e.eval(expr.Expression, sc)
	case *hclsyntax.TemplateWrapExpr:
		return e.eval(expr.Wrapped, sc)
	case *hclsyntax.ObjectConsKeyExpr:
		return e.key(expr, sc)
	case *hclsyntax.TemplateExpr:
		return e.template(expr, sc)
	case *hclsyntax.ScopeTraversalExpr:
		return e.traverse(expr.Traversal, sc)
	case *hclsyntax.RelativeTraversalExpr:
		return walk(e.eval(expr.Source, sc), expr.Traversal)
	case *hclsyntax.IndexExpr:
		return index(e.eval(expr.Collection, sc), e.eval(expr.Key, sc))
	case *hclsyntax.ConditionalExpr:
		return e.conditional(expr, sc)
	case *hclsyntax.BinaryOpExpr:
		return e.binary(expr, sc)
	case *hclsyntax.UnaryOpExpr:
		return e.operate(expr.Op, e.eval(expr.Val, sc))
	case *hclsyntax.TupleConsExpr:
		out := make([]meaning, len(expr.Exprs))
		for i, x := range expr.Exprs {
			out[i] = e.eval(x, sc)
		}
		return listing(out)
	case *hclsyntax.ObjectConsExpr:
		out := make(map[string]meaning, len(expr.Items))
		for _, item := range expr.Items {
			key, ok := asText(e.eval(item.KeyExpr, sc))
			if !ok {
				return meaning{}
			}
			out[key] = e.eval(item.ValueExpr, sc)
		}
		return meaning{form: object, fields: out}
	case *hclsyntax.ForExpr:
		return e.loop(expr, sc)
	case *hclsyntax.SplatExpr:
		return e.splat(expr, sc)
	case *hclsyntax.AnonSymbolExpr:
		m, _ := sc.find(func(b *binding) bool { return b.symbol == expr })
		return m
	case *hclsyntax.FunctionCallExpr:
		return e.call(expr, sc)
	}
	return meaning{}
}

// key is the key of an object's item: a name stands for itself.
func (e *Evaluator) key(expr *hclsyntax.ObjectConsKeyExpr, sc scope) meaning {
	if !expr.ForceNonLiteral {
		if t, ok := expr.Wrapped.(*hclsyntax.ScopeTraversalExpr); ok && len(t.Traversal) == 1 {
			return textual(t.Traversal.RootName())
		}
	}
	return e.eval(expr.Wrapped, sc)
}

func (e *Evaluator) template(expr *hclsyntax.TemplateExpr, sc scope) meaning {
	text, ok, unread := "", true, false
	var holes []meaning
	for _, part := range expr.Parts {
		m := e.eval(part, sc)
		t, isKnown := asText(m)
		unread = unread || m.unread
		if !isKnown {
			ok, t, holes = false, m.hole(), append(holes, m)
		}
		if len(text)+len(t) > maxText {
			return meaning{unread: unread}
		}
		text += t
	}
	if !ok {
		out := meaning{unread: unread, pattern: text}
		if len(holes) == 1 && holes[0].form == reference {
			out.part = holes[0].of
		}
		return out
	}
	return textual(text)
}

// hole stands for a value that is not known in the pattern of a text.
func (m meaning) hole() string {
	switch {
	case m.pattern != "":
		return m.pattern
	case m.form == reference && m.of.Path == "dns_name":
		return value.HostHole
	}
	return value.Hole
}

// asText is a known scalar as Terraform writes it in a text.
func asText(m meaning) (string, bool) {
	if m.form != scalar || m.scalar.IsNull() {
		return "", false
	}
	v, err := convert.Convert(m.scalar, cty.String)
	if err != nil || !isText(v) {
		return "", false
	}
	return v.AsString(), true
}

func (e *Evaluator) conditional(expr *hclsyntax.ConditionalExpr, sc scope) meaning {
	condition := e.eval(expr.Condition, sc)
	if text, ok := condition.text(); ok && (text == "true" || text == "false") {
		condition = known(cty.BoolVal(text == "true"))
	}
	if is, ok := condition.truth(); ok {
		if is {
			return e.eval(expr.TrueResult, sc)
		}
		return e.eval(expr.FalseResult, sc)
	}
	out := choices([]meaning{e.eval(expr.TrueResult, sc), e.eval(expr.FalseResult, sc)})
	out.unread = out.unread || condition.unread
	return out
}

func (e *Evaluator) binary(expr *hclsyntax.BinaryOpExpr, sc scope) meaning {
	a, b := e.eval(expr.LHS, sc), e.eval(expr.RHS, sc)
	switch expr.Op {
	case hclsyntax.OpLogicalAnd, hclsyntax.OpLogicalOr:
		deciding := expr.Op == hclsyntax.OpLogicalOr
		for _, m := range []meaning{a, b} {
			if is, ok := m.truth(); ok && is == deciding {
				return known(cty.BoolVal(deciding))
			}
		}
	case hclsyntax.OpEqual, hclsyntax.OpNotEqual:
		if a.isNull() || b.isNull() {
			a, b = nullFirst(a, b)
			if b.isNull() || b.isThere() {
				return known(cty.BoolVal(b.isNull() == (expr.Op == hclsyntax.OpEqual)))
			}
		}
	}
	return e.operate(expr.Op, a, b)
}

func nullFirst(a, b meaning) (null, other meaning) {
	if a.isNull() {
		return a, b
	}
	return b, a
}

// operate computes with known values.
func (e *Evaluator) operate(op *hclsyntax.Operation, operands ...meaning) meaning {
	out := meaning{}
	args := make([]cty.Value, len(operands))
	for i, m := range operands {
		out.unread = out.unread || m.unread
		v, ok := m.cty()
		if !ok || v.IsNull() && op != hclsyntax.OpEqual && op != hclsyntax.OpNotEqual {
			args = nil
			break
		}
		if want := op.Impl.Params()[i].Type; want != cty.DynamicPseudoType {
			var err error
			if v, err = convert.Convert(v, want); err != nil {
				args = nil
				break
			}
		}
		args[i] = v
	}
	if args == nil {
		return out
	}
	v, err := op.Impl.Call(args)
	if err != nil {
		return out
	}
	return fromCty(v)
}

// An item is an element with its key.
type item struct{ key, value meaning }

// items are the elements of a collection, in the order in which Terraform goes
// through them; false if they are not known.
func items(m meaning) ([]item, bool) {
	var out []item
	switch m.form {
	case list:
		for i, v := range m.list {
			key := known(cty.NumberIntVal(int64(i)))
			if m.set {
				key = v
			}
			out = append(out, item{key, v})
		}
		return out, true
	case object:
		for _, k := range slices.Sorted(maps.Keys(m.fields)) {
			out = append(out, item{textual(k), m.fields[k]})
		}
		return out, true
	case opaque, scalar, reference, whole, results:
	}
	return nil, false
}

func (e *Evaluator) loop(expr *hclsyntax.ForExpr, sc scope) meaning {
	collection := e.eval(expr.CollExpr, sc)
	all, ok := items(collection)
	if !ok {
		return meaning{unread: collection.unread}
	}
	var out []meaning
	fields, groups := map[string]meaning{}, map[string][]meaning{}
	for _, it := range all {
		inner := sc
		if expr.KeyVar != "" {
			inner = inner.with(expr.KeyVar, it.key)
		}
		inner = inner.with(expr.ValVar, it.value)
		if expr.CondExpr != nil {
			condition := e.eval(expr.CondExpr, inner)
			switch is, ok := condition.truth(); {
			case !ok:
				return meaning{unread: condition.unread}
			case !is:
				continue
			}
		}
		m := e.eval(expr.ValExpr, inner)
		if expr.KeyExpr == nil {
			out = append(out, m)
			continue
		}
		key, ok := asText(e.eval(expr.KeyExpr, inner))
		switch {
		case !ok:
			return meaning{}
		case expr.Group:
			groups[key] = append(groups[key], m)
		default:
			fields[key] = m
		}
	}
	if expr.KeyExpr == nil {
		made := listing(out)
		made.unordered = collection.unordered
		return made
	}
	for key, group := range groups {
		fields[key] = listing(group)
	}
	return meaning{form: object, fields: fields}
}

func (e *Evaluator) splat(expr *hclsyntax.SplatExpr, sc scope) meaning {
	source := e.eval(expr.Source, sc)
	var all []meaning
	switch {
	case source.form == list:
		all = source.list
	case source.isNull():
	case source.form == whole, source.form == object, source.form == results, source.form == scalar:
		all = []meaning{source}
	default:
		return meaning{unread: source.unread}
	}
	out := make([]meaning, len(all))
	for i, m := range all {
		out[i] = e.eval(expr.Each, scope{sc.in, &binding{symbol: expr.Item, meaning: m, next: sc.names}})
	}
	made := listing(out)
	made.unordered = source.unordered
	return made
}
