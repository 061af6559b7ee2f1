package tfplan

import "github.com/apireach/terraform-provider-apireach/internal/value"

// A module is a module of the configuration.
type module struct {
	resources map[string]*block   // by TYPE.NAME or data.TYPE.NAME
	calls     map[string]*call    // by name
	outputs   map[string][]string // what each refers to
	names     []string            // of all resources, read or not
}

// A block is the configuration of a resource.
type block struct {
	body body
	// each is what for_each refers to.
	each []string
	// provider is the key of the provider configuration.
	provider string
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

// configuration reads the modules of the configuration.
func (p *reading) configuration() error {
	return p.object(func(key string) error {
		var err error
		switch key {
		case "root_module":
			p.root, err = p.configModule()
		case "provider_config":
			err = p.object(p.provider)
		default:
			err = p.skip()
		}
		return err
	})
}

func (p *reading) configModule() (*module, error) {
	m := &module{resources: map[string]*block{}, calls: map[string]*call{}, outputs: map[string][]string{}}
	return m, p.object(func(key string) error {
		switch key {
		case "outputs":
			return p.object(func(name string) error {
				references, err := p.output()
				m.outputs[name] = references
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
		return p.skip()
	})
}

// output reads what an output refers to.
func (p *reading) output() (references []string, err error) {
	return references, p.object(func(key string) error {
		if key != "expression" {
			return p.skip()
		}
		references, err = p.expression()
		return err
	})
}

// expression reads what an expression refers to.
func (p *reading) expression() (references []string, err error) {
	return references, p.object(func(key string) error {
		if key != "references" {
			return p.skip()
		}
		references = nil
		return p.array(func() error {
			reference, err := p.text()
			references = append(references, reference)
			return err
		})
	})
}

func (p *reading) configResource(m *module) error {
	var address, typ string
	var expressions value.Value
	b := &block{}
	err := p.object(func(key string) (err error) {
		switch key {
		case "address":
			address, err = p.text()
		case "type":
			typ, err = p.text()
		case "expressions":
			expressions, err = p.valueOf(typ)
		case "for_each_expression":
			b.each, err = p.expression()
		case "provider_config_key":
			b.provider, err = p.text()
		default:
			err = p.skip()
		}
		return err
	})
	if err != nil {
		return err
	}
	m.names = append(m.names, address)
	if !p.types[typ] {
		return nil
	}
	b.body, err = p.body(expressions)
	m.resources[address] = b
	return err
}

func (p *reading) configCall() (*call, error) {
	c := &call{}
	return c, p.object(func(key string) (err error) {
		switch key {
		case "expressions":
			var expressions value.Value
			if expressions, err = p.value(); err == nil {
				c.body, err = p.body(expressions)
			}
		case "for_each_expression":
			c.each, err = p.expression()
		case "module":
			c.module, err = p.configModule()
		default:
			err = p.skip()
		}
		return err
	})
}

// body makes attributes and nested blocks of an object.
func (p *reading) body(fields value.Value) (body, error) {
	out := body{}
	switch fields.Kind() {
	case value.KindNull, value.KindObject:
	default:
		return nil, p.fail("expected an expression or nested blocks")
	}
	for _, f := range fields.Fields() {
		n, err := p.node(f.Value)
		if err != nil {
			return nil, err
		}
		out[f.Name] = n
	}
	return out, nil
}

// node tells an expression from nested blocks: a list of them, or one alone.
func (p *reading) node(v value.Value) (node, error) {
	var n node
	blocks := v.Elements()
	switch v.Kind() {
	case value.KindNull, value.KindList:
	case value.KindObject:
		if references, ok := texts(v.Get("references")); ok {
			n.references = references
			return n, nil
		}
		if v.Has("constant_value") || v.IsEmpty() {
			return n, nil
		}
		blocks = []value.Value{v}
	default:
		return n, p.fail("expected an expression or nested blocks")
	}
	for _, fields := range blocks {
		b, err := p.body(fields)
		if err != nil {
			return node{}, err
		}
		n.blocks = append(n.blocks, b)
	}
	return n, nil
}

// texts is a list of strings.
func texts(v value.Value) ([]string, bool) {
	var out []string
	for _, e := range v.Elements() {
		if e.Kind() != value.KindString {
			return nil, false
		}
		out = append(out, e.Text())
	}
	return out, v.Kind() == value.KindList
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
