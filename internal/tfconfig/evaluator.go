package tfconfig

import (
	"strconv"

	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Facts are what is known besides the configuration.
type Facts struct {
	// Variables are the values of the root module's.
	Variables map[string]value.Value
	// Resources are the instances of resources, by their addresses.
	Resources map[string]Fact
	// Created says that a resource does not exist yet, given that an attribute of it
	// is unknown; Named is the name that it will have.
	Created func(of Ref) bool
	Named   func(address string) value.Ref
	// Hidden is the reason of unknown values that are kept from being looked at.
	Hidden string
}

// A Fact is what is known of an instance of a resource.
type Fact struct {
	// Object holds its attributes; what is unknown is known after apply.
	Object value.Value
}

// The bounds of an evaluation.
const (
	maxSteps     = 20_000_000
	maxRecursion = 3_000
)

// An Evaluator finds out what expressions mean.
type Evaluator struct {
	root  *instance
	facts Facts
	// keys are the instances of resources and modules that are known.
	keys  map[string][]string
	steps int
	depth int
}

// NewEvaluator evaluates a configuration.
func NewEvaluator(c *Config, facts Facts) *Evaluator {
	e := &Evaluator{facts: facts, keys: map[string][]string{}}
	e.root = newInstance(e, c.Root)
	seen := map[string]bool{}
	note := func(of, key string) {
		if at := of + tfaddress.Bracket(key); !seen[at] {
			seen[at] = true
			e.keys[of] = append(e.keys[of], key)
		}
	}
	for address := range facts.Resources {
		a, ok := tfaddress.Parse(address)
		if !ok {
			continue
		}
		at := ""
		for _, m := range a.Modules {
			at += "module." + m.Name
			note(at, m.Key)
			at += tfaddress.Bracket(m.Key) + "."
		}
		note(at+a.Block(), a.Key)
	}
	return e
}

// An instance is a module as it is called once.
type instance struct {
	*Evaluator
	module   *Module
	address  string // "" or ending with a dot
	outside  scope  // where its variables are set
	call     *call
	children map[string]*instance
	memory   map[string]*memo
}

// A memo is what was found out already, or is being found out.
type memo struct{ meaning }

func newInstance(e *Evaluator, m *Module) *instance {
	return &instance{Evaluator: e, module: m, children: map[string]*instance{}, memory: map[string]*memo{}}
}

// once finds something out, and does not go round in circles.
func (in *instance) once(what string, find func() meaning) meaning {
	if m := in.memory[what]; m != nil {
		return m.meaning
	}
	m := &memo{}
	in.memory[what] = m
	m.meaning = find()
	return m.meaning
}

// child is an instance of a module that is called; nil if that was not read.
func (in *instance) child(step tfaddress.Call) *instance {
	c := in.module.calls[step.Name]
	if c == nil || c.module == nil {
		return nil
	}
	at := step.Name + tfaddress.Bracket(step.Key)
	if in.children[at] == nil {
		child := newInstance(in.Evaluator, c.module)
		child.address = in.address + "module." + at + "."
		child.call = c
		child.outside = in.within(c.block, "module."+step.Name, step.Key)
		in.children[at] = child
	}
	return in.children[at]
}

// within is where the expressions of a block are evaluated.
func (in *instance) within(b *block, name, key string) scope {
	sc := scope{in: in}
	if count := b.body.Attributes["count"]; count != nil {
		if n, err := strconv.Atoi(key); err == nil {
			return sc.with("count", meaning{form: object, fields: map[string]meaning{"index": known(cty.NumberIntVal(int64(n)))}})
		}
	}
	each := b.body.Attributes["for_each"]
	text, quoted := tfaddress.Unquote(key)
	if each == nil || !quoted {
		return sc
	}
	all := in.once("for_each of "+name, func() meaning { return in.eval(each.Expr, scope{in: in}) })
	fields := map[string]meaning{"key": textual(text), "value": {unread: all.unread}}
	switch all.form {
	case object:
		if v, ok := all.fields[text]; ok {
			fields["value"] = v
		}
	case list:
		fields["value"] = textual(text) // a set's keys are its values
	default:
	}
	return sc.with("each", meaning{form: object, fields: fields})
}

// A scope is where an expression stands: in a module, with what is named besides.
type scope struct {
	in    *instance
	names *binding
}

type binding struct {
	name   string
	symbol *hclsyntax.AnonSymbolExpr
	meaning
	next *binding
}

func (sc scope) with(name string, m meaning) scope {
	return scope{sc.in, &binding{name: name, meaning: m, next: sc.names}}
}

func (sc scope) find(is func(*binding) bool) (meaning, bool) {
	for b := sc.names; b != nil; b = b.next {
		if is(b) {
			return b.meaning, true
		}
	}
	return meaning{}, false
}

// instances is what a resource or call is as a whole: itself, or a list or map of
// its instances.
func (in *instance) instances(b *block, name string, one func(key string) meaning) meaning {
	return in.once("instances of "+name, func() meaning {
		count, each := b.body.Attributes["count"], b.body.Attributes["for_each"]
		keys, found := in.keys[in.address+name]
		switch {
		case count == nil && each == nil:
			return one("")
		case found && count != nil:
			return numbered(keys, one)
		case found:
			return named(keys, one)
		case count != nil:
			n, ok := in.eval(count.Expr, scope{in: in}).number()
			if !ok {
				return meaning{choice: true}
			}
			keys = make([]string, n)
			for i := range keys {
				keys[i] = itoa(i)
			}
			return numbered(keys, one)
		}
		all := in.once("for_each of "+name, func() meaning { return in.eval(each.Expr, scope{in: in}) })
		switch all.form {
		case object:
			for k := range all.fields {
				keys = append(keys, tfaddress.Quote(k))
			}
		case list:
			for _, e := range all.list {
				text, ok := e.text()
				if !ok {
					return meaning{}
				}
				keys = append(keys, tfaddress.Quote(text))
			}
		default:
			return meaning{unread: all.unread}
		}
		return named(keys, one)
	})
}

func numbered(keys []string, one func(string) meaning) meaning {
	out := make([]meaning, len(keys))
	for _, k := range keys {
		i, err := strconv.Atoi(k)
		if err != nil || i < 0 || i >= len(out) {
			return meaning{} // some are left out
		}
		out[i] = one(k)
	}
	return listing(out)
}

func named(keys []string, one func(string) meaning) meaning {
	out := make(map[string]meaning, len(keys))
	for _, k := range keys {
		text, ok := tfaddress.Unquote(k)
		if !ok {
			return meaning{}
		}
		out[text] = one(k)
	}
	return meaning{form: object, fields: out}
}

func itoa(i int) string { return strconv.Itoa(i) }
