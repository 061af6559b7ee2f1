package tfresource_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfobject"
)

// Whether a configuration has subnets or subnet_mapping, of which the provider tells both of
// what exists: a fix writes what is there.
func TestMappingsOfSubnetsAreToldFromLists(t *testing.T) {
	t.Parallel()
	unset := func(name string) func(string, string, bool) bool {
		return func(_, attribute string, _ bool) bool { return attribute == name }
	}
	const plain, addressed = `[{"subnet_id": "subnet-1", "allocation_id": ""}]`, `[{"subnet_id": "subnet-1", "private_ipv4_address": "10.0.0.5"}]`
	for name, c := range map[string]struct {
		subnets, mappings string
		created           bool
		unset             func(string, string, bool) bool
		want              string
	}{
		"made with subnets":                      {`["?later"]`, `"?later"`, true, unset("subnet_mapping"), "null"},
		"made with subnets, no configuration":    {`["?later"]`, `"?later"`, true, nil, "null"},
		"made with subnets that nobody knows":    {`"?later"`, `"?later"`, true, unset("subnet_mapping"), "null"},
		"made with mappings":                     {`"?later"`, plain, true, unset("subnets"), plain},
		"made with mappings, no configuration":   {`"?later"`, plain, true, nil, plain},
		"made, and neither is known":             {`"?later"`, `"?later"`, true, nil, "(known after apply)"},
		"there with subnets":                     {`["subnet-1"]`, plain, false, unset("name"), "null"},
		"there with subnets that change":         {`["subnet-1"]`, `"?later"`, false, unset("name"), "null"},
		"there with mappings":                    {`["subnet-1"]`, plain, false, unset("subnets"), plain},
		"there with addresses, no configuration": {`["subnet-1"]`, addressed, false, nil, addressed},
		"there, no configuration":                {`["subnet-1"]`, plain, false, nil, "(known after apply)"},
		"written by hand with subnets":           {`["subnet-1"]`, `null`, false, nil, "null"},
		"written by hand with mappings":          {`null`, plain, false, nil, plain},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := tfobject.Object{Type: "aws_lb", Address: "aws_lb.l", Created: c.created, Value: parse(t, `{"load_balancer_type": "network", "name": "l", "subnets": `+c.subnets+`, "subnet_mapping": `+c.mappings+`}`)}
			w, err := tfresource.FromObjects([]tfobject.Object{o}, nil, tfresource.Options{Unset: c.unset})
			if err != nil {
				t.Fatal(err)
			}
			got := w.Resources(aws.LoadBalancers)[0].Arguments.Get("subnet_mapping")
			if c.want != "(known after apply)" {
				c.want = parse(t, c.want).String()
			} else if got.IsUnknown() {
				return
			}
			if got.String() != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}
