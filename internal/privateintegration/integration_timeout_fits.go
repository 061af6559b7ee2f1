package privateintegration

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// IntegrationTimeoutFits asks whether integrations' timeouts are such as API Gateway
// takes.
var IntegrationTimeoutFits = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "integration-timeout-fits",
		Title:    "The integration's timeout is one that API Gateway takes",
		Hop:      check.HopIntegration,
		Severity: check.Warning,
		Symptom:  "apply fails, or 504",
		Why: "API Gateway waits for a backend between 50 and 29,000 milliseconds, for that of an HTTP API 30,000. Regional and private REST APIs may wait longer when AWS has raised the account's quota; " +
			"edge-optimized ones may not. A value that is out of bounds is refused.",
		Fix:     "Set `timeout_milliseconds` to 29,000 or less (30,000 for HTTP APIs), or have the quota `Maximum integration timeout in milliseconds` raised first.",
		Unknown: "Unknown when the timeout is known only after apply, and when a plan sets more than 29,000 for a regional or private REST API, as nothing here tells of the quota.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.integrations", "apigateway.restApis", "apigatewayv2.integrations"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html",
			"https://docs.aws.amazon.com/apigateway/latest/api/API_Integration.html",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perCall(inv, func(c call) []check.Result {
			return []check.Result{blaming("timeoutInMillis", inv.timeoutFits(c))}
		})
	},
}

// leastTimeout is the shortest one, in milliseconds; usualTimeout and httpTimeout are the
// longest without a raised quota, and the defaults.
const (
	leastTimeout = 50
	usualTimeout = 29_000
	httpTimeout  = 30_000
)

func (c call) longestTimeout() int64 {
	if c.kind == kindHTTP {
		return httpTimeout
	}
	return usualTimeout
}

func (inv *Inventory) timeoutFits(c call) check.Result {
	millis, known := c.timeout.Get()
	longest := c.longestTimeout()
	switch {
	case c.timeout.IsUnknown():
		return undecided(c.Identity, "has a timeout that is not known", lacking("the timeout of "+c.Subject(), c.timeout.Why()))
	case !known:
		return passed(c.Identity, "has the default timeout")
	case millis < leastTimeout || millis > longest && (c.kind != kindREST || inv.isEdge(c) == value.True):
		r := failed(c.Identity, "has a timeout of %d ms, which is out of bounds", millis)
		r.Detail = fmt.Sprintf("%s may have %d to %d ms: API Gateway refuses another value.", c.kind.named(), leastTimeout, longest)
		r.Witness = []check.Fact{{Name: "timeoutInMillis", Value: millis}}
		r.Repairs = c.set("timeoutInMillis", "TimeoutInMillis", value.OfInt(min(max(millis, leastTimeout), longest)))
		return r
	case millis > longest && c.FromTerraform():
		return undecided(c.Identity, "has a timeout that needs a raised quota",
			check.Missing{What: "the quota `Maximum integration timeout in milliseconds` of the account", Settle: "look it up under Service Quotas; apply tells at the latest"})
	}
	return passed(c.Identity, "has a timeout within bounds")
}

// isEdge says whether a REST API is edge-optimized.
func (inv *Inventory) isEdge(c call) value.Truth {
	api := pickByID(inv.RestAPIs, "REST API", c.api).certain
	if api == nil || !api.Endpoint.Types.IsKnown() {
		return value.Undecided
	}
	return value.Contains(api.Endpoint.Types, value.Known("EDGE"))
}
