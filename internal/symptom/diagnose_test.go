package symptom_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/symptom"
)

func diagnosed(t *testing.T, input string) symptom.Diagnosis {
	t.Helper()
	var q symptom.Inquiry
	if err := symptom.Read(strings.NewReader(input), q.Add); err != nil {
		t.Fatal(err)
	}
	return q.Diagnosis()
}

func ids(d symptom.Diagnosis) []string {
	var out []string
	for _, s := range d.Suspects {
		out = append(out, s.ID)
	}
	return out
}

// entry is a log entry of a load balancer with a status and a payload.
func entry(status int, payload string) string {
	return fmt.Sprintf(`{"logName": "projects/acme/logs/requests", "httpRequest": {"status": %d, "requestUrl": "https://api.example.com/?key=canary"}, "jsonPayload": {%s}}`, status, payload)
}

func TestTheLikeliestCauseComesFirst(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ seen, want string }{
		// What the load balancer's log says.
		"a backend that could not be picked":      {entry(502, `"statusDetails": "failed_to_pick_backend"`), "no-healthy-backend"},
		"a backend that refuses":                  {entry(502, `"statusDetails": "failed_to_connect_to_backend"`), "backend-refuses-connections"},
		"a backend that is silent":                {entry(504, `"statusDetails": "backend_timeout"`), "backend-does-not-answer"},
		"a backend that hangs up":                 {entry(502, `"statusDetails": "backend_connection_closed_before_data_sent_to_client"`), "backend-protocol-differs"},
		"a denial":                                {entry(403, `"statusDetails": "denied_by_security_policy", "enforcedSecurityPolicy": {"name": "edge", "priority": 1000, "outcome": "DENY"}`), "cloud-armor-denies"},
		"a denial of which only the policy tells": {entry(403, `"enforcedEdgeSecurityPolicy": {"name": "edge", "priority": "1000", "outcome": "DENY"}`), "cloud-armor-denies"},
		"a denial that answers 502":               {entry(502, `"statusDetails": "denied_by_security_policy"`), "cloud-armor-denies"},
		"a limit":                                 {entry(429, `"statusDetails": "throttled_by_security_policy", "enforcedSecurityPolicy": {"name": "limit", "outcome": "DENY"}`), "cloud-armor-limits-rate"},
		"a ban":                                   {entry(403, `"statusDetails": "banned_by_security_policy"`), "cloud-armor-limits-rate"},
		"a client certificate":                    {entry(0, `"statusDetails": "client_cert_not_provided"`), "client-certificate-refused"},
		"a host that Apigee does not know":        {entry(404, `"statusDetails": "response_sent_by_backend"`), "host-not-routed"},
		"a region without the environment":        {entry(503, `"statusDetails": "response_sent_by_backend"`), "environment-not-attached"},
		"a target's error":                        {entry(500, `"statusDetails": "response_sent_by_backend"`), "api-proxy-fault"},
		"a configuration on its way":              {entry(404, `"statusDetails": "config_not_found"`), "load-balancer-still-changing"},
		"a health check":                          {`{"logName": "x", "jsonPayload": {"healthCheckProbeResult": {"healthState": "UNHEALTHY"}}}`, "no-healthy-backend"},
		"an allowed request that fails behind": {
			entry(502, `"statusDetails": "failed_to_pick_backend", "enforcedSecurityPolicy": {"name": "p", "outcome": "ACCEPT"}`), "no-healthy-backend",
		},

		// What clients print.
		"curl, name":                  {"curl: (6) Could not resolve host: api.example.com", "name-does-not-resolve"},
		"curl, refused":               {"curl: (7) Failed to connect to api.example.com port 443 after 3 ms: Connection refused", "nothing-listens"},
		"curl, other name":            {"curl: (60) SSL: no alternative certificate subject name matches target host name 'api.example.com'", "certificate-does-not-cover-name"},
		"curl, expired":               {"curl: (60) SSL certificate problem: certificate has expired", "certificate-expired"},
		"curl, issuer":                {"curl: (60) SSL certificate problem: unable to get local issuer certificate", "certificate-chain-incomplete"},
		"curl, not TLS":               {"curl: (35) error:0A00010B:SSL routines::wrong version number", "speaks-plain-http"},
		"OpenSSL, handshake":          {"140735:error:14094410:SSL routines:ssl3_read_bytes:sslv3 alert handshake failure", "no-usable-certificate"},
		"OpenSSL, reset in handshake": {"OpenSSL SSL_connect: Connection reset by peer in connection to api.example.com:443", "no-usable-certificate"},
		"Go, expired":                 {"tls: failed to verify certificate: x509: certificate has expired or is not yet valid", "certificate-expired"},
		"Go, other name":              {"x509: certificate is valid for a.example.com, not b.example.com", "certificate-does-not-cover-name"},
		"Java, issuer":                {"javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid certification path", "certificate-chain-incomplete"},
		"Node.js, name":               {"Error: getaddrinfo ENOTFOUND api.example.com", "name-does-not-resolve"},
		"mutual TLS":                  {"error:1409445C:SSL routines:ssl3_read_bytes:tlsv13 alert certificate required", "client-certificate-refused"},
		"the page of 502": {
			"<html><head><title>502 Server Error</title></head><body><h2>The server encountered a temporary error.<p>Please try again in 30 seconds.</h2></body></html>", "no-healthy-backend",
		},
		"the 503 of a region without the environment": {"HTTP/2 503 \r\ncontent-length: 0\r\nvia: 1.1 google\r\n", "environment-not-attached"},
		"curl --verbose":                     {"* Connected\n> GET / HTTP/2\n> \n< HTTP/2 503 \n< content-length: 0\n< via: 1.1 google\n", "environment-not-attached"},
		"Apigee's fault for a host":          {`{"fault":{"faultstring":"Unable to identify proxy for host: default and url: /v1","detail":{"errorcode":"messaging.adaptors.http.flow.ApplicationNotFound"}}}`, "host-not-routed"},
		"Apigee's fault of a policy":         {`{"fault":{"faultstring":"Invalid ApiKey","detail":{"errorcode":"oauth.v2.InvalidApiKey"}}}`, "api-proxy-fault"},
		"a log line that is no JSON":         {`statusDetails: "failed_to_pick_backend" severity: "WARNING"`, "no-healthy-backend"},
		"a log line that begins in brackets": {"[error] upstream: x509: certificate has expired", "certificate-expired"},

		// What API Gateway logs and answers.
		"API Gateway, nothing reached": {"(1d2c) Execution failed due to configuration error: There was an internal error while executing your request\n(1d2c) Method completed with status: 500", "link-does-not-lead-to-backend"},
		"API Gateway, another host":    {"Thu Aug 04 19:50:21 UTC 2022 : Execution failed due to configuration error: Host name 'domain.com.com' does not match the certificate subject provided by the peer (CN=myinstance.com)", "backend-certificate-for-another-host"},
		"API Gateway, issuer":          {"Execution failed due to configuration error: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target", "backend-certificate-untrusted"},
		"API Gateway, key":             {"Execution failed due to configuration error: Cannot verify ECDH ServerKeyExchange signature", "backend-key-differs"},
		"API Gateway, idle":            {"Execution failed due to an internal error", "backend-closes-idle-connections"},
		"API Gateway, no HTTP":         {"Execution failed due to configuration error: Invalid protocol version: \x15\x03", "backend-answers-no-http"},
		"API Gateway, link":            {"Execution failed due to an vpc link error", "link-fails-now-and-then"},
		"API Gateway, network":         {"Execution failed due to a network error communicating with endpoint: Connection reset by peer", "backend-not-reached"},
		"API Gateway, timeout":         {"Execution failed due to a timeout error", "backend-too-slow"},
		"API Gateway, address":         {"Execution failed due to configuration error: Invalid endpoint address", "integration-address-malformed"},
		"API Gateway, mapping":         {"Execution failed due to configuration error: No match for output mapping and no default output mapping configured", "integration-response-missing"},
		"API Gateway, Lambda":          {"Execution failed due to configuration error: Malformed Lambda proxy response", "lambda-integration-fails"},
		"API Gateway, answer of 504":   {"HTTP/2 504 \n\n{\"message\": \"Endpoint request timed out\"}", "backend-too-slow"},
		"API Gateway, answer of 503":   {"HTTP/2 503 \n\n{\"message\":\"Service Unavailable\"}", "link-does-not-lead-to-backend"},
		"API Gateway, answer of 500":   {"HTTP/2 500 \n\n{\"message\": \"Internal server error\"}", "link-does-not-lead-to-backend"},
		"API Gateway, events":          {`{"events": [{"timestamp": 1, "message": "(1d2c) Execution failed due to an vpc link error", "eventId": "1"}]}`, "link-fails-now-and-then"},

		// A status alone.
		"403": {"403 Forbidden", "cloud-armor-denies"},
		"404": {"The requested URL returned error: 404", "host-not-routed"},
		"429": {"status: 429", "cloud-armor-limits-rate"},
		"502": {"502 Bad Gateway", "no-healthy-backend"},
		"503": {`{"status": 503}`, "environment-not-attached"},
		"504": {"HTTP/1.1 504 Gateway Timeout\n", "backend-does-not-answer"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := ids(diagnosed(t, c.seen)); len(got) == 0 || got[0] != c.want {
				t.Errorf("got %v, want %s first", got, c.want)
			}
		})
	}
}

