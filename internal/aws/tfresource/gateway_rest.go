package tfresource

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Terraform's attributes of REST APIs:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/api_gateway_integration.
func restKinds() []kind {
	return []kind{{
		name: "aws_api_gateway_rest_api", api: aws.RestAPIs, needs: []string{"name"}, signs: []string{"root_resource_id"}, lacks: []string{"target_arns"}, named: []string{"body"},
		attributes: []attribute{text("name"), block("endpoint_configuration", texts("types"))},
		take:       takeRestAPI,
	}, {
		name: "aws_api_gateway_resource", needs: []string{"parent_id", "path_part", "rest_api_id"},
		attributes: []attribute{text("parent_id"), text("path_part"), text("path")},
		take:       keep("id", func(p *parts) *[]part { return &p.resources }),
	}, {
		// An integration names its method itself.
		name: "aws_api_gateway_method", needs: []string{"authorization", "http_method", "resource_id", "rest_api_id"}, take: nothing,
	}, {
		name: "aws_api_gateway_integration", api: aws.RestIntegrations, parent: "rest_api_id", needs: []string{"http_method", "resource_id", "rest_api_id", "type"},
		attributes: []attribute{
			text("resource_id"), text("http_method").As("method"), text("integration_http_method").As("httpMethod"), text("type"), text("uri"),
			text("connection_type").Or(value.OfString(pi.ConnectionInternet)), text("connection_id"), text("integration_target"),
			block("tls_config", truth("insecure_skip_verification")), integer("timeout_milliseconds").As("timeoutInMillis"),
			labels("request_parameters"), text("response_transfer_mode"),
		},
		unset: map[string]value.Value{"response_transfer_mode": value.Null()},
		take:  takeRestIntegration,
	}, {
		name: "aws_api_gateway_deployment", api: aws.RestDeployments, parent: "rest_api_id", needs: []string{"rest_api_id"}, lacks: []string{"resource_id", "http_method", "stage_name", "path_part", "api_id"},
		attributes: []attribute{text("id"), text("created_date"), labels("triggers")},
		take: func(r *reading, o object, res aws.Resource) error {
			res.Body = res.Body.With("triggers", digests(res.Body.Get("triggers")))
			res.Arguments = res.Arguments.With("triggers", res.Body.Get("triggers"))
			// No data source tells of deployments: one without an id yet is made.
			res.Created = res.Created || o.Get("id").IsUnknown()
			r.world.Put(res)
			return nil
		},
	}, {
		name: "aws_api_gateway_stage", api: aws.RestStages, parent: "rest_api_id", needs: []string{"deployment_id", "rest_api_id", "stage_name"},
		attributes: []attribute{
			text("stage_name"), text("deployment_id"), labels("variables"), text("client_certificate_id"),
			block("canary_settings", text("deployment_id"), labels("stage_variable_overrides")),
			block("access_log_settings", text("destination_arn"), text("format")),
		},
		take: takeStage("stage_name"),
	}, {
		name: "aws_api_gateway_method_settings", needs: []string{"method_path", "rest_api_id", "stage_name"}, named: []string{"rest_api_id", "stage_name"},
		attributes: []attribute{text("method_path"), block("settings", text("logging_level"), truth("data_trace_enabled"), truth("metrics_enabled"))},
		take:       keep("rest_api_id", func(p *parts) *[]part { return &p.settings }),
	}, {
		name: "aws_api_gateway_vpc_link", api: aws.RestVPCLinks, needs: []string{"name", "target_arns"},
		attributes: []attribute{text("id"), text("name"), texts("target_arns"), text("status"), text("status_message")},
		take: func(r *reading, _ object, res aws.Resource) error {
			// It has one target: what the list comes from is what the target comes from.
			if targets := res.Body.Get("targetArns"); targets.IsUnknown() && targets.Why().Origin.Known() {
				res.Body = res.Body.With("targetArns", value.OfList(targets))
			}
			r.world.Put(res)
			return nil
		},
	}, {
		name: "aws_api_gateway_account", api: aws.Accounts, needs: []string{"cloudwatch_role_arn"},
		attributes: []attribute{text("cloudwatch_role_arn")},
		unset:      map[string]value.Value{"cloudwatch_role_arn": value.Null()},
		take: func(r *reading, _ object, res aws.Resource) error {
			// Each region has settings of its own.
			res.ID = value.Known("account")
			for _, other := range r.world.Resources(aws.Accounts) {
				if value.Equal(other.Region, res.Region) != value.True {
					res.ID = value.Known("account in " + res.Region.Value())
				}
			}
			r.world.Put(res)
			return nil
		},
	}}
}

// takeRestAPI keeps an API, and the integrations of the OpenAPI document that it is made of.
func takeRestAPI(r *reading, o object, res aws.Resource) error {
	r.world.Put(res)
	r.integrationsOf(o, res, func(m method) {
		body := m.integration.WithFields(
			value.Field{Name: "method", Value: value.OfString(m.verb)}, value.Field{Name: "path", Value: value.OfString(m.path)},
		)
		integration := aws.Resource{Type: aws.RestIntegrations, Parent: res.ID, Body: cutIntegration(body, "uri", "requestParameters")}
		integration.Address, integration.Created, integration.Region = o.Address, o.Created, res.Region
		integration.ID = value.Map(res.ID, func(api string) string { return api + m.path + "/" + m.verb })
		if res.ID.IsUnknown() {
			integration.ID = value.UnknownOf[string](value.Why{Reason: "known after apply"})
		}
		r.world.Put(integration)
	}, aws.RestIntegrations)
	return nil
}

