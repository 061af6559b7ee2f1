package live

import (
	"regexp"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	pi "github.com/apireach/terraform-provider-apireach/internal/privateintegration"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// A walk goes the ways of one API.
type walk struct {
	*collector
	api string
}

// start finds out what form the API has.
func (c walk) start() {
	id := c.api
	rest, how := c.do(of("apigateway/GetRestApi", "RestApiId", id).filling(id, aws.RestAPIs, aws.RestIntegrations, aws.RestStages))
	if how == read {
		c.put(aws.RestAPIs, id, "", rest)
		c.begin("rest "+id, c.rest)
		return
	}
	other, second := c.do(of("apigatewayv2/GetApi", "ApiId", id).filling(id, aws.APIs, aws.Integrations, aws.Stages))
	switch {
	case second == read:
		c.put(aws.APIs, id, "", other)
		c.begin("http "+id, func() { c.http(other.Get("ProtocolType").Text()) })
	case how == absent && second == absent:
		c.mu.Lock()
		defer c.mu.Unlock()
		c.absent = append(c.absent, id)
	}
}

// nowhere says of APIs that they are not in this account and region. Of many of a plan
// some may be elsewhere; if all are, nothing is read.
func (c *collector) nowhere() {
	slices.Sort(c.absent)
	if apis := c.query.APIs(); len(apis) > 0 && len(c.absent) == len(apis) {
		c.abort(fault(KindAPINotFound, "", "there is no REST, HTTP or WebSocket API %s in this account and region", c.absent[0]))
	}
	for _, id := range c.absent {
		c.gap(aws.RestIntegrations, pi.Gap{
			What: "integrations of API " + id, Reason: "it is not in the account and region that are read",
			Settle: "check it with --api, and the region and credentials of its own", Scope: id,
		})
	}
}

// rest reads the integrations of a REST API, as they are configured and as each stage
// has them, and goes on with what they lead to.
func (c walk) rest() {
	id := c.api
	c.begin("account", c.account)
	c.begin("resources "+id, func() {
		v, how := c.do(of("apigateway/GetResources", "RestApiId", id, "Limit", "500", "Embed", "methods").filling(id, aws.RestIntegrations))
		if how == absent {
			return
		}
		for _, r := range v.Get("items").Elements() {
			for _, method := range r.Get("resourceMethods").Fields() {
				if i := method.Value.Get("methodIntegration"); i.Kind() == value.KindObject {
					c.integration(method.Name, r.Get("path").Text(), r.Get("id").Text(), "", i)
				}
			}
		}
	})
	stages, how := c.do(of("apigateway/GetStages", "RestApiId", id).filling(id, aws.RestStages))
	if how != read {
		return
	}
	found := false
	for _, s := range stages.Get("item").Elements() {
		name := s.Get("stageName").Text()
		if c.query.Stage != "" && name != c.query.Stage {
			continue
		}
		found = true
		c.put(aws.RestStages, id+"/"+name, id, withoutVariables(s))
		c.put(aws.RestDeployments, s.Get("deploymentId").Text(), id, value.OfFields([]value.Field{{Name: "id", Value: s.Get("deploymentId")}}))
		c.begin("export "+id+" "+name, func() { c.export(name) })
	}
	if !found && c.query.Stage != "" {
		c.abort(fault(KindStageNotFound, "", "API %s has no stage %s", id, c.query.Stage))
	}
}

// account reads what the account's settings say of logs.
func (c *collector) account() {
	if v, how := c.do(of("apigateway/GetAccount").filling("", aws.Accounts)); how == read {
		c.put(aws.Accounts, "account", "", v)
	}
}

// export reads what a stage has deployed. Where it cannot be read, what is configured is
// judged in its place.
func (c walk) export(stage string) {
	v, how := c.do(of("apigateway/GetExport", "RestApiId", c.api, "StageName", stage, "ExportType", "oas30",
		"Accepts", "application/json", "Parameters", "extensions=integrations").filling(c.api, aws.RestDeployments, aws.RestIntegrations))
	if how != read {
		return
	}
	for _, path := range v.Get("paths").Fields() {
		for _, method := range path.Value.Fields() {
			i := method.Value.Get("x-amazon-apigateway-integration")
			if i.Kind() != value.KindObject {
				continue
			}
			verb := strings.ToUpper(method.Name)
			if method.Name == "x-amazon-apigateway-any-method" {
				verb = "ANY"
			}
			c.integration(verb, path.Name, "", stage, deployedBody(i))
		}
	}
}

// deployedBody spells an exported integration as the API does: its type is in lower
// case there.
func deployedBody(i value.Value) value.Value {
	return i.With("type", value.OfString(strings.ToUpper(i.Get("type").Text())))
}

// integration keeps an integration of a REST API, and reads on where it is private.
func (c walk) integration(verb, path, resource, stage string, body value.Value) {
	fields := []value.Field{{Name: "method", Value: value.OfString(verb)}, {Name: "path", Value: value.OfString(path)}}
	id := c.api + path + "/" + verb
	if resource != "" {
		fields = append(fields, value.Field{Name: "resourceId", Value: value.OfString(resource)})
	}
	if stage != "" {
		fields = append(fields, value.Field{Name: "stage", Value: value.OfString(stage)})
		id = c.api + "/" + stage + path + "/" + verb
	}
	c.put(aws.RestIntegrations, id, c.api, body.WithFields(fields...))
	if body.Get("connectionType").Text() != "VPC_LINK" {
		return
	}
	connection, target := body.Get("connectionId").Text(), body.Get("integrationTarget").Text()
	c.variables(connection, body.Get("uri").Text(), target)
	c.connection(connection)
	c.target(target)
}

// connection reads the link that an id names; ids of both versions look alike.
func (c *collector) connection(id string) {
	if id == "" || strings.Contains(id, "$") {
		return
	}
	c.begin("link "+id, func() { c.link(id) })
}

// stageVariable is how a text names a stage variable.
var stageVariable = regexp.MustCompile(`\$\{stageVariables\.([A-Za-z0-9_]+)\}`)

// variables reads the values of the stage variables that texts name, and the links and
// load balancers that those name. Others are not read: they may be secrets.
func (c walk) variables(texts ...string) {
	var names []string
	for _, text := range texts {
		for _, m := range stageVariable.FindAllStringSubmatch(text, -1) {
			if !slices.Contains(names, m[1]) {
				names = append(names, m[1])
			}
		}
	}
	if len(names) == 0 {
		return
	}
	slices.Sort(names)
	c.begin("variables "+c.api+" "+strings.Join(names, ","), func() { c.values(names) })
}

func (c walk) values(names []string) {
	id := c.api
	parameters := []string{"RestApiId", id}
	for _, n := range names {
		parameters = append(parameters, keepNames, n)
	}
	v, how := c.do(of("apigateway/GetStages", parameters...).filling(id, aws.RestStages))
	if how != read {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.unread[id] = append(c.unread[id], names...)
		return
	}
	for _, s := range v.Get("item").Elements() {
		name := s.Get("stageName").Text()
		if c.query.Stage != "" && name != c.query.Stage {
			continue
		}
		c.put(aws.RestStages, id+"/"+name, id, needed(s, names))
		for _, variables := range []value.Value{s.Get("variables"), s.Get("canarySettings", "stageVariableOverrides")} {
			for _, n := range names {
				switch text := variables.Get(n).Text(); {
				case strings.HasPrefix(text, "arn:"):
					c.target(text)
				case isLinkID(text):
					c.connection(text)
				}
			}
		}
	}
}

// withoutVariables is a stage of which the variables are not read yet: an answer that has
// them may come first.
func withoutVariables(s value.Value) value.Value {
	without := func(v value.Value, name string) value.Value {
		fields := slices.DeleteFunc(slices.Clone(v.Fields()), func(f value.Field) bool { return f.Name == name })
		return value.OfFields(fields)
	}
	s = without(s, "variables")
	if canary := s.Get("canarySettings"); canary.Kind() == value.KindObject {
		s = s.With("canarySettings", without(canary, "stageVariableOverrides"))
	}
	return s
}

// needed is a stage with the variables that are read, and no others: their values are
// not known here. The same holds for those of its canary.
func needed(s value.Value, names []string) value.Value {
	s = s.With("variables", chosen(s.Get("variables"), names))
	if canary := s.Get("canarySettings"); !canary.Get("stageVariableOverrides").IsNull() {
		s = s.With("canarySettings", canary.With("stageVariableOverrides", chosen(canary.Get("stageVariableOverrides"), names)))
	}
	return s
}

// withUnread is a stage in which variables that could not be read are unknown: what is
// not read is not undefined.
func withUnread(s value.Value, names []string) value.Value {
	if len(names) == 0 {
		return s
	}
	var unread []value.Field
	for _, n := range names {
		unread = append(unread, value.Field{Name: n, Value: value.Unknown(value.Why{
			Reason: "the stage's variables could not be read", Settle: "run again, or grant the caller " + readGateway,
		})})
	}
	s = s.With("variables", s.Get("variables").WithFields(unread...))
	if canary := s.Get("canarySettings"); canary.Kind() == value.KindObject {
		s = s.With("canarySettings", canary.With("stageVariableOverrides", canary.Get("stageVariableOverrides").WithFields(unread...)))
	}
	return s
}

func chosen(v value.Value, names []string) value.Value {
	var fields []value.Field
	for _, f := range v.Fields() {
		if slices.Contains(names, f.Name) {
			fields = append(fields, f)
		}
	}
	return value.OfFields(fields)
}

// isLinkID says whether a text may be the id of a VPC link.
func isLinkID(text string) bool {
	return text != "" && strings.Trim(text, "abcdefghijklmnopqrstuvwxyz0123456789") == ""
}
