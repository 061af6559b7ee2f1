package tfresource_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
)

const network = `{"name": "n", "project": "acme"}`

func TestAddresses(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		given string // under google_compute_network
		want  []string
	}{
		"one object":             {network, []string{"google_compute_network"}},
		"a list":                 {`[` + network + `, {"name": "m"}]`, []string{"google_compute_network[0]", "google_compute_network[1]"}},
		"a list of none":         {`[]`, nil},
		"count of a resource":    {`[` + network + `]`, []string{"google_compute_network[0]"}},
		"for_each of a resource": {`{"b": {"name": "m"}, "a": ` + network + `}`, []string{`google_compute_network["a"]`, `google_compute_network["b"]`}},
		"for_each of none":       {`{}`, nil},
		"for_each by odd keys":   {`{"name": ` + network + `, "quo\"te": {"name": "m"}}`, []string{`google_compute_network["name"]`, `google_compute_network["quo\"te"]`}},
		"a conditional without":  {`null`, nil},
		"nulls in a list":        {`[null, ` + network + `]`, []string{"google_compute_network[1]"}},
		"nulls in a map":         {`{"a": null, "b": ` + network + `}`, []string{`google_compute_network["b"]`}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := world(t, `{"google_compute_network": `+tc.given+`}`, options())
			var got []string
			for _, r := range w.Resources(gcp.Networks) {
				got = append(got, r.Address)
			}
			if !slices.Equal(got, tc.want) {
				t.Errorf("got %q, want %q", got, tc.want)
			}
			if gaps := w.Gaps(gcp.Networks); len(gaps) > 0 {
				t.Errorf("gaps: %v", gaps)
			}
		})
	}
}

