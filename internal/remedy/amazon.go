package remedy

import (
	"strings"
	"sync"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ProveAWS is [Prove] for a world of AWS.
func ProveAWS(r *check.Report, w *aws.World, inv *pi.Inventory) {
	prove(r, amazon{w, inv, sync.OnceValue(func() bool { return manyRegions(w) })})
}

// amazon is a world of AWS.
type amazon struct {
	world *aws.World
	inv   *pi.Inventory
	// manyRegions says that what Terraform manages is in several regions.
	manyRegions func() bool
}

func (a amazon) types() []string {
	var out []string
	for _, t := range aws.Types() {
		out = append(out, string(t))
	}
	return out
}

func (a amazon) things(typ string) []thing {
	var out []thing
	for _, r := range a.world.Resources(aws.Type(typ)) {
		out = append(out, thing{
			subject: r.Subject(), address: r.Address, name: nameOf(r),
			called: func(attribute, text string) bool {
				if attribute == "stage_name" {
					return r.Body.Get("stageName").Text() == text
				}
				return r.ID.IsKnown() && r.ID.Value() == text
			},
		})
	}
	return out
}

// nameOf is what people call a resource.
func nameOf(r aws.Resource) string {
	for _, field := range []string{"GroupName", "LoadBalancerName", "TargetGroupName", "stageName", "StageName"} {
		if name := r.Body.Get(field).Text(); name != "" {
			return name
		}
	}
	id := r.ID.Value()
	return id[strings.LastIndexAny(id, ":/")+1:]
}

func (a amazon) typeOf(c check.Change, of *thing) (string, bool) {
	if of != nil && of.address != "" {
		at, ok := tfaddress.Parse(of.address)
		return at.Type, ok && tfresource.Makes(at.Type, aws.Type(c.Type))
	}
	return tfresource.TypeOf(aws.Type(c.Type), c.Body)
}

// amazonReferences are the arguments that name a resource.
var amazonReferences = map[string]reference{
	"security_group_id":            {string(aws.SecurityGroups), "id"},
	"referenced_security_group_id": {string(aws.SecurityGroups), "id"},
	"security_groups":              {string(aws.SecurityGroups), "id"},
	"network_acl_id":               {string(aws.NetworkACLs), "id"},
	"load_balancer_arn":            {string(aws.LoadBalancers), "arn"},
	"target_group_arn":             {string(aws.TargetGroups), "arn"},
	"target_id":                    {string(aws.LoadBalancers), "arn"},
	"subnets":                      {string(aws.Subnets), "id"},
	"subnet_id":                    {string(aws.Subnets), "id"},
	"rest_api_id":                  {string(aws.RestAPIs), "id"},
	"stage_name":                   {string(aws.RestStages), "stage_name"},
	"vpc_endpoint_service_id":      {string(aws.EndpointServices), "id"},
}

func (a amazon) refersTo(argument string) (reference, bool) {
	to, ok := amazonReferences[argument]
	return to, ok
}

// owners are the fields that name what a new resource belongs to.
var owners = map[string]aws.Type{
	"restApiId": aws.RestAPIs, "GroupId": aws.SecurityGroups, "NetworkAclId": aws.NetworkACLs, "LoadBalancerArn": aws.LoadBalancers, "TargetGroupArn": aws.TargetGroups, "ServiceId": aws.EndpointServices,
}

// owner is what a new resource belongs to, and where that is configured.
func (a amazon) owner(c check.Change) (aws.Resource, tfaddress.Address, bool) {
	for _, f := range c.Body.Fields() {
		for _, r := range a.world.Resources(owners[f.Name]) {
			if value.SameID(r.ID, value.TextOf(f.Value)) != value.True {
				continue
			}
			at, ok := tfaddress.Parse(r.Address)
			return r, at, ok
		}
	}
	return aws.Resource{}, tfaddress.Address{}, false
}

func (a amazon) home(c check.Change) *string {
	_, at, ok := a.owner(c)
	if !ok {
		return nil
	}
	module := at.Module()
	return &module
}

// within is the resource whose block has a rule inside, where that has its others there:
// Terraform takes away those beside them.
//
// Source: https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/security_group.
func (a amazon) within(c check.Change) (tfaddress.Address, bool) {
	r, at, ok := a.owner(c)
	if !ok || at.Data {
		return at, false
	}
	switch aws.Type(c.Type) {
	case aws.SecurityGroupRules:
		return at, at.Type == "aws_default_security_group" || at.Type == "aws_security_group" && a.hasRules(r)
	case tfresource.ACLEntries:
		return at, at.Type == "aws_default_network_acl" || r.Inline
	}
	return at, false
}

// hasRules says whether all rules of a group that Terraform tells of are within it.
func (a amazon) hasRules(group aws.Resource) bool {
	inside := false
	for _, r := range a.world.Resources(aws.SecurityGroupRules) {
		if value.SameID(value.TextOf(r.Body.Get("GroupId")), group.ID) != value.True || r.Address == "" {
			continue
		}
		if r.Address != group.Address {
			return false
		}
		inside = true
	}
	return inside
}
