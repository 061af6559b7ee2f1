package tfconfig

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// ErrNone says that a folder holds no configuration.
var ErrNone = errors.New("there are no *.tf files")

// The bounds of what is read.
const (
	maxModules    = 1000
	maxModuleDeep = 50
)

// Load reads the root module in a folder, and the modules that it calls, which
// terraform init has to have fetched unless they are local. What is not there is a
// gap. The error names the file and line.
func Load(dir string) (*Config, error) {
	l := loading{top: filepath.Clean(dir), config: &Config{}}
	if err := l.readManifest(); err != nil {
		return nil, err
	}
	root, err := l.module(l.top, nil)
	if err != nil {
		return nil, err
	}
	l.config.Root = root
	return l.config, nil
}

// A loading is one call of [Load].
type loading struct {
	top    string
	config *Config
	// fetched are the folders of the modules that terraform init fetched, by the
	// names of the calls that lead to them.
	fetched map[string]string
	count   int
}

func (l *loading) gap(format string, args ...any) {
	l.config.Gaps = append(l.config.Gaps, fmt.Sprintf(format, args...))
}

// module reads a folder, which the calls in path lead to.
func (l *loading) module(dir string, path []string) (*Module, error) {
	files, whole, err := l.files(dir)
	if err != nil {
		return nil, err
	}
	m := &Module{
		Dir: dir, resources: map[string]*block{}, calls: map[string]*call{},
		locals: map[string]*hclsyntax.Attribute{}, variables: map[string]*block{}, outputs: map[string]*block{},
		files: texts{}, partial: !whole,
	}
	for _, f := range files {
		m.files[f.name] = f.text
		if err := m.add(f); err != nil {
			return nil, err
		}
	}
	if !whole && len(path) > 0 {
		return nil, nil //nolint:nilnil // a gap tells
	}
	for _, name := range m.Calls() {
		if err := l.call(m, name, append(path[:len(path):len(path)], name)); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// call reads the module that a call names.
func (l *loading) call(from *Module, name string, path []string) error {
	c, at := from.calls[name], "module."+strings.Join(path, ".module.")
	source, ok := literal(c.body.Attributes["source"])
	local := strings.HasPrefix(source, "./") || strings.HasPrefix(source, "../")
	var dir string
	switch {
	case !ok:
		l.gap("%s: its source is no plain text", at)
		return nil
	case local:
		dir = filepath.Join(from.Dir, filepath.FromSlash(source))
	default:
		if dir, ok = l.fetched[strings.Join(path, ".")]; !ok {
			l.gap("%s is not there: terraform init fetches it", at)
			return nil
		}
	}
	if l.count++; l.count > maxModules || len(path) > maxModuleDeep {
		l.gap("%s: there are more modules than are read", at)
		return nil
	}
	if info, err := os.Stat(dir); err != nil || !info.IsDir() {
		l.gap("%s is not there: %s is no folder", at, display(dir))
		return nil
	}
	module, err := l.module(dir, path)
	if errors.Is(err, ErrNone) {
		l.gap("%s: there are no *.tf files in %s", at, display(dir))
		return nil
	}
	c.module = module
	return err
}

// literal is the text of an attribute that is written out.
func literal(a *hclsyntax.Attribute) (string, bool) {
	if a == nil {
		return "", false
	}
	v, diags := a.Expr.Value(nil)
	if diags.HasErrors() || !isText(v) {
		return "", false
	}
	return v.AsString(), true
}

// add takes the blocks of a file into a module. Override files come last.
func (m *Module) add(f *file) error {
	for _, b := range f.body.Blocks {
		var err error
		switch b.Type {
		case "locals":
			for name, a := range b.Body.Attributes {
				if _, twice := m.locals[name]; twice && !f.override {
					return f.fail(a.SrcRange, "the local value %s is set twice", name)
				}
				m.locals[name] = a
			}
		case "resource":
			err = merge(m.resources, m.files, f, b, 2, "")
		case "data":
			err = merge(m.resources, m.files, f, b, 2, "data.")
		case "ephemeral":
			err = merge(m.resources, m.files, f, b, 2, "ephemeral.")
		case "check":
			for _, inner := range b.Body.Blocks {
				if inner.Type == "data" && err == nil {
					err = merge(m.resources, m.files, f, inner, 2, "data.")
				}
			}
		case "variable":
			err = merge(m.variables, m.files, f, b, 1, "")
		case "output":
			err = merge(m.outputs, m.files, f, b, 1, "")
		case "module":
			err = m.addCall(f, b)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *Module) addCall(f *file, b *hclsyntax.Block) error {
	all := map[string]*block{}
	for name, c := range m.calls {
		all[name] = c.block
	}
	if err := merge(all, m.files, f, b, 1, ""); err != nil {
		return err
	}
	m.calls[b.Labels[0]] = &call{block: all[b.Labels[0]]}
	return nil
}

// merge adds a block, or what an override file changes of one.
func merge(into map[string]*block, files texts, f *file, b *hclsyntax.Block, labels int, prefix string) error {
	if len(b.Labels) != labels {
		return f.fail(b.DefRange(), "a %s block takes %d labels", b.Type, labels)
	}
	name := prefix + strings.Join(b.Labels, ".")
	old := into[name]
	switch {
	case old == nil && f.override:
		return f.fail(b.DefRange(), "it overrides %s, which is nowhere else", name)
	case old == nil:
		into[name] = &block{labels: b.Labels, body: b.Body, at: headerOf(b), files: files}
	case f.override:
		merged := *old
		merged.body = override(old.body, b.Body)
		into[name] = &merged
	default:
		return f.fail(b.DefRange(), "there are two blocks %s", name)
	}
	return nil
}

// override replaces attributes, and all nested blocks of a type by those that
// override them.
func override(base, over *hclsyntax.Body) *hclsyntax.Body {
	out := &hclsyntax.Body{Attributes: hclsyntax.Attributes{}, SrcRange: base.SrcRange, EndRange: base.EndRange}
	for name, a := range base.Attributes {
		out.Attributes[name] = a
	}
	for name, a := range over.Attributes {
		out.Attributes[name] = a
	}
	replaced := map[string]bool{}
	for _, b := range over.Blocks {
		replaced[nestedType(b)] = true
	}
	for _, b := range base.Blocks {
		if !replaced[nestedType(b)] {
			out.Blocks = append(out.Blocks, b)
		}
	}
	out.Blocks = slices.Concat(out.Blocks, over.Blocks)
	return out
}

// nestedType is the type of the blocks that a block is or, if it is dynamic, makes.
func nestedType(b *hclsyntax.Block) string {
	if b.Type == "dynamic" && len(b.Labels) == 1 {
		return b.Labels[0]
	}
	return b.Type
}

func (f *file) fail(at hcl.Range, format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", f.name, at.Start.Line, fmt.Sprintf(format, args...))
}
