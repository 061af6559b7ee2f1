package tfplan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// deployment is a plan that creates all of a gateway, so that no id in it is known.
// Each expression may be another than that of a healthy one.
func deployment(changed map[string]string) string {
	changes, configuration := deployed(changed)
	return plan(strings.Join(changes, ","), `{"resources": [`+strings.Join(configuration, ",")+`]}`)
}

// deployed is a deployment's resources, and their configuration.
func deployed(changed map[string]string) (changes, configuration []string) {
	expression := func(of, healthy string) string {
		reference, ok := changed[of]
		if !ok {
			reference = healthy
		}
		all := []string{fmt.Sprintf("%q", reference)}
		if i := strings.LastIndex(reference, "."); i > 0 && strings.Count(reference, ".") > 1 {
			all = append(all, fmt.Sprintf("%q", reference[:i]))
		}
		return `{"references": [` + strings.Join(all, ", ") + `]}`
	}
	changes = []string{
		networks("google_compute_network.prod", "google_compute_network.other"),
		made("google_apigee_organization.o", `{"project_id": "acme", "runtime_type": "CLOUD", "disable_vpc_peering": false}`, `{"id": true, "authorized_network": true}`),
		made("google_service_networking_connection.c", `{"service": "servicenetworking.googleapis.com"}`, `{"id": true, "network": true, "reserved_peering_ranges": true}`),
		made("google_apigee_instance.i", `{"name": "i", "location": "us-east1"}`, `{"id": true, "org_id": true, "host": true}`),
		made("google_apigee_environment.e", `{"name": "e"}`, `{"id": true, "org_id": true}`),
		made("google_apigee_envgroup.g", `{"name": "g", "hostnames": ["a.example"]}`, `{"id": true, "org_id": true}`),
		made("google_apigee_envgroup_attachment.g", `{"environment": "e"}`, `{"id": true, "envgroup_id": true}`),
		made("google_compute_instance_template.t", `{"project": "acme", "tags": ["proxy"], "network_interface": [{"subnetwork": null}]}`,
			`{"id": true, "name": true, "self_link": true, "metadata": true, "network_interface": [{"network": true}]}`),
		made("google_compute_region_instance_group_manager.m", `{"name": "m", "project": "acme", "region": "us-east1", "version": [{}], "named_port": [{"name": "https", "port": 443}]}`,
			`{"id": true, "instance_group": true, "version": [{"instance_template": true}]}`),
	}
	if changed["attachment"] == "" {
		changes = append(changes, made("google_apigee_instance_attachment.a", `{"environment": "e"}`, `{"id": true, "instance_id": true}`))
	}
	org := `{"org_id": ` + expression("org", "google_apigee_organization.o.id") + `}`
	configuration = []string{
		configured("google_apigee_organization.o", `{"authorized_network": `+expression("authorized", "google_compute_network.prod.id")+`}`),
		configured("google_service_networking_connection.c", `{"network": `+expression("peered", "google_compute_network.prod.self_link")+`}`),
		configured("google_apigee_instance.i", org), configured("google_apigee_environment.e", org), configured("google_apigee_envgroup.g", org),
		configured("google_apigee_envgroup_attachment.g", `{"envgroup_id": `+expression("group", "google_apigee_envgroup.g.id")+`}`),
		configured("google_apigee_instance_attachment.a", `{"instance_id": `+expression("instance", "google_apigee_instance.i.id")+`}`),
		configured("google_compute_instance_template.t", `{"metadata": `+expression("endpoint", "google_apigee_instance.i.host")+
			`, "network_interface": [{"network": `+expression("proxies", "google_compute_network.prod.id")+`}]}`),
		configured("google_compute_region_instance_group_manager.m", `{"version": [{"instance_template": `+expression("template", "google_compute_instance_template.t.self_link")+`}]}`),
	}
	return changes, configuration
}

// Faults in a plan in which nothing is known but where it will come from, and what
// is no fault though it looks like one.
func TestFirstDeploymentsAreJudged(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		changed map[string]string
		fails   string // the only check that fails
		unknown string // a check that does not know
	}{
		"healthy":                                {nil, "", ""},
		"another network is authorized":          {map[string]string{"authorized": "google_compute_network.other.id", "proxies": "google_compute_network.other.id"}, "authorized-network-peered", ""},
		"another network is peered":              {map[string]string{"peered": "google_compute_network.other.id"}, "authorized-network-peered", ""},
		"the proxies are in another network":     {map[string]string{"proxies": "google_compute_network.other.self_link"}, "proxies-in-authorized-network", ""},
		"nothing runs the environment":           {map[string]string{"attachment": "none"}, "environment-attached-everywhere", ""},
		"a local value, one of two networks":     {map[string]string{"peered": "local.network"}, "", "authorized-network-peered"},
		"a variable":                             {map[string]string{"peered": "var.network"}, "", "authorized-network-peered"},
		"proxies in a network of a local value":  {map[string]string{"proxies": "local.network"}, "", "proxies-in-authorized-network"},
		"proxies of something else":              {map[string]string{"endpoint": "google_project.p.number", "proxies": "google_compute_network.other.id"}, "", "proxies-in-authorized-network"},
		"the same network by the connection's":   {map[string]string{"proxies": "google_service_networking_connection.c.network"}, "", ""},
		"the same network by the organization's": {map[string]string{"proxies": "google_apigee_organization.o.authorized_network"}, "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			report := judge(t, read(t, deployment(c.changed)), tfplan.Options{})
			failed, unknown, passed := map[string]bool{}, map[string]bool{}, map[string]bool{}
			for _, f := range report.Findings {
				switch f.Verdict {
				case check.Fail:
					failed[f.Check] = true
					if strings.Contains(f.Check, "network") && f.Confidence != check.Inferred {
						t.Errorf("%s is certain", f.Check)
					}
					// Without any attachment the instance has no environment either.
					if f.Check != c.fails && f.Check != "instance-has-environment" {
						t.Errorf("%s fails: %s %s", f.Check, f.Summary, f.Detail)
					}
				case check.Unknown:
					unknown[f.Check] = true
				case check.Pass:
					passed[f.Check] = true
				case check.NotApplicable:
				}
			}
			if c.fails != "" && !failed[c.fails] || c.unknown != "" && !unknown[c.unknown] {
				t.Errorf("want %q to fail and %q to be unknown:\n%s", c.fails, c.unknown, table(report))
			}
			for _, id := range []string{"authorized-network-peered", "environment-attached-everywhere", "proxies-in-authorized-network"} {
				if id != c.fails && id != c.unknown && !passed[id] {
					t.Errorf("%s does not pass:\n%s", id, table(report))
				}
			}
		})
	}
}
