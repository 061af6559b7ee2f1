package tfplan

import "github.com/apireach/terraform-provider-apireach/internal/value"

// values reads the modules of a state.
func (p *reading) values(into *[]Resource) error {
	return p.object(func(key string) error {
		if key != "root_module" {
			return p.skip()
		}
		return p.stateModule(into)
	})
}

func (p *reading) stateModule(into *[]Resource) error {
	return p.object(func(key string) error {
		switch key {
		case "resources":
			return p.array(func() error { return p.resource(func() error { return p.stateResource(into) }) })
		case "child_modules":
			return p.array(func() error { return p.stateModule(into) })
		}
		return p.skip()
	})
}

func (p *reading) stateResource(into *[]Resource) error {
	r := Resource{Action: Keep}
	var deposed string
	var values, sensitive value.Value
	err := p.object(func(key string) (err error) {
		switch key {
		case "address":
			r.Address, err = p.text()
		case "mode":
			r.Data, err = p.isData()
		case "type":
			r.Type, err = p.text()
		case "deposed_key":
			deposed, err = p.text()
		case "values":
			values, err = p.valueOf(r.Type)
		case "sensitive_values":
			sensitive, err = p.valueOf(r.Type)
		default:
			err = p.skip()
		}
		return err
	})
	if err != nil || deposed != "" || !p.types[r.Type] {
		return err
	}
	if r.After, err = p.assemble(r.Type, values, value.Null(), sensitive); err != nil {
		return err
	}
	r.Before = r.After
	*into = append(*into, r)
	return nil
}

// isData reads a mode.
func (p *reading) isData() (bool, error) {
	mode, err := p.text()
	return mode == "data", err
}

// valueOf reads a value of a resource, or past it if the type is known to be one
// that is not read.
func (p *reading) valueOf(typ string) (value.Value, error) {
	if typ != "" && !p.types[typ] {
		return value.Value{}, p.skip()
	}
	return p.value()
}
