package armor_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// What a header is compared with may be a key that clients have to show.
func TestReasons_quoteNoLiteral(t *testing.T) {
	t.Parallel()
	const secret = "hunter2"
	request := armor.Request{Headers: map[string]value.String{"x": value.Known("é%zz" + secret)}}
	for _, text := range []string{
		`request.headers['key'] == 'hunter2'`,
		`request.headers['key'].matches('hunter2')`,
		`request.headers['x'].matches('hunter2(')`,
		`request.headers['x'].matches('hunter2é')`,
		`request.headers['x'].urlDecode() == 'hunter2'`,
		`request.headers['x'].base64Decode() == 'hunter2'`,
		`inIpRange(origin.ip, 'hunter2')`,
		`request.headers['key'] == 'hunter2`,
		`request.headers['key'] == 'a' 'hunter2'`,
		`request.headers['key'] == 5 && 'hunter2'`,
	} {
		p := armor.Prepare(armor.Layer{Stage: armor.Backend, Policy: policyOf(t, "web", rules(expr(1, "deny(403)", text), allowAll()))})
		if got := tell(p.Decide(clientsOf(t, "203.0.113.0/24"), request)); strings.Contains(got, secret) {
			t.Errorf("%s: %s", text, got)
		}
	}
}
