package providerschema

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// Arguments are what configurations may write of a provider's resources, by their types.
type Arguments map[string]argumentsOf

type argumentsOf struct {
	Attributes map[string]struct {
		Type               json.RawMessage
		Required, Optional bool
	}
	BlockTypes map[string]struct {
		Block    argumentsOf
		MinItems int `json:"min_items"`
		MaxItems int `json:"max_items"`
	} `json:"block_types"`
}

// LoadArguments reads what `terraform providers schema -json` prints; nil where the file
// is not there.
func LoadArguments(path string) (Arguments, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	var doc struct {
		Providers map[string]struct {
			Resources map[string]struct{ Block argumentsOf } `json:"resource_schemas"`
		} `json:"provider_schemas"`
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	out := Arguments{}
	for _, p := range doc.Providers {
		for name, r := range p.Resources {
			out[name] = r.Block
		}
	}
	return out, nil
}

// owned are arguments that only a whole new resource has: changes leave them out.
var owned = []string{
	"name", "security_group_id", "network_acl_id", "load_balancer_arn", "target_group_arn", "vpc_endpoint_id", "rest_api_id",
}

// Takes says why the provider does not take a snippet: blocks of new resources whole, and
// of others those arguments that change. Without a schema, only that it is none of
// Terraform's language.
func (a Arguments) Takes(snippet string) error {
	file, diags := hclsyntax.ParseConfig([]byte(snippet), "snippet.tf", hcl.InitialPos)
	if diags.HasErrors() {
		return diags
	}
	for _, b := range file.Body.(*hclsyntax.Body).Blocks {
		if b.Type != "resource" || len(b.Labels) != 2 {
			return fmt.Errorf("a block %s %q", b.Type, b.Labels)
		}
		schema, known := a[b.Labels[0]]
		switch {
		case a == nil:
			continue
		case !known:
			return fmt.Errorf("the provider has no %s", b.Labels[0])
		}
		whole := slices.ContainsFunc(owned, func(name string) bool { return b.Body.Attributes[name] != nil })
		if err := schema.takes(b.Body, whole); err != nil {
			return fmt.Errorf("%s: %w", b.Labels[0], err)
		}
	}
	return nil
}

func (a argumentsOf) takes(body *hclsyntax.Body, whole bool) error {
	for name, given := range body.Attributes {
		if name == "provider" {
			continue // every resource has it
		}
		declared, ok := a.Attributes[name]
		if !ok || !declared.Required && !declared.Optional {
			return fmt.Errorf("no argument %s", name)
		}
		var typ cty.Type
		if err := json.Unmarshal(declared.Type, &typ); err != nil {
			return err
		}
		v, diags := given.Expr.Value(nil)
		if diags.HasErrors() {
			continue // it refers to something
		}
		if _, err := convert.Convert(v, typ); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	count := map[string]int{}
	for _, b := range body.Blocks {
		nested, ok := a.BlockTypes[b.Type]
		if !ok {
			// An attribute may be written as blocks.
			if _, asBlocks := a.Attributes[b.Type]; asBlocks {
				continue
			}
		}
		if count[b.Type]++; !ok || nested.MaxItems > 0 && count[b.Type] > nested.MaxItems {
			return fmt.Errorf("no block %s", b.Type)
		}
		if err := nested.Block.takes(b.Body, whole); err != nil {
			return fmt.Errorf("%s: %w", b.Type, err)
		}
	}
	for name, declared := range a.Attributes {
		if whole && declared.Required && body.Attributes[name] == nil {
			return fmt.Errorf("no %s", name)
		}
	}
	for name, declared := range a.BlockTypes {
		if whole && count[name] < declared.MinItems {
			return fmt.Errorf("no block %s", name)
		}
	}
	return nil
}
