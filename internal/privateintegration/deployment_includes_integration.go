package privateintegration

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// DeploymentIncludesIntegration asks whether stages serve the integrations that are
// configured.
var DeploymentIncludesIntegration = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "deployment-includes-integration",
		Title:    "The stage's deployment has the integration as it is configured",
		Hop:      check.HopDeployment,
		Severity: check.Warning,
		Symptom:  "what it was before the change",
		Why: "A deployment is a snapshot of a REST API: what is changed after it does not reach the stage until the API is deployed again. In Terraform `depends_on` only orders; " +
			"`triggers` of `aws_api_gateway_deployment` deploy again, if what they hash changes with the integration: ids alone do not. An HTTP or WebSocket API without `auto_deploy` is the same.",
		Fix: "Hash the integrations themselves in `triggers`, as in `sha1(jsonencode([aws_api_gateway_integration.x]))`, with `create_before_destroy`; for HTTP APIs set `auto_deploy`. " +
			"Without Terraform, deploy the API to the stage.",
		Unknown: "Unknown when it could not be read what the stage has deployed (apigateway:GET on `/restapis/*/stages/*/exports/*`), and for a stage without `auto_deploy`, as nothing tells what an HTTP API's deployment has.",
		Since:   "0.1.0",
		Reads:   []string{"apigateway.integrations", "apigateway.stages", "apigateway.deployments", "apigatewayv2.integrations", "apigatewayv2.stages"},
		References: []string{
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/updating-api.html",
			"https://docs.aws.amazon.com/apigateway/latest/developerguide/how-to-deploy-api.html",
			"https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_deployment",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		calls, missing := inv.everyCall()
		out := inv.restIncluded()
		for _, c := range calls {
			if c.private != value.False && c.stage != nil && c.stage.http != nil {
				out = append(out, c.soften(httpIncluded(c)))
			}
		}
		switch {
		case len(missing) > 0:
			out = append(out, undecided(account, "may be more than are known", missing...))
		case len(out) == 0:
			out = append(out, inapplicable(account, "are deployed in no stage that is known"))
		}
		return once(out)
	},
}

// restIncluded judges what is configured in REST APIs against what their stages have.
func (inv *Inventory) restIncluded() []check.Result {
	var out []check.Result
	for i := range inv.RestIntegrations.Items {
		r := &inv.RestIntegrations.Items[i]
		if !r.Stage.IsNull() || inv.selects(r.API) == value.False || value.Is(r.ConnectionType, ConnectionVPCLink) == value.False {
			continue
		}
		for j := range inv.RestStages.Items {
			s := &inv.RestStages.Items[j]
			if value.SameID(s.API, r.API) != value.True || inv.selectsStage(s.Name) == value.False {
				continue
			}
			out = append(out, inv.included(r, s))
		}
	}
	return out
}

// included judges one integration in one stage.
func (inv *Inventory) included(r *RestIntegration, s *RestStage) check.Result {
	switch {
	case inv.deploysAnew(s):
		return passed(r.Identity, "is deployed to %s with the plan", s.Subject())
	case inv.tellsDeployed(s):
		return inv.comparedWith(r, s)
	case (r.Created || r.Changed) && !s.Created:
		what := "changed"
		if r.Created {
			what = "made"
		}
		f := failed(r.Identity, "is %s and not deployed to %s", what, s.Subject())
		f.Detail = "The plan leaves the stage with its deployment, which does not have the change: the stage serves what it served before."
		f.Witness = []check.Fact{{Name: "stage", Value: s.Subject()}, {Name: "deploymentId", Value: s.DeploymentID.Value()}}
		f.Related = []string{s.Subject()}
		f.Repairs = inv.deploy(r, s)
		return f
	case r.FromTerraform():
		return inapplicable(r.Identity, "stays as it is")
	}
	return undecided(r.Identity, "is deployed or not", check.Missing{
		What: "what " + s.Subject() + " has deployed", Settle: "apigateway:GET on the stage's export",
	})
}

