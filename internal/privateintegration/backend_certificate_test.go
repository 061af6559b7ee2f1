package privateintegration_test

import (
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

const (
	certificate = "certificate/orders"
	other       = "arn:aws:acm:" + testkit.AWSRegion + ":" + testkit.AWSAccount + ":certificate/other"
)

var tlsListener = testkit.ListenerOf(testkit.NLB, 80)

// issued changes the certificate of ACM that the listener presents to a REST API.
func issued(field string, v any) *testkit.AWS {
	return testkit.NewRESTOverTLS().Set(aws.Certificates, testkit.OrdersCertificate, field, v)
}

// imported is a certificate from elsewhere in its place.
func imported(l testkit.Leaf) *testkit.AWS {
	return testkit.NewRESTOverTLS().Import(testkit.OrdersCertificate, l.PEM(), "")
}

// skipping turns the comparison with API Gateway's list off.
func skipping(w *testkit.AWS, on any) *testkit.AWS {
	return integration(w, "tlsConfig", body{"insecureSkipVerification": on})
}

// two gives the listener a second certificate for some names.
func two(w *testkit.AWS, name any) *testkit.AWS {
	return w.ListenerCertificate(tlsListener, other).Certificate(other, body{
		"DomainName": name, "SubjectAlternativeNames": []any{name}, "Status": "ISSUED", "Type": "AMAZON_ISSUED", "NotBefore": "2026-06-01T00:00:00Z", "NotAfter": "2027-07-01T23:59:59Z",
	})
}

// passthrough is a TCP listener: the targets end TLS.
func passthrough() *testkit.AWS {
	return testkit.NewRESTOverTLS().Set(aws.Listeners, tlsListener, "Protocol", "TCP").Set(aws.Listeners, tlsListener, "Certificates", nil)
}

func plain() *testkit.AWS { return testkit.NewREST() }

var onOrders = testkit.Leaf{Names: []string{testkit.OrdersHost}}

func backendCertificateCoversHost() []verdictCase {
	https := testkit.NewHTTPOverTLS
	calling := func(w *testkit.AWS, uri string) *testkit.AWS { return integration(w, "uri", uri) }
	toALB := func() *testkit.AWS {
		w := testkit.NewRESTToALB().Set(aws.Listeners, "orders/1a/80", "Port", 443).Set(aws.Listeners, "shop/2b/80", "Protocol", "HTTPS").
			Set(aws.Listeners, "shop/2b/80", "Certificates", []body{{"CertificateArn": testkit.OrdersCertificate}}).
			Certificate(testkit.OrdersCertificate, body{"DomainName": testkit.OrdersHost, "SubjectAlternativeNames": []string{testkit.OrdersHost}})
		return integration(w, "uri", "https://orders.internal.example")
	}
	// shared gives targets a share of the requests, and the load balancer behind the rest.
	shared := func(weight any) *testkit.AWS {
		return toALB().Set(aws.Listeners, "orders/1a/80", "DefaultActions", []body{{"Type": "forward", "ForwardConfig": body{
			"TargetGroups": []body{{"TargetGroupArn": testkit.OrdersGroup, "Weight": 1}, {"TargetGroupArn": blogGroup, "Weight": weight}},
		}}}).Add(aws.TargetGroups, blogGroup, "", body{"TargetGroupArn": blogGroup, "TargetType": "ip", "Protocol": "TCP"})
	}
	return []verdictCase{
		{name: "REST: the host of the uri", world: testkit.NewRESTOverTLS(), want: []string{"pass " + deployed}},
		{name: "HTTP: the name to verify", world: https(), want: []string{"pass " + integrated}},
		{
			name: "another host", world: calling(testkit.NewRESTOverTLS(), "https://api.acme.example/"), want: []string{"fail " + deployed},
			says: []string{"{name api.acme.example}", "{names orders.internal.example}", `field "uri"`, "give " + tlsListener + " a certificate for api.acme.example"},
		},
		{name: "HTTP: another name", world: https().Set(aws.Integrations, "int1", "TlsConfig.ServerNameToVerify", "api.acme.example"), want: []string{"fail " + integrated}, says: []string{`field "tlsConfig.serverNameToVerify"`}},
		{name: "a load balancer's own name", world: calling(testkit.NewRESTOverTLS(), "https://orders-1a.elb.eu-west-1.amazonaws.com/"), want: []string{"fail " + deployed}, says: []string{"Nobody issues certificates for a load balancer's own name"}},
		{name: "a load balancer's own name, passed on to targets", world: calling(passthrough(), "https://orders-1a.elb.eu-west-1.amazonaws.com/"), want: []string{"fail " + deployed}},
		{name: "the same, of which a private authority may have issued one", world: skipping(calling(passthrough(), "https://orders-1a.elb.eu-west-1.amazonaws.com/"), true), want: []string{"unknown " + deployed}},
		{name: "trap: skipping the verification does not skip the name", world: skipping(calling(testkit.NewRESTOverTLS(), "https://api.acme.example/"), true), want: []string{"fail " + deployed}},
		{name: "a wildcard", world: issued("SubjectAlternativeNames", []string{"*.internal.example"}).Set(aws.Certificates, testkit.OrdersCertificate, "DomainName", "*.internal.example"), want: []string{"pass " + deployed}},
		{name: "a wildcard is for one level only", world: calling(issued("SubjectAlternativeNames", []string{"*.internal.example"}), "https://v1.orders.internal.example"), want: []string{"fail " + deployed}},
		{name: "and not for the domain itself", world: calling(issued("SubjectAlternativeNames", []string{"*.internal.example"}), "https://internal.example"), want: []string{"fail " + deployed}},
		{name: "one of several certificates", world: two(calling(testkit.NewRESTOverTLS(), "https://api.acme.example/"), "api.acme.example"), want: []string{"pass " + deployed}},
		{name: "none of several certificates", world: two(calling(testkit.NewRESTOverTLS(), "https://api.acme.example/"), "www.acme.example"), want: []string{"fail " + deployed}, says: []string{"{names orders.internal.example, www.acme.example}"}},
		{name: "T3: the load balancer behind ends TLS", world: toALB(), want: []string{"pass " + deployed}},
		{name: "T3: it does, and targets get a share, which end TLS themselves", world: shared(1), want: []string{"pass " + deployed, "unknown " + deployed}, says: []string{"TLS is passed on to them"}},
		{name: "T3: it does, and targets get nothing", world: shared(0), want: []string{"pass " + deployed}},
		{name: "trap: subject and alternative names are not the same: these count", world: imported(testkit.Leaf{Names: []string{testkit.OrdersHost}, CommonName: "something else"}), want: []string{"pass " + deployed}},
		{name: "only a common name", world: imported(testkit.Leaf{CommonName: testkit.OrdersHost}), want: []string{"unknown " + deployed}, says: []string{"only its common name"}},
		{name: "an address among the names", world: calling(imported(testkit.Leaf{Names: []string{"10.0.0.7"}}), "https://10.0.0.7"), want: []string{"pass " + deployed}},
		{name: "an address, and ACM issues for names", world: calling(testkit.NewRESTOverTLS(), "https://10.0.0.7"), want: []string{"fail " + deployed}},
		{name: "targets present one of their own", world: passthrough(), want: []string{"unknown " + deployed}, says: []string{"apireach probe --as api-gateway HOST:PORT --server-name orders.internal.example"}},
		{name: "a name that is not given", world: https().Set(aws.Integrations, "int1", "TlsConfig", body{}), want: []string{"unknown " + integrated}, says: []string{"server_name_to_verify"}},
		{name: "a wildcard as the name to verify", world: https().Set(aws.Integrations, "int1", "TlsConfig.ServerNameToVerify", "*.internal.example"), want: []string{"unknown " + integrated}},
		{name: "names known after apply", world: issued("SubjectAlternativeNames", "?known after apply").Set(aws.Certificates, testkit.OrdersCertificate, "DomainName", "a.example"), want: []string{"unknown " + deployed}},
		{name: "a certificate that is not listed", world: testkit.NewRESTOverTLS().DropAll(aws.Certificates), want: []string{"unknown " + deployed}},
		{name: "a uri known after apply", world: integration(testkit.NewRESTOverTLS(), "uri", "?known after apply"), want: []string{"unknown " + deployed}},
		{name: "more certificates that may not be listed", world: calling(testkit.NewRESTOverTLS(), "https://api.acme.example/").Gap(aws.ListenerCertificates, "", "permission elasticloadbalancing:DescribeListenerCertificates denied"), want: []string{"unknown " + deployed}},
		{name: "trap: HTTP without TLS is plain even to a listener that ends TLS", world: https().Set(aws.Integrations, "int1", "TlsConfig", nil), want: []string{none}},
		{name: "http", world: plain(), want: []string{none}},
		{name: "trap: certificates of targets behind a listener that ends TLS are nobody's business", world: testkit.NewRESTOverTLS().Set(aws.TargetGroups, orders, "Protocol", "TLS"), want: []string{"pass " + deployed}},
	}
}

func backendCertificateInDate() []verdictCase {
	cases := []verdictCase{
		{name: "issued", world: testkit.NewRESTOverTLS(), want: []string{"pass " + certificate}},
		{name: "expired", world: issued("NotAfter", "2026-11-01T12:00:00Z"), want: []string{"fail " + certificate}, says: []string{"expired on 2026-11-01", "insecure_skip_verification or not", `field "NotAfter"`}},
		{name: "trap: skipping the verification does not skip the dates", world: skipping(issued("NotAfter", "2026-11-01T12:00:00Z"), true), want: []string{"fail " + certificate}},
		{name: "not valid yet", world: issued("NotBefore", "2026-12-01T00:00:00Z"), want: []string{"fail " + certificate}},
		{name: "imported, expired", world: imported(testkit.Leaf{Names: onOrders.Names, Until: testkit.Now.Add(-time.Hour)}), want: []string{"fail " + certificate}},
		{name: "about to end, which backend-certificate-renewed-in-time says", world: issued("NotAfter", "2026-11-10T12:00:00Z"), want: []string{"pass " + certificate}},
		{name: "being validated", world: issued("Status", "PENDING_VALIDATION"), want: []string{"unknown " + certificate}},
		{name: "a state nobody has heard of", world: issued("Status", "RESTING"), want: []string{"unknown " + certificate}, says: []string{"RESTING"}},
		{name: "known after apply", world: issued("Status", "?known after apply").Set(aws.Certificates, testkit.OrdersCertificate, "NotAfter", "?known after apply"), want: []string{"unknown " + certificate}},
		{name: "issued at apply, with an end that is known later", world: issued("NotAfter", "?known after apply"), want: []string{"pass " + certificate}},
		{name: "trap: another certificate of the listener is expired, and nobody asks for it", world: two(testkit.NewRESTOverTLS(), "old.acme.example").Set(aws.Certificates, other, "NotAfter", "2026-01-01T00:00:00Z"), want: []string{"pass " + certificate}},
		{name: "one of two that are for the name is expired", world: two(issued("NotAfter", "2026-01-01T00:00:00Z"), testkit.OrdersHost), want: []string{"unknown " + certificate, "pass certificate/other"}},
		{name: "targets present one of their own", world: passthrough(), want: []string{"unknown " + deployed}},
		{name: "http", world: plain(), want: []string{none}},
	}
	for _, status := range []string{"EXPIRED", "REVOKED", "FAILED", "VALIDATION_TIMED_OUT", "INACTIVE"} {
		cases = append(cases, verdictCase{name: status, world: issued("Status", status), want: []string{"fail " + certificate}, says: []string{"{state " + status + "}"}})
	}
	return cases
}

func backendCertificateRenewedInTime() []verdictCase {
	return []verdictCase{
		{name: "in time", world: testkit.NewRESTOverTLS(), want: []string{"pass " + certificate}},
		{name: "imported, and about to end", world: imported(testkit.Leaf{Names: onOrders.Names, Until: testkit.Now.AddDate(0, 0, 20)}), want: []string{"fail " + certificate}, says: []string{"{date 2026-11-22}"}, hides: []string{"ACM renews"}},
		{name: "ACM has not renewed it", world: issued("NotAfter", "2026-11-20T12:00:00Z"), want: []string{"fail " + certificate}, says: []string{"has not renewed this one"}},
		{name: "still to be issued", world: issued("NotAfter", "?known after apply"), want: []string{"not_applicable " + certificate}},
		{name: "imported, with an end that is not told", world: issued("NotAfter", nil).Set(aws.Certificates, testkit.OrdersCertificate, "Type", "IMPORTED"), want: []string{"unknown " + certificate}},
		{name: "expired, which backend-certificate-in-date says", world: issued("NotAfter", "2026-10-01T12:00:00Z"), want: []string{"pass " + certificate}},
		{name: "targets present one of their own", world: passthrough(), want: []string{"not_applicable " + deployed}},
		{name: "http", world: plain(), want: []string{none}},
	}
}

func backendCertificateTrusted() []verdictCase {
	private := func(w *testkit.AWS) *testkit.AWS {
		return w.Set(aws.Certificates, testkit.OrdersCertificate, "Type", "PRIVATE")
	}
	return []verdictCase{
		{name: "issued by Amazon", world: testkit.NewRESTOverTLS(), want: []string{"pass " + certificate}},
		{name: "issued by Amazon for an HTTP API", world: testkit.NewHTTPOverTLS(), want: []string{"pass " + certificate}},
		{
			name: "a private authority", world: private(testkit.NewRESTOverTLS()), want: []string{"fail " + certificate},
			says: []string{"PKIX path building failed", "{insecureSkipVerification false}", "insecure_skip_verification = true"},
		},
		{name: "a private authority, and the list is not asked", world: skipping(private(testkit.NewRESTOverTLS()), true), want: []string{"pass " + certificate}},
		{name: "whether it is asked is not known", world: skipping(private(testkit.NewRESTOverTLS()), "?known after apply"), want: []string{"unknown " + certificate}},
		{name: "that does not matter", world: skipping(testkit.NewRESTOverTLS(), "?known after apply"), want: []string{"pass " + certificate}},
		{name: "a private authority for an HTTP API, which is not documented", world: private(testkit.NewHTTPOverTLS()), want: []string{"unknown " + certificate}},
		{name: "an authority that only its ARN tells of", world: issued("CertificateAuthorityArn", "arn:aws:acm-pca:eu-west-1:123456789012:certificate-authority/1"), want: []string{"fail " + certificate}},
		{name: "self-signed", world: imported(testkit.Leaf{Names: onOrders.Names, SelfSigned: true}), want: []string{"fail " + certificate}},
		{name: "self-signed, for an HTTP API", world: testkit.NewHTTPOverTLS().Import(testkit.OrdersCertificate, testkit.Leaf{Names: onOrders.Names, SelfSigned: true}.PEM(), ""), want: []string{"fail " + certificate}, says: []string{"HTTP APIs cannot skip the verification"}},
		{name: "trap: skipping the verification still asks for a root that is an authority", world: skipping(imported(testkit.Leaf{Names: onOrders.Names, SelfSigned: true}), true), want: []string{"fail " + certificate}, says: []string{"CA:TRUE and keyCertSign"}},
		{name: "a chain that does not show its root", world: imported(onOrders), want: []string{"unknown " + certificate}, says: []string{"Test Root"}},
		{name: "a chain that is not told", world: issued("Type", "IMPORTED"), want: []string{"unknown " + certificate}, says: []string{"acm:GetCertificate"}},
		{name: "targets present one of their own", world: passthrough(), want: []string{"unknown " + deployed}},
		{name: "http", world: plain(), want: []string{none}},
	}
}

func backendCertificateChainComplete() []verdictCase {
	return []verdictCase{
		{name: "with its issuer", world: imported(onOrders), want: []string{"pass " + certificate}},
		{name: "self-signed, which backend-certificate-trusted says", world: imported(testkit.Leaf{Names: onOrders.Names, SelfSigned: true}), want: []string{"pass " + certificate}},
		{name: "in the wrong order", world: imported(testkit.Leaf{Names: onOrders.Names, Backwards: true}), want: []string{"fail " + certificate}},
		{name: "with a stranger", world: testkit.NewRESTOverTLS().Import(testkit.OrdersCertificate, testkit.Leaf{Names: onOrders.Names, Alone: true}.PEM()+testkit.Leaf{Names: []string{"x.example"}, SelfSigned: true}.PEM(), ""), want: []string{"fail " + certificate}, says: []string{"certificate 2 did not issue the one before it"}},
		{name: "publicly issued, without its issuer", world: imported(testkit.Leaf{Names: onOrders.Names, Alone: true, Public: true}), want: []string{"fail " + certificate}, says: []string{"PKIX path building failed", "{certificates 1}"}},
		{name: "without its issuer, which may be a root", world: imported(testkit.Leaf{Names: onOrders.Names, Alone: true}), want: []string{"unknown " + certificate}},
		{name: "a chain that is not told", world: issued("Type", "IMPORTED"), want: []string{"unknown " + certificate}},
		{name: "a type that is not known", world: issued("Type", "?known after apply"), want: []string{"unknown " + certificate}},
		{name: "issued by ACM", world: testkit.NewRESTOverTLS(), want: []string{"not_applicable " + certificate}},
		{name: "http", world: plain(), want: []string{none}},
	}
}

func backendCertificateKeyMatches() []verdictCase {
	key := func(text string) *testkit.AWS {
		return testkit.NewRESTOverTLS().Import(testkit.OrdersCertificate, onOrders.PEM(), text)
	}
	return []verdictCase{
		{name: "its own key", world: key(onOrders.Key()), want: []string{"pass " + certificate}},
		{name: "another certificate's key", world: key(testkit.Leaf{Names: []string{"x.example"}}.Key()), want: []string{"fail " + certificate}, says: []string{"Apply fails"}},
		{name: "a key known after apply", world: key(onOrders.Key()).Set(aws.Certificates, testkit.OrdersCertificate, "Certificate.keyMatches", "?known after apply"), want: []string{"unknown " + certificate}},
		{name: "a key that is write-only", world: key("").Address(aws.Certificates, testkit.OrdersCertificate, "aws_acm_certificate.orders").Set(aws.Certificates, testkit.OrdersCertificate, "Status", nil), want: []string{"unknown aws_acm_certificate.orders"}},
		{name: "ACM has taken it", world: imported(onOrders), want: []string{"pass " + certificate}},
		{name: "issued by ACM", world: testkit.NewRESTOverTLS(), want: []string{"not_applicable " + certificate}},
		{name: "http", world: plain(), want: []string{none}},
	}
}

func tlsPolicyFitsAPIGateway() []verdictCase {
	const l = "listener/net/orders/1a/80"
	policy := func(v any) *testkit.AWS {
		return testkit.NewRESTOverTLS().Set(aws.Listeners, tlsListener, "SslPolicy", v)
	}
	return []verdictCase{
		{name: "TLS 1.2 and 1.3", world: policy("ELBSecurityPolicy-TLS13-1-2-2021-06"), want: []string{"pass " + l}},
		{name: "TLS 1.2", world: policy("ELBSecurityPolicy-2016-08"), want: []string{"pass " + l}},
		{name: "the default", world: policy(nil), want: []string{"pass " + l}},
		{name: "TLS 1.3 only", world: policy("ELBSecurityPolicy-TLS13-1-3-2021-06"), want: []string{"fail " + l}, says: []string{"{sslPolicy ELBSecurityPolicy-TLS13-1-3-2021-06}"}},
		{name: "TLS 1.3 only, for FIPS", world: policy("ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04"), want: []string{"fail " + l}},
		{name: "known after apply", world: policy("?known after apply"), want: []string{"unknown " + l}},
		{name: "targets end TLS", world: passthrough(), want: []string{"not_applicable " + deployed}},
		{name: "http", world: plain().Set(aws.Listeners, tlsListener, "SslPolicy", "ELBSecurityPolicy-TLS13-1-3-2021-06"), want: []string{none}},
	}
}

func mutualAuthenticationSatisfied() []verdictCase {
	const l = "listener/app/shop/2b/80"
	mode := func(v any) *testkit.AWS {
		return testkit.NewHTTPOverTLS().Set(aws.Listeners, "shop/2b/80", "MutualAuthentication", body{"Mode": v})
	}
	rest := func(clientCertificate any) *testkit.AWS {
		return integration(testkit.NewRESTV2(), "uri", "https://"+testkit.OrdersHost).Set(aws.Listeners, "shop/2b/80", "Port", 443).Set(aws.Listeners, "shop/2b/80", "Protocol", "HTTPS").
			Set(aws.Listeners, "shop/2b/80", "MutualAuthentication", body{"Mode": "verify"}).Set(aws.RestStages, "prod", "clientCertificateId", clientCertificate)
	}
	return []verdictCase{
		{name: "off", world: mode("off"), want: []string{"pass " + l}},
		{name: "passed on", world: mode("passthrough"), want: []string{"pass " + l}},
		{name: "not told", world: testkit.NewHTTPOverTLS(), want: []string{"pass " + l}},
		{name: "HTTP APIs have no client certificate", world: mode("verify"), want: []string{"fail " + l}, says: []string{"{mode verify}"}},
		{name: "a stage without one", world: rest(nil), want: []string{"fail " + l}, says: []string{"has no client certificate"}},
		{name: "a stage with one that the trust store may know", world: rest("abc123"), want: []string{"unknown " + l}, says: []string{"abc123"}},
		{name: "a stage of which it is not known", world: rest("?known after apply"), want: []string{"unknown " + l}},
		{name: "a mode known after apply", world: mode("?known after apply"), want: []string{"unknown " + l}},
		{name: "targets end TLS", world: passthrough(), want: []string{"not_applicable " + deployed}},
		{name: "http", world: plain(), want: []string{none}},
	}
}
