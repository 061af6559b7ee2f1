package remedy

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// An address is a Terraform address, taken apart.
type address struct {
	// module is such as module.apigee["x"]; "" is the root.
	module string
	// local is how expressions of the module call the resource.
	local     string
	data      bool
	typ, name string
	// block is the address without the key of an instance, which one block of the
	// configuration has for all.
	block string
}

// whole is the address in full.
func (a address) whole() string {
	if a.module == "" {
		return a.local
	}
	return a.module + "." + a.local
}

// parseAddress reads an address; false for what is none, such as the place of an
// object among inputs.
func parseAddress(text string) (address, bool) {
	steps, diags := hclsyntax.ParseTraversalAbs([]byte(text), "", hcl.InitialPos)
	if diags.HasErrors() {
		return address{}, false
	}
	var out address
	at := 0
	names := func(n int) ([]string, bool) {
		var got []string
		for ; len(got) < n && at < len(steps); at++ {
			switch step := steps[at].(type) {
			case hcl.TraverseRoot:
				got = append(got, step.Name)
			case hcl.TraverseAttr:
				got = append(got, step.Name)
			default:
				return nil, false
			}
		}
		return got, len(got) == n
	}
	begin := func() int { return len(text) - len(strings.TrimPrefix(text[steps[at].SourceRange().Start.Byte:], ".")) }
	for at+1 < len(steps) && stepName(steps[at]) == "module" {
		if _, ok := names(2); !ok || at == len(steps) {
			return address{}, false
		}
		if _, isKey := steps[at].(hcl.TraverseIndex); isKey {
			at++
		}
		if at == len(steps) {
			return address{}, false
		}
		out.module = strings.TrimSuffix(text[:begin()], ".")
	}
	out.local = text[begin():]
	if out.data = stepName(steps[at]) == "data"; out.data {
		at++
	}
	own, ok := names(2)
	if !ok {
		return address{}, false
	}
	out.typ, out.name, out.block = own[0], own[1], text
	if at < len(steps) {
		if _, isKey := steps[at].(hcl.TraverseIndex); !isKey || at+1 < len(steps) {
			return address{}, false
		}
		out.block = text[:steps[at].SourceRange().Start.Byte]
	}
	return out, true
}

func stepName(step hcl.Traverser) string {
	switch step := step.(type) {
	case hcl.TraverseRoot:
		return step.Name
	case hcl.TraverseAttr:
		return step.Name
	}
	return ""
}
