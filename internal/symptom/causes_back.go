package symptom

// backCauses are between the load balancer and the Apigee instance.
var backCauses = []Cause{
	{
		ID:    "no-healthy-backend",
		Title: "No backend is healthy",
		Why: "The load balancer sends requests to healthy backends only. Proxy VMs are unhealthy when a firewall drops the health checks, when the health check asks " +
			"for another port or path than what they serve, when the group is empty, or when they do not reach the Apigee instance.",
		Checks: []string{
			"backends-healthy", "load-balancer-reaches-proxies", "health-check-fits-apigee", "backend-port-name-matches", "proxy-group-not-empty", "proxy-endpoint-is-instance",
			"proxy-subnet-private-google-access", "proxies-reach-instance", "proxies-reach-cloud-storage", "proxies-in-authorized-network", "authorized-network-peered", "peering-active",
		},
		Next: "Read the health that the load balancer sees with `apireach check --apigee ORG --only backends-healthy`, or `gcloud compute backend-services get-health`.",
	},
	{
		ID:     "backend-refuses-connections",
		Title:  "The load balancer cannot connect to the backends",
		Why:    "A firewall drops the packets on the serving port, or nothing listens on it. Health checks on another port may pass all the while.",
		Checks: []string{"load-balancer-reaches-proxies", "backend-port-name-matches"},
		Next:   "Compare the port of the backend service's named port, of the health check and of the proxy VMs.",
	},
	{
		ID:     "backend-does-not-answer",
		Title:  "The backend does not answer in time",
		Why:    "Proxy VMs pass packets on to the Apigee instance. When the address they pass them to is no longer that of an instance, or the network does not reach it, no answer comes.",
		Checks: []string{"proxy-endpoint-is-instance", "proxies-in-authorized-network", "authorized-network-peered", "peering-active", "instance-active"},
		Next:   "Compare ENDPOINT in the instance template's metadata with the host of the Apigee instance of the same region; then timeoutSec of the backend service with what the API needs.",
	},
	{
		ID:     "backend-protocol-differs",
		Title:  "Load balancer and backend speak different protocols",
		Checks: []string{"backend-speaks-https"},
		Why:    "Apigee listens for TLS. A backend service that sends plain HTTP to port 443, or HTTP/2 where it is not negotiated, sees its connections closed.",
		Next:   "Look at protocol of the backend service: HTTPS fits Apigee.",
	},
	{
		ID:     "wrong-network",
		Title:  "The proxies are not in the network that is peered with Apigee",
		Why:    "Apigee is reached through the network that is its authorizedNetwork and that Service Networking peers. Peering is not transitive: proxies in any other network do not reach it.",
		Checks: []string{"authorized-network-peered", "peering-active", "proxies-in-authorized-network"},
	},
	{
		ID:     "private-service-connect-broken",
		Title:  "Private Service Connect does not lead to the Apigee instance",
		Why:    "An endpoint group of Private Service Connect leads to one service attachment, which is another one once the instance is recreated, and which has to accept the project.",
		Checks: []string{"psc-target-is-instance", "psc-connection-accepted", "psc-consumer-accepted", "psc-load-balancer-supported"},
	},
}
