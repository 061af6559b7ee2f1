package tfplan

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A provider is a provider block, or a module's need of one.
//
// Source: https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation.
type provider struct {
	name, alias, module string
	// written says that there is a block with settings.
	written bool
	// project is what it says, written out: of an expression a plan does not tell the value.
	project string
	// region is the same for AWS; or, if variable says so, the name of the root module's
	// variable that it is.
	region   string
	variable bool
}

// provider reads one provider configuration.
func (p *reading) provider(key string) error {
	var out provider
	err := p.object(func(key string) (err error) {
		switch key {
		case "name":
			out.name, err = p.text()
		case "alias":
			out.alias, err = p.text()
		case "module_address":
			out.module, err = p.text()
		case "expressions":
			out.written = true
			var settings value.Value
			settings, err = p.value()
			if project := settings.Get("project", "constant_value"); project.Kind() == value.KindString {
				out.project = project.Text()
			}
			if region := settings.Get("region", "constant_value"); region.Kind() == value.KindString {
				out.region = region.Text()
			} else if variable, ok := strings.CutPrefix(oneReference(settings.Get("region", "references")), "var."); ok && out.module == "" {
				out.region = variable
				out.variable = true
			}
		default:
			err = p.skip()
		}
		return err
	})
	if p.providers == nil {
		p.providers = map[string]provider{}
	}
	p.providers[key] = out
	return err
}

// oneReference is what an expression refers to, if that is one thing.
func oneReference(references value.Value) string {
	if all := references.Elements(); len(all) == 1 {
		return all[0].Text()
	}
	return ""
}

// onlyRegion is the region of the one provider of AWS that there is; "" if there are more.
func (p *reading) onlyRegion() string {
	only := ""
	for key, c := range p.providers {
		switch {
		case c.name != "aws" || !c.written:
		case only != "":
			return ""
		default:
			only = key
		}
	}
	return p.regionOf(only)
}

// regionOf is the region in which a provider of AWS makes what names none; "" is not known.
func (p *reading) regionOf(key string) string {
	at := p.configured(key)
	if at.variable {
		return p.plan.variables[at.region].Text()
	}
	return at.region
}

// placeInRegions gives the resources that name no region that of their provider, as they
// are before the plan and after it: before version 6 of the provider none does. Of those
// that the configuration does not have any more no provider is told.
func (p *reading) placeInRegions(g *graph) {
	for i := range g.resources {
		r := &g.resources[i]
		if !isAWS(r.Type) {
			continue
		}
		region := p.onlyRegion()
		if b := g.blockOf(r.Address); b != nil {
			region = p.regionOf(b.provider)
		}
		if region == "" {
			continue
		}
		for _, v := range []*value.Value{&r.Before, &r.After} {
			if v.Kind() == value.KindObject && !v.Has("region") {
				*v = v.With("region", value.OfString(region))
				r.placed = r.placed || v == &r.After
			}
		}
	}
	for _, r := range p.all {
		if r.index > 0 && isAWS(r.Type) {
			r.Resource = g.resources[r.index-1]
		}
	}
}

// nameProviders tells what modules call the providers of their resources: nothing of those
// that are passed to a module, which has a name of its own for them.
//
// Source: https://developer.hashicorp.com/terraform/internals/json-format#configuration-representation.
func (p *reading) nameProviders(g *graph) {
	for _, r := range p.all {
		b := g.block(r)
		if b == nil || r.index == 0 || b.provider == "" {
			continue
		}
		name := b.provider
		if source := tfaddress.Source(r.module); source != "" {
			var own bool
			if name, own = strings.CutPrefix(name, source+":"); !own {
				continue
			}
		}
		if usual, _, _ := strings.Cut(r.Type, "_"); name == usual {
			name = ""
		}
		g.resources[r.index-1].Provider = value.Known(name)
	}
}

// project is the project in which a provider makes what names none; "" is not known. A
// module without a block of its own inherits that of the modules around it, if it is
// not one with an alias.
func (p *reading) project(key string) string { return p.configured(key).project }

// configured is the provider that has the settings.
func (p *reading) configured(key string) provider {
	at := p.providers[key]
	for !at.written && at.alias == "" && at.module != "" {
		at = p.inherited(at)
	}
	return at
}

// inherited is the provider of the same name in the module around that of another.
func (p *reading) inherited(of provider) provider {
	key, around := of.name, ""
	if i := strings.LastIndex(of.module, ".module."); i >= 0 {
		around = of.module[:i]
		key = around + ":" + of.name
	}
	found, ok := p.providers[key]
	if !ok {
		found.name = of.name // a module that needs none itself
	}
	found.module = around
	return found
}

// placeInProjects gives the resources that name no project that of their provider.
func (p *reading) placeInProjects(g *graph) {
	for _, r := range p.all {
		b := g.block(r)
		if b == nil || r.index == 0 || r.After.Kind() != value.KindObject || !tfresource.InProject(r.Type) {
			continue
		}
		if _, set := b.body["project"]; set {
			continue
		}
		switch v := r.After.Get("project"); {
		case !v.IsNull() && !v.IsUnknown(), v.Why().Reason == hidden.Reason:
			continue
		}
		if project := p.project(b.provider); project != "" {
			r.After = r.After.With("project", value.OfString(project))
			g.resources[r.index-1].After = r.After
		}
	}
}
