package provider

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tftypes"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
)

func functions(t *testing.T) *server {
	t.Helper()
	return serve(t, around(nil))
}

func TestRangesCover(t *testing.T) {
	t.Parallel()
	s := functions(t)
	list := func(text string) []any {
		out := []any{}
		for _, f := range strings.Fields(text) {
			out = append(out, f)
		}
		return out
	}
	for _, c := range []struct{ name, allowed, wanted, want string }{
		{"the same ranges", "35.191.0.0/16 130.211.0.0/22", "130.211.0.0/22 35.191.0.0/16", "true"},
		{"two halves cover their whole", "35.191.0.0/17 35.191.128.0/17", "35.191.0.0/16", "true"},
		{"a half does not", "35.191.0.0/17", "35.191.0.0/16", "false"},
		{"a hole of one address", "35.191.0.0/17 35.191.128.1/32", "35.191.128.0/31", "false"},
		{"everything covers anything", "0.0.0.0/0", "35.191.0.0/16", "true"},
		{"IPv4 does not cover IPv6", "0.0.0.0/0", "2600:2d00:1:b029::/64", "false"},
		{"IPv6", "2600:2d00:1::/48", "2600:2d00:1:b029::/64 2600:2d00:1:1::/64", "true"},
		{"single addresses", "10.0.0.1 10.0.0.0", "10.0.0.0/31", "true"},
		{"nothing wanted", "", "", "true"},
		{"nothing allowed", "", "10.0.0.0/8", "false"},
		{"a typing error in allowed", "10.0.0.0/8 35.191.0.0/33", "10.0.0.0/8", `allowed[1]: expected an address range such as 35.191.0.0/16, got "35.191.0.0/33".`},
		{"a name in wanted", "10.0.0.0/8", "10.0.0.0/8 example.com", `wanted[1]: expected an address range such as 35.191.0.0/16, got "example.com".`},
		{"bits of the host", "10.0.0.1/8", "10.0.0.0/8", `allowed[0]: expected an address range such as 35.191.0.0/16, got "10.0.0.1/8", which sets bits of the host; its range is 10.0.0.0/8.`},
		{"a zone", "fe80::1%eth0", "10.0.0.0/8", `allowed[0]: expected an address range such as 35.191.0.0/16, got "fe80::1%eth0".`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			expectBool(t, s, "ranges_cover", c.want, list(c.allowed), list(c.wanted))
		})
	}
	t.Run("a null among the ranges", func(t *testing.T) {
		t.Parallel()
		expectBool(t, s, "ranges_cover", "allowed[0]: expected an address range such as 35.191.0.0/16, got null.", []any{nil}, []any{})
	})
}

func TestSameNetwork(t *testing.T) {
	t.Parallel()
	s := functions(t)
	const undecided = "It cannot be told whether"
	for _, c := range []struct{ name, a, b, project, want string }{
		{"a path and a self link", "projects/acme/global/networks/prod", "https://www.googleapis.com/compute/v1/projects/acme/global/networks/prod", "", "true"},
		{"self links of two hosts and versions", "https://compute.googleapis.com/compute/beta/projects/acme/global/networks/prod", "https://www.googleapis.com/compute/v1/projects/acme/global/networks/prod", "", "true"},
		{"two names", "projects/acme/global/networks/prod", "projects/acme/global/networks/test", "", "false"},
		{"two projects, one name", "projects/acme/global/networks/default", "projects/host/global/networks/default", "", "false"},
		{"bare names that differ", "prod", "test", "", "false"},
		{"bare names that are alike", "prod", "prod", "", undecided},
		{"a bare name with its project", "prod", "projects/acme/global/networks/prod", "acme", "true"},
		{"a partial path with another project", "global/networks/prod", "projects/acme/global/networks/prod", "host", "false"},
		{"a bare name without a project", "prod", "projects/acme/global/networks/prod", "", undecided},
		{"a project's number", "projects/1001/global/networks/prod", "projects/acme/global/networks/prod", "", undecided},
		{"a project's number and another name", "projects/1001/global/networks/prod", "projects/acme/global/networks/test", "", "false"},
		{"a subnetwork", "projects/acme/regions/r/subnetworks/prod", "prod", "", `a: "projects/acme/regions/r/subnetworks/prod" is not a VPC network`},
		{"nothing", "prod", "", "", `b: "" is no reference to a resource`},
		{"a project that is none", "prod", "prod", "projects/acme", `project: expected a project id, got "projects/acme".`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			arguments := []any{c.a, c.b}
			if c.project != "" {
				arguments = append(arguments, c.project)
			}
			expectBool(t, s, "same_network", c.want, arguments...)
		})
	}
	t.Run("two projects for bare names", func(t *testing.T) {
		t.Parallel()
		expectBool(t, s, "same_network", "project: expected one project, got 2.", "prod", "prod", "acme", "host")
	})
}