func TestWrongInput(t *testing.T) {
	t.Parallel()
	const rule = `"name": "f", "network": "n", `
	for name, tc := range map[string]struct{ given, want string }{
		"no object": {`["google_compute_network"]`, "resources: expected an object whose keys are Terraform types, got list"},
		"a string":  {`"google_compute_network"`, "resources: expected an object whose keys are Terraform types, got string"},
		"null":      {`null`, "resources: expected an object whose keys are Terraform types, got null"},
		"a type that is misspelled": {
			`{"google_compute_firewal": []}`,
			"got a type that is not, did you mean google_compute_firewall?",
		},
		"a type of another cloud": {
			`{"aws_security_group": {"id": "sg-1"}}`,
			"resources.aws_security_group: expected one of the types that are read (google_apigee_envgroup, google_apigee_envgroup_attachment, google_",
		},
		"a number for a type": {`{"1": {}}`, "resources.1: expected one of the types that are read"},
		"a string for an object": {
			`{"google_compute_firewall": "s3cret"}`,
			"resources.google_compute_firewall: expected an object of type google_compute_firewall, or a list or map of them, got string",
		},
		"a string in a list": {
			`{"google_compute_firewall": [{` + rule + `"priority": 1}, "s3cret"]}`,
			"resources.google_compute_firewall[1]: expected an object of type google_compute_firewall, got string",
		},
		"a list of lists": {
			`{"google_compute_network": [[` + network + `]]}`,
			"resources.google_compute_network[0]: expected an object of type google_compute_network, got list",
		},
		"a map of lists": {
			`{"google_compute_network": {"a": [` + network + `]}}`,
			`resources.google_compute_network["a"]: expected an object of type google_compute_network, got list`,
		},
		"a map in a list": {
			`{"google_compute_network": [{"a": ` + network + `}]}`,
			"resources.google_compute_network[0]: expected an object of type google_compute_network, got a map; join the maps with merge(), or take their values()",
		},
		"an object of another type that lacks something": {
			`{"google_compute_firewall": {"id": "?", "name": "n", "network_firewall_policy_enforcement_order": "x", "project": "p", "gateway_ipv4": "?"}}`,
			"resources.google_compute_firewall: expected an object of type google_compute_firewall, got one without network, which looks like google_compute_network",
		},
		"an object of AWS": {
			`{"google_compute_firewall": {"arn": "a", "id": "sg-1", "name": "x", "ingress": []}}`,
			"resources.google_compute_firewall: expected an object of type google_compute_firewall, got one without network",
		},
		"an object of a type that has all the attributes and more": {
			`{"google_compute_network": {"name": "f", "project": "p", "network": "n", "allow": [], "deny": [], "direction": null, "disabled": null, "priority": 1,
				"source_ranges": null, "source_tags": null, "source_service_accounts": null, "destination_ranges": null,
				"target_tags": null, "target_service_accounts": null}}`,
			"resources.google_compute_network: expected an object of type google_compute_network, got one without auto_create_subnetworks or gateway_ipv4, which looks like google_compute_firewall",
		},
		"the regional twin of a type": {
			`{"google_compute_backend_service": {"name": "b", "region": "us-east1"}}`,
			"resources.google_compute_backend_service: expected an object of type google_compute_backend_service, got one with region",
		},
		"an object with the id of another type": {
			`{"google_compute_network": {"name": "f", "id": "projects/acme/global/firewalls/f"}}`,
			"resources.google_compute_network.id: expected the id of a google_compute_network, got that of something else",
		},
		"a self link to another type": {
			`{"google_compute_network": {"name": "f", "self_link": "https://www.googleapis.com/compute/v1/projects/acme/regions/s3cret/subnetworks/f"}}`,
			"resources.google_compute_network.self_link: expected the self_link of a google_compute_network, got that of something else",
		},
		"a name that no resource has": {
			`{"google_compute_network": {"name": "s3 cret"}}`,
			"resources.google_compute_network: expected an object of type google_compute_network, got one whose name, project or place no resource can have",
		},
		"a number with a fraction": {
			`{"google_compute_firewall": [{` + rule + `"priority": 1}, {` + rule + `"priority": 9.5}]}`,
			"resources.google_compute_firewall[1].priority: expected an integer, got number",
		},
		"a word for a number": {
			`{"google_compute_firewall": {"lb": {` + rule + `"priority": "s3cret"}}}`,
			`resources.google_compute_firewall["lb"].priority: expected an integer, got string`,
		},
		"a number beyond all": {`{"google_compute_firewall": {` + rule + `"priority": 1e999}}`, "priority: expected an integer, got number"},
		"a list for a number": {`{"google_compute_firewall": {` + rule + `"priority": [1]}}`, "priority: expected an integer, got list"},
		"a word for a bool":   {`{"google_compute_firewall": {` + rule + `"disabled": "s3cret"}}`, "disabled: expected true or false, got string"},
		"a string for a list": {
			`{"google_compute_firewall": {` + rule + `"allow": [{"protocol": "tcp", "ports": "s3cret"}]}}`,
			"resources.google_compute_firewall.allow[0].ports: expected a list of strings, got string",
		},
		"an object in a list of strings": {
			`{"google_compute_firewall": {` + rule + `"source_ranges": ["10.0.0.0/8", {"a": "s3cret"}]}}`,
			"resources.google_compute_firewall.source_ranges[1]: expected a string, got object",
		},
		"null in a list of strings": {
			`{"google_compute_firewall": {` + rule + `"source_ranges": [null]}}`,
			"resources.google_compute_firewall.source_ranges[0]: expected a string, got null",
		},
		"an object for a list of blocks": {
			`{"google_compute_firewall": {` + rule + `"allow": {"protocol": "s3cret"}}}`,
			"resources.google_compute_firewall.allow: expected a list of objects, got object",
		},
		"a string for a block": {
			`{"google_compute_firewall": {` + rule + `"allow": ["s3cret"]}}`,
			"resources.google_compute_firewall.allow[0]: expected an object, got string",
		},
		"two of a block that is there once": {
			`{"google_compute_health_check": {"name": "h", "https_health_check": [{"port": 443}, {"port": 80}]}}`,
			"resources.google_compute_health_check.https_health_check: expected one object in a list, got 2",
		},
		"deep inside": {
			`{"google_compute_url_map": {"name": "u", "path_matcher": [{"path_rule": [{"route_action": [{"weighted_backend_services": [{"weight": "s3cret"}]}]}]}]}}`,
			"resources.google_compute_url_map.path_matcher[0].path_rule[0].route_action[0].weighted_backend_services[0].weight: expected an integer, got string",
		},
		"a list for metadata": {
			`{"google_compute_instance_template": {"name": "t", "network_interface": [], "metadata": ["s3cret"]}}`,
			"resources.google_compute_instance_template.metadata: expected a map of strings, got list",
		},
		"an object in metadata": {
			`{"google_compute_instance_template": {"name": "t", "network_interface": [], "metadata": {"ENDPOINT": {"a": "s3cret"}}}}`,
			`resources.google_compute_instance_template.metadata["ENDPOINT"]: expected a string, got object`,
		},
		"a list for the startup script": {
			`{"google_compute_instance_template": {"name": "t", "network_interface": [], "metadata_startup_script": ["s3cret"]}}`,
			"resources.google_compute_instance_template.metadata_startup_script: expected a string, got list",
		},
		"a parent that is no reference": {
			`{"google_apigee_instance_attachment": {"instance_id": "s3 cret", "environment": "e"}}`,
			"resources.google_apigee_instance_attachment.instance_id: expected the name, id or self link of a resource, got text that is none",
		},
		"a parent that is no string": {
			`{"google_apigee_instance_attachment": {"instance_id": {"id": "s3cret"}, "environment": "e"}}`,
			"resources.google_apigee_instance_attachment.instance_id: expected a string, got object",
		},
		"a policy that is no reference": {
			`{"google_compute_network_firewall_policy_association": {"name": "a", "firewall_policy": "s3 cret", "attachment_target": "n"}}`,
			"resources.google_compute_network_firewall_policy_association.firewall_policy: expected the name, id or self link of a resource, got text that is none",
		},
		"a network for a hierarchical policy": {
			`{"google_compute_firewall_policy_association": {"name": "a", "firewall_policy": "1", "attachment_target": "projects/s3cret/global/networks/n"}}`,
			"resources.google_compute_firewall_policy_association.attachment_target: expected organizations/NUMBER or folders/NUMBER, got something else",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w, err := tfresource.FromResources(objects(t, tc.given), options())
			var input *tfresource.InputError
			if !errors.As(err, &input) {
				t.Fatalf("%T: %v, want an InputError; world %v", err, err, w)
			}
			if !strings.Contains(err.Error(), tc.want) {
				t.Errorf("got  %s\nwant %s", err, tc.want)
			}
			if strings.Contains(err.Error(), "s3") {
				t.Errorf("the error tells a value: %s", err)
			}
		})
	}
}

func TestWithoutAPathErrorsBeginWithTheType(t *testing.T) {
	t.Parallel()
	_, err := tfresource.FromResources(objects(t, `{"google_compute_network": 1}`), tfresource.Options{})
	if err == nil || !strings.HasPrefix(err.Error(), "google_compute_network: expected") {
		t.Errorf("got %v", err)
	}
	_, err = tfresource.FromResources(objects(t, `1`), tfresource.Options{})
	if err == nil || !strings.HasPrefix(err.Error(), "the resources: expected") {
		t.Errorf("got %v", err)
	}
}
