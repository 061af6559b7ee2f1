package tfconfig

import (
	"github.com/hashicorp/hcl/v2"
)

// An instanceOf is an instance of a resource.
type instanceOf struct {
	in      *instance
	block   *block
	name    string
	key     string
	address string
}

// scope is where its attributes are evaluated.
func (r *instanceOf) scope() scope { return r.in.within(r.block, r.name, r.key) }

// attribute is what an attribute of a resource will be: what is known of it, what
// it is set to, or what the provider makes.
func (r *instanceOf) attribute(name string) meaning {
	self := Ref{r.address, name}
	if fact, ok := r.in.facts.Resources[r.address]; ok {
		switch v := fact.Object.Get(name); {
		case !fact.Object.Has(name):
			return meaning{missing: true}
		case v.IsUnknown() && v.Why().Reason == r.in.facts.Hidden && r.in.facts.Hidden != "":
			return refers(self)
		case !v.IsUnknown():
			return fromTree(v, self)
		}
	}
	if name == "id" || r.ignores(name) {
		return refers(self)
	}
	var m meaning
	if a := r.block.body.Attributes[name]; a != nil {
		m = r.in.once(r.address+" "+name, func() meaning { return r.in.eval(a.Expr, r.scope()) })
	} else if nestedNamed(r.block.body, name) != nil {
		m = r.in.blocks(r.block.body, name, r.scope())
	} else {
		return refers(self)
	}
	if own[name] && m.form != scalar || m.isNull() {
		return refers(self)
	}
	return m
}

// own are the attributes by which others refer to a resource.
var own = map[string]bool{
	"id": true, "self_link": true, "self_link_unique": true, "name": true,
	"instance_group": true, "host": true, "service_attachment": true, "address": true, "peering": true,
	"arn": true, "private_ip": true, "default_security_group_id": true, "default_network_acl_id": true, "default_route_table_id": true,
	"main_route_table_id": true, "root_resource_id": true, "primary_network_interface_id": true,
}

// madeWith are those of them that other resources have as arguments.
var madeWith = map[string]bool{
	"private_ip": true, "default_security_group_id": true, "default_network_acl_id": true, "default_route_table_id": true,
}

// ignores says that changes of an attribute are ignored: it may be set otherwise.
func (r *instanceOf) ignores(name string) bool {
	for _, b := range r.block.body.Blocks {
		if b.Type != "lifecycle" || b.Body.Attributes["ignore_changes"] == nil {
			continue
		}
		expr := b.Body.Attributes["ignore_changes"].Expr
		if hcl.ExprAsKeyword(expr) == "all" {
			return true
		}
		items, diags := hcl.ExprList(expr)
		if diags.HasErrors() {
			return true
		}
		for _, item := range items {
			if t, diags := hcl.RelTraversalForExpr(item); !diags.HasErrors() && len(t) > 0 {
				if a, ok := t[0].(hcl.TraverseAttr); ok && a.Name == name {
					return true
				}
			}
		}
	}
	return false
}
