package apigee_test

import (
	"fmt"
	"strings"
)

// pending are instances that are still to be created, by region; fields go into each.
func pending(fields string, regions ...string) string {
	var out []string
	for _, r := range regions {
		out = append(out, fmt.Sprintf(`{"$address": "google_apigee_instance.%[1]s", "$ref": "organizations/acme/instances/%[1]s", "name": %[1]q, "location": %[1]q %s}`, r, fields))
	}
	return `"apigee.organizations.instances": [` + strings.Join(out, ", ") + `]`
}

// existingAnd is the instance east, which holds its ranges, and one to be created.
func existingAnd(held, asked string) string {
	return fmt.Sprintf(`"apigee.organizations.instances": [
		{"$ref": "organizations/acme/instances/east", "name": "east", "state": "ACTIVE", "host": "10.0.0.2" %s},
		{"$ref": "organizations/acme/instances/west", "name": "west", "state": "CREATING" %s}]`, held, asked)
}

// ranges are global addresses, each "name address length", all of them reserved
// by the connection but those whose name begins with "un".
func ranges(specs ...string) string {
	var addresses, names []string
	for _, s := range specs {
		f := strings.Fields(s)
		if !strings.HasPrefix(f[0], "un") {
			names = append(names, fmt.Sprintf("%q", f[0]))
		}
		at := ""
		if f[1] != "-" {
			at = fmt.Sprintf(`, "address": %q`, f[1])
		}
		addresses = append(addresses, fmt.Sprintf(`{"name": %[1]q, "selfLink": "https://www.googleapis.com/compute/v1/projects/acme-host/global/addresses/%[1]s",
			"purpose": "VPC_PEERING", "addressType": "INTERNAL", "prefixLength": %[2]s %[3]s}`, f[0], f[2], at))
	}
	return fmt.Sprintf(`"compute.globalAddresses": [%s], "servicenetworking.services.connections": [{"$ref": "services/servicenetworking.googleapis.com/connections/c",
		"network": "projects/acme-host/global/networks/prod", "service": "servicenetworking.googleapis.com", "reservedPeeringRanges": [%s]}]`,
		strings.Join(addresses, ", "), strings.Join(names, ", "))
}

const (
	rangesOf = "services/servicenetworking.googleapis.com/connections/c"
	passes   = "pass " + rangesOf
	fails    = "fail " + rangesOf
	open     = "unknown " + rangesOf
)

