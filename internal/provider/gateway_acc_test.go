package provider

import (
	"testing"
)

// The exit codes of terraform plan -detailed-exitcode.
const (
	planEmpty   = 0
	planFails   = 1
	planChanges = 2
)

func TestAccAHealthyGatewayIsPlannedAppliedAndPlannedAgain(t *testing.T) {
	t.Parallel()
	tf := newTerraform(t, "testdata/gateway")
	plan := tf.must(planChanges, "plan", "-detailed-exitcode")
	expectAll(t, plan, "Warning: ", "known after apply")
	tf.must(0, "apply", "-auto-approve")
	tf.must(planEmpty, "plan", "-detailed-exitcode")
}
