package symptom

// privateCauses are between a stage of Amazon API Gateway and the backend of a private
// integration.
//
// Sources: https://repost.aws/knowledge-center/api-gateway-500-error-vpc,
// https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html,
// https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html.
var privateCauses = []Cause{
	{
		ID:    "link-does-not-lead-to-backend",
		Title: "The VPC link, the load balancer or a target behind it does not answer",
		Why: "API Gateway found no way to the backend: the link is not available or the wrong one, its endpoint connection is not accepted, the load balancer has no listener on the port, " +
			"a security group or network ACL drops the packets, or no target is healthy.",
		Checks: []string{"vpc-link-available", "vpc-link-target-exists", "endpoint-connection-available", "stage-variables-resolve", "load-balancer-active", "listener-on-port", "target-group-has-targets", "targets-healthy", "private-link-rules-admit", "security-groups-admit", "network-acls-admit", "zones-covered"},
		Next:   "Look at the time between `Sending request to` and the error: about 10 seconds is a packet that is dropped, less than one a connection that is refused.",
	},
	{
		ID:     "backend-certificate-for-another-host",
		Title:  "The backend's certificate is for another host than the integration's",
		Why:    "API Gateway compares the host of the integration's URI with the names of the certificate that the listener or, behind a TCP listener, the target presents.",
		Checks: []string{"backend-certificate-covers-host", "listener-protocol-fits"},
		Next:   "The log prints the certificate's subject only; `apireach probe --as api-gateway HOST:PORT` tells all its names.",
	},
	{
		ID:     "backend-certificate-untrusted",
		Title:  "API Gateway does not trust the issuer of the backend's certificate",
		Why:    "API Gateway has a list of certificate authorities of its own. A private authority, one that is not on the list, or a chain without its intermediate certificates fails.",
		Checks: []string{"backend-certificate-trusted", "backend-certificate-in-date"},
		Next:   "insecureSkipVerification lets REST APIs accept other authorities; name and dates are verified all the same.",
	},
	{
		ID:     "backend-key-differs",
		Title:  "The backend's private key is not that of its certificate",
		Why:    "The backend signs the handshake with a key that does not belong to the certificate that it presents.",
		Checks: []string{"backend-certificate-key-matches"},
		Next:   "Compare the public keys: `openssl x509 -noout -pubkey -in cert.pem` and `openssl pkey -pubout -in key.pem` print the same.",
	},
	{
		ID:     "backend-closes-idle-connections",
		Title:  "The backend or the load balancer closes connections that API Gateway uses again",
		Why:    "API Gateway keeps connections open. A Network Load Balancer forgets one that is idle for 350 seconds by default, and a backend whose keep-alive is shorter closes it first: the next request finds it reset.",
		Checks: []string{"target-idle-timeout-fits"},
		Next:   "Make the backend's keep-alive timeout longer than the load balancer's idle timeout.",
	},
	{
		ID:     "backend-answers-no-http",
		Title:  "What answers is no HTTP: encryption is missing, or done twice",
		Why:    "Plain HTTP meets a port for TLS, or the other way round: the listener ends TLS and the target expects it again, or an https URI leads to a listener that speaks plain.",
		Checks: []string{"listener-protocol-fits", "no-double-encryption", "target-port-fits"},
	},
	{
		ID:     "link-fails-now-and-then",
		Title:  "Something inside the VPC link failed",
		Why:    "Single ones are errors inside AWS, and a retry succeeds. If they stay, the link or a zone of the load balancer is at fault.",
		Checks: []string{"vpc-link-available", "zones-covered", "endpoint-connection-available"},
	},
	{
		ID:     "backend-not-reached",
		Title:  "API Gateway cannot talk to the endpoint",
		Why:    "The connection is refused, reset, or is no TLS where TLS is expected.",
		Checks: []string{"integration-uses-vpc-link", "listener-protocol-fits", "listener-on-port", "security-groups-admit", "network-acls-admit", "targets-healthy"},
	},
	{
		ID:     "backend-too-slow",
		Title:  "The backend does not answer within the integration's timeout",
		Why:    "API Gateway waits for timeoutInMillis, 29 seconds at most by default, and no longer than an idle timeout on the way.",
		Checks: []string{"integration-timeout-fits", "target-idle-timeout-fits", "security-groups-admit", "network-acls-admit"},
		Next:   "If the log has `Received response`, the network is fine and the backend slow.",
	},
	{
		ID:    "backend-answers-error",
		Title: "The load balancer or the backend answers with an error itself",
		Why: "API Gateway got through, and hands on what it is answered. An Application Load Balancer answers 503 where a target group is empty, 502 where a target breaks the connection off, " +
			"504 where a target cannot be connected to or is slower than the idle timeout; all else is the backend's own.",
		Checks: []string{"target-group-has-targets", "targets-healthy", "security-groups-admit", "network-acls-admit", "target-port-fits", "no-double-encryption", "target-idle-timeout-fits"},
		Next:   "Look at the load balancer's access log: target_status_code is - where the load balancer answers itself.",
	},
	{
		ID:     "integration-address-malformed",
		Title:  "The integration's URI is none that API Gateway can call",
		Why:    "The URI is malformed, a stage variable in it is missing, or it is a private address without a VPC link.",
		Checks: []string{"integration-uri-fits-listener", "stage-variables-resolve", "integration-uses-vpc-link"},
	},
	{
		ID:    "integration-response-missing",
		Title: "The method has no integration response for what the backend answered",
		Why:   "An integration that is no proxy maps answers by patterns; one that no pattern fits and no default takes is an error. The network is fine.",
		Next:  "Add an integration response without a selection pattern, or make the integration HTTP_PROXY.",
	},
	{
		ID:    "lambda-integration-fails",
		Title: "It is an integration with Lambda that fails: no VPC link has a part in it",
		Why:   "The function may not be invoked, or does not answer as a proxy integration expects.",
		Next:  "Look at the function's permissions and at what it returns.",
	},
}
