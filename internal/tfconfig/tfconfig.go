// Package tfconfig reads a Terraform module's own configuration: what its
// expressions mean, as far as that can be said before apply, and where each
// attribute is written.
package tfconfig

import (
	"maps"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// Config is the configuration of a root module with the modules that it calls.
type Config struct {
	// Root is the root module.
	Root *Module
	// Gaps say what of the configuration was not read, and why.
	Gaps []string
}

// A Module is what the files of one folder say together.
type Module struct {
	// Dir is the folder.
	Dir string

	resources map[string]*block // by TYPE.NAME or data.TYPE.NAME
	calls     map[string]*call  // by name
	locals    map[string]*hclsyntax.Attribute
	variables map[string]*block
	outputs   map[string]*block
	files     texts
	// partial says that some files were not read.
	partial bool
}

// A call is a call of a module.
type call struct {
	*block
	// module is nil when it was not read.
	module *Module
}

// A block is a block of a file, with what override files make of it.
type block struct {
	labels []string
	body   *hclsyntax.Body
	at     hcl.Range // of what stands in front of its brace
	files  texts
}

// texts are the texts of a module's files, by their names.
type texts map[string][]byte

// Resources lists the resources and data sources, as TYPE.NAME and data.TYPE.NAME.
func (m *Module) Resources() []string { return slices.Sorted(maps.Keys(m.resources)) }

// Calls lists the names of the modules that are called.
func (m *Module) Calls() []string { return slices.Sorted(maps.Keys(m.calls)) }

// Called is a module that is called; nil when it was not read.
func (m *Module) Called(name string) *Module {
	if c := m.calls[name]; c != nil {
		return c.module
	}
	return nil
}

// Forget says that what was read of a module is not what the plan was made of.
func (c *Config) Forget(in *Module, name, why string) {
	if called := in.calls[name]; called != nil {
		called.module = nil
	}
	c.Gaps = append(c.Gaps, why)
}

// Partial says that some files of the module were not read.
func (m *Module) Partial() bool { return m.partial }
