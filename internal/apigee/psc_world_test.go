package apigee_test

import "strings"

const (
	pscEast = "projects/acme/regions/us-east1/networkEndpointGroups/psc-east"
	pscWest = "projects/acme/regions/us-west1/networkEndpointGroups/psc-west"
)

// attachment is the service attachment of a region's instance.
func attachment(region string) string {
	return "projects/u7c4f-tp/regions/" + region + "/serviceAttachments/apigee-" + region + "-41me"
}

// attachedInstances are the instances with their service attachments.
func attachedInstances(oldnew ...string) string {
	return but("apigee.organizations.instances", append([]string{
		`"host": "10.0.0.2"`, `"host": "10.0.0.2", "consumerAcceptList": ["acme"], "serviceAttachment": "` + attachment("us-east1") + `"`,
		`"host": "10.0.4.2"`, `"host": "10.0.4.2", "consumerAcceptList": ["acme"], "serviceAttachment": "` + attachment("us-west1") + `"`,
	}, oldnew...)...)
}

// endpointGroups are the endpoint groups of the two regions, with texts replaced.
func endpointGroups(oldnew ...string) string {
	group := func(name, region string) string {
		return `{"name": "` + name + `", "selfLink": "` + link("regions/"+region+"/networkEndpointGroups/"+name) + `", "region": "` + link("regions/"+region) + `",
			"networkEndpointType": "PRIVATE_SERVICE_CONNECT", "pscTargetService": "` + attachment(region) + `",
			"network": "https://www.googleapis.com/compute/v1/projects/acme-host/global/networks/prod",
			"subnetwork": "https://www.googleapis.com/compute/v1/projects/acme-host/regions/` + region + `/subnetworks/` + name[len("psc-"):] + `",
			"pscData": {"pscConnectionStatus": "ACCEPTED"}}`
	}
	text := group("psc-east", "us-east1") + ", " + group("psc-west", "us-west1")
	for i := 0; i < len(oldnew); i += 2 {
		if !strings.Contains(text, oldnew[i]) {
			panic("the endpoint groups have no " + oldnew[i])
		}
		text = strings.ReplaceAll(text, oldnew[i], oldnew[i+1])
	}
	return `"compute.networkEndpointGroups": [` + text + `]`
}

// pscService is the backend service in front of the endpoint groups, with more fields,
// of which the last of a name counts.
func pscService(fields ...string) string { return pscServiceIn("global", fields...) }

func pscServiceIn(place string, fields ...string) string {
	return `"compute.backendServices": [{"name": "proxies", "selfLink": "` + link(place+"/backendServices/proxies") + `",
		"loadBalancingScheme": "EXTERNAL_MANAGED", "outlierDetection": {"consecutiveGatewayFailure": 3},
		"backends": [{"group": "` + link("regions/us-east1/networkEndpointGroups/psc-east") + `"}, {"group": "` + link("regions/us-west1/networkEndpointGroups/psc-west") + `"}],
		` + strings.Join(append([]string{`"protocol": "HTTPS"`}, fields...), ", ") + `}]`
}

// pscWorld swaps the groups of proxies for endpoint groups.
func pscWorld(fields ...string) string {
	return strings.Join([]string{
		attachedInstances(), endpointGroups(), pscService(fields...),
		`"compute.instanceGroupManagers": [], "compute.instanceTemplates": [], "compute.healthChecks": []`,
	}, ", ")
}
