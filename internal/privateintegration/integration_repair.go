package privateintegration

import (
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// set sets a field of the integration itself, as its API spells it.
func (c call) set(rest, http string, v value.Value) []check.Repair {
	switch {
	case c.rest != nil && c.rest.Stage.IsNull():
		return []check.Repair{change(typeRestIntegrations, c.Identity, fields(rest, v))}
	case c.http != nil:
		return []check.Repair{change(typeIntegrations, c.Identity, fields(http, v))}
	}
	return nil // what is deployed is changed by deploying
}

// deploy deploys an API again with every change of an integration, where the plan has the
// deployment of the stage.
//
// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_deployment.
func (inv *Inventory) deploy(r *RestIntegration, s *RestStage) []check.Repair {
	for _, d := range inv.RestDeployments.Items {
		if r.Address == "" || d.Address == "" || s.Address == "" || value.SameID(d.ID, s.DeploymentID) != value.True {
			continue
		}
		out := change(typeRestDeployments, d.Identity, fields("redeployment", value.OfString(r.Address)))
		out.Note = "Other triggers of the deployment stay. It is replaced before the stage is changed if its lifecycle says create_before_destroy."
		return []check.Repair{out}
	}
	return nil
}

// log turns the execution log of a stage on, where no method settings of the plan are for
// all methods.
func (c call) log() []check.Repair {
	s := c.stage
	if s.rest == nil || !s.rest.MethodSettings.IsNull() && (s.rest.MethodSettings.IsUnknown() || s.Address != "" && !s.rest.MethodSettings.Get("*/*").IsNull()) {
		return nil
	}
	return []check.Repair{{Changes: []check.Change{{Type: typeMethodSettings, Label: s.name.Value(), Body: fields(
		"restApiId", value.OfText(s.api), "stageName", value.OfText(s.name), "methodPath", value.OfString("*/*"), "settings", fields("loggingLevel", value.OfString("ERROR")),
	)}}}}
}

// define defines the stage variable that is to hold the id of a VPC link, if there is
// but one link that can be meant.
func (inv *Inventory) define(c call, field, name string) []check.Repair {
	if field != "connectionId" || c.stage == nil || c.canary {
		return nil
	}
	var links []Identity
	for _, l := range inv.RestVPCLinks.Items {
		links = append(links, l.Identity)
	}
	for _, l := range inv.VPCLinks.Items {
		links = append(links, l.Identity)
	}
	if len(links) != 1 || len(inv.RestVPCLinks.Gaps)+len(inv.VPCLinks.Gaps) > 0 {
		return nil
	}
	typ, variables := typeRestStages, "variables"
	if c.stage.http != nil {
		typ, variables = typeStages, "stage_variables"
	}
	field = variables
	if field == "stage_variables" {
		field = "StageVariables"
	}
	r := change(typ, c.stage.Identity, fields(field, fields(name, links[0].idValue("id"))))
	r.Note = "The other variables of the stage stay in `" + variables + "`."
	return []check.Repair{r}
}
