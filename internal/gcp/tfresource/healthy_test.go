package tfresource_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// healthy is the organization of [testkit.NewWorld] as Terraform has it after it
// was applied.
func healthy(t testing.TB) value.Value {
	t.Helper()
	const shared = "projects/acme-host/global/networks/prod"
	var parts []string
	add := func(typ string, objects ...string) {
		parts = append(parts, fmt.Sprintf("%q: [%s]", typ, strings.Join(objects, ", ")))
	}
	add("google_apigee_organization", `{"id": "organizations/acme", "name": "acme", "project_id": "acme", "runtime_type": "CLOUD", "authorized_network": "`+shared+`", "disable_vpc_peering": false}`)
	add("google_service_networking_connection", `{"network": "`+shared+`", "service": "servicenetworking.googleapis.com", "peering": "servicenetworking-googleapis-com", "reserved_peering_ranges": ["apigee-range"]}`)
	add("google_compute_network", `{"name": "prod", "project": "acme-host", "network_firewall_policy_enforcement_order": "AFTER_CLASSIC_FIREWALL"}`)
	add("google_compute_global_address", `{"name": "apigee-range", "project": "acme-host", "address": "10.64.0.0", "prefix_length": 16, "purpose": "VPC_PEERING", "address_type": "INTERNAL", "network": "`+shared+`"}`)
	add("google_compute_firewall", `{"name": "allow-lb", "project": "acme-host", "network": "`+shared+`", "direction": "INGRESS", "priority": 1000, "disabled": false,
		"allow": [{"protocol": "tcp", "ports": ["443"]}], "deny": [], "source_ranges": ["130.211.0.0/22", "35.191.0.0/16"], "source_tags": [], "target_tags": ["gke-apigee-proxy"]}`)

	var instances, attachments, subnetworks, templates, managers, backends, environments []string
	for i, region := range []string{"us-east1", "us-west1"} {
		instances = append(instances, fmt.Sprintf(`{"id": "organizations/acme/instances/runtime-%s", "name": "runtime-%[1]s", "org_id": "organizations/acme", "location": "%[1]s",
			"host": "10.64.%d.2", "ip_range": "10.64.%[2]d.0/22,10.64.255.%d/28", "peering_cidr_range": "SLASH_22", "service_attachment": "projects/u7c4f-tp/regions/%[1]s/serviceAttachments/apigee-%[1]s-41me"}`, region, 4*i, 16*i))
		for _, e := range []string{"live", "test", "lab"} {
			attachments = append(attachments, fmt.Sprintf(`{"id": "organizations/acme/instances/runtime-%s/attachments/%s", "environment": "%[2]s", "instance_id": "organizations/acme/instances/runtime-%[1]s"}`, region, e))
		}
		subnetworks = append(subnetworks, fmt.Sprintf(`{"name": "prod-%s", "project": "acme-host", "region": "%[1]s", "network": "%s", "ip_cidr_range": "10.0.%d.0/24", "purpose": "PRIVATE", "private_ip_google_access": true}`, region, shared, i))
		templates = append(templates, fmt.Sprintf(`{"name": "proxy-%s", "project": "acme", "region": "%[1]s", "tags": ["https-server", "gke-apigee-proxy"],
			"metadata": {"ENDPOINT": "10.64.%d.2", "startup-script-url": "gs://apigee-5g-saas/apigee-envoy-proxy-release/latest/conf/startup-script.sh"},
			"network_interface": [{"network": "%s", "subnetwork": "prod-%[1]s", "subnetwork_project": "acme-host"}], "service_account": [{"email": "default"}]}`, region, 4*i, shared))
		group := "https://www.googleapis.com/compute/v1/projects/acme/regions/" + region + "/instanceGroups/proxy-" + region
		managers = append(managers, fmt.Sprintf(`{"name": "proxy-%s", "project": "acme", "region": "%[1]s", "instance_group": "%s", "named_port": [{"name": "https", "port": 443}], "target_size": 2,
			"version": [{"instance_template": "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/proxy-%[1]s"}], "all_instances_config": []}`, region, group))
		backends = append(backends, `{"group": "`+group+`", "capacity_scaler": 1}`)
	}
	for _, e := range []string{"live", "test", "lab"} {
		environments = append(environments, `{"name": "`+e+`", "org_id": "organizations/acme"}`)
	}
	add("google_apigee_instance", instances...)
	add("google_apigee_instance_attachment", attachments...)
	add("google_apigee_environment", environments...)
	add("google_apigee_envgroup",
		`{"id": "organizations/acme/envgroups/public", "name": "public", "org_id": "organizations/acme", "hostnames": ["api.acme.example"]}`,
		`{"id": "organizations/acme/envgroups/inner", "name": "inner", "org_id": "organizations/acme", "hostnames": ["inner.acme.example", "lab.acme.example"]}`)
	add("google_apigee_envgroup_attachment",
		`{"environment": "live", "envgroup_id": "organizations/acme/envgroups/public"}`,
		`{"environment": "test", "envgroup_id": "organizations/acme/envgroups/inner"}`, `{"environment": "lab", "envgroup_id": "organizations/acme/envgroups/inner"}`)
	add("google_compute_subnetwork", subnetworks...)
	add("google_compute_instance_template", templates...)
	add("google_compute_region_instance_group_manager", managers...)
	add("google_compute_health_check", `{"name": "gateway", "project": "acme", "https_health_check": [{"port": 443, "port_specification": "USE_FIXED_PORT", "proxy_header": "NONE", "request_path": "/healthz/ingress"}], "http_health_check": []}`)
	add("google_compute_backend_service", `{"name": "gateway", "project": "acme", "load_balancing_scheme": "EXTERNAL_MANAGED", "protocol": "HTTPS", "port_name": "https",
		"health_checks": ["projects/acme/global/healthChecks/gateway"], "backend": [`+strings.Join(backends, ", ")+`]}`)
	add("google_compute_url_map", `{"name": "gateway", "project": "acme", "default_service": "projects/acme/global/backendServices/gateway", "host_rule": [], "path_matcher": []}`)
	add("google_compute_target_https_proxy", `{"name": "gateway", "project": "acme", "url_map": "projects/acme/global/urlMaps/gateway", "ssl_certificates": ["projects/acme/global/sslCertificates/gateway"]}`)
	add("google_compute_ssl_certificate", fmt.Sprintf(`{"id": "projects/acme/global/sslCertificates/gateway", "name": "gateway", "project": "acme", "certificate": %q, "private_key": null}`,
		testkit.Leaf{Names: []string{"*.acme.example"}}.PEM()))
	add("google_compute_global_forwarding_rule", `{"name": "gateway", "project": "acme", "target": "projects/acme/global/targetHttpsProxies/gateway", "port_range": "443",
		"load_balancing_scheme": "EXTERNAL_MANAGED", "ip_address": "203.0.113.10"}`)
	return objects(t, "{"+strings.Join(parts, ", ")+"}")
}

