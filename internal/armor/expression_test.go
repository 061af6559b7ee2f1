package armor_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Each expression is that of the only deny before a default allow.
func TestExpressions_matchRequests(t *testing.T) {
	t.Parallel()
	request := armor.Request{
		Method: value.Known("GET"), Path: value.Known("/v2/api-docs"), Query: value.Known("q=%27%20or"), Scheme: value.Known("https"),
		Headers: map[string]value.String{
			"host": value.Known("api.acme.example"), "user-agent": value.Known("curl/8"),
			"x-forwarded-for": value.Known("203.0.113.77"), "authorization": value.Known("YWJj"),
		},
		OnlyHeaders: true,
		RegionCode:  value.Known("US"), ASN: value.Known(int64(15169)), JA3: value.Known("abc"), JA4: value.Known("t13d"),
	}
	const yes, no, maybe = "denied", "admitted", "undecided"
	for text, want := range map[string]string{
		`origin.ip == '203.0.113.9'`:                                          yes,
		`origin.ip != '203.0.113.9'`:                                          no,
		`origin.ip == '203.0.113.10'`:                                         no,
		`'203.0.113.9' == origin.ip`:                                          yes,
		`origin.ip == 'office'`:                                               no,
		`origin.ip == '203.0.113.09'`:                                         no,
		`origin.ip == '::ffff:203.0.113.9'`:                                   maybe,
		`origin.ip == origin.user_ip`:                                         yes,
		`origin.ip.startsWith('203.0.')`:                                      yes,
		`origin.ip.lower() == '203.0.113.9'`:                                  yes,
		`inIpRange(origin.ip, '203.0.113.0/24')`:                              yes,
		`!inIpRange(origin.ip, '203.0.113.0/24')`:                             no,
		`inIpRange(origin.ip, '2001:db8::/32')`:                               no,
		`inIpRange(origin.user_ip, '203.0.113.0/24')`:                         yes,
		`inIpRange(request.headers['x-forwarded-for'], '203.0.113.0/24')`:     yes,
		`inIpRange(request.headers['user-agent'], '203.0.113.0/24')`:          no, // fails
		`!inIpRange(request.headers['user-agent'], '203.0.113.0/24')`:         no, // fails too
		`inIpRange(origin.ip, 'office')`:                                      maybe,
		`origin.region_code == 'US'`:                                          yes,
		`origin.region_code == 'us'`:                                          no,
		`origin.region_code.lower() == 'us'`:                                  yes,
		`origin.region_code != 'US' || origin.region_code != 'CA'`:            yes,
		`origin.region_code == 'US' && origin.asn == 15169`:                   yes,
		`origin.asn > 15169`:                                                  no,
		`origin.asn >= 15169 && origin.asn <= 15169 && !(origin.asn < 15169)`: yes,
		`origin.tls_ja3_fingerprint == 'abc'`:                                 yes,
		`origin.tls_ja4_fingerprint.contains('3d')`:                           yes,
		`request.method == 'GET' && request.scheme == 'https'`:                yes,
		`request.method != 'POST'`:                                            yes,
		`request.path.matches('/api')`:                                        yes,
		`request.path.matches('^/api')`:                                       no,
		`request.path.matches(R"^/v\d/")`:                                     yes,
		`request.path.matches(r'^/v\d/')`:                                     yes,
		`request.path.matches('(')`:                                           maybe,
		`request.path.startsWith('/v2') && request.path.endsWith('docs')`:     yes,
		`request.path.contains('API')`:                                        no,
		`request.path.upper().contains('API')`:                                yes,
		`request.path + '?' + request.query == '/v2/api-docs?q=%27%20or'`:     yes,
		`request.query.urlDecode().contains("' or")`:                          yes,
		`request.query.urlDecodeUni().contains("' or")`:                       yes,
		`request.query.utf8ToUnicode().contains('%27')`:                       yes,
		`request.headers['authorization'].base64Decode() == 'abc'`:            yes,
		`request.headers['host'] == 'api.acme.example'`:                       yes,
		`request.headers['Host'] == 'api.acme.example'`:                       no, // fails
		`request.headers['Host'] != 'api.acme.example'`:                       no, // fails too
		`!(request.headers['x-key'] == 'k')`:                                  no, // fails
		`request.headers['x-key'] == 'k' || request.method == 'GET'`:          yes,
		`request.headers['x-key'] == 'k' && request.method == 'GET'`:          no,
		`!(request.headers['x-key'] == 'k' && request.method == 'POST')`:      yes,
		`has(request.headers['user-agent'])`:                                  yes,
		`has(request.headers['User-Agent'])`:                                  no,
		`!has(request.headers['x-key'])`:                                      yes,
		`has(request.headers.host)`:                                           yes,
		`request.headers.host == 'api.acme.example'`:                          yes,
		`size(request.path) > 5`:                                              yes,
		`request.path.size() == 12`:                                           yes,
		`int(request.headers['user-agent']) > 1`:                              no, // fails
		`int('7') == 7`:                                                       yes,
		`true`:                                                                yes,
		`false || !true`:                                                      no,
		`(request.method == 'GET') == (request.scheme == 'https')`:            yes,
		`token.recaptcha_session.score > 0.5`:                                 maybe,
		`token.recaptcha_action.score <= 1`:                                   maybe,
		`token.recaptcha_exemption.valid`:                                     maybe,
		`token.recaptcha_action.valid == false`:                               maybe,
		`token.recaptcha_action.captcha_status == 'PASS'`:                     maybe,
		`evaluatePreconfiguredWaf('sqli-v33-stable')`:                         maybe,
		`evaluatePreconfiguredWaf('sqli-v33-stable', {'sensitivity': 1})`:     maybe,
		`evaluatePreconfiguredWaf('xss-v422-stable', {'sensitivity': 0, 'opt_in_rule_ids': ['a', 'b']})`: maybe,
		`evaluatePreconfiguredExpr('sqli-stable', ['owasp-crs-v030001-id942110-sqli'])`:                  maybe,
		`evaluatePreconfiguredExpr('sqli-stable')`:                                                       maybe,
		`evaluateThreatIntelligence('iplist-tor-exit-nodes')`:                                            maybe,
		`evaluateThreatIntelligence('iplist-vpn', origin.user_ip, ['1.2.3.4'])`:                          maybe,
		`evaluateAddressGroup('blocked', origin.ip)`:                                                     maybe,
		`evaluateOrganizationAddressGroup('blocked', origin.ip, ['1.2.3.4'])`:                            maybe,
		`evaluateAdaptiveProtection('x')`:                                                                maybe,
		`evaluateAdaptiveProtectionAutoDeploy()`:                                                         maybe,
		`evaluatePreconfiguredWaf('a') && request.method == 'POST'`:                                      no,
		`evaluatePreconfiguredWaf('a') || request.method == 'GET'`:                                       yes,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			p := armor.Prepare(armor.Layer{Stage: armor.Backend, Policy: policyOf(t, "web", rules(expr(1, "deny(403)", text), allowAll()))})
			got := tell(p.Decide(clientsOf(t, "203.0.113.9"), request))
			if !strings.HasPrefix(got, want+" ") {
				t.Errorf("want %s, got:\n%s", want, got)
			}
		})
	}
}

