package apigee_test

// healthCheck is the health check of the healthy world, with texts replaced.
func healthCheck(oldnew ...string) string { return but("compute.healthChecks", oldnew...) }

// ownScript gives the proxies a startup script of one's own.
func ownScript() string { return but(templates, "gs://apigee-5g-saas/", "gs://acme-apigee/") }

var healthCheckFitsApigee = []verdictCase{
	{name: "as Google sets it up", want: []string{"pass " + probed}},
	{
		name: "the path that is the default", world: world(healthCheck(`, "requestPath": "/healthz/ingress"`, "")), want: []string{"fail " + probed},
		says: []string{"404", "{request_path /}", "Set requestPath to /healthz/ingress", "{backend_service " + frontService + "}"},
	},
	{name: "the path /", world: world(healthCheck(`"/healthz/ingress"`, `"/"`)), want: []string{"fail " + probed}},
	{
		name: "the path / of a host that may be an environment group's", world: world(healthCheck(`"/healthz/ingress"`, `"/", "host": "api.acme.example"`)),
		want: []string{"unknown " + probed},
	},
	{
		name: "a path of one's own", world: world(healthCheck(`"/healthz/ingress"`, `"/healthz"`)), want: []string{"unknown " + probed},
		says: []string{"whether Apigee answers /healthz with 200"},
	},
	{name: "a path known after apply", world: world(healthCheck(`"/healthz/ingress"`, `"?known after apply"`)), want: []string{"unknown " + probed}},
	{
		name: "plain HTTP on 443", world: world(healthCheck(`"type": "HTTPS"`, `"type": "HTTP"`, "httpsHealthCheck", "httpHealthCheck")), want: []string{"fail " + probed},
		says: []string{"{type HTTP}", "expects a TLS handshake"},
	},
	{
		name: "plain HTTP on the serving port", want: []string{"fail " + probed},
		world: world(healthCheck(`"type": "HTTPS"`, `"type": "HTTP"`, "httpsHealthCheck", "httpHealthCheck", `"port": 443, "portSpecification": "USE_FIXED_PORT"`, `"portSpecification": "USE_SERVING_PORT"`)),
	},
	{
		name: "plain HTTP on 80, which Google's startup script does not forward", want: []string{"fail " + probed}, says: []string{"{port 80}", "forwards port 443 alone"},
		world: world(healthCheck(`"type": "HTTPS"`, `"type": "HTTP"`, "httpsHealthCheck", "httpHealthCheck", `"port": 443, `, "")),
	},
	{
		name: "plain HTTP on 80, which proxies of one's own may serve", want: []string{"unknown " + probed}, says: []string{"answer on port 80"},
		world: world(healthCheck(`"type": "HTTPS"`, `"type": "HTTP"`, "httpsHealthCheck", "httpHealthCheck", `"port": 443, `, ""), ownScript()),
	},
	{name: "another port", world: world(healthCheck(`"port": 443`, `"port": 8443`)), want: []string{"fail " + probed}, says: []string{"{port 8443}"}},
	{name: "another port, which proxies of one's own may serve", world: world(healthCheck(`"port": 443`, `"port": 8443`), ownScript()), want: []string{"unknown " + probed}},
	{name: "no port, as 443 is the default", world: world(healthCheck(`"port": 443, `, "")), want: []string{"pass " + probed}},
	{
		name: "another port, which proxies of one's own serve, and others do not that may be drained", want: []string{"unknown " + probed}, says: []string{"is drained in"},
		world: world(healthCheck(`"port": 443`, `"port": 8443`), mayDrainWest(), but(managers, `instanceTemplates/east"}], "namedPorts": [{"name": "https", "port": 443`, `instanceTemplates/east"}], "namedPorts": [{"name": "https", "port": 8443`),
			but(templates, `"10.0.0.2"}, {"key": "startup-script-url", "value": "gs://apigee-5g-saas/`, `"10.0.0.2"}, {"key": "startup-script-url", "value": "gs://acme-apigee/`)),
	},
	{name: "a port known after apply", world: world(healthCheck(`"port": 443`, `"port": "?known after apply"`)), want: []string{"unknown " + probed}},
	{name: "the serving port", world: world(healthCheck("USE_FIXED_PORT", "USE_SERVING_PORT", `"port": 443, `, "")), want: []string{"pass " + probed}},
	{name: "a named port, which no load balancer takes", world: world(healthCheck("USE_FIXED_PORT", "USE_NAMED_PORT")), want: []string{"unknown " + probed}},
	{
		name: "a fixed port that is the group's own", world: world(healthCheck(`"port": 443`, `"port": 8443`), but(managers, `"port": 443`, `"port": 8443`), ownScript()),
		want: []string{"pass " + probed},
	},
	{name: "another than the group's own", world: world(but(managers, `"port": 443`, `"port": 8443`), ownScript()), want: []string{"unknown " + probed}},
	{name: "a PROXY header", world: world(healthCheck(`"port": 443`, `"port": 443, "proxyHeader": "PROXY_V1"`)), want: []string{"fail " + probed}, says: []string{"{proxy_header PROXY_V1}"}},
	{name: "an expected response", world: world(healthCheck(`"port": 443`, `"port": 443, "response": "ok"`)), want: []string{"unknown " + probed}, says: []string{"leave response out"}},
	{name: "TCP on the serving port", world: world(healthCheck(`"type": "HTTPS"`, `"type": "TCP"`, "httpsHealthCheck", "tcpHealthCheck")), want: []string{"pass " + probed}},
	{name: "TLS on the serving port", world: world(healthCheck(`"type": "HTTPS"`, `"type": "SSL"`, "httpsHealthCheck", "sslHealthCheck")), want: []string{"pass " + probed}},
	{name: "HTTP/2", world: world(healthCheck(`"type": "HTTPS"`, `"type": "HTTP2"`, "httpsHealthCheck", "http2HealthCheck")), want: []string{"unknown " + probed}},
	{name: "a type known after apply, which its only block tells", world: world(healthCheck(`"type": "HTTPS"`, `"type": "?known after apply"`)), want: []string{"pass " + probed}},
	{name: "a type nobody has heard of", world: world(healthCheck(`"type": "HTTPS"`, `"type": "QUIC"`)), want: []string{"unknown " + probed}},
	{
		name: "no health check", world: world(fronted(`"healthChecks": ["https://www.googleapis.com/compute/v1/projects/acme/global/healthChecks/ingress"],`, "")),
		want: []string{"fail " + frontService}, says: []string{"{health_checks 0}"},
	},
	{name: "health checks known after apply", world: world(fronted(`["https://www.googleapis.com/compute/v1/projects/acme/global/healthChecks/ingress"]`, `"?known after apply"`)), want: []string{"unknown " + frontService}},
	{name: "a health check that could not be read", world: world(`"compute.healthChecks": []`, gaps("denied", "compute.healthChecks")), want: []string{"unknown " + frontService}, says: []string{"denied"}},
	{name: "the path / for what may be proxies", world: world(healthCheck(`"/healthz/ingress"`, `"/"`), withoutTemplates()), want: []string{"unknown " + probed}},
	{name: "the path / of a shop", world: world(healthCheck(`"/healthz/ingress"`, `"/"`), unrelated()), want: []string{"not_applicable organizations/acme"}},
	{name: "Private Service Connect", world: world(pscWorld()), want: []string{"not_applicable " + frontService}},
	{name: "Private Service Connect with a health check is another's", world: world(pscWorld(`"healthChecks": ["` + link("global/healthChecks/ingress") + `"]`)), want: []string{"not_applicable " + frontService}},
}
