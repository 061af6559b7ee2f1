package tfplan_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// A document is a plan that tests change as Terraform would: an edit changes every
// place that tells of the same, after, after_unknown, planned_values and
// configuration. What it does not find is a mistake in the test.
type document struct {
	t    testing.TB
	root object
}

type (
	object = map[string]any
	list   = []any
	edit   func(*document)
)

func opened(t testing.TB, text []byte) *document {
	t.Helper()
	d := &document{t: t}
	if err := json.Unmarshal(text, &d.root); err != nil {
		t.Fatal(err)
	}
	return d
}

// edited is the plan after some edits.
func edited(t testing.TB, text []byte, edits ...edit) *tfplan.Plan {
	t.Helper()
	d := opened(t, text)
	for _, e := range edits {
		e(d)
	}
	d.mustAgree()
	out, err := json.Marshal(d.root)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, string(out))
}

// several makes one edit of some.
func several(edits ...edit) edit {
	return func(d *document) {
		for _, e := range edits {
			e(d)
		}
	}
}

func (d *document) changes() list {
	changes, _ := d.root["resource_changes"].(list)
	return changes
}

// find returns what the plan does with a resource; nil if there is no such.
func (d *document) find(address string) object {
	for _, c := range d.changes() {
		if c.(object)["address"] == address {
			return c.(object)
		}
	}
	return nil
}

func (d *document) change(address string) object {
	d.t.Helper()
	found := d.find(address)
	if found == nil {
		d.t.Fatalf("the plan has no %s", address)
	}
	return found["change"].(object)
}

// taken takes an address apart.
func taken(address string) (module, typ, name string, k any) {
	rest := address
	for strings.HasPrefix(rest, "module.") {
		end := len("module.")
		for quoted := false; rest[end] != '.' || quoted; end++ {
			quoted = quoted != (rest[end] == '"')
		}
		module, rest = strings.TrimPrefix(module+"."+rest[:end], "."), rest[end+1:]
	}
	rest = strings.TrimPrefix(rest, "data.")
	typ, name, _ = strings.Cut(rest, ".")
	name, index, found := strings.Cut(name, "[")
	if found {
		if err := json.Unmarshal([]byte(strings.TrimSuffix(index, "]")), &k); err != nil {
			panic(address)
		}
	}
	return module, typ, name, k
}

// siblings counts the instances of a resource's block in all instances of its module.
func (d *document) siblings(address string) int {
	block := unkeyed(address)
	n := 0
	for _, c := range d.changes() {
		if unkeyed(c.(object)["address"].(string)) == block {
			n++
		}
	}
	return n
}

// unkeyed leaves the instance keys out of an address.
func unkeyed(address string) string {
	var out strings.Builder
	depth, quoted := 0, false
	for _, r := range address {
		switch {
		case r == '"':
			quoted = !quoted
		case r == '[' && !quoted:
			depth++
		case r == ']' && !quoted:
			depth--
		case depth == 0:
			out.WriteRune(r)
		}
	}
	return out.String()
}

// block is the configuration of a resource.
func (d *document) block(address string) object {
	d.t.Helper()
	module, typ, name, _ := taken(address)
	for _, r := range elements(d.module(module), "resources") {
		if r.(object)["address"] == typ+"."+name {
			return r.(object)
		}
	}
	d.t.Fatalf("the configuration has no %s", address)
	return nil
}

// call is the call of a module, module its configuration.
func (d *document) call(address string) object {
	d.t.Helper()
	m := d.root["configuration"].(object)["root_module"].(object)
	names := strings.Split("."+unkeyed(address), ".module.")[1:]
	for i, name := range names {
		c, ok := m["module_calls"].(object)[name].(object)
		if !ok {
			d.t.Fatalf("the configuration has no %s", address)
		}
		if i == len(names)-1 {
			return c
		}
		m = c["module"].(object)
	}
	return nil
}

func (d *document) module(address string) object {
	d.t.Helper()
	if address == "" {
		return d.root["configuration"].(object)["root_module"].(object)
	}
	return d.call(address)["module"].(object)
}

// plan makes planned_values tell of a resource what its change does.
func (d *document) plan(address string) {
	module, typ, name, k := taken(address)
	m := d.root["planned_values"].(object)["root_module"].(object)
	if module != "" {
		at := ""
		for _, step := range moduleSteps(module) {
			at = strings.TrimPrefix(at+"."+step, ".")
			m = childModule(m, at)
		}
	}
	resources := slices.DeleteFunc(elements(m, "resources"), func(r any) bool { return r.(object)["address"] == address })
	if c := d.find(address); c != nil && c["change"].(object)["after"] != nil {
		planned := object{
			"address": address, "mode": "managed", "type": typ, "name": name, "provider_name": c["provider_name"],
			"values": c["change"].(object)["after"], "sensitive_values": object{},
		}
		if k != nil {
			planned["index"] = k
		}
		resources = append(resources, planned)
	}
	m["resources"] = resources
}

// moduleSteps are the steps of a module's address: module.a["b"], module.c.
func moduleSteps(address string) []string {
	var out []string
	for i, part := range strings.Split("."+address, ".module.") {
		if i > 0 {
			out = append(out, "module."+part)
		}
	}
	return out
}

func childModule(m object, address string) object {
	for _, c := range elements(m, "child_modules") {
		if c.(object)["address"] == address {
			return c.(object)
		}
	}
	added := object{"address": address}
	m["child_modules"] = append(elements(m, "child_modules"), added)
	return added
}

// mustAgree says where the parts of the plan contradict each other.
func (d *document) mustAgree() {
	d.t.Helper()
	planned := map[string]any{}
	var visit func(object)
	visit = func(m object) {
		for _, r := range elements(m, "resources") {
			planned[r.(object)["address"].(string)] = r.(object)["values"]
		}
		for _, c := range elements(m, "child_modules") {
			visit(c.(object))
		}
	}
	visit(d.root["planned_values"].(object)["root_module"].(object))
	for _, c := range d.changes() {
		address, change := c.(object)["address"].(string), c.(object)["change"].(object)
		values, is := planned[address]
		delete(planned, address)
		if want := change["after"] != nil; is != want {
			d.t.Fatalf("planned_values has %s: %v, want %v", address, is, want)
		}
		after, _ := change["after"].(object)
		if fmt.Sprint(values) != fmt.Sprint(change["after"]) && after != nil {
			d.t.Fatalf("planned_values and resource_changes differ on %s", address)
		}
		if unknown, ok := change["after_unknown"].(object); ok {
			for _, name := range slices.Sorted(maps.Keys(unknown)) {
				if _, both := after[name]; both && unknown[name] == true {
					d.t.Fatalf("%s of %s is both known and unknown", name, address)
				}
			}
		}
		if c.(object)["mode"] == "managed" && after != nil {
			d.block(address)
		}
	}
	if len(planned) > 0 {
		d.t.Fatalf("planned_values has more than resource_changes: %v", slices.Sorted(maps.Keys(planned)))
	}
}
func elements(o object, key string) list {
	all, _ := o[key].(list)
	return all
}
