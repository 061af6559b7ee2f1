package symptom

import "slices"

// logSignatures are what the load balancer's log says.
//
// Source: https://docs.cloud.google.com/load-balancing/docs/https/https-logging-monitoring.
var logSignatures = []signature{
	{
		seen: "statusDetails denied_by_security_policy, or a policy's outcome DENY",
		is:   func(o Observation) bool { return o.denied() && !o.limited() }, details: []string{"", "denied_by_security_policy"},
		proves: true,
		causes: []string{"cloud-armor-denies"},
	},
	{
		seen: "statusDetails throttled_by_security_policy or banned_by_security_policy", details: []string{"throttled_by_security_policy", "banned_by_security_policy"},
		proves: true,
		causes: []string{"cloud-armor-limits-rate"},
	},
	{
		seen: "statusDetails failed_to_pick_backend", details: []string{"failed_to_pick_backend", "failed_to_pick_backend_by_hash"},
		causes: []string{"no-healthy-backend", "wrong-network", "private-service-connect-broken"},
	},
	{
		seen: "statusDetails failed_to_connect_to_backend", details: []string{"failed_to_connect_to_backend"},
		causes: []string{"backend-refuses-connections", "no-healthy-backend", "private-service-connect-broken"},
	},
	{
		seen: "statusDetails failed_to_negotiate_alpn", details: []string{"failed_to_negotiate_alpn"},
		causes: []string{"backend-protocol-differs"},
	},
	{
		seen: "statusDetails backend_timeout", details: []string{"backend_timeout"},
		causes: []string{"backend-does-not-answer", "wrong-network"},
	},
	{
		seen:    "statusDetails backend_connection_closed or backend_response_corrupted",
		details: []string{"backend_connection_closed*", "backend_response_corrupted", "backend_response_headers_too_long", "backend_early_response*"},
		causes:  []string{"backend-protocol-differs", "backend-does-not-answer"},
	},
	{
		seen: "statusDetails config_not_found", details: []string{"config_not_found", "retriable_error"},
		causes: []string{"load-balancer-still-changing"},
	},
	{
		seen: "statusDetails client_cert_", details: []string{"client_cert_*"},
		proves: true,
		causes: []string{"client-certificate-refused"},
	},
	{
		seen: "statusDetails server_cert_ or ssl_certificate_", details: []string{"server_cert_*", "ssl_certificate_*"},
		causes: []string{"backend-protocol-differs"},
	},
	{
		seen: "statusDetails client_disconnected or client_timed_out", details: []string{"client_disconnected_*", "client_timed_out"},
		proves: true,
		causes: []string{"client-left"},
	},
	{
		seen: "statusDetails handled_by_identity_aware_proxy", details: []string{"handled_by_identity_aware_proxy"},
		proves: true,
		causes: []string{"identity-aware-proxy"},
	},
	{
		seen: "a health check that reports UNHEALTHY or TIMEOUT", is: func(o Observation) bool {
			return o.Health == "UNHEALTHY" || o.Health == "TIMEOUT"
		},
		causes: []string{"no-healthy-backend", "wrong-network", "private-service-connect-broken"},
	},
	{
		seen: "404 from the backend", details: []string{"response_sent_by_backend"}, status: []int{404},
		causes: []string{"host-not-routed", "api-proxy-fault"},
	},
	{
		seen: "503 from the backend", details: []string{"response_sent_by_backend"}, status: []int{503},
		causes: []string{"environment-not-attached", "instance-down", "api-proxy-fault"},
	},
	{
		seen: "an error that the backend answered", details: []string{"response_sent_by_backend"}, status: errorsBut(404, 503),
		causes: []string{"api-proxy-fault"},
	},
}

// errorsBut are the statuses of errors without some.
func errorsBut(but ...int) []int {
	var out []int
	for status := 400; status < 600; status++ {
		if !slices.Contains(but, status) {
			out = append(out, status)
		}
	}
	return out
}