func TestWhatIsNoErrorPointsToNothing(t *testing.T) {
	t.Parallel()
	for name, seen := range map[string]string{
		"a success":               "HTTP/2 200 \nvia: 1.1 google\ncontent-length: 0\n",
		"a success in the log":    entry(200, `"statusDetails": "response_sent_by_backend", "enforcedSecurityPolicy": {"outcome": "ACCEPT"}`),
		"a healthy probe":         `{"logName": "x", "jsonPayload": {"healthCheckProbeResult": {"healthState": "HEALTHY"}}}`,
		"an interim answer":       "HTTP/1.1 100 Continue\n\nHTTP/1.1 201 Created\n",
		"a year and other digits": "deployed 502 proxies in 2023, build 1403",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := ids(diagnosed(t, seen)); len(got) > 0 {
				t.Errorf("got %v", got)
			}
		})
	}
}

func TestManyEntriesAreCountedByCause(t *testing.T) {
	t.Parallel()
	denied := entry(403, `"statusDetails": "denied_by_security_policy", "enforcedSecurityPolicy": {"name": "edge", "priority": 7, "outcome": "DENY"}`)
	sick := entry(502, `"statusDetails": "failed_to_pick_backend"`)
	fine := entry(200, `"statusDetails": "response_sent_by_backend"`)
	odd := entry(0, `"statusDetails": "something_new"`)
	all := []string{sick, denied, fine, sick, odd, sick}
	for name, input := range map[string]string{
		"a list":           "[" + strings.Join(all, ",\n") + "]",
		"one entry a line": strings.Join(all, "\n"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := diagnosed(t, input)
			if got, want := ids(d), []string{"no-healthy-backend", "cloud-armor-denies", "wrong-network", "private-service-connect-broken"}; !slices.Equal(got, want) {
				t.Fatalf("got %v, want %v", got, want)
			}
			if d.Suspects[0].Count != 3 || d.Suspects[1].Count != 1 || d.Fine != 1 || d.Silent != 1 {
				t.Errorf("counts: %d, %d, fine %d, silent %d", d.Suspects[0].Count, d.Suspects[1].Count, d.Fine, d.Silent)
			}
			if got := d.Suspects[1].Where; !slices.Equal(got, []string{"edge, priority 7"}) {
				t.Errorf("the rule that denied is %v", got)
			}
		})
	}
}

