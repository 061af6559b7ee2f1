// Package providerschema reads the schemas of providers, for tests that hold tables
// against them.
package providerschema

import (
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
)

// A Provider is the schemas of a provider's resources and data sources, by their types.
type Provider struct {
	Resources map[string]Schema `json:"resource_schemas"`
	Data      map[string]Schema `json:"data_source_schemas"`
}

// A Schema is that of a resource or data source.
type Schema struct{ Block Block }

// A Block is a block of a schema.
type Block struct {
	Attributes map[string]struct {
		Type json.RawMessage
	}
	BlockTypes map[string]struct {
		NestingMode string `json:"nesting_mode"`
		Block       Block
	} `json:"block_types"`
}

// Load reads what `terraform providers schema -json` prints of one provider, or skips
// the test where the file is not there.
func Load(t *testing.T, path, provider string) Provider {
	t.Helper()
	data, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("%s is not there", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	var doc struct {
		Schemas map[string]Provider `json:"provider_schemas"`
	}
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	return doc.Schemas["registry.terraform.io/hashicorp/"+provider]
}

// TypeOf is the type of an attribute, the nesting of a block, or "". Dots lead into
// blocks.
func (b Block) TypeOf(path string) string {
	first, rest, nested := strings.Cut(path, ".")
	if a, ok := b.Attributes[first]; ok {
		return attributeType(strings.Join(strings.Fields(string(a.Type)), ""), rest)
	}
	inner, ok := b.BlockTypes[first]
	switch {
	case !ok:
		return ""
	case nested:
		return inner.Block.TypeOf(rest)
	}
	return inner.NestingMode
}

// attributeType is the type of an attribute, or below a list of computed objects,
// which is like a block, that of one of theirs.
func attributeType(typ, rest string) string {
	var list [2]json.RawMessage
	var object [2]json.RawMessage
	var fields map[string]json.RawMessage
	if json.Unmarshal([]byte(typ), &list) != nil || json.Unmarshal(list[1], &object) != nil || json.Unmarshal(object[1], &fields) != nil {
		if rest != "" {
			return ""
		}
		return typ
	}
	if rest == "" {
		return strings.Trim(string(list[0]), `"`)
	}
	return string(fields[rest])
}
