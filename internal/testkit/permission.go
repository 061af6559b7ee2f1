package testkit

import "strings"

// apigeePermissions are named after the method, not the path.
var apigeePermissions = map[string]string{
	"organizations": "apigee.organizations.get", "instances": "apigee.instances.list", "envgroups": "apigee.envgroups.list",
	"environments": "apigee.environments.list", "deployedIngressConfig": "apigee.ingressconfigs.get",
	"instances/attachments": "apigee.instanceattachments.list", "envgroups/attachments": "apigee.envgroupattachments.list",
}

// Permission is the permission that a call needs, as the documentation of the
// methods names it.
func Permission(call string) string {
	_, uri, _ := strings.Cut(call, " ")
	path, _, _ := strings.Cut(uri, "?")
	segments := strings.Split(strings.Trim(path, "/"), "/")
	last := segments[len(segments)-1]
	switch {
	case path == entriesPath:
		return "logging.logEntries.list"
	case strings.HasSuffix(last, ":getIamPolicy"):
		return policyPermission(segments)
	case last == "services:batchGet":
		return "serviceusage.services.get"
	case len(segments) == 9 && segments[7] == "cryptoKeys":
		return "cloudkms.cryptoKeys.get"
	case len(segments) == 7 && segments[5] == "serverTlsPolicies":
		return "networksecurity.serverTlsPolicies.get"
	case segments[0] == "compute":
		return computePermission(segments[4:])
	case segments[1] == "services":
		return "servicenetworking.services.get"
	case segments[1] == "projects" && len(segments) > 4:
		return map[string]string{
			"certificates": "certificatemanager.certs.list", "certificateMapEntries": "certificatemanager.certmapentries.list",
		}[segments[len(segments)-1]]
	case segments[1] == "projects":
		return "resourcemanager.projects.get"
	case len(segments) == 3:
		return apigeePermissions["organizations"]
	case len(segments) == 5:
		return "apigee." + segments[3] + ".get"
	case len(segments) == 6:
		return apigeePermissions[segments[3]+"/"+segments[5]]
	}
	return apigeePermissions[segments[3]]
}

// policyPermission is that of getIamPolicy.
func policyPermission(segments []string) string {
	switch len(segments) {
	case 9:
		return "cloudkms.cryptoKeys.getIamPolicy"
	case 7:
		return "cloudkms.keyRings.getIamPolicy"
	}
	return "resourcemanager." + segments[1] + ".getIamPolicy"
}

// computePermission is that of a path below projects/{project}.
func computePermission(path []string) string {
	switch {
	case len(path) == 0 || path[0] == "getXpnHost":
		return "compute.projects.get"
	case path[0] == "aggregated":
		return "compute." + path[1] + ".list"
	case path[0] == "global" && path[1] == "addresses":
		return "compute.globalAddresses.list"
	case path[0] == "regions" || path[0] == "zones":
		path = path[1:]
	}
	regional := path[0] != "global"
	path = path[1:]
	switch {
	case regional && path[len(path)-1] == "getHealth":
		return "compute.regionBackendServices.get"
	case len(path) == 2 && path[1] == "getEffectiveFirewalls":
		return "compute.networks.getRegionEffectiveFirewalls"
	case len(path) == 1:
		return "compute." + path[0] + ".list"
	case len(path) == 3 && path[2] == "getEffectiveFirewalls":
		return "compute.networks.getEffectiveFirewalls"
	}
	return "compute." + path[0] + ".get"
}
