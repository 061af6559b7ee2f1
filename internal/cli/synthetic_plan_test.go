package cli_test

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// syntheticPlan writes a first plan of n resources, n a multiple of 100: an
// organization behind a load balancer among modules of a hundred resources each,
// most of which no check reads. Of each firewall's network only the configuration
// tells. 15,000 resources are about 8 MB.
func syntheticPlan(to io.Writer, n int) error {
	w := bufio.NewWriter(to)
	areas := n / 100
	list := func(each func(area, i int) string) {
		for area := range areas {
			for i := range 100 {
				if area+i > 0 {
					w.WriteString(",\n")
				}
				w.WriteString(each(area, i))
			}
		}
	}
	w.WriteString(`{"format_version": "1.2", "terraform_version": "1.11.4", "variables": {"region": {"value": "us-east1"}}, "planned_values": {"root_module": {"resources": [` + "\n")
	list(func(area, i int) string {
		r := syntheticResource(area, i)
		return fmt.Sprintf(`{"address":%q,"mode":"managed","type":%q,"values":%s}`, r.address(), r.typ, r.known)
	})
	w.WriteString("]}},\n\"resource_changes\": [\n")
	list(func(area, i int) string {
		r := syntheticResource(area, i)
		return fmt.Sprintf(`{"address":%q,"module_address":%q,"mode":"managed","type":%q,"name":%q,"change":{"actions":["create"],"before":null,"after":%s,"after_unknown":%s,"after_sensitive":{}}}`,
			r.address(), r.module, r.typ, r.name, r.known, r.unknown)
	})
	w.WriteString("],\n\"configuration\": {\"root_module\": {\"module_calls\": {\n")
	for area := range areas {
		var blocks []string
		for i := range 100 {
			r := syntheticResource(area, i)
			if r.expressions != "" || i%10 == 0 { // the others are made by for_each of one block
				blocks = append(blocks, fmt.Sprintf(`{"address":"%s.%s","mode":"managed","type":%[1]q,"name":%[2]q,"expressions":{%s}}`, r.typ, r.name, r.expressions))
			}
		}
		if area > 0 {
			w.WriteString(",\n")
		}
		fmt.Fprintf(w, `"area_%d": {"source": "./area", "module": {"resources": [%s]}}`, area, strings.Join(blocks, ",\n"))
	}
	w.WriteString("\n}}}, \"complete\": true, \"errored\": false}\n")
	return w.Flush()
}

// A synthetic resource is what a plan knows of one, and where the rest comes from.
type synthetic struct{ module, typ, name, known, unknown, expressions string }

func (s synthetic) address() string { return s.module + "." + s.typ + "." + s.name }

// unread are types that no check reads, with what is planned of them.
var unread = []struct{ typ, known string }{
	{"google_project_iam_member", `{"role":"roles/viewer","member":"group:team-%04d-%02d@acme.example","condition":[]}`},
	{"google_storage_bucket", `{"name":"acme-%04d-%02d","location":"US","versioning":[{"enabled":true}]}`},
	{"google_service_account", `{"account_id":"sa-%04d-%02d","project":"acme","disabled":false}`},
	{"google_sql_user", `{"name":"user-%04d-%02d","instance":"main","type":"BUILT_IN"}`},
	{"google_secret_manager_secret", `{"secret_id":"s-%04d-%02d","project":"acme","ttl":null,"version_aliases":{}}`},
}

func syntheticResource(area, i int) synthetic {
	r := synthetic{module: fmt.Sprintf("module.area_%d", area), name: fmt.Sprintf("r%d", i), unknown: `{"id":true}`}
	reference := func(attribute, to string) {
		r.unknown = fmt.Sprintf(`{"id":true,"self_link":true,%q:true}`, attribute)
		r.expressions = fmt.Sprintf(`%q:{"references":["%s.id",%[2]q]}`, attribute, to)
	}
	known := func(typ, format string) {
		r.typ, r.known = typ, fmt.Sprintf(`{"name":"n-%d-%d","project":"acme",`, area, i)+format+"}"
	}
	switch {
	case i == 0:
		known("google_compute_network", `"auto_create_subnetworks":false`)
	case i <= 6:
		known("google_compute_firewall", `"direction":"INGRESS","priority":1000,"disabled":false,"allow":[{"protocol":"tcp","ports":["443"]}],"deny":[],"source_ranges":["130.211.0.0/22","35.191.0.0/16"],"target_tags":["proxy"]`)
		reference("network", "google_compute_network.r0")
	case i == 7:
		known("google_compute_subnetwork", `"region":"us-east1","ip_cidr_range":"10.0.0.0/24","purpose":"PRIVATE"`)
		reference("network", "google_compute_network.r0")
	case i == 8:
		known("google_compute_instance_template", `"region":"us-east1","tags":["proxy"],"metadata":{"ENDPOINT":"10.64.0.2","startup-script":"#!/bin/sh"},"network_interface":[{"network":"projects/acme/global/networks/other"}]`)
	case i == 9:
		known("google_compute_global_address", `"address_type":"INTERNAL","purpose":"VPC_PEERING","prefix_length":16`)
		reference("network", "google_compute_network.r0")
	case area == 0 && i == 10:
		r.typ, r.known = "google_apigee_organization", `{"name":"acme","project_id":"acme","runtime_type":"CLOUD","disable_vpc_peering":false}`
		reference("authorized_network", "google_compute_network.r0")
	case area == 0 && i == 11:
		r.typ, r.known = "google_service_networking_connection", `{"service":"servicenetworking.googleapis.com","reserved_peering_ranges":["n-0-9"]}`
		reference("network", "google_compute_network.r0")
	case i == 12:
		r.typ, r.known = "google_dns_record_set", fmt.Sprintf(`{"name":"h-%04d.acme.example.","ttl":300,"type":"A","rrdatas":["192.0.2.10"],"managed_zone":"acme","project":"acme"}`, area)
	default:
		u := unread[i%len(unread)]
		r.typ, r.known = u.typ, fmt.Sprintf(u.known, area, i)
	}
	return r
}
