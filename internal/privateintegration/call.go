package privateintegration

import (
	"slices"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// kind is that of an API.
type kind uint8

const (
	kindUnknown kind = iota
	kindREST
	kindHTTP
	kindWebSocket
)

// String names it as AWS does.
func (k kind) String() string {
	return [...]string{"API", "REST API", "HTTP API", "WebSocket API"}[k]
}

// named is the name with its article.
func (k kind) named() string {
	return [...]string{"an API", "a REST API", "an HTTP API", "a WebSocket API"}[k]
}

// A call is a private integration as one stage serves it: what API Gateway connects to,
// and how.
type call struct {
	// Identity is the integration's.
	Identity
	// number tells calls apart.
	number int
	kind   kind
	// api is the id of the API, name what people call the call: "GET /pets in stage prod".
	api  value.String
	name string
	// stage is nil where no stage is known; canary says that these are the settings of
	// its canary.
	stage  *stage
	canary bool
	// deployed says that this is what the stage's deployment has, and not only what is
	// configured.
	deployed bool
	// private says whether it goes through a VPC link.
	private value.Truth

	integrationType value.String
	// connection is the id of the link and uri the URI as they are configured;
	// their values in the stage come from [call.resolve].
	connection, uri value.String
	target          value.String
	// endpoint is what the URI says in the stage, of an integration that has a URL.
	endpoint endpoint
	timeout  value.Int
	// tls is, for HTTP APIs, whether requests are encrypted.
	tls        value.Bool
	serverName value.String
	skipVerify value.Bool
	// rest and http are the integration itself: one of them is set.
	rest *RestIntegration
	http *Integration
}

// stage is a stage of an API of any kind.
type stage struct {
	Identity
	api, name value.String
	variables value.Value
	// overrides are a canary's, which come before variables.
	overrides value.Value
	rest      *RestStage
	http      *Stage
}

// findCalls lists the integrations, those too that go over the internet.
func (inv *Inventory) findCalls() (out []call, missing []check.Missing) {
	for i := range inv.RestIntegrations.Items {
		r := &inv.RestIntegrations.Items[i]
		if inv.selects(r.API) == value.False {
			continue
		}
		base := call{
			Identity: r.Identity, kind: kindREST, api: r.API, private: value.Is(r.ConnectionType, ConnectionVPCLink), integrationType: r.Type,
			connection: r.ConnectionID, uri: r.URI, target: r.IntegrationTarget, timeout: r.TimeoutMillis, skipVerify: r.TLS.InsecureSkipVerification, rest: r,
			name: methodName(r.Method, r.Path),
		}
		stages, staged := inv.restStages(r)
		out = append(out, inStages(base, stages, !r.Stage.IsNull())...)
		if !staged && inv.Selection.Stage == "" && r.Stage.IsNull() {
			out = append(out, base.located())
		}
	}
	for i := range inv.Integrations.Items {
		h := &inv.Integrations.Items[i]
		if inv.selects(h.API) == value.False {
			continue
		}
		base := call{
			Identity: h.Identity, kind: inv.kindOf(h.API), api: h.API, private: value.Is(h.ConnectionType, ConnectionVPCLink), integrationType: h.IntegrationType,
			connection: h.ConnectionID, uri: h.IntegrationURI, timeout: h.TimeoutMillis, http: h, name: inv.routeName(h),
			tls: value.Known(h.TLS != nil),
		}
		if h.TLS != nil {
			base.serverName = h.TLS.ServerNameToVerify
		}
		if h.TLSUnknown != nil {
			base.tls = value.UnknownOf[bool](*h.TLSUnknown)
		}
		stages, staged := inv.httpStages(h)
		out = append(out, inStages(base, stages, false)...)
		if !staged && inv.Selection.Stage == "" {
			out = append(out, base.located())
		}
	}
	return out, missingOf(inv.selectedGaps(slices.Concat(inv.RestIntegrations.Gaps, inv.RestStages.Gaps, inv.Integrations.Gaps, inv.Stages.Gaps)))
}

// inStages makes one call of each stage, and of its canary. Without a stage, what is
// known of an integration is what is configured.
func inStages(base call, stages []*stage, deployed bool) []call {
	var out []call
	for _, s := range stages {
		c := base
		c.stage, c.deployed = s, deployed
		c.name += " in stage " + s.name.Value()
		c.target = c.resolve(base.target).String
		out = append(out, c.located())
		if s.rest != nil && !s.rest.Canary.StageVariableOverrides.IsNull() {
			canary := *s
			canary.overrides = s.rest.Canary.StageVariableOverrides
			c.stage, c.canary = &canary, true
			c.name += " (canary)"
			c.target = c.resolve(base.target).String
			out = append(out, c.located())
		}
	}
	return out
}

// located is the call with what its URI says.
func (c call) located() call {
	c.endpoint = endpointOf(c.resolve(c.uri).String)
	return c
}

// restStages are the stages that serve an integration: its own where it is known what
// that has deployed, else all of its API that tell nothing of what they have. Staged says
// that the API has stages at all.
func (inv *Inventory) restStages(r *RestIntegration) (out []*stage, staged bool) {
	for i := range inv.RestStages.Items {
		s := &inv.RestStages.Items[i]
		if value.SameID(s.API, r.API) != value.True {
			continue
		}
		staged = true
		if inv.selectsStage(s.Name) == value.False {
			continue
		}
		// What is configured is served where nothing else is known to be, or where the
		// plan deploys it.
		draft := !inv.tellsDeployed(s) || inv.deploysAnew(s)
		if r.Stage.IsNull() != draft || !draft && value.Equal(r.Stage, s.Name) != value.True {
			continue
		}
		out = append(out, &stage{Identity: s.Identity, api: s.API, name: s.Name, variables: s.Variables, rest: s})
	}
	return out, staged
}

// tellsDeployed says whether it is known which integrations a stage's deployment has.
func (inv *Inventory) tellsDeployed(s *RestStage) bool {
	for i := range candidates(inv.RestIntegrations, &inv.memo.byStage, func(r *RestIntegration) value.String { return r.Stage }, s.Name) {
		r := &inv.RestIntegrations.Items[i]
		if !r.Stage.IsNull() && value.Equal(r.Stage, s.Name) == value.True && value.SameID(r.API, s.API) == value.True {
			return true
		}
	}
	return false
}

// deploysAnew says whether the plan makes a deployment that the stage will have, or may
// have: it will serve what is configured then.
func (inv *Inventory) deploysAnew(s *RestStage) bool {
	for i := range inv.RestDeployments.Items {
		d := &inv.RestDeployments.Items[i]
		if d.Anew && value.SameID(d.API, s.API) == value.True && value.SameID(d.ID, s.DeploymentID) != value.False {
			return true
		}
	}
	return false
}

func (inv *Inventory) httpStages(h *Integration) (out []*stage, staged bool) {
	for i := range inv.Stages.Items {
		s := &inv.Stages.Items[i]
		if value.SameID(s.API, h.API) != value.True {
			continue
		}
		staged = true
		if inv.selectsStage(s.Name) != value.False {
			out = append(out, &stage{Identity: s.Identity, api: s.API, name: s.Name, variables: s.StageVariables, http: s})
		}
	}
	return out, staged
}

// kindOf is the kind of an HTTP or WebSocket API.
func (inv *Inventory) kindOf(api value.String) kind {
	p := pickByID(inv.APIs, "API", api)
	if p.certain == nil {
		return kindUnknown
	}
	switch p.certain.ProtocolType.Value() {
	case ProtocolHTTP:
		return kindHTTP
	case ProtocolWebSocket:
		return kindWebSocket
	}
	return kindUnknown
}

// routeName is the key of the routes that lead to an integration.
func (inv *Inventory) routeName(h *Integration) string {
	if id, known := h.ID.Get(); known {
		target := value.Known("integrations/" + id)
		for i := range candidates(inv.Routes, &inv.memo.byTarget, func(r *Route) value.String { return r.Target }, target) {
			r := &inv.Routes.Items[i]
			if value.SameID(r.API, h.API) == value.True && r.Target.Value() == target.Value() {
				return r.RouteKey.Value()
			}
		}
	}
	return h.Subject()
}

func methodName(method, path value.String) string {
	if m, ok := method.Get(); ok && path.IsKnown() {
		return m + " " + path.Value()
	}
	return "the integration"
}

// selects says whether an API is the one that is asked about.
func (inv *Inventory) selects(api value.String) value.Truth {
	if inv.Selection.API == "" {
		return value.True
	}
	return value.SameID(api, value.Known(inv.Selection.API))
}

func (inv *Inventory) selectsStage(name value.String) value.Truth {
	if inv.Selection.Stage == "" {
		return value.True
	}
	return value.Is(name, inv.Selection.Stage)
}

func (inv *Inventory) selectedGaps(gaps []Gap) []Gap {
	if inv.Selection.API == "" {
		return gaps
	}
	return gapsBelow(gaps, Identity{ID: value.Known(inv.Selection.API)})
}
