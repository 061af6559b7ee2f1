package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

// standard is the schema that the standard publishes. A module that the linter is
// built of has it, so that nobody has to copy it.
func standard(t *testing.T) *jsonschema.Schema {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "mod", "download", "-json", "github.com/securego/gosec/v2")
	cmd.Dir = filepath.Join("..", "..", "tools", "lint")
	out, err := cmd.Output()
	var module struct{ Dir string }
	if err != nil || json.Unmarshal(out, &module) != nil {
		t.Skipf("needs the schema of SARIF, out of a module that is not to be had: %v %s", err, out)
	}
	text, err := os.ReadFile(filepath.Join(module.Dir, "report", "sarif", "testdata", "sarif-schema-2.1.0.json"))
	if err != nil {
		t.Skipf("needs the schema of SARIF, which the module no longer has: %v", err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("sarif.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := c.Compile("sarif.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func TestSARIFFollowsTheSchemaOfTheStandard(t *testing.T) {
	t.Parallel()
	schema := standard(t)
	for name, c := range map[string]struct {
		report check.Report
		rules  []check.Meta
	}{
		"of every kind":   {broken(), rules()},
		"without places":  {unlocated(), rules()},
		"hostile":         {hostile(), hostileRules()},
		"a hostile place": {at(&check.Location{File: evil, Line: 1, Source: evil}), []check.Meta{{ID: "a", Severity: check.Error}}},
		"empty":           {run(nil), nil},
	} {
		out, err := report.SARIF(c.report, c.rules, tool, ".apireach.hcl")
		if err != nil {
			t.Fatal(err)
		}
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		spoiled, err := jsonschema.UnmarshalJSON(bytes.NewReader(bytes.Replace(out, []byte(`"executionSuccessful": true`), []byte(`"successful": true`), 1)))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(spoiled) == nil {
			t.Errorf("%s: the schema accepts anything", name)
		}
	}
}