func TestOneMessageCountsEachCauseOnce(t *testing.T) {
	t.Parallel()
	d := diagnosed(t, "HTTP/2 503 \ncontent-length: 0\nvia: 1.1 google\n")
	if d.Suspects[0].Count != 1 {
		t.Errorf("one answer counts %d times: %v", d.Suspects[0].Count, d.Suspects[0].Seen)
	}
}

func TestBadInputIsOneClearError(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ input, want string }{
		"nothing":                {" \n", "the input is empty"},
		"a list that is cut off": {`[{"logName": "x"}, {"logNa`, "the JSON ends too early, in entry 2"},
		"an end that is missing": {`[{"logName": "x"}`, "the JSON ends too early"},
		"a broken entry":         {`[{"logName": "x"}, {canary}]`, "entry 2 is not JSON"},
		"too deep":               {strings.Repeat("[", 20000), ""},
		"too large a text":       {strings.Repeat("x", 17<<20), "larger than 16 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			err := symptom.Read(strings.NewReader(c.input), func(symptom.Observation) {})
			switch {
			case c.want == "" && err != nil:
				t.Errorf("got %v; it is text", err)
			case c.want == "":
			case err == nil || !strings.Contains(err.Error(), c.want) || strings.Contains(err.Error(), "canary"):
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

func TestEveryCauseCanBeFoundAndIsTold(t *testing.T) {
	t.Parallel()
	found := symptom.Found()
	seen := map[string]bool{}
	for _, c := range symptom.Causes() {
		if seen[c.ID] {
			t.Errorf("%s is there twice", c.ID)
		}
		seen[c.ID] = true
		if c.Title == "" || c.Why == "" || c.Next == "" && len(c.Checks) == 0 {
			t.Errorf("%s does not say what it is and what to do", c.ID)
		}
		if !found[c.ID] {
			t.Errorf("nothing points to %s", c.ID)
		}
	}
	for id := range found {
		if !seen[id] {
			t.Errorf("a signature points to %s, which is no cause", id)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, seed := range []string{entry(502, `"statusDetails": "failed_to_pick_backend"`), "HTTP/2 503 \nvia: 1.1 google", "[{}]", "502", "[x", `{"a":`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, input string) {
		var q symptom.Inquiry
		if symptom.Read(strings.NewReader(input), q.Add) != nil {
			return
		}
		for _, s := range q.Diagnosis().Suspects {
			if s.Count < 1 || s.Title == "" || len(s.Seen) == 0 {
				t.Errorf("%+v", s)
			}
		}
	})
}
