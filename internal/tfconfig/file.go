package tfconfig

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// maxFile is the size of the largest file, maxFiles how many a module may have.
const (
	maxFile  = 4 << 20
	maxFiles = 2000
)

// A file is a file of a module.
type file struct {
	// name is how messages and reports call it.
	name     string
	text     []byte
	body     *hclsyntax.Body
	override bool
}

// files reads the files of a module, override files last. It is not whole if one
// is in a form that is not read.
func (l *loading) files(dir string) (files []*file, whole bool, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, false, fmt.Errorf("%s: %w", display(dir), reason(err))
	}
	defer root.Close() //nolint:errcheck // it was only read
	folder, err := root.Open(".")
	if err != nil {
		return nil, false, fmt.Errorf("%s: %w", display(dir), reason(err))
	}
	defer folder.Close() //nolint:errcheck // it was only read
	names, err := folder.Readdirnames(-1)
	if err != nil {
		return nil, false, fmt.Errorf("%s: %w", display(dir), reason(err))
	}
	slices.Sort(names)
	whole = true
	for _, name := range names {
		switch {
		case ignored(name):
		case strings.HasSuffix(name, ".tf.json"), strings.HasSuffix(name, ".tofu.json"):
			if overrides(name) {
				return nil, false, fmt.Errorf("%s: override files in JSON are not read", display(filepath.Join(dir, name)))
			}
			l.gap("%s is not read: only the native syntax is", display(filepath.Join(dir, name)))
			whole = false
		case !strings.HasSuffix(name, ".tf") && !strings.HasSuffix(name, ".tofu"):
		case strings.HasSuffix(name, ".tf") && slices.Contains(names, strings.TrimSuffix(name, ".tf")+".tofu"):
			// OpenTofu reads the other, Terraform this one.
			l.gap("%s is not read: there is a .tofu file of the same name", display(filepath.Join(dir, name)))
			whole = false
		case len(files) == maxFiles:
			return nil, false, fmt.Errorf("%s: there are more than %d files", display(dir), maxFiles)
		default:
			f, err := read(root, dir, name)
			if err != nil {
				return nil, false, err
			}
			files = append(files, f)
		}
	}
	if len(files) == 0 && whole {
		return nil, false, fmt.Errorf("%s: %w", display(dir), ErrNone)
	}
	slices.SortStableFunc(files, func(a, b *file) int {
		return boolToInt(a.override) - boolToInt(b.override)
	})
	return files, whole, nil
}

func boolToInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// ignored are the files that editors leave behind, as Terraform knows them.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasSuffix(name, "~") || strings.HasPrefix(name, "#") && strings.HasSuffix(name, "#")
}

// overrides says that a file changes what others say.
func overrides(name string) bool {
	base, _, _ := strings.Cut(name, ".")
	return base == "override" || strings.HasSuffix(base, "_override")
}

// read reads a file of a folder, and nothing outside of that.
func read(root *os.Root, dir, name string) (*file, error) {
	f := &file{name: display(filepath.Join(dir, name)), override: overrides(name)}
	var err error
	if f.text, err = readText(root, name, f.name); err != nil {
		return nil, err
	}
	f.text = bytes.TrimPrefix(f.text, []byte("\xef\xbb\xbf"))
	if err := TooDeep(f.text, f.name); err != nil {
		return nil, err
	}
	parsed, diags := hclsyntax.ParseConfig(f.text, f.name, hcl.InitialPos)
	if diags.HasErrors() {
		return nil, first(diags, f.name)
	}
	f.body = parsed.Body.(*hclsyntax.Body) //nolint:forcetypeassert // of this syntax it is
	return f, nil
}

func readText(root *os.Root, name, shown string) ([]byte, error) {
	info, err := root.Stat(name)
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", shown, reason(err))
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s: it is no regular file", shown)
	}
	in, err := root.Open(name)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", shown, reason(err))
	}
	defer in.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(in, maxFile+1))
	switch {
	case err != nil:
		return nil, fmt.Errorf("%s: %w", shown, reason(err))
	case len(text) > maxFile:
		return nil, fmt.Errorf("%s: the file is larger than %d MiB", shown, maxFile>>20)
	}
	return text, nil
}

// first is what is wrong in the first place; the rest tends to follow from it.
func first(diags hcl.Diagnostics, name string) error {
	for _, d := range diags {
		if d.Severity != hcl.DiagError {
			continue
		}
		if d.Subject == nil {
			return fmt.Errorf("%s: %s", name, d.Summary)
		}
		return fmt.Errorf("%s:%d: %s", name, d.Subject.Start.Line, d.Summary)
	}
	return errors.New(name)
}

// reason is why a file could not be read, without the name that the system gives it.
func reason(err error) error {
	var p *os.PathError
	switch {
	case errors.Is(err, os.ErrNotExist):
		return errors.New("there is no such file or folder")
	case errors.As(err, &p):
		return p.Err
	}
	return err
}

// display is a path as messages show it: relative to the working directory where
// that is shorter, with slashes.
func display(path string) string {
	if filepath.IsAbs(path) {
		if wd, err := os.Getwd(); err == nil {
			if r, err := filepath.Rel(wd, path); err == nil && filepath.IsLocal(r) {
				path = r
			}
		}
	}
	return filepath.ToSlash(path)
}

func isText(v cty.Value) bool {
	return v.IsKnown() && !v.IsNull() && v.Type() == cty.String
}
