package provider

import (
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// validationType is the resource's name in configurations.
const validationType = "apireach_validation"

// A placed value is the resources given, with what the module's configuration tells
// of them.
type placed struct {
	resources value.Value
	addresses tfconfig.Places
	locate    func(subject, field string) *check.Location
	// unset says that the configuration certainly does not set an attribute.
	unset func(address, attribute string, block bool) bool
}

// place reads the module's configuration: which resource each object is, and where
// what is unknown of it will come from.
func place(dir string, given value.Value) (placed, diag.Diagnostics) {
	var diags diag.Diagnostics
	out := placed{resources: given}
	c, err := tfconfig.Load(dir)
	switch {
	case err != nil:
		diags.AddAttributeError(path.Root("config_path"), "The configuration cannot be read", "config_path: "+sentence(err))
		return out, diags
	case c.Blocks(validationType) == 0 && !c.Root.Partial():
		diags.AddAttributeError(path.Root("config_path"), "The configuration is that of another module",
			fmt.Sprintf("config_path: %s has no %s. Set it to path.module.", dir, validationType))
		return out, diags
	}
	out.addresses, out.locate = c.Places(validationType, "resources", given), c.Locate
	if len(out.addresses) == 0 {
		return out, diags
	}
	facts := tfconfig.Facts{Resources: map[string]tfconfig.Fact{}}
	out.each(func(address string, o value.Value) value.Value {
		facts.Resources[address] = tfconfig.Fact{Object: o}
		return o
	})
	facts.Created = func(of tfconfig.Ref) bool { return createdBy(of, facts) }
	facts.Named = func(address string) value.Ref {
		a, _ := tfaddress.Parse(address)
		ref, _ := tfresource.Reference(tfresource.Object{Type: a.Type, Address: address, Data: isData(address), Value: facts.Resources[address].Object})
		return ref
	}
	e := tfconfig.NewEvaluator(c, facts)
	out.unset = func(address, attribute string, _ bool) bool {
		sets, known := e.Sets(address, attribute)
		return known && !sets
	}
	out.resources = out.each(func(address string, o value.Value) value.Value { return e.Trace(address, o) })
	return out, diags
}

// createdBy says that the plan creates a resource: its id is unknown, which it is of
// no other that is managed.
func createdBy(of tfconfig.Ref, facts tfconfig.Facts) bool {
	if isData(of.Address) {
		return false
	}
	switch of.Path {
	case "id", "self_link", "self_link_unique", "arn":
		return true
	}
	return facts.Resources[of.Address].Object.Get("id").IsUnknown()
}

func isData(address string) bool {
	a, _ := tfaddress.Parse(address)
	return a.Data
}

// each replaces the objects whose addresses are known.
func (p placed) each(replace func(address string, o value.Value) value.Value) value.Value {
	out := p.resources
	if out.Kind() != value.KindObject {
		return out
	}
	for _, typ := range out.Keys() {
		out = out.With(typ, p.inside(typ, out.Get(typ), replace))
	}
	return out
}

func (p placed) inside(typ string, v value.Value, replace func(address string, o value.Value) value.Value) value.Value {
	at := func(place string, o value.Value) value.Value {
		if address, ok := p.addresses[place]; ok && o.Kind() == value.KindObject {
			return replace(address, o)
		}
		return o
	}
	if _, alone := p.addresses[typ]; alone {
		return at(typ, v)
	}
	switch v.Kind() {
	case value.KindList:
		list := make([]value.Value, len(v.Elements()))
		for i, e := range v.Elements() {
			list[i] = at(fmt.Sprintf("%s[%d]", typ, i), e)
		}
		return value.OfList(list...)
	case value.KindObject:
		for _, k := range v.Keys() {
			v = v.With(k, at(fmt.Sprintf("%s[%q]", typ, k), v.Get(k)))
		}
	default:
	}
	return v
}
