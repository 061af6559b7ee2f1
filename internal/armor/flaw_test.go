package armor_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
)

func TestFlaws(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]armor.FlawKind{
		`origin.region_code != 'US' || origin.region_code != 'CA'`:                                                       {armor.AlwaysTrue},
		`request.path == '/x' && (origin.region_code != 'US' || origin.region_code != 'CA')`:                             {armor.AlwaysTrue},
		`origin.region_code == 'US' && origin.region_code == 'CA'`:                                                       {armor.NeverTrue},
		`'US' != origin.region_code || inIpRange(origin.ip, '192.0.2.0/24') || origin.region_code != 'CA'`:               {armor.AlwaysTrue},
		`request.headers['X-Api-Key'] == 'k'`:                                                                            {armor.HeaderCase},
		`has(request.headers['X-Api-Key'])`:                                                                              {armor.HeaderCase},
		`request.headers['user-agent'] != 'curl'`:                                                                        {armor.HeaderAbsent},
		`!request.headers['user-agent'].contains('curl')`:                                                                {armor.HeaderAbsent},
		`!(request.path == '/' || request.headers['referer'].startsWith('https://a'))`:                                   {armor.HeaderAbsent},
		`origin.region_code == 'us'`:                                                                                     {armor.RegionCase},
		`origin.region_code != 'USA'`:                                                                                    {armor.RegionCase},
		`inIpRange(origin.ip, '10.0.0.0/8')`:                                                                             {armor.PrivateRange},
		`inIpRange(origin.ip, 'fd00::/8')`:                                                                               {armor.PrivateRange},
		`origin.asn == 1 || origin.asn == 2 || origin.asn == 3 || origin.asn == 4 || origin.asn == 5 || origin.asn == 6`: {armor.TooLong},
		`(origin.region_code != 'us' || origin.region_code != 'ca') && request.headers['A'] == 'b'`:                      {armor.AlwaysTrue, armor.HeaderCase, armor.RegionCase},

		// What looks alike and is in order.
		`origin.region_code == 'US' || origin.region_code == 'CA'`:                                       nil,
		`origin.region_code != 'US' && origin.region_code != 'CA'`:                                       nil,
		`origin.region_code != 'US' || origin.region_code != 'US'`:                                       nil,
		`origin.region_code != 'US' || request.path != '/'`:                                              nil,
		`origin.region_code.lower() == 'us'`:                                                             nil,
		`request.headers['x-api-key'] == 'k'`:                                                            nil,
		`has(request.headers['user-agent']) && request.headers['user-agent'] != 'curl'`:                  nil,
		`!has(request.headers['user-agent']) || !request.headers['user-agent'].contains('curl')`:         nil,
		`!request.path.startsWith('/v1')`:                                                                nil,
		`inIpRange(origin.ip, '203.0.113.0/24') && inIpRange(origin.user_ip, '10.0.0.0/8')`:              nil,
		`inIpRange(origin.ip, '0.0.0.0/0')`:                                                              nil,
		`inIpRange(origin.ip, '8.0.0.0/6')`:                                                              nil,
		`origin.asn == 1 || origin.asn == 2 || origin.asn == 3 || origin.asn == 4 || !(origin.asn == 5)`: nil,
		`evaluatePreconfiguredWaf('sqli-v33-stable')`:                                                    nil,
		`true`: nil,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			x, err := armor.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			var got []armor.FlawKind
			for _, f := range x.Flaws() {
				got = append(got, f.Kind)
				if strings.Contains(f.Says, "curl") || strings.Contains(f.Says, "'US'") {
					t.Errorf("a literal is quoted: %s", f.Says)
				}
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestWhatExpressionsUse(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		`origin.asn == 1 && request.headers['a'] == 'b' && request.method == 'GET'`: "",
		`request.path.matches('/a') || inIpRange(origin.ip, '192.0.2.0/24')`:        "",
		`inIpRange(origin.user_ip, '192.0.2.0/24')`:                                 "origin.user_ip",
		`evaluatePreconfiguredWaf('xss-v33-stable')`:                                "evaluatePreconfiguredWaf",
		`token.recaptcha_action.score < 0.5`:                                        "token.recaptcha_action.score",
	} {
		x, err := armor.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := x.NotForTheEdge(); got != want {
			t.Errorf("%s: %q is not for the edge, want %q", text, got, want)
		}
		if x.Uses("origin.user_ip") != strings.Contains(text, "user_ip") {
			t.Errorf("%s: whether it uses origin.user_ip", text)
		}
	}
}
