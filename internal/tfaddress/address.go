// Package tfaddress takes Terraform's addresses and references apart:
// module.a["x"].google_compute_network.n[0], and what may follow such.
package tfaddress

import (
	"slices"

	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// An Address is the whole address of a resource, taken apart.
//
// Source: https://developer.hashicorp.com/terraform/cli/state/resource-addressing.
type Address struct {
	// Modules lead to the module that the resource is in.
	Modules []Call
	// Data says that it is a data source.
	Data       bool
	Type, Name string
	// Key is the instance's as it is written in brackets; "" without.
	Key string
}

// A Call is a call of a module, with the key of its instance.
type Call struct{ Name, Key string }

// Parse takes an address apart; false if it is none of a resource.
func Parse(text string) (Address, bool) {
	var a Address
	rest := Steps(text)
	keys := true
	name := func() string {
		if len(rest) == 0 || rest[0].Index || !hclsyntax.ValidIdentifier(rest[0].Text) {
			return ""
		}
		taken := rest[0].Text
		rest = rest[1:]
		return taken
	}
	key := func() string {
		if len(rest) == 0 || !rest[0].Index {
			return ""
		}
		taken := rest[0].Text
		rest = rest[1:]
		keys = keys && isKey(taken)
		return taken
	}
	for len(rest) > 2 && rest[0].Text == "module" {
		rest = rest[1:]
		a.Modules = append(a.Modules, Call{name(), key()})
	}
	a.Type = name()
	if a.Data = a.Type == "data" && len(rest) > 1; a.Data {
		a.Type = name()
	}
	a.Name, a.Key = name(), key()
	// What is written in another way, or goes on, is no address.
	return a, keys && a.Type != "" && a.Name != "" && a.Type != "module" && a.Type != "data" && len(rest) == 0 && a.String() == text
}

// String writes the address.
func (a Address) String() string { return join(a.Module(), a.Local()) }

// Module is the address of the module; "" is the root.
func (a Address) Module() string {
	at := ""
	for _, c := range a.Modules {
		at = join(at, "module."+c.Name+Bracket(c.Key))
	}
	return at
}

// Local is how expressions of its module call the resource.
func (a Address) Local() string { return a.Block() + Bracket(a.Key) }

// Block is how its module calls all instances: TYPE.NAME or data.TYPE.NAME.
func (a Address) Block() string {
	if a.Data {
		return "data." + a.Type + "." + a.Name
	}
	return a.Type + "." + a.Name
}

// Instances is the address of all instances that one block has in one module.
func (a Address) Instances() string { return join(a.Module(), a.Block()) }

// Keyed says that the block in the configuration may make more resources than this one:
// it, or a module around it, has count or for_each.
func (a Address) Keyed() bool {
	return a.Key != "" || slices.ContainsFunc(a.Modules, func(c Call) bool { return c.Key != "" })
}

// Source is a module's address without the keys of its instances: all those have one
// configuration.
func Source(module string) string {
	at := ""
	for _, s := range Steps(module) {
		if !s.Index {
			at = join(at, s.Text)
		}
	}
	return at
}

func join(module, local string) string {
	if module == "" {
		return local
	}
	return module + "." + local
}

// Bracket writes a key behind what it is the key of; no key is "".
func Bracket(key string) string {
	if key == "" {
		return ""
	}
	return "[" + key + "]"
}
