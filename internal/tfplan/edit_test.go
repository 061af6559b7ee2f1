package tfplan_test

import (
	"encoding/json"
	"slices"
	"strings"
)

// set gives an attribute a value. The value of one instance of several is no
// constant in the configuration, but one of the variables that it has already.
func set(address, path string, to any) edit {
	return func(d *document) {
		d.t.Helper()
		c := d.change(address)
		assign(c["after"], path, to)
		assign(c["after_unknown"], path, nil)
		if d.siblings(address) == 1 {
			d.express(address, path, object{"constant_value": to})
		}
		d.plan(address)
	}
}

// refer makes an attribute unknown that comes from what the references name.
func refer(address, path string, references ...string) edit {
	return func(d *document) {
		d.t.Helper()
		c := d.change(address)
		assign(c["after"], path, nil)
		assign(c["after_unknown"], path, true)
		d.express(address, path, referring(references...))
		d.plan(address)
	}
}

// later makes an attribute unknown that comes from a variable or local value.
func later(address, path string) edit { return refer(address, path, "local.later") }

// express sets an expression of the configuration.
func (d *document) express(address, path string, expression object) {
	block := d.block(address)
	if block["expressions"] == nil {
		block["expressions"] = object{}
	}
	expressions := block["expressions"].(object)
	if first, _, nested := strings.Cut(path, "."); nested && expressions[first] == nil {
		return // plan JSON leaves dynamic blocks out
	}
	assign(expressions, path, expression)
}

// create adds a resource that the plan creates. What of it is unknown is given by
// what it refers to: nothing, for what the cloud makes.
func create(address string, after object, unknown map[string][]string) edit {
	return func(d *document) {
		d.t.Helper()
		module, typ, name, k := taken(address)
		after, marks, expressions := clone(after), object{}, object{}
		for path, references := range unknown {
			assign(marks, path, true)
			if len(references) > 0 {
				assign(expressions, path, referring(references...))
			}
		}
		for attribute, v := range after {
			if expressions[attribute] == nil {
				expressions[attribute] = object{"constant_value": v}
			}
		}
		added := object{
			"address": address, "mode": "managed", "type": typ, "name": name, "provider_name": "registry.terraform.io/hashicorp/google",
			"change": object{"actions": list{"create"}, "before": nil, "after": after, "after_unknown": marks, "before_sensitive": false, "after_sensitive": object{}},
		}
		if module != "" {
			added["module_address"] = module
		}
		if k != nil {
			added["index"] = k
		}
		d.root["resource_changes"] = append(d.changes(), added)
		if d.siblings(address) == 1 {
			m := d.module(module)
			m["resources"] = append(elements(m, "resources"), object{"address": typ + "." + name, "mode": "managed", "type": typ, "name": name, "provider_config_key": "google", "expressions": expressions})
		}
		d.plan(address)
	}
}

// clone copies a JSON object.
func clone(o object) object {
	text, err := json.Marshal(o)
	if err != nil {
		panic(err)
	}
	var out object
	if err := json.Unmarshal(text, &out); err != nil {
		panic(err)
	}
	return out
}

// remove takes a resource away, as if the configuration never had it.
func remove(address string) edit {
	return func(d *document) {
		d.t.Helper()
		d.change(address)
		d.unconfigure(address)
		d.root["resource_changes"] = slices.DeleteFunc(d.changes(), func(c any) bool { return c.(object)["address"] == address })
		d.plan(address)
	}
}

// unconfigure takes the configuration of a resource away, if no other instance has it.
func (d *document) unconfigure(address string) {
	if d.siblings(address) > 1 {
		return
	}
	module, typ, name, _ := taken(address)
	m := d.module(module)
	m["resources"] = slices.DeleteFunc(elements(m, "resources"), func(r any) bool { return r.(object)["address"] == typ+"."+name })
}

// exists makes a resource one that there is, with what the cloud made of it, and
// that the plan leaves alone.
func exists(address string, made object) edit {
	return func(d *document) {
		d.t.Helper()
		c := d.change(address)
		c["actions"], c["after_unknown"] = list{"no-op"}, object{}
		after := c["after"].(object)
		for path, v := range made {
			assign(after, path, v)
		}
		c["before"] = clone(after)
		d.plan(address)
	}
}

// destroy deletes a resource that there is.
func destroy(address string, made object) edit {
	return func(d *document) {
		d.t.Helper()
		exists(address, made)(d)
		c := d.change(address)
		c["actions"], c["after"], c["after_unknown"] = list{"delete"}, nil, object{}
		d.unconfigure(address)
		d.plan(address)
	}
}

// replace deletes a resource that there is and makes it anew.
func replace(address string, made object) edit {
	return func(d *document) {
		d.t.Helper()
		c := d.change(address)
		before := clone(c["after"].(object))
		for path, v := range made {
			assign(before, path, v)
		}
		c["actions"], c["before"] = list{"delete", "create"}, before
	}
}

// pass gives a variable of a module another value.
func pass(module, variable string, references ...string) edit {
	return func(d *document) {
		d.t.Helper()
		d.call(module)["expressions"].(object)[variable] = referring(references...)
	}
}

// output adds an output to a module.
func output(module, name string, references ...string) edit {
	return func(d *document) {
		d.t.Helper()
		m := d.module(module)
		if m["outputs"] == nil {
			m["outputs"] = object{}
		}
		m["outputs"].(object)[name] = object{"expression": referring(references...)}
	}
}

// shown shows nested blocks of the configuration in place of dynamic ones.
func shown(address, name string, blocks ...any) edit {
	return func(d *document) {
		d.t.Helper()
		d.block(address)["expressions"].(object)[name] = blocks
	}
}

// update says that the plan changes a resource that there is.
func update(address string) edit {
	return func(d *document) {
		d.t.Helper()
		d.change(address)["actions"] = list{"update"}
	}
}
