package symptom

// answerSignatures are what a status tells, and little it is.
var answerSignatures = []signature{
	{
		seen: "503 with an empty body, by way of Google's load balancer", status: []int{503},
		is:     func(o Observation) bool { return o.BehindGoogle && o.Empty },
		causes: []string{"environment-not-attached", "instance-down"},
	},
	{
		seen: "status 403", status: []int{403}, vague: true,
		causes: []string{"cloud-armor-denies", "identity-aware-proxy", "api-proxy-fault"},
	},
	{
		seen: "status 404", status: []int{404}, vague: true,
		causes: []string{"host-not-routed", "url-map-sends-elsewhere", "cloud-armor-denies", "load-balancer-still-changing", "api-proxy-fault"},
	},
	{
		seen: "status 429", status: []int{429}, vague: true,
		causes: []string{"cloud-armor-limits-rate", "api-proxy-fault"},
	},
	{
		seen: "status 302", status: []int{302}, vague: true,
		causes: []string{"cloud-armor-denies", "identity-aware-proxy", "url-map-sends-elsewhere"},
	},
	{
		seen: "status 502", status: []int{502}, vague: true,
		causes: []string{"no-healthy-backend", "wrong-network", "backend-refuses-connections", "backend-does-not-answer", "backend-protocol-differs", "private-service-connect-broken", "cloud-armor-denies"},
	},
	{
		seen: "status 503", status: []int{503}, vague: true,
		causes: []string{"environment-not-attached", "instance-down", "no-healthy-backend", "wrong-network", "private-service-connect-broken", "api-proxy-fault"},
	},
	{
		seen: "status 504", status: []int{504}, vague: true,
		causes: []string{"backend-does-not-answer", "api-proxy-fault"},
	},
	{
		seen: "status 408 or 499", status: []int{408, 499}, vague: true,
		causes: []string{"client-left"},
	},
	{
		seen: "another error", status: errorsBut(403, 404, 408, 429, 499, 502, 503, 504), vague: true,
		causes: []string{"api-proxy-fault"},
	},
}
