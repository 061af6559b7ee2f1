package symptom

// frontCauses are between the client and the backend service.
var frontCauses = []Cause{
	{
		ID:     "name-does-not-resolve",
		Title:  "The hostname does not lead to the load balancer",
		Checks: []string{"hostname-resolves-to-load-balancer"},
		Why:    "Clients ask DNS for the hostname. Without an answer, or with the address of something else, no request reaches the load balancer.",
		Next:   "Ask with --probe, or compare `dig +short A HOST` and `dig +short AAAA HOST` with the addresses of the forwarding rules; one stray AAAA is enough for some clients.",
	},
	{
		ID:     "nothing-listens",
		Title:  "Nothing listens where the client connects",
		Checks: []string{"load-balancer-listens-on-443"},
		Why:    "The address has no forwarding rule for the port.",
		Next:   "Look for a forwarding rule with this address and port 443 that leads to a target HTTPS proxy.",
	},
	{
		ID:    "dropped-near-the-client",
		Title: "Something on the client's side drops or resets the connection",
		Why:   "A firewall or a proxy between the client and the load balancer does not let the connection through.",
		Next:  "Try from another network: `curl -v --connect-timeout 5 https://HOST`.",
	},
	{
		ID:     "certificate-does-not-cover-name",
		Title:  "The certificate that is served does not cover the hostname",
		Checks: []string{"certificate-covers-hostnames"},
		Why:    "Clients compare the hostname with the certificate's subject alternative names. With several certificates, or a certificate map, another than the expected one may be served.",
		Next:   "Read the served certificate with `openssl s_client -connect HOST:443 -servername HOST`.",
	},
	{
		ID:     "certificate-expired",
		Title:  "The certificate that is served is not valid now",
		Checks: []string{"certificate-in-date"},
		Why:    "A load balancer goes on serving a certificate that has expired, even when a valid one for the same name is attached.",
		Next:   "Read the served certificate's dates with `openssl s_client -connect HOST:443 -servername HOST | openssl x509 -noout -dates`.",
	},
	{
		ID:     "certificate-chain-incomplete",
		Title:  "The certificate's chain is not complete",
		Checks: []string{"certificate-chain-complete"},
		Why:    "The load balancer sends the certificates that it was given and no others. Clients that do not fetch a missing intermediate certificate refuse the connection.",
		Next:   "Compare with another client: browsers often fetch what is missing, curl and Java do not.",
	},
	{
		ID:    "certificate-issuer-not-trusted",
		Title: "Clients do not trust the certificate's issuer",
		Why:   "The certificate is self-signed, or of a private authority that clients do not know.",
		Next:  "Read the issuers with `openssl s_client -connect HOST:443 -servername HOST -showcerts`, and give clients the authority's root.",
	},
	{
		ID:     "no-usable-certificate",
		Title:  "The load balancer has no certificate that it can serve",
		Checks: []string{"certificate-attached", "managed-certificate-active", "ssl-policy-usable", "certificate-key-matches"},
		Why: "While a managed certificate is being provisioned, when a certificate map has no entry for the name and no primary one, or when the SSL policy's " +
			"ciphers do not fit the certificate's key, the handshake is aborted, and no request is logged.",
		Next: "Look at the state of managed certificates, at the certificate map and at the SSL policy of the target HTTPS proxy.",
	},
	{
		ID:    "protocol-version-differs",
		Title: "Client and load balancer have no TLS version or cipher in common",
		Why:   "The SSL policy's minimum version, or its list of ciphers, is beyond what the client knows.",
		Next:  "Compare minTlsVersion and profile of the target HTTPS proxy's SSL policy with the client's versions: `openssl s_client -connect HOST:443 -tls1_2`.",
	},
	{
		ID:    "client-certificate-refused",
		Title: "The load balancer asks for a client certificate and refuses what it gets",
		Why:   "A server TLS policy with client validation refuses clients without a certificate that it trusts. It is meant to.",
		Next:  "Look at serverTlsPolicy of the target HTTPS proxy, and at the client_cert_ statusDetails in the log.",
	},
	{
		ID:     "speaks-plain-http",
		Checks: []string{"load-balancer-listens-on-443"},
		Title:  "What answers on the port does not speak TLS",
		Why:    "A load balancer for HTTP only, or something else, answers at this address and port.",
		Next:   "Look for the forwarding rule of the address: it should lead to a target HTTPS proxy.",
	},
	{
		ID:     "cloud-armor-denies",
		Title:  "A Cloud Armor policy denies the request",
		Checks: []string{"armor-admits-clients", "security-policy-usable"},
		Why:    "The first rule that matches decides, in the policies of organization and folders, then in the edge policy, then in that of the backend service.",
		Next:   "The log entry's enforcedSecurityPolicy (or enforcedEdgeSecurityPolicy) names policy and priority: `gcloud compute security-policies rules describe PRIORITY --security-policy POLICY`.",
	},
	{
		ID:    "cloud-armor-limits-rate",
		Title: "A Cloud Armor rule limits the rate of requests",
		Why:   "A throttle or rate_based_ban rule turns requests away above its threshold.",
		Next:  "Look at the rule's threshold, interval and key; clients behind one address share a limit by IP.",
	},
	{
		ID:    "load-balancer-still-changing",
		Title: "The load balancer's configuration has not reached every location yet",
		Why:   "After a change some locations of Google's edge answer from the old configuration, or from none, for minutes.",
		Next:  "Try again after some minutes; if it stays, no rule of the URL map matches the host.",
	},
	{
		ID:    "client-left",
		Title: "The client closed the connection or was too slow",
		Why:   "The request ended before an answer, or before it was complete, on the client's side.",
		Next:  "Look at the client's timeouts, and at what is between it and the load balancer.",
	},
	{
		ID:     "identity-aware-proxy",
		Title:  "Identity-Aware Proxy answered",
		Why:    "Identity-Aware Proxy is on for the backend service and wants a Google identity, which clients of an API seldom have.",
		Checks: []string{"identity-aware-proxy-off"},
		Next:   "Look at iap of the backend service.",
	},
}