var peeringRangeLargeEnough = []verdictCase{
	{
		name: "instances that exist have their ranges, however small what is reserved", world: `{` + ranges("apigee 10.0.0.0 24") + `}`,
		want: []string{"pass organizations/acme"},
	},
	{
		name: "a /22 and a /28", world: `{` + pending("", "a") + `, ` + ranges("big 10.0.0.0 22", "small 10.0.4.0 28") + `}`,
		want: []string{passes}, says: []string{"/22 and /28 of big 10.0.0.0/22, small 10.0.4.0/28"},
	},
	{
		name: "a /22 and a /28 whose addresses Google will choose", world: `{` + pending("", "a") + `, ` + ranges("big - 22", "small - 28") + `}`,
		want: []string{passes},
	},
	{name: "one /21", world: `{` + pending("", "a") + `, ` + ranges("one 10.0.0.0 21") + `}`, want: []string{passes}},
	{
		name: "two regions, two of each", world: `{` + pending("", "a", "b") + `, ` + ranges("x - 22", "y - 28", "z - 22", "w - 28") + `}`,
		want: []string{passes},
	},
	{
		name:  "an instance that exists holds part of the other /22, beside /28s whose addresses are not known",
		world: `{` + existingAnd(`, "ipRange": "10.0.0.0/22,10.0.8.0/28"`, "") + `, ` + ranges("x 10.0.0.0 22", "z 10.0.8.0 22", "y - 28", "w - 28") + `}`,
		want:  []string{open},
	},
	{
		name:  "an instance that exists holds a range whose address is not known, and one is left",
		world: `{` + existingAnd(`, "ipRange": "10.0.0.0/22,10.9.0.0/28"`, "") + `, ` + ranges("x 10.0.0.0 22", "z 10.0.8.0 22", "y - 28", "w - 28") + `}`,
		want:  []string{passes},
	},
	{
		name: "a /22 cannot hold the /28 too", world: `{` + pending("", "a") + `, ` + ranges("one 10.0.0.0 22") + `}`,
		want: []string{fails}, says: []string{"{needed /22 and /28}", "{reserved one 10.0.0.0/22}", "google_apigee_instance.a"},
	},
	{
		name: "a /22 cannot hold the /28 too, wherever it will lie", world: `{` + pending("", "a") + `, ` + ranges("one - 22") + `}`,
		want: []string{fails},
	},
	{
		name: "the second region's /22 is missing", world: `{` + pending("", "a", "b") + `, ` + ranges("x 10.0.0.0 22", "y 10.0.4.0 28", "z 10.0.5.0 28") + `}`,
		want: []string{fails}, says: []string{"{needed 2 × /22 and 2 × /28}", "{instances 2}"},
	},
	{
		name: "four /24 apart are no /22", world: `{` + pending("", "a") + `, ` + ranges("a 10.0.0.0 24", "b 10.1.0.0 24", "c 10.2.0.0 24", "d 10.3.0.0 24", "e 10.4.0.0 28") + `}`,
		want: []string{fails},
	},
	{
		name: "neighbouring /23 that make a /22 may do", world: `{` + pending("", "a") + `, ` + ranges("a 10.0.0.0 23", "b 10.0.2.0 23", "c 10.0.4.0 28") + `}`,
		want: []string{open},
	},
	{
		name: "neighbouring /23 that make no aligned /22", world: `{` + pending("", "a") + `, ` + ranges("a 10.0.2.0 23", "b 10.0.4.0 23", "c 10.1.0.0 28") + `}`,
		want: []string{fails},
	},
	{
		name: "ranges of enough size whose places are not known may be apart", world: `{` + pending("", "a") + `, ` + ranges("a - 23", "b - 23", "c - 28") + `}`,
		want: []string{open}, says: []string{"what is free of a /23, b /23, c /28"},
	},
	{
		name: "a range that is not listed is not used", world: `{` + pending("", "a") + `, ` + ranges("big 10.0.0.0 22", "unlisted 10.0.4.0 28") + `}`,
		want: []string{fails}, hides: []string{"unlisted"},
	},
	{
		name:  "a range for something else is not used",
		world: `{` + pending("", "a") + `, ` + strings.Replace(ranges("big 10.0.0.0 21"), "VPC_PEERING", "PRIVATE_SERVICE_CONNECT", 1) + `}`,
		want:  []string{fails}, says: []string{"{reserved no range}"},
	},
	{
		name:  "an address whose purpose is not set may be none",
		world: `{` + pending("", "a") + `, ` + strings.Replace(ranges("big 10.0.0.0 21"), `"purpose": "VPC_PEERING",`, "", 1) + `}`,
		want:  []string{open}, says: []string{"purpose of projects/acme-host/global/addresses/big: it is not set"},
	},
	{
		name:  "an external address is no range",
		world: `{` + pending("", "a") + `, ` + strings.Replace(ranges("big 10.0.0.0 21"), "INTERNAL", "EXTERNAL", 1) + `}`,
		want:  []string{fails}, says: []string{"{reserved no range}"},
	},
	{
		name:  "a range of another network is not used",
		world: `{` + pending("", "a") + `, ` + strings.Replace(ranges("big 10.0.0.0 21"), `"purpose"`, `"network": "projects/acme-host/global/networks/test", "purpose"`, 1) + `}`,
		want:  []string{fails}, says: []string{"{reserved no range}"},
	},
	{
		name:  "a range of the network, with its project's number",
		world: `{` + pending("", "a") + `, ` + strings.Replace(ranges("big 10.0.0.0 21"), `"purpose"`, `"network": "projects/123/global/networks/prod", "purpose"`, 1) + `}`,
		want:  []string{passes},
	},
	{
		name: "nothing is reserved", world: `{` + pending("", "a") + `, ` + ranges() + `}`,
		want: []string{fails},
	},
	{
		name: "an existing instance holds the only /22", world: `{` + existingAnd(`, "ipRange": "10.0.0.0/22,10.0.4.0/28"`, "") + `, ` + ranges("big 10.0.0.0 22", "small 10.0.4.0 27") + `}`,
		want: []string{fails}, says: []string{"1 existing instance hold"},
	},
	{
		name: "room beside an existing instance", world: `{` + existingAnd(`, "ipRange": "10.0.0.0/22,10.0.4.0/28"`, "") + `, ` + ranges("all 10.0.0.0 20") + `}`,
		want: []string{passes},
	},
	{
		name: "an existing instance whose ranges are not known may hold what is needed", world: `{` + existingAnd("", "") + `, ` + ranges("big 10.0.0.0 22", "small 10.0.4.0 27") + `}`,
		want: []string{open}, says: []string{"list-routes"},
	},
	{
		name: "room for all, wherever the existing instance lies", world: `{` + existingAnd("", "") + `, ` + ranges("a 10.0.0.0 22", "b 10.0.4.0 22", "c 10.0.8.0 27") + `}`,
		want: []string{passes},
	},
	{
		name: "an older instance asks for a larger block", world: `{` + pending(`, "peeringCidrRange": "SLASH_20"`, "a") + `, ` + ranges("one 10.0.0.0 21") + `}`,
		want: []string{fails}, says: []string{"{needed /20 and /28}"},
	},
	{
		name: "the size that an instance asks for is known after apply", world: `{` + pending(`, "peeringCidrRange": "?known after apply"`, "a") + `, ` + ranges("one 10.0.0.0 21") + `}`,
		want: []string{open}, says: []string{"peeringCidrRange of google_apigee_instance.a"},
	},
	{
		name: "the range asked for lies within", world: `{` + pending(`, "ipRange": "10.0.4.0/22, 10.0.8.0/28"`, "a") + `, ` + ranges("one 10.0.0.0 20") + `}`,
		want: []string{passes},
	},
	{
		name: "the range asked for lies outside", world: `{` + pending(`, "ipRange": "10.9.0.0/22"`, "a") + `, ` + ranges("one 10.0.0.0 20") + `}`,
		want: []string{"fail google_apigee_instance.a"}, says: []string{"{ip_range 10.9.0.0/22}", "lies outside the reserved ranges"},
	},
	{
		name: "the range asked for is held already", world: `{` + existingAnd(`, "ipRange": "10.0.0.0/22,10.0.4.0/28"`, `, "ipRange": "10.0.4.0/22"`) + `, ` + ranges("one 10.0.0.0 20") + `}`,
		want: []string{"fail organizations/acme/instances/west"}, says: []string{"is held by another instance"},
	},
	{
		name: "the range asked for may be held by an instance whose ranges are not known", world: `{` + existingAnd(`, "ipRange": "?not read"`, `, "ipRange": "10.0.4.0/22"`) + `, ` + ranges("one 10.0.0.0 20") + `}`,
		want: []string{open}, says: []string{"whether ipRange 10.0.4.0/22 of organizations/acme/instances/west is free"},
	},
	{
		name: "a range known after apply is Google's choice", world: `{` + pending(`, "ipRange": "?known after apply"`, "a") + `, ` + ranges("one 10.0.0.0 21") + `}`,
		want: []string{passes},
	},
	{
		name: "two new instances ask for one range", world: `{` + pending(`, "ipRange": "10.0.0.0/22"`, "a", "b") + `, ` + ranges("one 10.0.0.0 20") + `}`,
		want: []string{"fail google_apigee_instance.b"}, says: []string{"is held by another instance"},
	},
	{
		name: "the ranges asked for leave too little for one that asks for none",
		world: `{"apigee.organizations.instances": [
			{"$ref": "organizations/acme/instances/a", "state": "CREATING", "ipRange": "10.0.0.0/22,10.0.4.0/28"},
			{"$ref": "organizations/acme/instances/b", "state": "CREATING", "ipRange": "10.0.8.0/22,10.0.12.0/28"},
			{"$ref": "organizations/acme/instances/c", "state": "CREATING"}], ` + ranges("one 10.0.0.0 20") + `}`,
		want: []string{fails},
	},
	{
		name: "the range asked for, of reserved ranges whose places are not known", world: `{` + pending(`, "ipRange": "10.0.0.0/22"`, "a") + `, ` + ranges("one - 20") + `}`,
		want: []string{open}, says: []string{"their addresses are not known"},
	},
	{
		name:  "a reserved range that is not among the addresses known",
		world: `{` + pending("", "a") + `, ` + connection("projects/acme-host/global/networks/prod", "") + `, "compute.globalAddresses": []}`,
		want:  []string{open}, says: []string{"reserved range apigee of " + rangesOf + ": it is not among the global addresses known"},
	},
	{
		name: "a reserved range of the service project is another",
		world: `{` + pending("", "a") + `, ` + connection("projects/acme-host/global/networks/prod", "") + `, "compute.globalAddresses": [
			{"name": "apigee", "selfLink": "https://www.googleapis.com/compute/v1/projects/acme/global/addresses/apigee", "address": "10.0.0.0", "prefixLength": 19, "purpose": "VPC_PEERING"}]}`,
		want: []string{open},
	},
	{
		name: "room enough in the ranges that are known, whatever the others are", world: `{` + pending("", "a") + `, ` + strings.Replace(ranges("one 10.0.0.0 21"), `["one"]`, `["one", "?known after apply"]`, 1) + `}`,
		want: []string{passes},
	},
	{
		name: "too little in the ranges that are known, and others are not", world: `{` + pending("", "a") + `, ` + strings.Replace(ranges("one 10.0.0.0 22"), `["one"]`, `["one", "?known after apply"]`, 1) + `}`,
		want: []string{open}, says: []string{"known after apply"},
	},
	{
		name: "the reserved ranges are known after apply", world: `{` + pending("", "a") + `, ` + strings.Replace(ranges("one 10.0.0.0 21"), `["one"]`, `"?known after apply"`, 1) + `}`,
		want: []string{open}, says: []string{"reserved ranges of " + rangesOf},
	},
	{
		name: "a length that is known after apply", world: `{` + pending("", "a") + `, ` + strings.Replace(ranges("one 10.0.0.0 21"), `"prefixLength": 21`, `"prefixLength": "?known after apply"`, 1) + `}`,
		want: []string{open}, says: []string{"prefixLength"},
	},
	{
		name: "more instances may exist and take of the room", world: `{` + pending("", "a") + `, ` + ranges("one 10.0.0.0 21") + `, "gaps": {"apigee.organizations.instances": ["page 2 could not be read"]}}`,
		want: []string{open}, says: []string{"page 2 could not be read"},
	},
	{
		name: "too little, whatever instances may exist besides", world: `{` + pending("", "a") + `, ` + ranges("one 10.0.0.0 22") + `, "gaps": {"apigee.organizations.instances": ["page 2 could not be read"]}}`,
		want: []string{fails},
	},
	{
		name: "those that exist have their ranges, and more may be to come", world: `{"gaps": {"apigee.organizations.instances": ["page 2 could not be read"]}}`,
		want: []string{"unknown organizations/acme"}, says: []string{"page 2 could not be read"},
	},
	{
		name:  "the instances could not be listed",
		world: `{"apigee.organizations.instances": [], "gaps": {"apigee.organizations.instances": ["denied"]}}`,
		want:  []string{"unknown organizations/acme"},
	},
	{name: "no instance", world: `{"apigee.organizations.instances": []}`, want: []string{"not_applicable organizations/acme"}},
	{
		name: "no private connection, which another check judges", world: `{` + pending("", "a") + `, ` + noConnections + `}`,
		want: []string{"not_applicable organizations/acme"},
	},
	{
		name:  "the private connections could not be listed",
		world: `{` + pending("", "a") + `, ` + noConnections + `, "gaps": {"servicenetworking.services.connections": ["denied"]}}`,
		want:  []string{"unknown organizations/acme"},
	},
	{
		name: "a connection that may be another network's", world: `{` + pending("", "a") + `, ` + connection("projects/123/global/networks/prod", "") + `}`,
		want: []string{"unknown organizations/acme"},
	},
	{
		name: "an organization without VPC peering", world: `{` + organization(`"disableVpcPeering": true`) + `, ` + pending("", "a") + `, ` + ranges("one 10.0.0.0 22") + `}`,
		want: []string{"not_applicable organizations/acme"},
	},
}