func TestExpressions_splitClientsExactly(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, want string }{
		{
			`inIpRange(origin.ip, '203.0.113.0/25') || inIpRange(origin.ip, '203.0.113.192/26')`,
			"admitted 203.0.113.128/26: the default rule of web: allow\ndenied 203.0.113.0/25,203.0.113.192/26: rule 1 of web: deny(403)",
		},
		{
			`!inIpRange(origin.ip, '203.0.113.0/25') && has(request.headers['x-key'])`,
			"admitted 203.0.113.0/25: the default rule of web: allow\nundecided 203.0.113.128/25: rule 1 of web: deny(403)\n" +
				`  rule 1 of web: deny(403): the header "x-key" is not known`,
		},
		{
			`origin.region_code != 'US' || origin.region_code != 'CA'`,
			"denied 203.0.113.0/24: rule 1 of web: deny(403)",
		},
		{
			`origin.region_code == 'us'`,
			"admitted 203.0.113.0/24: the default rule of web: allow",
		},
		{
			`origin.region_code != 'US'`,
			"undecided 203.0.113.0/24: rule 1 of web: deny(403)\n" +
				"  rule 1 of web: deny(403): the client's region (origin.region_code) is not known\n" +
				"  the default rule of web: allow: the client's region (origin.region_code) is not known",
		},
		{
			`origin.ip.startsWith('203.')`,
			"undecided 203.0.113.0/24: rule 1 of web: deny(403)\n" +
				"  rule 1 of web: deny(403): the text of origin.ip, which differs from client to client",
		},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			p := armor.Prepare(armor.Layer{Stage: armor.Backend, Policy: policyOf(t, "web", rules(expr(1, "deny(403)", c.text), allowAll()))})
			if diff := cmp.Diff(c.want, tell(p.Decide(clientsOf(t, "203.0.113.0/24"), armor.Request{}))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestDecide_knowsThatAClientIsInOneRegion(t *testing.T) {
	t.Parallel()
	p := armor.Prepare(armor.Layer{Stage: armor.Backend, Policy: policyOf(t, "web", rules(
		expr(1, "deny(403)", `origin.region_code == 'US'`), expr(2, "deny(404)", `!(origin.region_code == 'US')`), allowAll()))})
	want := "denied 203.0.113.9: rule 2 of web: deny(404)"
	if got := tell(p.Decide(clientsOf(t, "203.0.113.9"), armor.Request{})); got != want {
		t.Errorf("got %s", got)
	}
}

func TestUserAddress_comesFromTheHeadersThatThePolicyNames(t *testing.T) {
	t.Parallel()
	policy := policyOf(t, "web", rules(expr(1, "deny(403)", `inIpRange(origin.user_ip, '198.51.100.0/24')`), allowAll()))
	policy.AdvancedOptions.UserIPRequestHeaders = value.KnownList("True-Client-IP")
	header := func(s string) armor.Request {
		return armor.Request{Headers: map[string]value.String{"true-client-ip": value.Known(s)}}
	}
	for _, c := range []struct {
		name    string
		request armor.Request
		want    string
	}{
		{"the header has an address", header("198.51.100.7"), "denied "},
		{"the header has another address", header("192.0.2.1"), "admitted "},
		{"the header has none", header("unknown"), "admitted "},
		{"there is no such header", armor.Request{OnlyHeaders: true}, "admitted "},
		{"the header is not known", armor.Request{}, "undecided "},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := tell(armor.Prepare(armor.Layer{Stage: armor.Backend, Policy: policy}).Decide(clientsOf(t, "203.0.113.9"), c.request))
			if !strings.HasPrefix(got, c.want) {
				t.Errorf("want %s, got %s", c.want, got)
			}
		})
	}
}

