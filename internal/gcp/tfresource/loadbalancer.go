package tfresource

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// schemeByVersion is the load balancing scheme of global resources that name none.
var schemeByVersion = value.Unknown(value.Why{
	Reason: "the default of load_balancing_scheme differs between versions of the google provider",
	Settle: "set load_balancing_scheme",
})

// iapByVersion is the state of a block iap that does not tell it.
var iapByVersion = value.Unknown(value.Why{
	Reason: "up to version 5 of the google provider a block iap was on without saying so",
	Settle: "set enabled in the block iap",
})

// pair makes the kinds of a global type and of its regional twin.
func pair(global, regional string, of kind) []kind {
	region := of
	of.name, of.path, of.lacks = global, "projects/{project}/global/"+of.path+"/{name}", append(slices.Clone(of.lacks), "region")
	region.name, region.path = regional, "projects/{project}/regions/{region}/"+region.path+"/{name}"
	region.needs = append(slices.Clone(region.needs), "region")
	region.attributes = append(slices.Clone(region.attributes), text("region"))
	own := region.finish
	region.finish = func(m *mapper, o object, ref value.Of[value.Ref], body value.Value) (value.Value, error) {
		if own != nil {
			var err error
			if body, err = own(m, o, ref, body); err != nil {
				return value.Value{}, err
			}
		}
		return inRegion(m, o, ref, body)
	}
	return []kind{of, region}
}

func loadBalancerKinds() []kind {
	return slices.Concat(
		forwardingRules(),
		httpsProxies(),
		pair("google_compute_target_http_proxy", "google_compute_region_target_http_proxy", targetProxy("targetHttpProxies", text("url_map"), "ssl_policy")),
		pair("google_compute_target_tcp_proxy", "google_compute_region_target_tcp_proxy", targetProxy("targetTcpProxies", text("backend_service").As("service"), "ssl_policy", "target")),
		pair("google_compute_target_ssl_proxy", "", targetProxy("targetSslProxies", text("backend_service").As("service")))[:1],
		pair("google_compute_url_map", "google_compute_region_url_map", kind{
			rest: gcp.URLMaps, path: "urlMaps", needs: []string{"name"}, signs: []string{"host_rule", "path_matcher"}, attributes: urlMap(),
		}),
		backendServices(),
		pair("google_compute_health_check", "google_compute_region_health_check", kind{
			rest: gcp.HealthChecks, path: "healthChecks", needs: []string{"name"}, signs: []string{"http_health_check", "https_health_check"},
			attributes: append([]attribute{text("name"), text("type")}, probes()...), finish: healthCheck,
		}),
	)
}

func forwardingRules() []kind {
	rules := pair("google_compute_global_forwarding_rule", "google_compute_forwarding_rule", kind{
		rest: gcp.ForwardingRules, path: "forwardingRules", needs: []string{"name", "target"}, signs: []string{"ip_address"},
		attributes: []attribute{text("name"), text("ip_address").As("IPAddress"), text("port_range"), text("target"), text("network")},
		finish:     portRange,
	})
	rules[0].attributes = append(slices.Clone(rules[0].attributes), text("load_balancing_scheme").Or(schemeByVersion))
	rules[1].attributes = append(slices.Clone(rules[1].attributes),
		text("load_balancing_scheme").Or(value.OfString("EXTERNAL")), text("backend_service"), texts("ports"), text("psc_connection_status"), text("network_tier"))
	// A passthrough load balancer has a backend service in place of a target.
	rules[1].needs = []string{"name", "region"}
	return rules
}

func backendServices() []kind {
	services := pair("google_compute_backend_service", "google_compute_region_backend_service", kind{
		rest: gcp.BackendServices, path: "backendServices", needs: []string{"name"}, signs: []string{"backend"},
		attributes: []attribute{
			text("name"), text("protocol").Filled(value.OfString("HTTP")), text("port_name"), texts("health_checks"),
			text("ip_address_selection_policy"), text("security_policy"),
			blocks("backend", text("group"), fraction("capacity_scaler")).As("backends"),
			block("iap", truth("enabled").Or(iapByVersion)),
			block("outlier_detection", integer("consecutive_gateway_failure")),
			block("log_config", truth("enable"), fraction("sample_rate")).Filled(value.Null()),
		},
	})
	services[0].attributes = append(slices.Clone(services[0].attributes),
		text("load_balancing_scheme").Or(schemeByVersion), text("edge_security_policy"))
	services[1].attributes = append(slices.Clone(services[1].attributes),
		text("load_balancing_scheme").Or(value.OfString("INTERNAL")), text("network"))
	return services
}

func targetProxy(collection string, leads attribute, lacks ...string) kind {
	return kind{
		rest: gcp.TargetProxies, path: collection, needs: []string{"name", leads.Name}, lacks: lacks,
		attributes: []attribute{text("name"), leads},
	}
}

func httpsProxies() []kind {
	of := targetProxy("targetHttpsProxies", text("url_map"))
	of.attributes = append(of.attributes, texts("ssl_certificates"), texts("certificate_manager_certificates"), text("ssl_policy"), text("server_tls_policy"))
	of.finish = directly
	proxies := pair("google_compute_target_https_proxy", "google_compute_region_target_https_proxy", of)
	proxies[0].attributes = append(slices.Clone(proxies[0].attributes), text("certificate_map"))
	return proxies
}

func urlMap() []attribute {
	action := []attribute{blocks("weighted_backend_services", text("backend_service"), integer("weight")), block("url_rewrite", text("host_rewrite"), text("path_prefix_rewrite"))}
	return []attribute{
		text("name"), text("default_service"), block("default_route_action", action...),
		blocks("host_rule", texts("hosts"), text("path_matcher")).As("hostRules"),
		blocks("path_matcher", text("name"), text("default_service"), block("default_route_action", action...),
			blocks("path_rule", texts("paths"), text("service"), block("route_action", action...)).As("pathRules"),
			blocks("route_rules", integer("priority"), text("service"), block("route_action", action...)),
		).As("pathMatchers"),
	}
}

// portRange spells one port as the API does: 443-443.
func portRange(_ *mapper, _ object, _ value.Of[value.Ref], body value.Value) (value.Value, error) {
	if port, ok := textOf(body.Get("portRange")); ok && !strings.Contains(port, "-") {
		body = body.With("portRange", value.OfString(port+"-"+port))
	}
	return body, nil
}

// protocols are those of health checks, each with a block of its own.
var protocols = []string{"http", "https", "http2", "tcp", "ssl", "grpc"}

func probes() []attribute {
	var out []attribute
	for _, p := range protocols {
		probe := []attribute{integer("port"), text("port_specification")}
		if p != "grpc" {
			probe = append(probe, text("proxy_header"), text("response"))
		}
		if strings.HasPrefix(p, "http") {
			probe = append(probe, text("host"), text("request_path").Or(value.OfString("/")))
		}
		out = append(out, block(p+"_health_check", probe...))
	}
	return out
}

// healthCheck tells the type from the only block where the API has still to say it.
func healthCheck(_ *mapper, _ object, _ value.Of[value.Ref], body value.Value) (value.Value, error) {
	if _, known := textOf(body.Get("type")); known {
		return body, nil
	}
	for _, p := range protocols {
		switch field := body.Get(p + "HealthCheck"); {
		case field.IsUnknown():
			return body.With("type", field), nil
		case !field.IsNull():
			return body.With("type", value.OfString(strings.ToUpper(p))), nil
		}
	}
	return body, nil
}
