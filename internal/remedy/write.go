package remedy

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"

	"github.com/apireach/terraform-provider-apireach/internal/check"
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
	// also are further changes of the same block.
	also []check.Change
	typ  string
	// block is the address of what is changed, and match tells it.
	block string
	match func(subject, address string) bool
	// module is the one whose configuration has the block.
	module string
	// inside says that what is made is a block of a resource that there is.
	inside bool
	// label and name are those of a new one, named what its repair calls it.
	label, name, named string
}

// all are the changes that the block is for.
func (p part) all() []check.Change { return append([]check.Change{p.change}, p.also...) }

// A writer writes one repair.
type writer struct {
	world   cloud
	module  string
	snippet snippet
	// nth numbers the names, where the plain ones are taken.
	nth int
}

// write writes a repair; an error says why there is no text for it.
func write(w cloud, r check.Repair, nth int) (snippet, error) {
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
		if i := slices.IndexFunc(out.snippet.parts, func(o part) bool { return p.inside && o.inside && o.block == p.block }); i >= 0 {
			out.snippet.parts[i].also = append(out.snippet.parts[i].also, c)
			continue
		}
		out.snippet.parts = append(out.snippet.parts, p)
	}
	var text []string
	for i, p := range out.snippet.parts {
		if p.match == nil {
			out.snippet.parts[i].module = out.module
		}
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
	if at, inside := w.world.within(c); c.Of == "" && inside {
		if at.Keyed() {
			return part{}, nil, fmt.Errorf("%s is one of those that its block makes", at)
		}
		module := at.Module()
		p := part{change: c, typ: at.Type, label: at.Name, block: at.Instances(), module: module, inside: true}
		p.match = func(_, address string) bool { return address == at.String() }
		return p, &module, nil
	}
	if c.Of == "" {
		typ, ok := w.world.typeOf(c, nil)
		if !ok {
			return part{}, nil, fmt.Errorf("no Terraform type makes %s", c.Type)
		}
		p := part{change: c, typ: typ, label: numbered(identifier(c.Label), "_", w.nth)}
		if name := c.Body.Get("name").Text(); name != "" {
			p.name, p.named = numbered(name, "-", w.nth), name
			p.change.Body = c.Body.With("name", value.OfString(p.name))
		}
		return p, w.world.home(c), nil
	}
	var found *thing
	for _, r := range w.world.things(c.Type) {
		if r.subject != c.Of {
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
	p := part{change: c, block: c.Of, match: func(subject, _ string) bool { return subject == c.Of }}
	at, ok := tfaddress.Parse(found.address)
	switch {
	case ok && at.Data:
		return part{}, nil, fmt.Errorf("%s is read, not managed", c.Of)
	case ok:
		p.typ, p.label, p.block = at.Type, at.Name, at.Instances()
		if typ, makes := w.world.typeOf(c, found); !makes || typ != at.Type {
			return part{}, nil, fmt.Errorf("%s has %s inside", c.Of, c.Type)
		}
		// One block is for all instances of its resource.
		p.match = func(_, address string) bool {
			other, ok := tfaddress.Parse(address)
			return ok && other.Instances() == at.Instances()
		}
		p.module = at.Module()
		return p, &p.module, nil
	case found.address != "":
		p.typ, _, _ = strings.Cut(found.address, "[")
	default:
		if p.typ, ok = w.world.typeOf(c, found); !ok {
			return part{}, nil, fmt.Errorf("no Terraform type makes %s", c.Of)
		}
	}
	p.label = identifier(cmp.Or(found.name, "this"))
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

// block writes one part.
func (w *writer) block(p part) (string, error) {
	file := hclwrite.NewEmptyFile()
	body := file.Body().AppendNewBlock("resource", []string{p.typ, p.label}).Body()
	arguments, err := w.world.arguments(w, p)
	if err != nil {
		return "", err
	}
	if err := w.arguments(body, arguments); err != nil {
		return "", err
	}
	comment := ""
	switch {
	case p.inside:
		comment = "# " + plain(p.block) + ", beside the blocks that it has\n"
	case p.match != nil && p.block != p.typ+"."+p.label:
		comment = "# " + plain(p.block) + "\n"
	case p.match == nil && w.module != "":
		comment = "# in " + plain(w.module) + "\n"
	}
	return comment + string(hclwrite.Format(file.Bytes())), nil
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
