package tfconfig_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
)

// What functions give of what is known: the examples of Terraform's own pages.
func TestFunctionsOfWhatIsKnown(t *testing.T) {
	t.Parallel()
	for _, expression := range []string{
		`cidrsubnet("172.16.0.0/12", 4, 2) == "172.18.0.0/16"`,
		`cidrsubnet("10.1.2.0/24", 4, 15) == "10.1.2.240/28"`,
		`cidrsubnet("10.1.2.7/24", 0, 0) == "10.1.2.0/24"`,
		`cidrsubnet("fd00:fd12:3456:7890::/56", 16, 162) == "fd00:fd12:3456:7800:a200::/72"`,
		`cidrhost("10.12.112.0/20", 16) == "10.12.112.16"`,
		`cidrhost("10.12.112.0/20", 268) == "10.12.113.12"`,
		`cidrhost("10.0.0.0/8", -1) == "10.255.255.255"`,
		`cidrhost("fd00:fd12:3456:7890:00a2::/72", 34) == "fd00:fd12:3456:7890::22"`,
		`cidrnetmask("172.16.0.0/12") == "255.240.0.0"`,
		`join(" ", cidrsubnets("10.1.0.0/16", 4, 4, 8, 4)) == "10.1.0.0/20 10.1.16.0/20 10.1.32.0/24 10.1.48.0/20"`,
		`cidrsubnets("fd00:fd12:3456:7890::/56", 16, 16, 16, 32)[3] == "fd00:fd12:3456:7800:300::/88"`,
		`length(cidrsubnets("10.1.0.0/16")) == 0`,
		`format("%s-%03d", "a", 7) == "a-007"`,
		`join(",", formatlist("%s/32", ["10.0.0.1", "10.0.0.2"])) == "10.0.0.1/32,10.0.0.2/32"`,
		`replace("a.b.c", ".", "-") == "a-b-c"`,
		`replace("a1b22", "/[0-9]+/", "#") == "a#b#"`,
		`startswith("apigee-x", "apigee") && endswith("apigee-x", "-x") && strcontains("apigee", "ige")`,
		`cidrsubnet("10.0.0.0/8", 8, length(google_compute_network.many)) == "10.2.0.0/16"`,
	} {
		t.Run(expression, func(t *testing.T) {
			t.Parallel()
			if got := chosen(t, expression); got != a {
				t.Errorf("chooses %s, want %s", got, a)
			}
		})
	}
}

// What is not known, is an error, or would be large, is not computed.
func TestFunctionsOfWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	for _, expression := range []string{
		`cidrsubnet("10.1.2.0/24", 4, 16) == "x"`,
		`cidrsubnet("10.1.2.0/24", 9, 0) == "x"`,
		`cidrsubnet("10.1.2.0/33", 1, 0) == "x"`,
		`cidrsubnet("10.1.2.0/24", -1, 0) == "x"`,
		`cidrsubnet("10.1.2.0/24", 4, 0.5) == "x"`,
		`cidrhost("10.0.0.0/30", 4) == "x"`,
		`cidrhost("10.0.0.0/30", -5) == "x"`,
		`cidrnetmask("fd00::/12") == "x"`,
		`cidrsubnets("10.1.0.0/16", 1, 1, 1)[0] == "x"`,
		`cidrsubnet(google_compute_subnetwork.s.ip_cidr_range, 4, 2) == "172.18.0.0/16"`,
		`format("%s", google_compute_network.a.id) == "x"`,
		`format("%99999s", "x") == "x"`, `format("%*s", 9999, "x") == "x"`, `format("%.99999f", 1) == "x"`,
		`replace(join("", [for i in range(4000) : "ab"]), "", join("", [for i in range(4000) : "ab"])) == "x"`,
	} {
		if got := chosen(t, expression); got != "<set>" {
			t.Errorf("%s chooses %s", expression, got)
		}
	}
}

// chosen is the network that a condition chooses.
func chosen(t *testing.T, condition string) string {
	t.Helper()
	expression := condition + " ? google_compute_network.a.id : google_compute_network.b.id"
	c := load(t, files{"main.tf": around + "resource \"google_compute_firewall\" \"f\" {\n  network = " + expression + "\n}\n", "net/main.tf": netModule})
	facts := known(t)
	facts.Resources["google_compute_firewall.f"] = tfconfig.Fact{Object: attributes(t, `{"network": "?"}`)}
	e := tfconfig.NewEvaluator(c, facts)
	return sketch(e.Trace("google_compute_firewall.f", facts.Resources["google_compute_firewall.f"].Object).Get("network"))
}
