package main

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/registry"
)

// hopText says what each hop is about, for each path that has it.
var hopText = map[check.Hop][]string{
	check.HopDNS:          {"Clients find the load balancer."},
	check.HopTLS:          {"The load balancer answers with a certificate that clients accept.", "The backend answers with a certificate that API Gateway accepts."},
	check.HopArmor:        {"Cloud Armor lets clients in."},
	check.HopProxy:        {"The load balancer hands requests to proxies that forward them to Apigee."},
	check.HopFirewall:     {"The load balancer's packets reach the proxies.", "Packets pass security groups and network ACLs, there and back."},
	check.HopNetwork:      {"The proxies' packets reach Apigee through the peered VPC."},
	check.HopEnvironment:  {"Apigee has an instance and an environment for every request."},
	check.HopPrerequisite: {"Apigee may use the keys and APIs that it needs."},
	check.HopDeployment:   {"The stage serves the integration that is configured."},
	check.HopIntegration:  {"The integration goes through a VPC link to a URI that its backend answers at."},
	check.HopLink:         {"The VPC link exists, fits the API and is available."},
	check.HopLoadBalancer: {"The load balancer listens, speaks what API Gateway speaks, and forwards in every zone."},
	check.HopTargets:      {"There are targets that take the requests."},
	check.HopLogs:         {"The execution log tells of no errors."},
}

// textOf says what a hop of a path is about: paths share the names of some hops.
func textOf(path int, hop check.Hop) string {
	texts := hopText[hop]
	return texts[min(path, len(texts)-1)]
}

// checkIndex lists the checks by path and hop, in the order of the traffic.
func checkIndex(paths []registry.Path) files {
	var b strings.Builder
	fmt.Fprintln(&b, frontmatter("Checks", "Checks", "Every check, by the hop of the path that it asks about."))
	fmt.Fprint(&b, `# Checks

A check asks one question about one hop of a path of traffic. It answers for each resource it is
about: **pass**, **fail** with a counterexample, **unknown** with what is missing, or
**not applicable**. An *error* stops traffic when it fails; a *warning* may. Which check finds
what is told for [the way to Apigee](./faults) and for [private integrations](./faults-private-integrations).
`)
	for i, path := range paths {
		fmt.Fprintf(&b, "\n## %s\n", path.Title)
		for _, hop := range path.Hops {
			var rows []string
			for _, c := range path.Checks {
				if c.Hop == hop {
					rows = append(rows, fmt.Sprintf("| [%s](./check-%s) | %s | %s | %s |", c.ID, c.ID, c.Title, c.Severity, c.Symptom))
				}
			}
			if len(rows) == 0 {
				continue
			}
			fmt.Fprintf(&b, "\n### %s\n\n%s\n\n", hop, textOf(i, hop))
			fmt.Fprintln(&b, "| check | what must hold | severity | clients see |\n| --- | --- | --- | --- |")
			fmt.Fprintln(&b, strings.Join(rows, "\n"))
		}
	}
	return files{"templates/guides/checks.md": b.String()}
}
