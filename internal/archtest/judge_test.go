package archtest_test

import (
	"strings"
	"testing"
)

func TestJudge(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		graph graph
		want  string // the only problem holds this; "" for none
	}{
		"a check may import the packet engine": {
			graph: graph{"internal/apigee": {"internal/packet", "internal/check"}, "internal/packet": {"net/netip"}},
		},
		"provider may import the framework": {
			graph: graph{"internal/provider": {"github.com/hashicorp/terraform-plugin-framework/provider", "internal/gcp"}},
		},
		"main may serve the provider": {
			graph: graph{"": {"internal/provider", "github.com/hashicorp/terraform-plugin-framework/providerserver"}},
		},
		"testkit may import anything": {
			graph: graph{"internal/testkit": {"internal/gcp", "net/http", "os"}},
		},
		"value imports nothing above it": {
			graph: graph{"internal/value": {"internal/check"}},
			want:  "package internal/value must not import internal/check: imports point down",
		},
		"a check reads no files": {
			graph: graph{"internal/apigee": {"os/exec"}},
			want:  "must not import os/exec: the core reads neither files",
		},
		"a check makes no requests by way of a library": {
			graph: graph{"internal/armor": {"example.com/lib"}, "example.com/lib": {"net/http"}},
			want:  "must not import net/http: the core decides over a model and calls nothing; collection belongs to gcp and aws (by way of example.com/lib)",
		},
		"gcp does not know the framework": {
			graph: graph{"internal/gcp": {"github.com/hashicorp/terraform-plugin-framework/diag"}},
			want:  "only provider knows Terraform's plugin framework",
		},
		"a package inside a room keeps the room's walls": {
			graph: graph{"internal/packet/slow": {"internal/armor"}},
			want:  "packet is plain set arithmetic",
		},
		"the command line does not reach the framework": {
			graph: graph{"internal/cli": {"example.com/lib"}, "example.com/lib": {"github.com/hashicorp/terraform-plugin-framework"}},
			want:  "never each other (by way of example.com/lib)",
		},
		"nothing shipped imports testkit": {
			graph: graph{"internal/report": {"internal/testkit"}},
			want:  "nothing shipped imports them",
		},
		"the paths do not know each other": {
			graph: graph{"internal/apigee": {"internal/privateintegration"}},
			want:  "the two paths do not know each other",
		},
		"a new room needs a layer": {
			graph: graph{"internal/novelty": nil},
			want:  "package internal/novelty is in no layer",
		},
		"the standard library's own internal packages are not ours": {
			graph: graph{"internal/packet": {"net/netip"}, "net/netip": {local("internal/bytealg")}, local("internal/bytealg"): nil},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			problems := judge(tc.graph)
			switch {
			case tc.want == "" && len(problems) > 0:
				t.Errorf("got %q, want no problem", problems)
			case tc.want != "" && (len(problems) != 1 || !strings.Contains(problems[0], tc.want)):
				t.Errorf("got %q, want one problem holding %q", problems, tc.want)
			}
		})
	}
}
