package bundle

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/report"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// sectionsAWS are the files that tell of a world of AWS.
var sectionsAWS = []struct {
	name, about string
	types       []aws.Type
}{
	{"api.json", "the API, its stages and deployments, and the account's role for logs", []aws.Type{aws.RestAPIs, aws.APIs, aws.RestStages, aws.Stages, aws.RestDeployments, aws.Accounts}},
	{"integrations.json", "the API's integrations, configured and deployed, and the routes that lead to them", []aws.Type{aws.RestIntegrations, aws.Integrations, aws.Routes}},
	{"links.json", "the VPC links, their endpoint services and the connections to these", []aws.Type{aws.RestVPCLinks, aws.VPCLinks, aws.EndpointServices, aws.EndpointConnections}},
	{"load-balancers.json", "the load balancers behind the links, their listeners, rules and certificates", []aws.Type{aws.LoadBalancers, aws.Listeners, aws.Rules, aws.ListenerCertificates, aws.Certificates}},
	{"targets.json", "target groups, their targets and how healthy these are; services of Cloud Map and their instances", []aws.Type{aws.TargetGroups, aws.Targets, aws.TargetHealth, aws.CloudMapServices, aws.CloudMapInstances}},
	{"security-groups.json", "security groups and their rules, and prefix lists", []aws.Type{aws.SecurityGroups, aws.SecurityGroupRules, aws.PrefixLists}},
	{"network.json", "VPCs, subnets, network ACLs, route tables, and the interfaces of load balancers and targets", []aws.Type{
		aws.VPCs, aws.Subnets, aws.NetworkACLs, aws.RouteTables, aws.PeeringConnections, aws.NetworkInterfaces, aws.Instances,
	}},
}

// AddAWS adds what is known of an API of Amazon API Gateway and of what is behind it.
// Secrets were cut when it was read.
func (b *Bundle) AddAWS(w *aws.World) error {
	for _, s := range sectionsAWS {
		out := map[aws.Type][]resource{}
		for _, t := range s.types {
			out[t] = []resource{}
			for _, r := range w.Resources(t) {
				body, err := value.JSON(r.Body)
				if err != nil {
					return err
				}
				out[t] = append(out[t], resource{Name: r.ID.Value(), Parent: r.Parent.Value(), Body: body})
			}
		}
		text, err := report.Indented(out)
		if err != nil {
			return err
		}
		b.Files = append(b.Files, File{s.name, s.about, text})
	}
	for _, t := range aws.Types() {
		for _, g := range w.Gaps(t) {
			b.lacks(g.Missing())
		}
	}
	return nil
}
