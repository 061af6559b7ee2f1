package testkit

import "github.com/apireach/terraform-provider-apireach/internal/gcp"

// addFront adds a global external load balancer without backends.
func (w *World) addFront() {
	w.Add(gcp.HealthChecks, Front, Body{
		"type": "HTTPS", "checkIntervalSec": 10, "timeoutSec": 5, "healthyThreshold": 2, "unhealthyThreshold": 2,
		"httpsHealthCheck": Body{"port": 443, "portSpecification": "USE_FIXED_PORT", "requestPath": "/healthz/ingress", "proxyHeader": "NONE"},
	})
	w.Add(gcp.BackendServices, Front, Body{
		"loadBalancingScheme": "EXTERNAL_MANAGED", "protocol": "HTTPS", "portName": "https", "timeoutSec": 60,
		"healthChecks": []string{w.link(gcp.HealthChecks, Front)}, "backends": []any{},
		"logConfig": Body{"enable": true, "sampleRate": 1},
	})
	w.Add(gcp.URLMaps, Front, Body{"defaultService": w.link(gcp.BackendServices, Front)})
	w.SelfManaged(Front, Leaf{Names: []string{"*.acme.example"}})
	w.Add(gcp.TargetProxies, Front, Body{
		"urlMap":          w.link(gcp.URLMaps, Front),
		"sslCertificates": []string{w.link(gcp.SSLCertificates, Front)},
	})
	w.Add(gcp.ForwardingRules, Front, Body{
		"IPAddress": "203.0.113.10", "IPProtocol": "TCP", "portRange": "443-443",
		"loadBalancingScheme": "EXTERNAL_MANAGED", "networkTier": "PREMIUM", "ipVersion": "IPV4",
		"target": w.link(gcp.TargetProxies, Front),
	})
}
