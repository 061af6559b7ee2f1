package tfconfig

import (
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// call calls a function. Those that pass values on are known whatever the values,
// others where their arguments are.
func (e *Evaluator) call(expr *hclsyntax.FunctionCallExpr, sc scope) meaning {
	name := strings.TrimPrefix(expr.Name, "core::")
	args := make([]meaning, len(expr.Args))
	for i, a := range expr.Args {
		args[i] = e.eval(a, sc)
	}
	if expr.ExpandFinal && len(args) > 0 {
		last := args[len(args)-1]
		if last.form != list || last.unordered {
			return meaning{unread: last.unread}
		}
		args = append(args[:len(args)-1:len(args)-1], last.list...)
	}
	out, ok := e.pass(name, args)
	if !ok {
		out = compute(name, args)
	}
	if out.form == opaque && !out.missing {
		out.unread = out.unread || slices.ContainsFunc(args, func(m meaning) bool { return m.unread })
	}
	return out
}

// pass calls a function that chooses or rearranges what it is given; false if it is
// another.
func (e *Evaluator) pass(name string, args []meaning) (meaning, bool) {
	arity, ok := arities[name]
	switch {
	case !ok:
		return meaning{}, false
	case len(args) < arity.least || arity.most > 0 && len(args) > arity.most:
		return meaning{}, true
	}
	e.steps += len(args)
	switch name {
	case "nonsensitive":
		return args[0], true
	case "sensitive":
		return hide(args[0]), true
	case "tostring":
		return conform(args[0], cty.String, nil), true
	case "try":
		return try(e, args), true
	case "can":
		return can(e, args), true
	case "toset":
		return collection(set)(args), true
	case "tolist":
		return collection(func(m meaning) meaning { m.set = false; return m })(args), true
	case "coalesce":
		return coalesce(args), true
	case "coalescelist":
		return coalesceList(args), true
	case "one":
		return one(args), true
	case "element":
		return element(args), true
	case "lookup":
		return lookup(args), true
	case "merge":
		return merging(args), true
	case "concat":
		return concat(args), true
	case "flatten":
		return flatten(args), true
	case "compact":
		return compact(args), true
	case "tomap":
		return toMap(args), true
	case "keys":
		return keys(args), true
	case "values":
		return values(args), true
	case "zipmap":
		return zip(args), true
	case "length":
		return length(args), true
	case "join":
		return join(args), true
	}
	return meaning{}, false
}

// arities are how many arguments functions take; most 0 is any number.
var arities = map[string]struct{ least, most int }{
	"nonsensitive": {1, 1},
	"sensitive":    {1, 1},
	"tostring":     {1, 1},
	"try":          {1, 0},
	"can":          {1, 1},
	"coalesce":     {1, 0},
	"coalescelist": {1, 0},
	"one":          {1, 1},
	"element":      {2, 2},
	"lookup":       {2, 3},
	"merge":        {0, 0},
	"concat":       {0, 0},
	"flatten":      {1, 1},
	"compact":      {1, 1},
	"toset":        {1, 1},
	"tolist":       {1, 1},
	"tomap":        {1, 1},
	"keys":         {1, 1},
	"values":       {1, 1},
	"zipmap":       {2, 2},
	"length":       {1, 1},
	"join":         {2, 2},
}

// hide keeps a value from being looked at; a reference tells nothing of it.
func hide(m meaning) meaning {
	if m.form == reference {
		return m
	}
	return meaning{}
}

// compute calls a function with arguments that are known.
func compute(name string, args []meaning) meaning {
	f, ok := pure[name]
	if !ok {
		return meaning{}
	}
	in := make([]cty.Value, len(args))
	size := 0
	for i, m := range args {
		v, ok := m.cty()
		if !ok {
			return meaning{}
		}
		size += sizeOf(m)
		in[i] = v
	}
	params := f.Params()
	if size > maxInput || len(in) < len(params) || len(in) > len(params) && f.VarParam() == nil {
		return meaning{}
	}
	for i, v := range in {
		p := f.VarParam()
		if i < len(params) {
			p = &params[i]
		}
		var err error
		if in[i], err = convert.Convert(v, p.Type); err != nil {
			return meaning{}
		}
	}
	out, err := f.Call(in)
	if err != nil {
		return meaning{}
	}
	return fromCty(out)
}

// maxInput is how large arguments may be: some functions square them.
const maxInput = 16 << 10

func sizeOf(m meaning) int {
	switch m.form {
	case scalar:
		if text, ok := m.text(); ok {
			return len(text)
		}
		if n, ok := m.number(); ok {
			return n // it may be a width
		}
		return 1
	case list, object:
		n := 0
		for _, e := range m.list {
			n += 1 + sizeOf(e)
		}
		for k, e := range m.fields {
			n += len(k) + 1 + sizeOf(e)
		}
		return n
	case opaque, reference, whole, results:
	}
	return 1
}
