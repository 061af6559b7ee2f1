package tfconfig

import (
	"maps"
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

// isValid says that evaluating an expression certainly gave no error, and will not.
func (e *Evaluator) isValid(m meaning) bool {
	switch m.form {
	case reference:
		if strings.ContainsAny(m.of.Path, ".[") {
			return false
		}
		fact, ok := e.facts.Resources[m.of.Address]
		return own[m.of.Path] || ok && fact.Object.Has(m.of.Path)
	case list:
		return !slices.ContainsFunc(m.list, func(m meaning) bool { return !e.isValid(m) })
	case object:
		for _, f := range m.fields {
			if !e.isValid(f) {
				return false
			}
		}
		return true
	case opaque:
		return false
	case scalar, whole, results:
	}
	return true
}

func try(e *Evaluator, args []meaning) meaning {
	for i, m := range args {
		switch {
		case m.missing:
		case e.isValid(m):
			return m
		default:
			return choices(args[i:])
		}
	}
	return meaning{missing: true}
}

func can(e *Evaluator, args []meaning) meaning {
	if valid := e.isValid(args[0]); valid || args[0].missing {
		return known(cty.BoolVal(valid))
	}
	return meaning{}
}

func coalesce(args []meaning) meaning {
	for i, m := range args {
		text, isText := m.text()
		switch {
		case m.isNull(), isText && text == "":
		case m.isThere():
			return m
		default:
			return choices(args[i:])
		}
	}
	return meaning{missing: true}
}

func coalesceList(args []meaning) meaning {
	for i, m := range args {
		switch {
		case m.form == list && len(m.list) > 0:
			return m
		case m.form != list && !m.isNull():
			return choices(args[i:])
		}
	}
	return meaning{missing: true}
}

func one(args []meaning) meaning {
	m := args[0]
	switch {
	case m.isNull(), m.form == list && len(m.list) == 0:
		return known(cty.NullVal(cty.DynamicPseudoType))
	case m.form == list && len(m.list) == 1:
		return m.list[0]
	case m.form == list && !m.set:
		return meaning{missing: true}
	}
	return meaning{choice: m.choice}
}

func element(args []meaning) meaning {
	n, ok := args[1].number()
	if args[0].form != list || !ok || len(args[0].list) == 0 {
		return meaning{}
	}
	return index(args[0], known(cty.NumberIntVal(int64(n%len(args[0].list)))))
}

func lookup(args []meaning) meaning {
	key, ok := args[1].text()
	if !ok || args[0].form != object {
		return meaning{}
	}
	m, has := args[0].fields[key]
	switch {
	case has:
		return m
	case len(args) == 3:
		return args[2]
	}
	return meaning{missing: true}
}

func merging(args []meaning) meaning {
	out := map[string]meaning{}
	for _, m := range args {
		switch {
		case m.isNull():
		case m.form == object:
			maps.Copy(out, m.fields)
		default:
			return meaning{}
		}
	}
	return meaning{form: object, fields: out}
}

func concat(args []meaning) meaning {
	out := meaning{form: list}
	for _, m := range args {
		if m.form != list || len(out.list)+len(m.list) > maxElements {
			return meaning{}
		}
		out.list = append(out.list, m.list...)
		out.unordered = out.unordered || m.unordered
	}
	return out
}

func flatten(args []meaning) meaning {
	if args[0].form != list {
		return meaning{}
	}
	out := meaning{form: list}
	var add func(m meaning) bool
	add = func(m meaning) bool {
		switch m.form {
		case list:
			out.unordered = out.unordered || m.unordered
			return !slices.ContainsFunc(m.list, func(m meaning) bool { return !add(m) })
		case opaque:
			return false // it may be a list
		case reference:
			if !own[m.of.Path] {
				return false
			}
		case scalar, object, whole, results:
		}
		out.list = append(out.list, m)
		return len(out.list) <= maxElements
	}
	if !add(args[0]) {
		return meaning{}
	}
	return out
}

// compact leaves out null and the empty text.
func compact(args []meaning) meaning {
	if args[0].form != list {
		return meaning{}
	}
	out := meaning{form: list, unordered: args[0].unordered}
	for _, m := range args[0].list {
		text, isText := m.text()
		switch {
		case m.isNull(), isText && text == "":
		case m.isThere():
			out.list = append(out.list, m)
		default:
			return meaning{}
		}
	}
	return out
}

func collection(of func(meaning) meaning) func([]meaning) meaning {
	return func(args []meaning) meaning {
		if args[0].form != list {
			return meaning{choice: args[0].choice}
		}
		return of(args[0])
	}
}

func toMap(args []meaning) meaning {
	if args[0].form != object {
		return meaning{}
	}
	return args[0]
}

func keys(args []meaning) meaning {
	all, ok := items(args[0])
	if !ok || args[0].form != object {
		return meaning{}
	}
	out := make([]meaning, len(all))
	for i, it := range all {
		out[i] = it.key
	}
	return listing(out)
}

func values(args []meaning) meaning {
	all, ok := items(args[0])
	if !ok || args[0].form != object {
		return meaning{}
	}
	out := make([]meaning, len(all))
	for i, it := range all {
		out[i] = it.value
	}
	return listing(out)
}

func zip(args []meaning) meaning {
	names, all := args[0], args[1]
	if names.form != list || all.form != list || len(names.list) != len(all.list) || names.unordered || all.unordered {
		return meaning{}
	}
	out := map[string]meaning{}
	for i, name := range names.list {
		text, ok := name.text()
		if !ok {
			return meaning{}
		}
		out[text] = all.list[i]
	}
	return meaning{form: object, fields: out}
}

func length(args []meaning) meaning {
	switch m := args[0]; {
	case m.form == list && m.unordered:
		return meaning{} // elements of a set may turn out to be equal
	case m.form == list:
		return known(cty.NumberIntVal(int64(len(m.list))))
	case m.form == object:
		return known(cty.NumberIntVal(int64(len(m.fields))))
	}
	return compute("strlen", args)
}

// join passes on what stands alone.
func join(args []meaning) meaning {
	if args[1].form == list && len(args[1].list) == 1 {
		if m := args[1].list[0]; m.form == reference && own[m.of.Path] {
			return m
		}
	}
	return compute("join", args)
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
