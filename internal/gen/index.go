package main

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// hopText says what each hop is about.
var hopText = map[check.Hop]string{
	check.HopDNS:          "Clients find the load balancer.",
	check.HopTLS:          "The load balancer answers with a certificate that clients accept.",
	check.HopArmor:        "Cloud Armor lets clients in.",
	check.HopProxy:        "The load balancer hands requests to proxies that forward them to Apigee.",
	check.HopFirewall:     "The load balancer's packets reach the proxies.",
	check.HopNetwork:      "The proxies' packets reach Apigee through the peered VPC.",
	check.HopEnvironment:  "Apigee has an instance and an environment for every request.",
	check.HopPrerequisite: "Apigee may use the keys and APIs that it needs.",

	check.HopDeployment:   "The stage serves what is configured.",
	check.HopIntegration:  "The integration sends requests through its VPC link to a listener that is there.",
	check.HopLink:         "The VPC link leads to its load balancer.",
	check.HopLoadBalancer: "The load balancer listens where the integration sends.",
	check.HopTargets:      "The load balancer has healthy targets to send to.",
	check.HopLogs:         "The logs tell what went wrong.",
}

// checkIndex lists the checks by hop, in the order of the traffic.
func checkIndex(checks []check.Check[*apigee.Inventory]) files {
	var b strings.Builder
	fmt.Fprintln(&b, frontmatter("Checks", "Checks", "Every check, by the hop of the path that it asks about."))
	fmt.Fprint(&b, `# Checks

A check asks one question about one hop of the path from a client to Apigee. It answers for each
resource it is about: **pass**, **fail** with a counterexample, **unknown** with what is missing, or
**not applicable**. An *error* stops traffic when it fails; a *warning* may. [Faults that are found](./faults)
tells which check finds what.
`)
	for _, hop := range check.Hops() {
		var rows []string
		for _, c := range checks {
			if c.Hop == hop {
				rows = append(rows, fmt.Sprintf("| [%s](./check-%s) | %s | %s | %s |", c.ID, c.ID, c.Title, c.Severity, c.Symptom))
			}
		}
		if len(rows) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n## %s\n\n%s\n\n", hop, hopText[hop])
		fmt.Fprintln(&b, "| check | what must hold | severity | clients see |\n| --- | --- | --- | --- |")
		fmt.Fprintln(&b, strings.Join(rows, "\n"))
	}
	return files{"templates/guides/checks.md": b.String()}
}
