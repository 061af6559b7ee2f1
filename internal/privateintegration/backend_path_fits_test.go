package privateintegration_test

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

func backendPathFits() []verdictCase {
	proxy := func(uri string, parameters any) *testkit.AWS {
		return integration(integration(testkit.NewREST(), "uri", uri), "requestParameters", parameters)
	}
	// http is an HTTP API to a listener that forwards in a rule for paths only.
	http := func(paths ...string) *testkit.AWS {
		return rule(testkit.NewHTTPToALB().Set(aws.Listeners, "shop/2b/80", "DefaultActions", []body{notFound}), 1, "path-pattern", paths, forward)
	}
	set := func(w *testkit.AWS, v any) *testkit.AWS {
		return w.Set(aws.Integrations, integrated, "RequestParameters", v)
	}
	return []verdictCase{
		{name: "no parameters", world: testkit.NewREST(), want: []string{"pass " + deployed}},
		{name: "{proxy} is mapped", world: proxy("http://x.example/{proxy}", body{"integration.request.path.proxy": "method.request.path.proxy"}), want: []string{"pass " + deployed}},
		{name: "{proxy} is not mapped", world: proxy("http://x.example/{proxy}", nil), want: []string{"fail " + deployed}, says: []string{"{parameter proxy}", `field "requestParameters"`}},
		{name: "one of two is not mapped", world: proxy("http://x.example/{a}/{b}", body{"integration.request.path.a": "method.request.path.a"}), want: []string{"fail " + deployed}, says: []string{"{parameter b}"}},
		{name: "a header is mapped, the path is not", world: proxy("http://x.example/{id}", body{"integration.request.header.id": "method.request.path.id"}), want: []string{"fail " + deployed}},
		{name: "the parameters are known after apply", world: proxy("http://x.example/{id}", "?known after apply"), want: []string{"unknown " + deployed}},
		{name: "the URI is known after apply", world: integration(testkit.NewREST(), "uri", "?known after apply"), want: []string{"unknown " + deployed}},
		{name: "an HTTP API whose listener forwards every path", world: testkit.NewHTTPToALB(), want: []string{"pass " + integrated}},
		{name: "the rule expects the stage", world: http("/prod/orders/*"), want: []string{"pass " + integrated}},
		{name: "the rule takes any first part", world: http("/*/orders/*"), want: []string{"pass " + integrated}},
		{name: "another of the rule's patterns takes it", world: http("/orders/*", "/p?od/*"), want: []string{"pass " + integrated}},
		{name: "the integration sets the path", world: set(http("/orders/*"), body{"overwrite:path": "$request.path"}), want: []string{"pass " + integrated}},
		{name: "the stage has no name in paths", world: http("/orders/*").Set(aws.Stages, testkit.HTTPAPI+"/prod", "StageName", "$default"), want: []string{"pass " + integrated}},
		{name: "the rule does not expect the stage", world: http("/orders/*", "/pets"), want: []string{"fail " + integrated}, says: []string{"{path /prod/}", "overwrite:path"}},
		{name: "the rule's paths are known after apply", world: http("?known after apply"), want: []string{"unknown " + integrated}},
		{
			name: "rules could not be read", want: []string{"unknown " + integrated},
			world: testkit.NewHTTPToALB().Set(aws.Listeners, "shop/2b/80", "DefaultActions", []body{notFound}).Gap(aws.Rules, "", "permission denied"),
		},
		{name: "nothing forwards, which listener-forwards says", world: testkit.NewHTTPToALB().Set(aws.Listeners, "shop/2b/80", "DefaultActions", []body{notFound}), want: []string{"not_applicable " + integrated}},
		{name: "no URI", world: integration(testkit.NewREST(), "uri", nil), want: []string{"not_applicable " + deployed}},
	}
}
