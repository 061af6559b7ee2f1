package provider

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	awslive "github.com/apireach/terraform-provider-apireach/internal/aws/live"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/live"
	"github.com/apireach/terraform-provider-apireach/internal/paths"
	"github.com/apireach/terraform-provider-apireach/internal/snapshot"
)

// worlds are what the checks judge: the resources given, laid over the live ones when
// asked for.
func (v *validation) worlds(ctx context.Context, q question, diags *diag.Diagnostics) (paths.Worlds, bool) {
	out := q.plan
	out.Locate = q.locate
	if !q.live {
		return out, true
	}
	if out.Google != nil {
		out.Google = v.overLive(ctx, q, diags)
	}
	if out.AWS != nil {
		out.AWS = v.overLiveAWS(ctx, q, diags)
	}
	return out, (out.Google != nil) == (q.plan.Google != nil) && (out.AWS != nil) == (q.plan.AWS != nil)
}

// overLiveAWS is AWS's world after the plan, laid over what there is of its APIs and of what
// its resources lead to; nil where that cannot be read.
func (v *validation) overLiveAWS(ctx context.Context, q question, diags *diag.Diagnostics) *aws.World {
	at := path.Root("live")
	config := v.settings.aws
	config.Region = cmp.Or(config.Region, q.plan.AWS.APIRegion())
	region := cmp.Or(config.Region, v.settings.outside.getenv("AWS_REGION"), v.settings.outside.getenv("AWS_DEFAULT_REGION"))
	query, err := awslive.Query{}.Including(region, func(beside *aws.World) (before, after *aws.World, err error) {
		if after = q.plan.AWS; beside != nil {
			after, err = q.over(beside)
		}
		return aws.NewWorld(), after, err
	})
	if err != nil {
		diags.AddAttributeError(resourcesPath, "The resources have the wrong shape", sentence(err))
		return nil
	}
	if len(query.APIs()) == 0 && len(q.plan.AWS.Resources(aws.RestAPIs))+len(q.plan.AWS.Resources(aws.APIs)) == 0 {
		diags.AddAttributeWarning(at, "Nothing live is read of AWS",
			"resources has no API: give aws_api_gateway_rest_api or aws_apigatewayv2_api. Until then the resources of AWS are judged alone.")
		return q.plan.AWS
	}
	base, err := v.settings.collectAPI(ctx, config, query)
	var unrecorded *snapshot.NotRecordedError
	switch {
	case errors.As(err, &unrecorded):
		diags.AddAttributeWarning(at, "The snapshot has no API of the resources", sentence(err)+" The resources of AWS are judged alone.")
		return q.plan.AWS
	case err != nil:
		diags.Append(unreadableAPI(err, at))
		return nil
	}
	// What integrations there name is no secret: so the resources are read again.
	given, err := q.over(base)
	if err != nil {
		diags.AddAttributeError(resourcesPath, "The resources have the wrong shape", sentence(err))
		return nil
	}
	base.Region = region
	base.OverlayGiven(given)
	return base
}

// overLive is Google's world after the plan, laid over the live one; nil where that
// cannot be read.
func (v *validation) overLive(ctx context.Context, q question, diags *diag.Diagnostics) *gcp.World {
	plan := q.plan.Google
	organization, err := organizationOf(plan, q.given.Project)
	if err != nil {
		diags.AddAttributeError(path.Root("live"), "Which organization is not clear", sentence(err))
		return nil
	}
	if organization == "" {
		diags.AddAttributeWarning(path.Root("live"), "Nothing live is read during this plan",
			"The name of the organization in resources is known after apply. Until then the resources are judged alone.")
		return plan
	}
	base, err := v.settings.collect(ctx, live.Query{Organization: organization, Hostnames: q.given.Hostnames, ClientRanges: q.given.ClientRanges}.Including(plan))
	switch {
	case isMissing(err):
		diags.AddAttributeWarning(path.Root("live"), "The organization does not exist yet",
			fmt.Sprintf("There is no organization %s to lay the resources over, so they are judged alone. "+
				"If it is to be created, the next plan reads it.", organization))
		return plan
	case err != nil:
		diags.Append(unreadable(err, path.Root("live")))
		return nil
	}
	base.Overlay(plan)
	return base
}

// organizationOf names the one organization that the resources are about, "" while
// the name is unknown; without any, an organization is called like its project.
func organizationOf(plan *gcp.World, project string) (string, error) {
	given := plan.Resources(gcp.Organizations)
	switch {
	case len(given) > 1:
		return "", fmt.Errorf("live = true reads one organization, but resources has %d; give each a validation of its own", len(given))
	case len(given) == 1:
		if ref, ok := given[0].Ref.Get(); ok && ref.Complete() {
			return ref.Name(), nil
		}
		return "", nil
	case strings.TrimSpace(project) == "":
		return "", errors.New("live = true needs an organization: give google_apigee_organization in resources, or set project")
	}
	return project, nil
}
