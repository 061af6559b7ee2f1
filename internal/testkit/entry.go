package testkit

import (
	"encoding/json"
	"maps"
	"time"
)

// RequestEntry is the log entry of a request that a load balancer of project acme
// answered. What a user may have sent, and nothing may show, is
// planted in it; payload adds to its jsonPayload.
func RequestEntry(at time.Time, service string, status int, payload Body) string {
	body := Body{
		"@type": "type.googleapis.com/google.cloud.loadbalancing.type.LoadBalancerLogEntry", "remoteIp": "203.0.113.9",
		"securityPolicyRequestData": Body{"remoteIpInfo": Body{"regionCode": "JP"}, "recaptchaSessionToken": Body{"score": canaries["access token"]}},
	}
	maps.Copy(body, payload)
	return logEntry(at, "requests", "http_load_balancer", Body{
		"project_id": Project, "backend_service_name": service, "forwarding_rule_name": Front, "target_proxy_name": Front, "url_map_name": Front, "zone": "global",
	}, Body{
		"severity": "WARNING", "jsonPayload": body,
		"httpRequest": Body{
			"requestMethod": "GET", "status": status, "remoteIp": "203.0.113.9", "userAgent": canaries["metadata value"], "latency": "0.2s",
			"requestUrl": "https://user:" + canaries["password in a URL"] + "@api.acme.example/" + canaries["metadata of a group"] + "?key=" + canaries["signature of a URL"],
			"referer":    "https://x.example/?token=" + canaries["metadata of a project"],
		},
	})
}

// ProbeEntry is the log entry of a health check that found a change to a state, such as
// HEALTHY or TIMEOUT, which is a way to be unhealthy.
func ProbeEntry(at time.Time, detailed string) string {
	state := detailed
	if state != "HEALTHY" {
		state = "UNHEALTHY"
	}
	return logEntry(at, "compute.googleapis.com%2Fhealthchecks", "gce_instance_group", Body{"instance_group_name": Proxies("us-east1"), "location": "us-east1"}, Body{
		"jsonPayload": Body{"healthCheckProbeResult": Body{
			"healthState": state, "previousHealthState": "HEALTHY", "detailedHealthState": detailed, "ipAddress": "10.0.0.5", "targetPort": 443,
			"probeResultText": canaries["header of a backend"],
		}},
	})
}

func logEntry(at time.Time, log, resource string, labels, more Body) string {
	when := at.UTC().Format(time.RFC3339Nano)
	body := Body{
		"insertId": "x" + when, "logName": "projects/" + Project + "/logs/" + log, "timestamp": when, "receiveTimestamp": when,
		"resource": Body{"type": resource, "labels": labels},
	}
	maps.Copy(body, more)
	text, err := json.Marshal(body)
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return string(text)
}
