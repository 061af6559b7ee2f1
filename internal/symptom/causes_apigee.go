package symptom

// apigeeCauses are at Apigee.
var apigeeCauses = []Cause{
	{
		ID:    "environment-not-attached",
		Title: "The environment is not attached to the instance that got the request",
		Why: "Requests go to the region that is nearest to the client. An instance to which the environment is not attached, such as one of a new region, " +
			"answers 503 with an empty body.",
		Checks: []string{"environment-attached-everywhere", "instance-has-environment", "instance-active"},
		Next:   "Compare the regions: if only clients of one region are affected, it is this.",
	},
	{
		ID:     "instance-down",
		Title:  "The Apigee instance does not serve",
		Why:    "Until an instance is ACTIVE it answers nothing; those of an organization that is deleted, or for evaluation and expired, never again.",
		Checks: []string{"instance-active", "organization-active", "evaluation-not-expiring", "encryption-keys-usable", "encryption-keys-granted"},
	},
	{
		ID:     "host-not-routed",
		Title:  "No environment group has the host, or the group has no environment",
		Why:    "Apigee routes by the Host header: to the environment group that has it, and on to an environment of the group that has a proxy for the path.",
		Checks: []string{"environment-group-routes", "api-proxy-deployed"},
		Next:   "If the group has the host, an environment and an API proxy: none of the base paths that are deployed there begins the path.",
	},
	{
		ID:     "url-map-sends-elsewhere",
		Title:  "The load balancer sends the host or path to another backend",
		Why:    "The URL map chooses the backend service by host and path; a bucket or another service may answer in place of Apigee.",
		Checks: []string{"url-map-leads-to-apigee", "load-balancer-reaches-proxies"},
		Next:   "`gcloud compute url-maps describe` shows the rules; the log entry names the backend service that was chosen.",
	},
	{
		ID:    "api-proxy-fault",
		Title: "The API proxy answered with a fault: traffic gets through",
		Why:   "The answer has the form of an Apigee fault. The request passed load balancer, network and environment; a policy, the target or a quota refused it.",
		Next:  "Record a debug session of the proxy. `apireach` does not look into API proxies.",
	},
}