func takeRestIntegration(r *reading, _ object, res aws.Resource) error {
	res.Body = cutIntegration(res.Body, "uri", "requestParameters")
	r.parts.integrations = append(r.parts.integrations, res)
	return nil
}

// takeStage keeps a stage under the name that its API has for it.
func takeStage(attribute string) func(*reading, object, aws.Resource) error {
	return func(r *reading, o object, res aws.Resource) error {
		api, isKnown := res.Parent.Get()
		name, named := value.TextOf(o.Get(attribute)).Get()
		if isKnown && named {
			res.ID = value.Known(api + "/" + name)
		}
		r.world.Put(res)
		return nil
	}
}

// digests stand for the values of triggers, of which only a change matters: they may be
// whole documents.
func digests(v value.Value) value.Value {
	if v.Kind() != value.KindObject {
		return v
	}
	for _, f := range v.Fields() {
		if f.Value.Kind() == value.KindString {
			sum := sha256.Sum256([]byte(f.Value.Text()))
			v = v.With(f.Name, value.OfString(hex.EncodeToString(sum[:8])))
		}
	}
	return v
}

// restPaths keeps integrations, with the paths of their resources.
func (r *reading) restPaths() {
	for _, res := range r.parts.integrations {
		path := r.pathOf(value.TextOf(res.Body.Get("resourceId")), 0)
		res.Body = res.Body.With("path", value.OfText(path))
		api, hasAPI := res.Parent.Get()
		at, hasPath := path.Get()
		verb, hasVerb := value.TextOf(res.Body.Get("method")).Get()
		if hasAPI && hasPath && hasVerb {
			res.ID = value.Known(api + at + "/" + verb)
		}
		r.world.Put(res)
	}
}

// deepest is more than the parts that a path has.
const deepest = 60

// pathOf is the path of a resource.
func (r *reading) pathOf(id value.String, depth int) value.String {
	if o := id.Why().Origin; id.IsUnknown() && o.Path == "root_resource_id" {
		return value.Known("/")
	}
	for _, p := range r.parts.resources {
		if value.SameID(p.owner, id) != value.True || depth > deepest {
			continue
		}
		if path, known := value.TextOf(p.body.Get("path")).Get(); known {
			return value.Known(path)
		}
		parent := r.pathOf(value.TextOf(p.body.Get("parentId")), depth+1)
		return value.Map(parent, func(above string) string {
			return strings.TrimSuffix(above, "/") + "/" + p.body.Get("pathPart").Text()
		})
	}
	if id.IsUnknown() {
		return value.UnknownOf[string](id.Why())
	}
	return value.UnknownOf[string](value.Why{Reason: "the resource that has the path is not among those given", Settle: "add aws_api_gateway_resource", Untold: true})
}

// methodSettings puts the settings of methods into their stages. A stage that exists
// already may have some that Terraform does not tell of.
func (r *reading) methodSettings() {
	all := r.world.Resources(aws.RestStages)
	r.settingsOfOthers(all)
	for i := range all {
		s := &all[i]
		settings := value.OfObject(nil)
		for _, p := range r.parts.settings {
			same := value.And(value.SameID(p.owner, s.Parent), value.Equal(value.TextOf(p.Get("stage_name")), value.TextOf(s.Body.Get("stageName"))))
			path, known := value.TextOf(p.body.Get("methodPath")).Get()
			switch {
			case same == value.False || settings.IsUnknown():
			case same == value.Undecided || !known:
				settings = value.Unknown(value.Why{Reason: "whether " + p.Address + " is about the stage is not known", Settle: "decided at apply"})
			default:
				settings = settings.With(path, p.body.Get("settings"))
			}
		}
		const everything = "*/*"
		if !s.Created && !r.opts.Complete && settings.Kind() == value.KindObject && settings.Get(everything).IsNull() {
			settings = value.Unknown(value.Why{Reason: "the stage exists, and Terraform does not tell its method settings", Settle: "add aws_api_gateway_method_settings with method_path */*, or read what there is", Untold: true})
		}
		if !settings.IsEmpty() {
			s.Body = s.Body.With("methodSettings", settings)
		}
	}
}

// settingsOfOthers keeps the settings of methods in stages that are not among the
// resources given, or of which Terraform does not tell all.
func (r *reading) settingsOfOthers(stages []aws.Resource) {
	for _, p := range r.parts.settings {
		api, hasAPI := p.owner.Get()
		name, named := value.TextOf(p.Get("stage_name")).Get()
		path, hasPath := value.TextOf(p.body.Get("methodPath")).Get()
		if !hasAPI || !named || !hasPath || slices.ContainsFunc(stages, func(s aws.Resource) bool { return s.Created && s.ID == value.Known(api+"/"+name) }) {
			continue
		}
		p.owner = value.Known(api + "/" + name)
		p.body = value.OfFields([]value.Field{{Name: "methodSettings", Value: value.OfFields([]value.Field{{Name: path, Value: p.body.Get("settings")}})}})
		r.part(aws.RestStages, "", p)
	}
}
