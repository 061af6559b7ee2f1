package remedy

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ProveAWS is [Prove] for a world of AWS.
func ProveAWS(r *check.Report, w *aws.World, inv *pi.Inventory) { prove(r, amazon{w, inv}) }

// amazon is a world of AWS.
type amazon struct {
	world *aws.World
	inv   *pi.Inventory
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

func (a amazon) arguments(_ *writer, p part) []tfobject.Argument {
	body := p.change.Body
	switch {
	case p.inside:
		return inlineRule(body, aws.Type(p.change.Type) == tfresource.ACLEntries)
	case aws.Type(p.change.Type) == aws.RestDeployments:
		integration := value.Unknown(value.Why{Reason: "known after apply", Origin: value.Origin{Resource: body.Get("redeployment").Text(), Created: true}})
		return []tfobject.Argument{{Name: "triggers", Value: value.OfObject(map[string]value.Value{"redeployment": integration})}}
	case p.typ == "aws_network_acl_rule":
		body = body.With("Protocol", value.OfString("tcp"))
	}
	return tfresource.Arguments(p.typ, body)
}

// inlineRule is a rule as a block of its security group or network ACL.
func inlineRule(body value.Value, acl bool) []tfobject.Argument {
	var inner []tfobject.Argument
	add := func(name string, v value.Value) {
		if !v.IsNull() {
			inner = append(inner, tfobject.Argument{Name: name, Value: v})
		}
	}
	egress := body.Get("IsEgress").Text() == "true"
	if acl {
		egress = body.Get("Egress").Text() == "true"
		add("rule_no", body.Get("RuleNumber"))
		add("action", body.Get("RuleAction"))
		add("protocol", value.OfString("tcp"))
		add("from_port", body.Get("PortRange", "From"))
		add("to_port", body.Get("PortRange", "To"))
		add("cidr_block", body.Get("CidrBlock"))
		add("ipv6_cidr_block", body.Get("Ipv6CidrBlock"))
	} else {
		add("protocol", body.Get("IpProtocol"))
		add("from_port", body.Get("FromPort"))
		add("to_port", body.Get("ToPort"))
		for _, peer := range []struct {
			name string
			v    value.Value
		}{{"cidr_blocks", body.Get("CidrIpv4")}, {"ipv6_cidr_blocks", body.Get("CidrIpv6")}, {"security_groups", body.Get("ReferencedGroupInfo", "GroupId")}} {
			if !peer.v.IsNull() {
				add(peer.name, value.OfList(peer.v))
			}
		}
	}
	name := "ingress"
	if egress {
		name = "egress"
	}
	return []tfobject.Argument{{Name: name, Blocks: [][]tfobject.Argument{inner}}}
}

// standalone is a rule that a block has inside as a resource of its own.
func standalone(b block) tfobject.Object {
	o := tfobject.Object{Type: "aws_security_group_rule", Address: b.address, Created: true}
	name := "ingress"
	if b.value.Get(name).IsNull() {
		name = "egress"
	}
	rule := b.value.Get(name).Elements()[0]
	if aws.Type(b.change.Type) == tfresource.ACLEntries {
		o.Type = "aws_network_acl_rule"
		o.Value = rule.With("network_acl_id", b.change.Body.Get("NetworkAclId")).With("egress", value.OfBool(name == "egress")).
			With("rule_number", rule.Get("rule_no")).With("rule_action", rule.Get("action"))
		return o
	}
	o.Value = rule.With("security_group_id", b.change.Body.Get("GroupId")).With("type", value.OfString(name))
	if groups := rule.Get("security_groups").Elements(); len(groups) > 0 {
		o.Value = o.With("source_security_group_id", groups[0])
	}
	return o
}

// redeploy replaces a deployment whose triggers change, with those stages that have it.
func redeploy(w *aws.World, b block) {
	w.Edit(aws.RestDeployments, func(d *aws.Resource) {
		if !b.match(d.Subject(), d.Address) {
			return
		}
		anew := later(d.Address, "id")
		w.Edit(aws.RestStages, func(s *aws.Resource) {
			if value.SameID(value.TextOf(s.Body.Get("deploymentId")), d.ID) == value.True {
				s.Body = s.Body.With("deploymentId", anew)
			}
		})
		d.ID, d.Created = value.TextOf(anew), true
	})
}

// logs gives a stage the settings of a block.
func logs(w *aws.World, b block) {
	w.Edit(aws.RestStages, func(s *aws.Resource) {
		if value.SameID(s.Parent, value.TextOf(b.value.Get("rest_api_id"))) != value.True || s.Body.Get("stageName").Text() != b.value.Get("stage_name").Text() {
			return
		}
		for _, settings := range b.value.Get("settings").Elements() {
			s.Body = value.Merge(s.Body, value.OfObject(map[string]value.Value{"methodSettings": value.OfObject(map[string]value.Value{
				b.value.Get("method_path").Text(): value.OfObject(map[string]value.Value{"loggingLevel": settings.Get("logging_level")}),
			})}))
		}
	})
}

func (a amazon) count() tally { return countAWS(a.inv) }

func countAWS(inv *pi.Inventory) tally { return count(check.Run(inv, pi.Checks(), check.Options{})) }

// judge lays blocks over a copy of the world.
func (a amazon) judge(blocks []block) (tally, error) {
	out := a.world.Clone()
	var made []tfobject.Object
	for _, b := range blocks {
		switch {
		case b.match != nil && aws.Type(b.change.Type) == aws.RestDeployments:
			redeploy(out, b)
		case aws.Type(b.change.Type) == tfresource.MethodSettings:
			logs(out, b)
		case b.inside:
			made = append(made, standalone(b))
		case b.match == nil:
			v := b.value
			for _, id := range []string{"id", "arn", "security_group_rule_id"} {
				v = v.With(id, later(b.address, id))
			}
			made = append(made, tfobject.Object{Type: b.typ, Address: b.address, Created: true, Value: v})
		default:
			n, err := tfresource.Amend(out, aws.Type(b.change.Type), b.typ, func(r aws.Resource) bool { return b.match(r.Subject(), r.Address) }, b.value)
			if err != nil {
				return nil, err
			}
			if n == 0 {
				return nil, fmt.Errorf("nothing is called %s", b.change.Of)
			}
		}
	}
	if err := tfresource.Lay(out, made); err != nil {
		return nil, err
	}
	inv, err := out.Inventory()
	if err != nil {
		return nil, err
	}
	return countAWS(inv), nil
}
