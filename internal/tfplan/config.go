package tfplan

import "encoding/json"

// A module is a module of the configuration.
type module struct {
	resources map[string]*block   // by TYPE.NAME or data.TYPE.NAME
	calls     map[string]*call    // by name
	outputs   map[string][]string // what each refers to
}

// A block is the configuration of a resource.
type block struct {
	body body
	// each is what for_each refers to.
	each []string
}

// A call is a call of a module.
type call struct {
	block
	module *module
}

// A body is the attributes and nested blocks of a block, as far as plan JSON
// shows them: it leaves dynamic blocks out.
type body map[string]node

// A node is an attribute, or nested blocks of one type.
type node struct {
	references []string
	blocks     []body
}

// expression is how plan JSON writes an expression.
type expression struct {
	References []string
}

// configuration reads the modules of the configuration.
func (p *reading) configuration() error {
	return p.object(func(key string) error {
		if key != "root_module" {
			return p.skip(elements)
		}
		var err error
		p.root, err = p.configModule()
		return err
	})
}

func (p *reading) configModule() (*module, error) {
	m := &module{resources: map[string]*block{}, calls: map[string]*call{}, outputs: map[string][]string{}}
	return m, p.object(func(key string) error {
		switch key {
		case "outputs":
			return p.object(func(name string) error {
				var output struct{ Expression expression }
				err := p.decode(&output)
				m.outputs[name] = output.Expression.References
				return err
			})
		case "resources":
			return p.array(func() error { return p.configResource(m) })
		case "module_calls":
			return p.object(func(name string) error {
				c, err := p.configCall()
				m.calls[name] = c
				return err
			})
		}
		return p.skip(1)
	})
}

func (p *reading) configResource(m *module) error {
	var r struct {
		Address     string
		Type        string
		Expressions map[string]json.RawMessage
		ForEach     expression `json:"for_each_expression"`
	}
	if err := p.decode(&r); err != nil || !p.types[r.Type] {
		return err
	}
	body, err := p.body(r.Expressions)
	m.resources[r.Address] = &block{body: body, each: r.ForEach.References}
	return err
}

func (p *reading) configCall() (*call, error) {
	c := &call{}
	return c, p.object(func(key string) error {
		var err error
		switch key {
		case "expressions":
			var expressions map[string]json.RawMessage
			if err = p.decode(&expressions); err == nil {
				c.body, err = p.body(expressions)
			}
		case "for_each_expression":
			var e expression
			err = p.decode(&e)
			c.each = e.References
		case "module":
			c.module, err = p.configModule()
		default:
			err = p.skip(1)
		}
		return err
	})
}

// body reads attributes and nested blocks.
func (p *reading) body(fields map[string]json.RawMessage) (body, error) {
	out := body{}
	for name, text := range fields {
		n, err := p.node(text)
		if err != nil {
			return nil, err
		}
		out[name] = n
	}
	return out, nil
}

// node tells an expression from nested blocks: a list of them, or one alone.
func (p *reading) node(text json.RawMessage) (node, error) {
	var one map[string]json.RawMessage
	var many []map[string]json.RawMessage
	if json.Unmarshal(text, &many) != nil {
		if err := json.Unmarshal(text, &one); err != nil {
			return node{}, p.fail("expected an expression or nested blocks")
		}
		if references, is := one["references"]; is {
			var n node
			if json.Unmarshal(references, &n.references) == nil {
				return n, nil
			}
		}
		if _, constant := one["constant_value"]; constant || len(one) == 0 {
			return node{}, nil
		}
		many = append(many, one)
	}
	var n node
	for _, fields := range many {
		b, err := p.body(fields)
		if err != nil {
			return node{}, err
		}
		n.blocks = append(n.blocks, b)
	}
	return n, nil
}

// all is every reference within.
func (n node) all() []string {
	out := n.references
	for _, b := range n.blocks {
		for _, inner := range b {
			out = append(out[:len(out):len(out)], inner.all()...)
		}
	}
	return out
}