// expectBool expects true, false or an error that begins with the text.
func expectBool(t *testing.T, s *server, name, want string, arguments ...any) {
	t.Helper()
	v, err := s.call(t, name, arguments...)
	if want != "true" && want != "false" {
		if !strings.HasPrefix(err, want) {
			t.Errorf("error %q, want %q", err, want)
		}
		return
	}
	var got bool
	if err != "" {
		t.Fatalf("error %q, want %s", err, want)
	}
	if e := v.As(&got); e != nil || got != (want == "true") {
		t.Errorf("gives %v, error %v, want %s", got, e, want)
	}
}

// verdicts lists check: verdict of what the function findings returns.
func verdicts(t *testing.T, v tftypes.Value) []string {
	t.Helper()
	var elements []tftypes.Value
	if err := v.As(&elements); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, e := range elements {
		fields := map[string]tftypes.Value{}
		if err := e.As(&fields); err != nil {
			t.Fatal(err)
		}
		verdict := "known after apply"
		if fields["verdict"].IsKnown() {
			verdict = textOf(t, fields["verdict"])
		}
		out = append(out, textOf(t, fields["check"])+": "+verdict)
	}
	return out
}

func TestFindings(t *testing.T) {
	t.Parallel()
	s := functions(t)
	options := map[string]any{"complete": true, "only": []any{"authorized-network-peered"}, "project": nil}
	for _, c := range []struct {
		name   string
		config map[string]any
		want   string
	}{
		{"known and right", gateway(nil), "authorized-network-peered: pass"},
		{"known and wrong", connectionOn("projects/acme/global/networks/other"), "authorized-network-peered: fail"},
		{"partly unknown", connectionOn(later{}), "authorized-network-peered: known after apply"},
		{"null in place of a resource", gateway(map[string]any{"google_compute_network": nil}), "authorized-network-peered: pass"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			v, err := s.call(t, "findings", c.config["resources"], options)
			if err != "" {
				t.Fatal(err)
			}
			if got := verdicts(t, v); !slices.Equal(got, []string{c.want}) {
				t.Errorf("got %v, want %s", got, c.want)
			}
			again, _ := s.call(t, "findings", c.config["resources"], options)
			if !again.Equal(v) {
				t.Error("a second call gives something else")
			}
		})
	}
	t.Run("wholly unknown", func(t *testing.T) {
		t.Parallel()
		v, err := s.call(t, "findings", later{}, options)
		if err != "" || v.IsKnown() {
			t.Errorf("got %v, error %q, want unknown", v, err)
		}
	})
	t.Run("without options every check runs", func(t *testing.T) {
		t.Parallel()
		v, err := s.call(t, "findings", gateway(nil)["resources"])
		if err != "" || len(verdicts(t, v)) < len(apigee.Checks()) {
			t.Errorf("got %v, error %q", v, err)
		}
	})
}

func TestFindingsSaysWhatIsWrongWithItsArguments(t *testing.T) {
	t.Parallel()
	s := functions(t)
	for _, c := range []struct {
		name      string
		arguments []any
		want      string
	}{
		{"a string for resources", []any{"google_compute_firewall"}, "resources: expected an object whose keys are Terraform types, got string."},
		{"a type of neither cloud", []any{map[string]any{"azurerm_lb": map[string]any{}}}, "resources.azurerm_lb: "},
		{"an AWS type without what it needs", []any{map[string]any{"aws_lb_listener": map[string]any{"port": 80}}}, "resources.aws_lb_listener: expected "},
		{"a string for a firewall", []any{map[string]any{"google_compute_firewall": "allow"}}, "resources.google_compute_firewall: expected "},
		{"a list of lists", []any{map[string]any{"google_compute_firewall": []any{[]any{}}}}, "resources.google_compute_firewall[0]: expected "},
		{"a string for options", []any{map[string]any{}, "complete"}, "options: expected an object with complete, project, hostnames, client_ranges or only, got string."},
		{"an option that there is not", []any{map[string]any{}, map[string]any{"live": true}}, `options: expected complete, project, hostnames, client_ranges or only, got an attribute "live".`},
		{"a string for complete", []any{map[string]any{}, map[string]any{"complete": "yes"}}, "options.complete: expected true or false, got string."},
		{"a number for project", []any{map[string]any{}, map[string]any{"project": 7}}, "options.project: expected a string, got number."},
		{"a string for hostnames", []any{map[string]any{}, map[string]any{"hostnames": "a.example"}}, "options.hostnames: expected a list of strings, got string."},
		{"an empty hostname", []any{map[string]any{}, map[string]any{"hostnames": []any{" "}}}, "options.hostnames[0]: expected a name, got string."},
		{"a check that there is not", []any{map[string]any{}, map[string]any{"only": []any{"network", "peering"}}}, `options.only[1]: "peering" is neither a check nor a hop.`},
		{"two options", []any{map[string]any{}, map[string]any{}, map[string]any{}}, "options: expected one object, got 2."},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if _, err := s.call(t, "findings", c.arguments...); !strings.HasPrefix(err, c.want) {
				t.Errorf("error %q, want %q", err, c.want)
			}
		})
	}
}
