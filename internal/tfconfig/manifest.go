package tfconfig

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// manifest is where terraform init writes down which module it put where.
var manifest = filepath.Join(".terraform", "modules", "modules.json")

// readManifest reads which modules terraform init fetched; without it none was.
func (l *loading) readManifest() error {
	l.fetched = map[string]string{}
	root, err := os.OpenRoot(l.top)
	if err != nil {
		return fmt.Errorf("%s: %w", display(l.top), reason(err))
	}
	defer root.Close() //nolint:errcheck // it was only read
	shown := display(filepath.Join(l.top, manifest))
	if _, err := root.Stat(manifest); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	text, err := readText(root, manifest, shown)
	if err != nil {
		return err
	}
	var m struct{ Modules []struct{ Key, Dir string } }
	if err := json.Unmarshal(text, &m); err != nil {
		return fmt.Errorf("%s: it is not what terraform init writes; run it again", shown)
	}
	below := filepath.Join(".terraform", "modules") + string(filepath.Separator)
	for _, entry := range m.Modules {
		dir := filepath.FromSlash(entry.Dir)
		// Local modules are found by their source. What was fetched is nowhere else.
		if filepath.IsLocal(dir) && strings.HasPrefix(filepath.Clean(dir), below) {
			l.fetched[entry.Key] = filepath.Join(l.top, dir)
		}
	}
	return nil
}
