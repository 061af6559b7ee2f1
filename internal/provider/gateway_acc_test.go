package provider

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The exit codes of terraform plan -detailed-exitcode.
const (
	planEmpty   = 0
	planFails   = 1
	planChanges = 2
)

// TestAccAGatewayFromNothing is what the resource is for: a gateway that a plan
// creates, whose values are known after apply, and then every way to break it.
func TestAccAGatewayFromNothing(t *testing.T) {
	t.Parallel()
	const canary = "canary-5b1c"
	tf := newTerraform(t, "testdata/gateway")
	tf.env = append(tf.env, "TF_VAR_canary="+canary, "TF_LOG_PROVIDER=trace", "TF_LOG_PATH="+filepath.Join(tf.dir, "log"))

	plan := tf.must(planChanges, "plan", "-detailed-exitcode")
	expectAll(t, plan, "Warning: ", "checks are undecided: decided when the value is known, at apply at the latest", "verdict = (known after apply)")
	applied := tf.must(0, "apply", "-auto-approve")
	expectAll(t, applied, `verdict = "`)
	again := tf.must(planEmpty, "plan", "-detailed-exitcode")

	broken := tf.must(planFails, "plan", "-var=connected=other", `-var=ranges=["35.191.0.0/16"]`, `-var=attached=["prod"]`)
	for _, want := range []string{
		"Error: authorized-network-peered: google_apigee_organization is authorized for a VPC that is not peered",
		"Error: environment-attached-everywhere: ",
		"Error: load-balancer-reaches-proxies: ",
		"130.211.", // the witness: a source that is not admitted
	} {
		expectAll(t, broken, want)
	}
	warned := tf.must(planChanges, "plan", "-detailed-exitcode", "-var=connected=other", "-var=fail_on=never")
	expectAll(t, warned, "Warning: authorized-network-peered: ")

	for name, text := range map[string]string{"a plan": plan + again + broken + warned, "an apply": applied, "the provider's log": readFile(t, filepath.Join(tf.dir, "log")), "the state": stateOf(t, tf)} {
		if strings.Contains(text, canary) {
			t.Errorf("%s holds a value of the resources", name)
		}
		if text == "" {
			t.Errorf("%s is empty", name)
		}
	}
	tf.must(0, "destroy", "-auto-approve")
}

func readFile(t *testing.T, name string) string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

// stateOf is what the state keeps of the validation.
func stateOf(t *testing.T, tf *terraform) string {
	t.Helper()
	var state struct {
		Resources []struct {
			Type      string
			Instances json.RawMessage
		}
	}
	if err := json.Unmarshal([]byte(readFile(t, filepath.Join(tf.dir, "terraform.tfstate"))), &state); err != nil {
		t.Fatal(err)
	}
	for _, r := range state.Resources {
		if r.Type == validationType {
			return string(r.Instances)
		}
	}
	return ""
}