// change changes an attribute of the i-th object of a type.
func change(given value.Value, typ string, i int, attribute string, to value.Value) value.Value {
	list := slices.Clone(given.Get(typ).Elements())
	list[i] = list[i].With(attribute, to)
	return given.With(typ, value.OfList(list...))
}

// drop leaves out the objects of a type whose attribute has a text.
func drop(given value.Value, typ, attribute, text string) value.Value {
	list := slices.DeleteFunc(slices.Clone(given.Get(typ).Elements()), func(o value.Value) bool { return o.Get(attribute).Text() == text })
	return given.With(typ, value.OfList(list...))
}

func run(t testing.TB, given value.Value, opts tfresource.Options) check.Report {
	t.Helper()
	w, err := tfresource.FromResources(given, opts)
	if err != nil {
		t.Fatal(err)
	}
	w.Now, w.WarningDays = testkit.Now, apigee.WarningDays
	return check.Run(inventoryOf(t, w), apigee.Checks(), check.Options{Now: time.Unix(0, 0)})
}

// verdicts lists the verdicts of each check.
func verdicts(r check.Report) map[string][]string {
	out := map[string][]string{}
	for _, f := range r.Findings {
		out[f.Check] = append(out[f.Check], f.Verdict.String())
	}
	for _, v := range out {
		slices.Sort(v)
	}
	return out
}

