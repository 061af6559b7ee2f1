package remedy

import (
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A snippet is a repair as text, and what is needed to read it back.
type snippet struct {
	text string
	// values are what the expressions of the text stand for.
	values map[string]value.Value
	parts  []part
	// names are those that new resources take, with the text that gives them.
	names map[string]string
}

// A part is a block of a snippet.
type part struct {
	change check.Change
	typ    string
	// block is the address of what is changed, and match tells it.
	block string
	match func(gcp.Resource) bool
	// label and name are those of a new one, named what its repair calls it.
	label, name, named string
}

// A writer writes one repair.
type writer struct {
	world   *gcp.World
	module  string
	snippet snippet
	// nth numbers the names, where the plain ones are taken.
	nth int
}

// write writes a repair; an error says why there is no text for it.
func write(w *gcp.World, r check.Repair, nth int) (snippet, error) {
	out := writer{world: w, nth: nth, snippet: snippet{values: map[string]value.Value{}, names: map[string]string{}}}
	placed := false
	for _, c := range r.Changes {
		p, home, err := out.part(c)
		if err != nil {
			return snippet{}, err
		}
		if home != nil && !placed {
			out.module, placed = *home, true
		}
		out.snippet.parts = append(out.snippet.parts, p)
	}
	var text []string
	for _, p := range out.snippet.parts {
		block, err := out.block(p)
		if err != nil {
			return snippet{}, err
		}
		text = append(text, block)
		for _, name := range p.names() {
			out.snippet.names[name] = block
		}
	}
	out.snippet.text = strings.Join(text, "\n")
	return out.snippet, nil
}

// part finds out what a change is about, and to which module it belongs if that is
// not open.
func (w *writer) part(c check.Change) (part, *string, error) {
	if c.Of == "" {
		typ, ok := tfresource.TypeOf(gcp.Type(c.Type), value.Ref{})
		if !ok {
			return part{}, nil, fmt.Errorf("no Terraform type makes %s", c.Type)
		}
		p := part{change: c, typ: typ, label: numbered(identifier(c.Label), "_", w.nth)}
		if name := c.Body.Get("name").Text(); name != "" {
			p.name, p.named = numbered(name, "-", w.nth), name
			p.change.Body = c.Body.With("name", value.OfString(p.name))
		}
		return p, w.home(c), nil
	}
	var found *gcp.Resource
	for _, r := range w.world.Resources(gcp.Type(c.Type)) {
		if r.Subject() != c.Of {
			continue
		}
		if found != nil {
			return part{}, nil, fmt.Errorf("more than one resource is called %s", c.Of)
		}
		found = &r
	}
	if found == nil {
		return part{}, nil, fmt.Errorf("no resource is called %s", c.Of)
	}
	p := part{change: c, block: c.Of, match: func(r gcp.Resource) bool { return r.Subject() == c.Of }}
	at, ok := tfaddress.Parse(found.Address)
	switch {
	case ok && at.Data:
		return part{}, nil, fmt.Errorf("%s is read, not managed", c.Of)
	case ok:
		p.typ, p.label, p.block = at.Type, at.Name, at.Instances()
		// One block is for all instances of its resource.
		p.match = func(r gcp.Resource) bool {
			other, ok := tfaddress.Parse(r.Address)
			return ok && other.Instances() == at.Instances()
		}
		module := at.Module()
		return p, &module, nil
	case found.Address != "":
		p.typ, _, _ = strings.Cut(found.Address, "[")
	default:
		if p.typ, ok = tfresource.TypeOf(gcp.Type(c.Type), found.Ref.Value()); !ok {
			return part{}, nil, fmt.Errorf("no Terraform type makes %s", c.Of)
		}
	}
	p.label = identifier(cmp.Or(found.Body.Get("name").Text(), found.Ref.Value().Name(), "this"))
	return p, nil, nil
}

// names are what a new resource is called, in the configuration and in the cloud.
func (p part) names() []string {
	switch {
	case p.match != nil:
		return nil
	case p.name == "":
		return []string{p.typ + "." + p.label}
	}
	return []string{p.typ + "." + p.label, p.change.Type + "/" + p.name}
}

// home is the module in which what a new resource belongs to is managed.
func (w *writer) home(c check.Change) *string {
	for _, ref := range []value.Of[value.Ref]{c.Parent, c.In} {
		if at, ok := w.find(ref); ok {
			module := at.Module()
			return &module
		}
	}
	return nil
}

// find finds the Terraform resource that a reference means.
func (w *writer) find(ref value.Of[value.Ref]) (tfaddress.Address, bool) {
	if origin := ref.Why().Origin; ref.IsUnknown() && origin.Known() {
		return tfaddress.Parse(origin.Resource)
	}
	for _, t := range []gcp.Type{gcp.Networks, gcp.Instances, gcp.EnvironmentGroups} {
		for _, r := range w.world.Resources(t) {
			if at, ok := tfaddress.Parse(r.Address); ok && ref.IsKnown() && value.SameRef(w.world.Projects, ref, r.Ref) == value.True {
				return at, true
			}
		}
	}
	return tfaddress.Address{}, false
}

// block writes one part.
func (w *writer) block(p part) (string, error) {
	file := hclwrite.NewEmptyFile()
	body := file.Body().AppendNewBlock("resource", []string{p.typ, p.label}).Body()
	arguments := tfresource.Arguments(p.typ, p.change.Body)
	if p.match == nil {
		arguments = w.placed(p, arguments)
	}
	if err := w.arguments(body, arguments); err != nil {
		return "", err
	}
	comment := ""
	switch {
	case p.match != nil && p.block != p.typ+"."+p.label:
		comment = "# " + plain(p.block) + "\n"
	case p.match == nil && w.module != "":
		comment = "# in " + plain(w.module) + "\n"
	}
	return comment + string(hclwrite.Format(file.Bytes())), nil
}

// placed adds the arguments that say where a new resource belongs, which the API has
// in its name: the parent first, the project after the name.
func (w *writer) placed(p part, arguments []tfresource.Argument) []tfresource.Argument {
	if name, _ := tfresource.ParentArgument(p.typ); name != "" {
		return append([]tfresource.Argument{{Name: name, Value: w.reference(p.change.Parent, "id")}}, arguments...)
	}
	if !tfresource.InProject(p.typ) {
		return arguments
	}
	project := tfresource.Argument{Name: "project", Value: w.project(p.change.In)}
	if project.Value.IsNull() {
		return arguments
	}
	return append([]tfresource.Argument{arguments[0], project}, arguments[1:]...)
}

// reference is a reference as a value of the model: its text, or what it will be.
func (w *writer) reference(ref value.Of[value.Ref], attribute string) value.Value {
	if known, ok := ref.Get(); ok {
		return value.OfString(known.Path())
	}
	why := ref.Why()
	why.Origin.Path = cmp.Or(why.Origin.Path, attribute)
	return value.Unknown(why)
}

// project is the project of a resource, null if nothing tells it.
func (w *writer) project(of value.Of[value.Ref]) value.Value {
	name := value.Future(of).Project()
	at, ok := w.find(of)
	if !ok || at.Module() != w.module {
		if name == "" {
			return value.Null()
		}
		return value.OfString(name)
	}
	later := value.Unknown(value.Why{Reason: "not known yet", Origin: value.Origin{Resource: at.String(), Path: "project", Certain: true}})
	w.snippet.values[at.Local()+".project"] = later
	if name != "" {
		w.snippet.values[at.Local()+".project"] = value.OfString(name)
	}
	return later
}

var foreign = regexp.MustCompile(`[^a-z0-9_]+`)

// identifier makes a label of a name.
func identifier(name string) string {
	label := strings.Trim(foreign.ReplaceAllString(strings.ToLower(name), "_"), "_")
	if label == "" || label[0] >= '0' && label[0] <= '9' {
		label = strings.TrimSuffix("r_"+label, "_")
	}
	return label
}

func numbered(name, separator string, n int) string {
	if n < 2 {
		return name
	}
	return fmt.Sprintf("%s%s%d", name, separator, n)
}

// plain keeps a comment on its line.
func plain(text string) string { return strings.Join(strings.Fields(text), " ") }
