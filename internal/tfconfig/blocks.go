package tfconfig

import "github.com/hashicorp/hcl/v2/hclsyntax"

// blocks are the nested blocks of a type, as a list of objects; dynamic ones
// included. What is not known is how many there are where that is opaque.
func (in *instance) blocks(body *hclsyntax.Body, typ string, sc scope) meaning {
	var out []meaning
	for _, b := range body.Blocks {
		switch {
		case nestedType(b) != typ:
		case b.Type != "dynamic":
			out = append(out, in.object(b.Body, sc))
		default:
			made := in.dynamic(b, typ, sc)
			if made.form != list {
				return made
			}
			out = append(out, made.list...)
		}
	}
	return listing(out)
}

// dynamic makes the blocks that a dynamic block stands for.
func (in *instance) dynamic(b *hclsyntax.Block, typ string, sc scope) meaning {
	each, content := b.Body.Attributes["for_each"], nestedNamed(b.Body, "content")
	if each == nil || content == nil {
		return meaning{}
	}
	collection := in.eval(each.Expr, sc)
	all, ok := items(collection)
	if !ok {
		if collection.isNull() {
			return meaning{form: list}
		}
		return meaning{choice: collection.choice, unread: collection.unread}
	}
	iterator := typ
	if a := b.Body.Attributes["iterator"]; a != nil {
		t, ok := a.Expr.(*hclsyntax.ScopeTraversalExpr)
		if !ok {
			return meaning{}
		}
		iterator = t.Traversal.RootName()
	}
	out := make([]meaning, len(all))
	for i, it := range all {
		bound := meaning{form: object, fields: map[string]meaning{"key": it.key, "value": it.value}}
		out[i] = in.object(content.Body, sc.with(iterator, bound))
	}
	made := listing(out)
	made.unordered = collection.unordered
	return made
}

// object is what the attributes and blocks of a body give.
func (in *instance) object(body *hclsyntax.Body, sc scope) meaning {
	out := map[string]meaning{}
	for name, a := range body.Attributes {
		out[name] = in.eval(a.Expr, sc)
	}
	for _, b := range body.Blocks {
		if typ := nestedType(b); out[typ].form != list {
			out[typ] = in.blocks(body, typ, sc)
		}
	}
	return meaning{form: object, fields: out}
}
