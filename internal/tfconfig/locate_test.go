package tfconfig_test

import (
	"path"
	"testing"
)

const located = `# the first line
resource "google_apigee_organization" "acme" {
  project_id         = "acme" # hunter2
  authorized_network = google_compute_network.prod.id # hunter2
}

resource "google_compute_region_instance_group_manager" "proxies" {
  for_each = { a = 1 }
  version {
    name              = "canary"
    instance_template = google_compute_instance_template.t.id
  }
  dynamic "named_port" {
    for_each = [443]
    content {
      name = "https"
      port = named_port.value
    }
  }
}

resource "google_compute_instance_template" "t" {
  metadata = { password = "hunter2" }
}

resource "google_compute_firewall" "f" {
  source_ranges = [
    "35.191.0.0/16",
    "130.211.0.0/22",
  ]
}

module "net" {
  source = "./net"
}
`

func TestLocateFindsTheLine(t *testing.T) {
	t.Parallel()
	c := load(t, files{"main.tf": located, "net/network.tf": "\ndata \"google_compute_network\" \"n\" { # hunter2\n}\n"})
	type place struct {
		file         string
		line, column int
		end          int
		source       string
	}
	for name, q := range map[string]struct {
		subject, field string
		want           *place
	}{
		"an attribute":                   {"google_apigee_organization.acme", "authorizedNetwork", &place{"main.tf", 4, 3, 4, "authorized_network = google_compute_network.prod.id"}},
		"the resource":                   {"google_apigee_organization.acme", "", &place{"main.tf", 2, 1, 2, `resource "google_apigee_organization" "acme"`}},
		"an attribute that is not set":   {"google_apigee_organization.acme", "disableVpcPeering", &place{"main.tf", 2, 1, 2, `resource "google_apigee_organization" "acme"`}},
		"a field without attribute":      {"google_apigee_organization.acme", "state", &place{"main.tf", 2, 1, 2, `resource "google_apigee_organization" "acme"`}},
		"a nested block":                 {`google_compute_region_instance_group_manager.proxies["a"]`, "versions", &place{"main.tf", 9, 3, 9, "version"}},
		"an attribute of a nested block": {`google_compute_region_instance_group_manager.proxies["a"]`, "instanceTemplate", &place{"main.tf", 11, 5, 11, "instance_template = google_compute_instance_template.t.id"}},
		"a dynamic block":                {`google_compute_region_instance_group_manager.proxies["a"]`, "namedPorts", &place{"main.tf", 13, 3, 13, `dynamic "named_port"`}},
		"several lines":                  {"google_compute_firewall.f", "sourceRanges", &place{"main.tf", 27, 3, 30, "source_ranges = ["}},
		"what may hold a secret":         {"google_compute_instance_template.t", "properties.metadata.items", &place{"main.tf", 23, 3, 23, ""}},
		"a data source in a module":      {"module.net.data.google_compute_network.n", "", &place{"net/network.tf", 2, 1, 2, `data "google_compute_network" "n"`}},
		"a resource that is not there":   {"google_compute_network.other", "", nil},
		"a module that is not there":     {"module.x.google_compute_network.other", "", nil},
		"a name of the cloud":            {"organizations/acme", "authorizedNetwork", nil},
		"a type alone":                   {"google_apigee_organization", "authorizedNetwork", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := c.Locate(q.subject, q.field)
			if q.want == nil || got == nil {
				if got != nil || q.want != nil {
					t.Errorf("got %+v, want %+v", got, q.want)
				}
				return
			}
			file := path.Base(got.File)
			if path.Base(path.Dir(got.File)) == "net" {
				file = "net/" + file
			}
			if is := (place{file, got.Line, got.Column, got.EndLine, got.Source}); is != *q.want {
				t.Errorf("got %+v, want %+v", is, *q.want)
			}
		})
	}
}