func TestParse_saysWhereAnExpressionIsWrong(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`origin.ipp == '1.2.3.4'`:              "line 1, column 7: there is no attribute origin.ipp",
		`request.path.startswith('/')`:         "line 1, column 24: undeclared reference to 'startswith'",
		`inIPRange(origin.ip, '10.0.0.0/8')`:   "line 1, column 10: undeclared reference to 'inIPRange'",
		`request.method == 'GET' &&`:           "line 1, column 27: Syntax error",
		`request.method`:                       "line 1, column 1: the expression is a string, not true or false",
		`request.method == 'GET' ? true:false`: "line 1, column 25: undeclared reference to '_?_:_'",
		`has(request.method)`:                  "line 1, column 12: has() takes an element of a map",
		`origin.asn == '15169'`:                "line 1, column 12: found no matching overload",
		"request.method == 'GET' ||\n nope":    "line 2, column 2: undeclared reference to 'nope'",
		``:                                     "line 1, column 1: ",
		strings.Repeat("(", 5000):              "line 1, column",
		strings.Repeat("!", 30000) + "true":    "line 1, column 1: ",
		strings.Repeat("a", 20000):             "line 1, column 1: ",
	} {
		_, err := armor.Parse(text)
		if err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.40q: %v", text, err)
		}
		if err != nil && len(err.Error()) > 400 {
			t.Errorf("%.40q: an error of %d characters", text, len(err.Error()))
		}
	}
}
