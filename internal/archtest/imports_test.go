package archtest_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestImportsPointDown(t *testing.T) {
	t.Parallel()
	for _, problem := range judge(load(t, "../..")) {
		t.Error(problem)
	}
}

// graph maps a package to what it imports, tests left out. Packages of ours are named
// by their folder in the module, "" for the module's own.
type graph map[string][]string

// load reads the import graph of the module at root, its dependencies included.
func load(t *testing.T, root string) graph {
	t.Helper()
	touch(t, root)
	cmd := exec.CommandContext(t.Context(), "go", "list", "-e", "-deps", "-json=ImportPath,Imports", "./...")
	cmd.Dir = root
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go list: %v\n%s", err, stderr.String())
	}
	g := graph{}
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		var pkg struct {
			ImportPath string
			Imports    []string
		}
		if err := dec.Decode(&pkg); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatalf("go list: %v", err)
		}
		imports := make([]string, 0, len(pkg.Imports))
		for _, path := range pkg.Imports {
			imports = append(imports, local(path))
		}
		g[local(pkg.ImportPath)] = imports
	}
	if len(ours(g)) == 0 {
		t.Fatalf("go list found no package of %s", module)
	}
	return g
}

// touch looks at every Go file, because `go test` caches this test's result by the
// files that the test itself opens and knows nothing of those that `go list` reads.
func touch(t *testing.T, root string) {
	t.Helper()
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && path != root && strings.HasPrefix(entry.Name(), ".") {
			return filepath.SkipDir
		}
		if strings.HasSuffix(path, ".go") {
			_, err = os.Stat(path)
		}
		// Someone else may be writing the tree.
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// local shortens the path of a package of ours to its folder. Others stay as they
// are, marked when they could be mistaken for ours.
func local(path string) string {
	if path == module {
		return ""
	}
	if folder, ok := strings.CutPrefix(path, module+"/"); ok {
		return folder
	}
	if strings.HasPrefix(path, "internal/") || strings.HasPrefix(path, "cmd/") {
		return "std/" + path
	}
	return path
}

// ours returns the packages of the module, sorted.
func ours(g graph) []string {
	var names []string
	for _, name := range slices.Sorted(maps.Keys(g)) {
		if within(name, []string{"", "internal", "cmd"}) {
			names = append(names, name)
		}
	}
	return names
}

// judge returns one sentence for each import that breaks a wall.
func judge(g graph) []string {
	var problems []string
	for _, pkg := range ours(g) {
		problems = append(problems, judgeLayer(g, pkg)...)
		for _, r := range rules {
			if within(pkg, r.from) && !within(pkg, r.notFrom) {
				problems = append(problems, judgeRule(g, pkg, r)...)
			}
		}
	}
	return problems
}

func judgeLayer(g graph, pkg string) []string {
	if within(pkg, outside) {
		return nil
	}
	own := layerOf(pkg)
	if own < 0 {
		return []string{fmt.Sprintf("package %s is in no layer: add it to layers in rules_test.go", pkg)}
	}
	var problems []string
	for _, path := range g[pkg] {
		if layer := layerOf(path); layer > own {
			problems = append(problems, fmt.Sprintf(
				"package %s must not import %s: imports point down, and it lies %d above", show(pkg), path, layer-own))
		}
	}
	return problems
}

func judgeRule(g graph, pkg string, r rule) []string {
	var problems []string
	for _, chain := range reach(g, pkg, r.indirect) {
		target := chain[len(chain)-1]
		if !within(target, r.to) || within(target, []string{pkg}) {
			continue
		}
		problem := fmt.Sprintf("package %s must not import %s: %s", show(pkg), target, r.reason)
		if len(chain) > 1 {
			problem += " (by way of " + strings.Join(chain[:len(chain)-1], ", ") + ")"
		}
		problems = append(problems, problem)
	}
	return problems
}

// reach returns for each package that pkg imports, nearest first, the shortest chain
// of imports that leads to it; only direct imports unless indirect.
func reach(g graph, pkg string, indirect bool) [][]string {
	seen := map[string]bool{pkg: true}
	var chains [][]string
	visit := func(from string, chain []string) {
		for _, path := range g[from] {
			if !seen[path] {
				seen[path] = true
				chains = append(chains, append(slices.Clone(chain), path))
			}
		}
	}
	visit(pkg, nil)
	for i := 0; indirect && i < len(chains); i++ {
		visit(chains[i][len(chains[i])-1], chains[i])
	}
	return chains
}

func show(pkg string) string {
	if pkg == "" {
		return "main"
	}
	return pkg
}
