package symptom

// messageSignatures are what clients print: curl, OpenSSL, Java, Go, Node.js, Python
// and browsers.
var messageSignatures = []signature{
	{
		seen: "a name that does not resolve", text: says(`could not resolve host|no such host|NXDOMAIN|ENOTFOUND|EAI_AGAIN|UnknownHostException|name or service not known|ERR_NAME_NOT_RESOLVED|nodename nor servname`),
		causes: []string{"name-does-not-resolve"},
	},
	{
		seen: "a connection that is refused or times out", text: says(`connection refused|ECONNREFUSED|connection timed out|connect timed out|ETIMEDOUT|i/o timeout|no route to host|ERR_CONNECTION_(REFUSED|TIMED_OUT)|failed to connect to \S+ port`),
		causes: []string{"nothing-listens", "name-does-not-resolve", "dropped-near-the-client"},
	},
	{
		seen: "a certificate for other names", text: says(`no alternative certificate subject name|subject name .{0,200}does not match|hostname mismatch|ERR_CERT_COMMON_NAME_INVALID|ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames|x509: certificate is (valid for|not valid for any names)|x509: certificate relies on legacy Common Name|no subject alternative (DNS )?names?|No name matching \S+ found`),
		causes: []string{"certificate-does-not-cover-name", "name-does-not-resolve"},
	},
	{
		seen: "a certificate that has expired or is not valid yet", text: says(`certificate (has )?expired|CERT_HAS_EXPIRED|ERR_CERT_DATE_INVALID|certificate is not yet valid|CertificateExpiredException|CertificateNotYetValidException|NotAfter:`),
		causes: []string{"certificate-expired"},
	},
	{
		seen: "a certificate whose issuer is not known", text: says(`unable to get (local )?issuer certificate|unable to verify the first certificate|UNABLE_TO_VERIFY_LEAF_SIGNATURE|signed by unknown authority|PKIX path building failed|self[- ]signed certificate|ERR_CERT_AUTHORITY_INVALID|unable to find valid certification path`),
		causes: []string{"certificate-chain-incomplete", "certificate-issuer-not-trusted", "name-does-not-resolve"},
	},
	{
		seen: "a client certificate that is missing or refused", text: says(`alert (bad certificate|certificate required|unknown ca)|tlsv1?3? alert certificate required|tls: (bad certificate|certificate required)|bad_certificate`),
		causes: []string{"client-certificate-refused"},
	},
	{
		seen: "an answer that is not TLS", text: says(`wrong version number|record_overflow|first record does not look like a TLS handshake|packet length too long|EPROTO.{0,80}wrong version|Unsupported or unrecognized SSL message|HTTP response to HTTPS client`),
		causes: []string{"speaks-plain-http", "name-does-not-resolve"},
	},
	{
		seen: "a TLS handshake that fails", text: says(`handshake[_ ]failure|alert protocol version|protocol_version|ERR_SSL_(PROTOCOL_ERROR|VERSION_OR_CIPHER_MISMATCH)|unrecognized[_ ]name|no (shared )?cipher|SSL_ERROR_SYSCALL|unexpected eof while reading|SSLHandshakeException|handshake timeout|connection reset by peer|ECONNRESET`),
		causes: []string{"no-usable-certificate", "protocol-version-differs", "client-certificate-refused", "dropped-near-the-client"},
	},
	{
		seen: "the load balancer's 502 page", text: says(`502 Server Error[\s\S]{0,600}try again in 30 seconds`),
		causes: []string{"no-healthy-backend", "backend-refuses-connections", "wrong-network", "backend-does-not-answer"},
	},
	{
		seen: "failed_to_pick_backend in a message", text: says(`failed_to_pick_backend`),
		causes: []string{"no-healthy-backend", "wrong-network", "private-service-connect-broken"},
	},
	{
		seen: "failed_to_connect_to_backend in a message", text: says(`failed_to_connect_to_backend`),
		causes: []string{"backend-refuses-connections", "no-healthy-backend", "private-service-connect-broken"},
	},
	{
		seen: "backend_timeout in a message", text: says(`\bbackend_timeout\b`),
		causes: []string{"backend-does-not-answer", "wrong-network"},
	},
	{
		seen: "backend_connection_closed in a message", text: says(`backend_connection_closed`),
		causes: []string{"backend-protocol-differs", "backend-does-not-answer"},
	},
	{
		seen: "denied_by_security_policy in a message", text: says(`denied_by_security_policy|"outcome"\s*:\s*"DENY"`),
		causes: []string{"cloud-armor-denies"},
	},
	{
		seen: "throttled_by_security_policy or banned_by_security_policy in a message", text: says(`(throttled|banned)_by_security_policy`),
		causes: []string{"cloud-armor-limits-rate"},
	},
	{
		seen: "Apigee's fault for a host or path that it does not know", text: says(`messaging\.adaptors\.http\.flow\.ApplicationNotFound|unable to identify proxy for host`),
		causes: []string{"host-not-routed"},
	},
	{
		seen: "a fault of an API proxy", text: says(`"faultstring"\s*:`),
		causes: []string{"api-proxy-fault"},
	},
}
