package remedy_test

import (
	"encoding/json"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// A schemaBlock is a block as `terraform providers schema -json` describes it.
type schemaBlock struct {
	Attributes map[string]struct {
		Type               json.RawMessage
		Required, Optional bool
	}
	BlockTypes map[string]struct {
		Block    schemaBlock
		MinItems int `json:"min_items"`
		MaxItems int `json:"max_items"`
	} `json:"block_types"`
}

// schemas are those of the google provider's resources; nil where they are not.
var schemas = sync.OnceValue(func() map[string]schemaBlock {
	text, err := os.ReadFile("../../../shared/tools/schemaprovider/schemas/google.json")
	if err != nil {
		return nil
	}
	var doc struct {
		Providers map[string]struct {
			Resources map[string]struct{ Block schemaBlock } `json:"resource_schemas"`
		} `json:"provider_schemas"`
	}
	if err := json.Unmarshal(text, &doc); err != nil {
		panic(err)
	}
	out := map[string]schemaBlock{}
	for _, p := range doc.Providers {
		for name, r := range p.Resources {
			out[name] = r.Block
		}
	}
	return out
})

// mustFitSchema says where the snippets of a report are none that the google provider
// takes.
func mustFitSchema(t fatal, r check.Report) {
	t.Helper()
	for _, f := range r.Findings {
		if f.Fix == nil {
			continue
		}
		file, diags := hclsyntax.ParseConfig([]byte(f.Fix.HCL), "fix.tf", hcl.InitialPos)
		if diags.HasErrors() {
			t.Fatal(diags, f.Fix.HCL)
		}
		for _, b := range file.Body.(*hclsyntax.Body).Blocks {
			if b.Type != "resource" || len(b.Labels) != 2 {
				t.Fatal("no resource", f.Fix.HCL)
			}
			schema, known := schemas()[b.Labels[0]]
			switch {
			case schemas() == nil:
			case !known:
				t.Fatal("the provider has no", b.Labels[0])
			default:
				// What is changed has the rest of its arguments already.
				fits(t, schema, b.Body, b.Body.Attributes["name"] != nil, f.Fix.HCL)
			}
		}
	}
}

func fits(t fatal, schema schemaBlock, body *hclsyntax.Body, whole bool, text string) {
	t.Helper()
	for name, a := range body.Attributes {
		declared, ok := schema.Attributes[name]
		if !ok || !declared.Required && !declared.Optional {
			t.Fatal("no argument", name, "in", text)
		}
		var typ cty.Type
		if err := json.Unmarshal(declared.Type, &typ); err != nil {
			t.Fatal(err)
		}
		v, diags := a.Expr.Value(nil)
		if diags.HasErrors() {
			continue // it refers to something
		}
		if _, err := convert.Convert(v, typ); err != nil {
			t.Fatal(name, err, "in", text)
		}
	}
	count := map[string]int{}
	for _, b := range body.Blocks {
		nested, ok := schema.BlockTypes[b.Type]
		if count[b.Type]++; !ok || nested.MaxItems > 0 && count[b.Type] > nested.MaxItems {
			t.Fatal("no block", b.Type, "in", text)
		}
		fits(t, nested.Block, b.Body, whole, text)
	}
	for name, a := range schema.Attributes {
		if whole && a.Required && body.Attributes[name] == nil {
			t.Fatal("no", name, "in", text)
		}
	}
	for name, b := range schema.BlockTypes {
		if whole && count[name] < b.MinItems {
			t.Fatal("no block", name, "in", text)
		}
	}
}

// The schema finds what no provider takes.
func TestSnippetsAreHeldAgainstTheSchema(t *testing.T) {
	t.Parallel()
	if schemas() == nil {
		t.Skip("the provider's schemas are not here: ../shared/tools/schemaprovider")
	}
	for name, c := range map[string]struct {
		text  string
		wrong bool
	}{
		"a change":              {`"google_compute_health_check" "h" {; https_health_check {; port = 443; }; }`, false},
		"a new one":             {`"google_compute_network" "n" {; name = "n"; }`, false},
		"a reference":           {`"google_compute_network" "n" {; name = google_compute_network.o.name; }`, false},
		"no such type":          {`"google_compute_nothing" "h" {; port = 443; }`, true},
		"no such argument":      {`"google_compute_health_check" "h" {; https_health_check {; portal = 443; }; }`, true},
		"no such block":         {`"google_compute_health_check" "h" {; health_check {; port = 443; }; }`, true},
		"one block too many":    {`"google_compute_health_check" "h" {; https_health_check {; port = 443; }; https_health_check {; port = 443; }; }`, true},
		"another type":          {`"google_compute_health_check" "h" {; https_health_check {; port = "many"; }; }`, true},
		"what is not set":       {`"google_compute_network" "n" {; self_link = "x"; }`, true},
		"a new one in part":     {`"google_compute_firewall" "f" {; name = "f"; }`, true},
		"what is not Terraform": {`"google_compute_network" "n" {`, true},
	} {
		if said := refused(check.Report{Findings: []check.Finding{{Fix: &check.Fix{HCL: "resource " + strings.ReplaceAll(c.text, ";", "\n")}}}}); said != c.wrong {
			t.Errorf("%s: refused: %v", name, said)
		}
	}
}

// refused says whether a report would fail a test.
func refused(r check.Report) (said bool) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case []any:
			said = true
		default:
			panic(r)
		}
	}()
	mustFitSchema(panicking{}, r)
	return false
}

type panicking struct{}

func (panicking) Helper() {}

func (panicking) Fatal(args ...any) { panic(args) }
