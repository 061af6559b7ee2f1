package main

import rego.v1

ranges := {"130.211.0.0/22", "35.191.0.0/16"}

deny contains message if {
	some resource in input.resource_changes
	resource.type == "google_compute_firewall"
	missing := ranges - {range | some range in resource.change.after.source_ranges}
	count(missing) > 0
	message := sprintf("%s lacks %v", [resource.address, missing])
}
