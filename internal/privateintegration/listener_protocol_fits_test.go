package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func listenerProtocolFits() []verdictCase {
	// rest is a REST API to a listener of a protocol, http or https.
	rest := func(scheme, protocol string) *testkit.AWS {
		return integration(testkit.NewREST(), "uri", scheme+"://orders.internal.example:80/").Set(aws.Listeners, "orders/1a/80", "Protocol", protocol)
	}
	v2 := func(scheme, protocol string) *testkit.AWS {
		return integration(testkit.NewRESTV2(), "uri", scheme+"://shop.internal.example:80/").Set(aws.Listeners, "shop/2b/80", "Protocol", protocol)
	}
	http := func(tls any, protocol string) *testkit.AWS {
		return testkit.NewHTTPToALB().Set(aws.Integrations, integrated, "TlsConfig", tls).Set(aws.Listeners, "shop/2b/80", "Protocol", protocol)
	}
	verify := body{"ServerNameToVerify": "shop.internal.example"}
	behind := func(scheme, front, back string) *testkit.AWS {
		return integration(testkit.NewRESTToALB(), "uri", scheme+"://shop.internal.example:80/").
			Set(aws.Listeners, "orders/1a/80", "Protocol", front).Set(aws.Listeners, "shop/2b/80", "Protocol", back)
	}
	return []verdictCase{
		{name: "http through TCP", world: rest("http", "TCP"), want: []string{"pass " + nlbListener}},
		{name: "https through TCP: the targets encrypt", world: rest("https", "TCP"), want: []string{"pass " + nlbListener}},
		{name: "https to TLS", world: rest("https", "TLS"), want: []string{"pass " + nlbListener}},
		{name: "the TCP half of TCP_UDP", world: rest("http", "TCP_UDP"), want: []string{"pass " + nlbListener}},
		{name: "http to HTTP", world: v2("http", "HTTP"), want: []string{"pass " + albListener}},
		{name: "https to HTTPS", world: v2("https", "HTTPS"), want: []string{"pass " + albListener}},
		{name: "an HTTP API without tls_config to HTTP", world: http(nil, "HTTP"), want: []string{"pass " + albListener}},
		{name: "an HTTP API with tls_config to HTTPS", world: http(verify, "HTTPS"), want: []string{"pass " + albListener}},
		{name: "an HTTP API with an empty tls_config to HTTPS", world: http(body{}, "HTTPS"), want: []string{"pass " + albListener}},
		{name: "https through both load balancers", world: behind("https", "TCP", "HTTPS"), want: []string{"pass " + nlbListener, "pass " + albListener}},
		{name: "http to TLS", world: rest("http", "TLS"), want: []string{"fail " + deployed}, says: []string{"{speaks plain HTTP}", "{protocol TLS}", `field "uri"`}},
		{name: "http to UDP", world: rest("http", "UDP"), want: []string{"fail " + deployed}},
		{name: "https to HTTP", world: v2("https", "HTTP"), want: []string{"fail " + deployed}, says: []string{"{speaks TLS}"}},
		{name: "http to HTTPS", world: v2("http", "HTTPS"), want: []string{"fail " + deployed}},
		{
			name: "an HTTP API without tls_config to HTTPS", world: http(nil, "HTTPS"),
			want: []string{"fail " + integrated}, says: []string{"server_name_to_verify", `field "tlsConfig"`},
		},
		{name: "an HTTP API with tls_config to HTTP", world: http(verify, "HTTP"), want: []string{"fail " + integrated}, says: []string{"Leave `tls_config` out"}},
		{name: "https handed on to the HTTP listener behind", world: behind("https", "TCP", "HTTP"), want: []string{"pass " + nlbListener, "fail " + deployed}, says: []string{"listener/app/shop"}},
		{name: "http handed on to the HTTPS listener behind", world: behind("http", "TCP", "HTTPS"), want: []string{"pass " + nlbListener, "fail " + deployed}},
		{name: "a protocol that is known after apply", world: rest("http", "?known after apply"), want: []string{"unknown " + nlbListener}},
		{name: "a protocol that nobody has heard of", world: rest("http", "SCTP"), want: []string{"unknown " + nlbListener}},
		{name: "whether there is a tls_config is known after apply", world: http("?known after apply", "HTTPS"), want: []string{"unknown " + integrated}},
		{name: "the URI is known after apply", world: integration(testkit.NewREST(), "uri", "?known after apply"), want: []string{"unknown " + deployed}},
		{name: "Cloud Map has no listeners", world: testkit.NewHTTPToCloudMap(), want: []string{none}},
	}
}
