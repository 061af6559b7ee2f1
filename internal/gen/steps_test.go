package main

import (
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"

	"github.com/apireach/terraform-provider-apireach/internal/cli"
	"github.com/apireach/terraform-provider-apireach/internal/registry"
)

// steps are those of the playbook, cause by cause, in its order.
//
// Source: https://cloud.google.com/apigee/docs/api-platform/troubleshoot/playbooks/network-configuration/access-routing-issues.
var steps = []string{
	"find the load balancer's address and port",
	"find the certificates of its target proxy",
	"compare the certificate's names with the environment groups' hostnames",
	"see that the certificate is valid and has not expired",
	"see which certificate is served, and its chain",
	"compare the served certificate with the configured one",
	"capture packets on the client where the handshake fails all the same",
	"turn the load balancer's logging on",
	"look for errors in the load balancer's log",

	"read the policies for a rule that denies the clients",
	"turn logging on to find which rule denies",
	"query the log for requests that a policy denied",
	"read the name of the policy from the entry",
	"see that load balancer and groups are in order otherwise",

	"recognize the 502 page",
	"find failed_to_pick_backend in the log",
	"see that every backend of the load balancer is healthy",
	"compare the template's ENDPOINT with the instance's address",
	"see that the firewall admits 130.211.0.0/22 and 35.191.0.0/16 to the proxies' tag on TCP 443",

	"read the organization's authorizedNetwork",
	"find the project of the network, the host project of a Shared VPC",
	"see that this network is peered with servicenetworking",
	"compare the network of the instance group with it",
	"compare the network of each instance with it",

	"recognize the 503 with an empty body",
	"list the environments that are attached to the new instance",
	"see that the new region has a group, and that it is healthy",
	"go through the steps for proxies again for the new group",
	"see that the load balancer sends only to regions that have the environment",

	"name the organization",
	"name the environments and API proxies that fail",
	"download a debug session",
	"keep the verbose output of curl",
	"describe the load balancer",
}

var quoted = regexp.MustCompile("`([^`]+)`")

func TestEvery_step_of_the_playbook_has_a_check_or_command_that_exists(t *testing.T) {
	t.Parallel()
	hold(t, "troubleshooting-steps.md", steps, "gaps", "rules") // attributes of apireach_log_errors
}

// hold holds the tables of a guide to the steps, and what they name to what there is.
// Known are words that may be there besides.
func hold(t *testing.T, guide string, want []string, words ...string) {
	t.Helper()
	page, err := os.ReadFile(filepath.Join(root, "templates", "guides", guide))
	if err != nil {
		t.Fatal(err)
	}
	doers := map[string]bool{}
	for _, c := range registry.Checks() {
		doers[c.ID] = true
	}
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		doers[c.CommandPath()] = true
		for _, below := range c.Commands() {
			walk(below)
		}
	}
	walk(cli.Root(cli.Env{Stdout: io.Discard, Stderr: io.Discard}))
	sources, err := filepath.Glob(filepath.Join(root, "examples", "data-sources", "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sources {
		doers[filepath.Base(s)] = true
	}
	var told []string
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.TrimSpace(line), " | ")
		if len(cells) != 2 || strings.HasPrefix(line, "| by hand") || strings.HasPrefix(line, "| ---") {
			continue
		}
		step := strings.TrimPrefix(cells[0], "| ")
		told = append(told, step)
		does := 0
		for _, m := range quoted.FindAllStringSubmatch(cells[1], -1) {
			switch {
			case doers[strings.TrimSuffix(m[1], " --api")]:
				does++
			case !slices.Contains(words, m[1]):
				t.Errorf("%s: there is no %s", step, m[1])
			}
		}
		if does == 0 {
			t.Errorf("%s: nothing does it", step)
		}
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("steps (-playbook +page):\n%s", diff)
	}
}