// comparedWith holds what is configured against what a stage has deployed.
func (inv *Inventory) comparedWith(r *RestIntegration, s *RestStage) check.Result {
	var deployed *RestIntegration
	for i := range candidates(inv.RestIntegrations, &inv.memo.byPath, func(d *RestIntegration) value.String { return d.Path }, r.Path) {
		d := &inv.RestIntegrations.Items[i]
		if !d.Stage.IsNull() && value.And(value.Equal(d.Stage, s.Name), value.SameID(d.API, r.API), value.Equal(d.Path, r.Path), value.Equal(d.Method, r.Method)) == value.True {
			deployed = d
		}
	}
	f := failed(r.Identity, "is not deployed to %s", s.Subject())
	f.Related, f.Repairs = []string{s.Subject()}, inv.deploy(r, s)
	switch {
	case deployed == nil && (!r.Path.IsKnown() || !r.Method.IsKnown()):
		return undecided(r.Identity, "is one of a resource that is not known", check.Missing{What: "the path of " + r.Subject(), Settle: "give the resource of the API that it belongs to"})
	case deployed == nil:
		f.Detail = fmt.Sprintf("%s has no private integration for %s: it was made after the API was deployed.", s.Subject(), methodName(r.Method, r.Path))
		f.Witness = []check.Fact{{Name: "stage", Value: s.Subject()}, {Name: "deployed", Value: "none"}}
		return f
	}
	var missing []check.Missing
	for _, d := range differences(r, deployed) {
		switch d.same {
		case value.False:
			f.Summary = r.Subject() + fmt.Sprintf(" has another %s than %s", d.field, s.Subject())
			f.Detail = fmt.Sprintf("The stage goes on with %s, and %s is configured: the API was not deployed after the change.", d.deployed, d.configured)
			f.Witness = []check.Fact{{Name: "field", Value: d.field}, {Name: "deployed", Value: d.deployed}, {Name: "configured", Value: d.configured}}
			return blaming(d.field, f)
		case value.Undecided:
			missing = append(missing, check.Missing{What: d.field + " of " + r.Subject() + ": known after apply", Settle: "decided at apply; deploy the API again with the change"})
		case value.True:
		}
	}
	if len(missing) > 0 {
		return undecided(r.Identity, "may have changed since it was deployed", missing...)
	}
	return passed(r.Identity, "is deployed to %s as it is configured", s.Subject())
}

type difference struct {
	field, configured, deployed string
	same                        value.Truth
}

func differences(a, b *RestIntegration) []difference {
	text := func(field string, x, y value.String) difference {
		return difference{field, told(x), told(y), value.Equal(x, y)}
	}
	skip := value.Equal(a.TLS.InsecureSkipVerification.Or(false), b.TLS.InsecureSkipVerification.Or(false))
	timeout := value.Equal(a.TimeoutMillis.Or(usualTimeout), b.TimeoutMillis.Or(usualTimeout))
	return []difference{
		text("uri", a.URI, b.URI), text("connectionType", a.ConnectionType, b.ConnectionType), text("connectionId", a.ConnectionID, b.ConnectionID),
		text("integrationTarget", a.IntegrationTarget, b.IntegrationTarget), text("type", value.Map(a.Type, strings.ToUpper), value.Map(b.Type, strings.ToUpper)),
		{"tlsConfig", fmt.Sprint("insecureSkipVerification ", a.TLS.InsecureSkipVerification.Value()), fmt.Sprint("insecureSkipVerification ", b.TLS.InsecureSkipVerification.Value()), skip},
		{"timeoutInMillis", fmt.Sprint(a.TimeoutMillis.Value()), fmt.Sprint(b.TimeoutMillis.Value()), timeout},
	}
}

func told(s value.String) string {
	if s.IsNull() {
		return "none"
	}
	return s.Value()
}

// httpIncluded judges an integration of an HTTP or WebSocket API in a stage.
func httpIncluded(c call) check.Result {
	s := c.stage.http
	auto := s.AutoDeploy.Value()
	message := s.LastDeploymentStatusMessage.Value()
	switch {
	case auto && strings.Contains(strings.ToLower(message), "fail"):
		r := failed(s.Identity, "was not deployed the last time")
		r.Detail = "API Gateway deploys the stage by itself, and says: " + message
		r.Witness = []check.Fact{{Name: "lastDeploymentStatusMessage", Value: message}}
		r.Remediation = "Mend what the message tells; API Gateway deploys again with the next change."
		return blaming("LastDeploymentStatusMessage", r)
	case auto:
		return passed(s.Identity, "deploys every change")
	case s.AutoDeploy.IsUnknown():
		return undecided(s.Identity, "may deploy changes or not", lacking("auto_deploy of "+s.Subject(), s.AutoDeploy.Why()))
	case (c.Created || c.Changed) && s.DeploymentID.IsUnknown(), c.Created && s.Created:
		return passed(s.Identity, "gets a deployment with the plan")
	case c.Created || c.Changed:
		r := failed(c.Identity, "changes and is not deployed to %s", s.Subject())
		r.Detail = "The stage deploys nothing by itself, and the plan leaves it with its deployment: it serves what it served before."
		r.Witness = []check.Fact{{Name: "stage", Value: s.Subject()}, {Name: "autoDeploy", Value: "false"}, {Name: "deploymentId", Value: s.DeploymentID.Value()}}
		r.Related = []string{s.Subject()}
		r.Repairs = []check.Repair{change(typeStages, s.Identity, fields("AutoDeploy", value.OfBool(true)))}
		return r
	case c.FromTerraform():
		return inapplicable(c.Identity, "stays as it is")
	}
	return undecided(c.Identity, "is deployed or not", check.Missing{
		What: "what the deployment of " + s.Subject() + " has: HTTP APIs do not tell, and the stage deploys nothing by itself", Settle: "set auto_deploy, or deploy the API",
	})
}
