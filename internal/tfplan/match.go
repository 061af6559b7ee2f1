package tfplan

import (
	"fmt"
	"maps"
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
)

// MismatchError says that a configuration is not the one that the plan was made of.
type MismatchError struct{ Why string }

// Error says what differs.
func (e *MismatchError) Error() string { return "it is not the configuration of this plan: " + e.Why }

// Match compares the names of a configuration with the plan's. Modules below that
// differ are forgotten, with a gap; for the root module the error is a
// [*MismatchError]. Of a state, the resources are compared.
func (p *Plan) Match(c *tfconfig.Config) error {
	if p.graph == nil || p.graph.root == nil {
		if p.State {
			return p.matchState(c)
		}
		return &MismatchError{"the plan has none"}
	}
	root := p.graph.root.module
	if why := differs(root, c.Root); why != "" {
		return &MismatchError{why}
	}
	matchCalls(c, root, c.Root, "")
	return nil
}

func (p *Plan) matchState(c *tfconfig.Config) error {
	for _, r := range p.Resources {
		a, ok := tfaddress.Parse(r.Address)
		if !ok {
			continue
		}
		name, all := a.Block(), c.Root.Resources()
		if len(a.Modules) > 0 {
			name, all = a.Modules[0].Name, c.Root.Calls()
		}
		if !slices.Contains(all, name) && !c.Root.Partial() {
			return &MismatchError{"only the state has " + r.Address}
		}
	}
	return nil
}

func matchCalls(c *tfconfig.Config, planned *module, written *tfconfig.Module, path string) {
	for _, name := range slices.Sorted(maps.Keys(planned.calls)) {
		called, at := written.Called(name), path+"module."+name
		if called == nil {
			continue
		}
		m := planned.calls[name].module
		if m == nil {
			m = &module{}
		}
		if why := differs(m, called); why != "" {
			c.Forget(written, name, at+" is not as in the plan: "+why)
			continue
		}
		matchCalls(c, m, called, at+".")
	}
}

// differs names what only one of two modules has.
func differs(planned *module, written *tfconfig.Module) string {
	kinds := []struct {
		what         string
		plan, config []string
	}{
		{"", planned.names, written.Resources()},
		{"module.", slices.Collect(maps.Keys(planned.calls)), written.Calls()},
	}
	for _, k := range kinds {
		slices.Sort(k.plan)
		for _, name := range k.config {
			if _, has := slices.BinarySearch(k.plan, name); !has {
				return fmt.Sprintf("the plan has no %s%s", k.what, name)
			}
		}
		for _, name := range k.plan {
			if _, has := slices.BinarySearch(k.config, name); !has && !written.Partial() {
				return fmt.Sprintf("only the plan has %s%s", k.what, name)
			}
		}
	}
	return ""
}
