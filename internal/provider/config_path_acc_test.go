package provider

import (
	"strings"
	"testing"
)

// replaced is the configuration of testdata/origins with some lines changed.
func replaced(t *testing.T, changes ...string) *terraform {
	t.Helper()
	tf := newTerraform(t, "testdata/origins")
	text := readFile(t, tf.dir+"/main.tf")
	for i := 0; i < len(changes); i += 2 {
		if !strings.Contains(text, changes[i]) {
			t.Fatalf("the configuration has no %s", changes[i])
		}
		text = strings.Replace(text, changes[i], changes[i+1], 1)
	}
	tf.write("main.tf", text)
	return tf
}

const (
	authorized = "authorized_network = google_compute_network.acme.id"
	connected  = "network                 = google_compute_network.acme.id"
	admitted   = "network       = google_compute_network.acme.id\n  source_ranges"
	admits     = "network       = google_compute_network.other.id\n  source_ranges"
	interfaces = "network    = google_compute_network.acme.id\n    subnetwork = google_compute_subnetwork.proxies.id"
	endpoint   = "ENDPOINT = google_apigee_instance.us_east1.host"
	secondary  = `resource "google_apigee_instance" "other" {
  org_id   = google_apigee_organization.acme.id
  name     = "other"
  location = "us-west1"
}

resource "apireach_validation"`
)

// A first plan knows no id. The configuration tells what refers to what.
func TestAccConfigPathFindsFaultsInFirstPlans(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		changes []string
		want    []string
	}{
		"authorized for another network": {
			[]string{authorized, "authorized_network = google_compute_network.other.id"},
			[]string{"Error: authorized-network-peered: google_apigee_organization.acme is authorized", "main.tf:", "authorized_network = google_compute_network.other.id"},
		},
		"another by a local value": {
			[]string{authorized, "authorized_network = local.network", `resource "apireach_validation"`, "locals {\n  network = one([google_compute_network.other]).self_link\n}\n\nresource \"apireach_validation\""},
			[]string{"Error: authorized-network-peered: google_apigee_organization.acme is authorized"},
		},
		"the connection on another": {
			[]string{connected, "network                 = google_compute_network.other.id"},
			[]string{"Error: authorized-network-peered: google_apigee_organization.acme is authorized"},
		},
		"the firewall rule on another": {
			[]string{admitted, admits},
			[]string{"Error: load-balancer-reaches-proxies: google_compute_region_instance_group_manager.proxy"},
		},
		"the proxies on another": {
			[]string{interfaces, "network = google_compute_network.other.id", admitted, admits},
			[]string{"Error: proxies-in-authorized-network: google_compute_region_instance_group_manager.proxy"},
		},
		"an environment on another instance": {
			[]string{"instance_id = google_apigee_instance.us_east1.id", "instance_id = google_apigee_instance.other.id", `resource "apireach_validation"`, secondary, "google_apigee_instance.us_east1\n    google_apigee_environment ", "[google_apigee_instance.us_east1, google_apigee_instance.other]\n    google_apigee_environment "},
			[]string{"Error: environment-attached-everywhere: google_apigee_environment.all["},
		},
		"proxies that pass on to another instance": {
			[]string{endpoint, "ENDPOINT = google_apigee_instance.other.host", `resource "apireach_validation"`, secondary, "google_apigee_instance.us_east1\n    google_apigee_environment ", "[google_apigee_instance.us_east1, google_apigee_instance.other]\n    google_apigee_environment "},
			[]string{"Error: environment-attached-everywhere: google_apigee_environment.all["},
		},
		"no such folder": {
			[]string{"config_path = path.module", `config_path = "nowhere"`},
			[]string{"Error: The configuration cannot be read", "config_path: nowhere: there is no such file or folder."},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := replaced(t, c.changes...).must(planFails, "plan")
			expectAll(t, out, c.want...)
			if !strings.Contains(name, "folder") {
				without := replaced(t, append(c.changes, "config_path = path.module", "")...).must(planChanges, "plan", "-detailed-exitcode")
				expectAll(t, without, "checks are undecided")
			}
		})
	}
}

func TestAccConfigPathRaisesNothingInHealthyPlans(t *testing.T) {
	t.Parallel()
	for name, changes := range map[string][]string{
		"as it is":                 {},
		"by a local value":         {authorized, "authorized_network = local.network", `resource "apireach_validation"`, "locals {\n  network = google_compute_network.acme.self_link\n}\n\nresource \"apireach_validation\""},
		"by the connection":        {authorized, "authorized_network = google_service_networking_connection.apigee.network"},
		"a function of the id":     {authorized, `authorized_network = replace(google_compute_network.other.id, "other", "acme")`},
		"a condition":              {authorized, "authorized_network = var.other ? google_compute_network.other.id : google_compute_network.acme.id", `resource "apireach_validation"`, "variable \"other\" {\n  default = false\n}\n\nresource \"apireach_validation\""},
		"a twin of the validation": {`resource "apireach_validation" "gateway" {`, "resource \"apireach_validation\" \"other\" {\n  resources = {\n    google_compute_network = google_compute_network.other\n  }\n}\n\nresource \"apireach_validation\" \"gateway\" {"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tf := replaced(t, changes...)
			if out := tf.must(planChanges, "plan", "-detailed-exitcode"); strings.Contains(out, "Error: ") {
				t.Errorf("it fails: %s", out)
			}
			if name == "as it is" {
				tf.must(0, "apply", "-auto-approve")
				tf.must(planEmpty, "plan", "-detailed-exitcode")
			}
		})
	}
}