// One organization gives the same verdicts whether the API or Terraform tells of it.
func TestTerraformGivesTheVerdictsOfTheAPI(t *testing.T) {
	t.Parallel()
	// Where Terraform does not carry what the check is about.
	exceptions := map[string]string{
		"peering-active":            "the state of a peering is no attribute",
		"instance-active":           "the state of an instance is no attribute",
		"organization-active":       "the state of an organization is no attribute",
		"service-agents-have-roles": "the objects do not tell of policies",
		"required-apis-enabled":     "the objects do not tell of services",
		"evaluation-not-expiring":   "the end of an evaluation is no attribute",
		"certificate-key-matches":   "no API tells the key",
		"proxies-follow-template":   "the objects tell of the last refresh only",
		"api-proxy-deployed":        "API proxies are deployed otherwise",
		"backends-healthy":          "no attribute carries what load balancers find",
		"every-proxy-healthy":       "no attribute carries what load balancers find",
	}
	live := verdicts(check.Run(testkit.NewWorld().Inventory(t), apigee.Checks(), check.Options{Now: time.Unix(0, 0)}))
	terraform := run(t, healthy(t), options())
	got := verdicts(terraform)
	for id := range live {
		if exceptions[id] == "" && !slices.Equal(live[id], got[id]) {
			t.Errorf("%s: the API gives %v, Terraform %v", id, live[id], got[id])
		}
		if slices.Contains(live[id], check.Fail.String()) || slices.Contains(got[id], check.Fail.String()) {
			t.Errorf("%s fails a healthy organization: %v, %v", id, live[id], got[id])
		}
	}
	for id := range exceptions {
		if slices.Equal(live[id], got[id]) {
			t.Errorf("%s is no exception: both give %v", id, got[id])
		}
	}
	if t.Failed() {
		for _, f := range terraform.Findings {
			t.Logf("%s %s: %s %v", f.Verdict, f.Check, f.Summary, f.Missing)
		}
	}
}

// One fault in the healthy organization makes exactly its checks fail.
func TestFaults(t *testing.T) {
	t.Parallel()
	// set changes an attribute of the first object of a type.
	set := func(typ, attribute, json string) func(value.Value) value.Value {
		return func(v value.Value) value.Value { return change(v, typ, 0, attribute, objects(t, json)) }
	}
	without := func(typ, attribute, text string) func(value.Value) value.Value {
		return func(v value.Value) value.Value { return drop(v, typ, attribute, text) }
	}
	for name, tc := range map[string]struct {
		change func(value.Value) value.Value
		fails  []string // check and subject
		// open are the checks that fail even if there may be more resources.
		open []string
	}{
		"another network is peered": {
			change: set("google_service_networking_connection", "network", `"projects/acme/global/networks/prod"`),
			fails:  []string{"authorized-network-peered google_apigee_organization[0]"},
		},
		"another network is authorized": {
			change: set("google_apigee_organization", "authorized_network", `"prod"`),
			fails: []string{
				"authorized-network-peered google_apigee_organization[0]",
				"proxies-in-authorized-network google_compute_region_instance_group_manager[0]",
				"proxies-in-authorized-network google_compute_region_instance_group_manager[1]",
			},
			open: []string{"proxies-in-authorized-network"},
		},
		"a range of the load balancer is not admitted": {
			change: set("google_compute_firewall", "source_ranges", `["130.211.0.0/22"]`),
			fails: []string{
				"load-balancer-reaches-proxies google_compute_region_instance_group_manager[0]",
				"load-balancer-reaches-proxies google_compute_region_instance_group_manager[1]",
			},
		},
		"the proxies of one region have lost their tag": {
			change: set("google_compute_instance_template", "tags", `["https-server"]`),
			fails:  []string{"load-balancer-reaches-proxies google_compute_region_instance_group_manager[0]"},
		},
		"an instance runs no environment": {
			change: without("google_apigee_instance_attachment", "instance_id", "organizations/acme/instances/runtime-us-west1"),
			fails: []string{
				"environment-attached-everywhere google_apigee_environment[0]", "environment-attached-everywhere google_apigee_environment[1]",
				"environment-attached-everywhere google_apigee_environment[2]", "instance-has-environment google_apigee_instance[1]",
			},
		},
		"a group routes nowhere": {
			change: without("google_apigee_envgroup_attachment", "envgroup_id", "organizations/acme/envgroups/public"),
			fails:  []string{"environment-group-routes google_apigee_envgroup[0]"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			given := tc.change(healthy(t))
			var got, open []string
			for _, f := range run(t, given, options()).Findings {
				if f.Verdict == check.Fail {
					got = append(got, f.Check+" "+f.Subject)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, tc.fails) {
				t.Errorf("fails %q, want %q", got, tc.fails)
			}
			for _, f := range run(t, given, tfresource.Options{Project: "acme"}).Findings {
				if f.Verdict == check.Fail {
					open = append(open, f.Check)
				}
			}
			if open = slices.Compact(open); !slices.Equal(open, tc.open) {
				t.Errorf("though there may be more resources %q fail, want %q", open, tc.open)
			}
		})
	}
}
