package testkit

import (
	"net/url"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// gateway answers for API Gateway, of both versions.
func (w *AWS) gateway(operation string, q url.Values) (value.Value, string) {
	const missing = "NotFoundException"
	asItIs := func(v value.Value) value.Value { return v }
	of1 := func(field string, typ aws.Type, api string) (value.Value, string) {
		return of(Body{field: w.list(typ, func(r aws.Resource) bool { return r.Parent.Value() == api })}), ""
	}
	switch operation {
	case "apigateway/GetRestApi":
		return w.one(aws.RestAPIs, q.Get("RestApiId"), missing, asItIs)
	case "apigateway/GetVpcLink":
		return w.one(aws.RestVPCLinks, q.Get("VpcLinkId"), missing, asItIs)
	case "apigateway/GetAccount":
		return w.one(aws.Accounts, "account", missing, asItIs)
	case "apigateway/GetStages":
		return of1("item", aws.RestStages, q.Get("RestApiId"))
	case "apigateway/GetResources":
		return w.resourcesOf(q.Get("RestApiId")), ""
	case "apigateway/GetExport":
		return w.export(q.Get("RestApiId"), q.Get("StageName")), ""
	case "apigatewayv2/GetApi":
		return w.one(aws.APIs, q.Get("ApiId"), missing, asItIs)
	case "apigatewayv2/GetVpcLink":
		return w.one(aws.VPCLinks, q.Get("VpcLinkId"), missing, asItIs)
	case "apigatewayv2/GetIntegrations":
		return of1("Items", aws.Integrations, q.Get("ApiId"))
	case "apigatewayv2/GetRoutes":
		return of1("Items", aws.Routes, q.Get("ApiId"))
	case "apigatewayv2/GetStages":
		return of1("Items", aws.Stages, q.Get("ApiId"))
	}
	panic("testkit: no operation " + operation)
}

// resourcesOf is the resources of a REST API with their methods, as they are configured.
func (w *AWS) resourcesOf(api string) value.Value {
	var list []value.Value
	for _, r := range w.resources {
		if r.Type != aws.RestIntegrations || r.Parent.Value() != api || !r.Body.Get("stage").IsNull() {
			continue
		}
		list = append(list, of(Body{
			"id": r.Body.Get("resourceId"), "path": r.Body.Get("path"),
			"resourceMethods": Body{r.Body.Get("method").Text(): Body{"methodIntegration": r.Body}},
		}))
	}
	return of(Body{"items": value.OfList(list...)})
}

// export is the integrations that a stage has deployed.
func (w *AWS) export(api, stage string) value.Value {
	paths := value.OfFields(nil)
	for _, r := range w.resources {
		if r.Type != aws.RestIntegrations || r.Parent.Value() != api || r.Body.Get("stage").Text() != stage {
			continue
		}
		path, verb := r.Body.Get("path").Text(), strings.ToLower(r.Body.Get("method").Text())
		body := r.Body.With("type", value.OfString(strings.ToLower(r.Body.Get("type").Text())))
		paths = paths.With(path, paths.Get(path).With(verb, of(Body{"x-amazon-apigateway-integration": body})))
	}
	return of(Body{"paths": paths})
}
