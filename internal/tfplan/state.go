package tfplan

import "encoding/json"

// values reads the modules of a state; into nothing, it reads past them.
func (p *reading) values(into *[]Resource) error {
	return p.object(func(key string) error {
		if key != "root_module" {
			return p.skip(elements)
		}
		return p.stateModule(into)
	})
}

func (p *reading) stateModule(into *[]Resource) error {
	return p.object(func(key string) error {
		switch key {
		case "resources":
			return p.array(func() error { return p.stateResource(into) })
		case "child_modules":
			return p.array(func() error { return p.stateModule(into) })
		}
		return p.skip(1)
	})
}

func (p *reading) stateResource(into *[]Resource) error {
	if into == nil {
		return p.decode(&discard{})
	}
	var r struct {
		Address   string
		Mode      string
		Type      string
		Deposed   string          `json:"deposed_key"`
		Values    json.RawMessage `json:"values"`
		Sensitive json.RawMessage `json:"sensitive_values"`
	}
	if err := p.decode(&r); err != nil || r.Deposed != "" || !p.types[r.Type] {
		return err
	}
	object, err := p.assemble(r.Values, nil, r.Sensitive)
	if err != nil {
		return err
	}
	*into = append(*into, Resource{Address: r.Address, Type: r.Type, Data: r.Mode == "data", Before: object, After: object})
	return nil
}
