package remedy_test

import (
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"pgregory.net/rapid"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
)

// Whatever rules a network has: who follows a fix, by hand, is reached.
func TestAFixThatIsShownMends(t *testing.T) {
	t.Parallel()
	shown := 0
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.SliceOfN(drawRule(), 0, 4).Draw(t, "rules")
		tags := rapid.SampledFrom([][]string{nil, {"web"}, {"web", "gke-apigee-proxy"}}).Draw(t, "tags")
		build := func() *testkit.World {
			w := testkit.NewWorld().DropAll(gcp.Firewalls).SetAll(gcp.InstanceTemplates, "properties.tags.items", tags)
			for i, r := range seed {
				w.Firewall(string(rune('a'+i)), r)
			}
			return w
		}
		for _, f := range proven(t, build().World()).Findings {
			if f.Fix == nil {
				continue
			}
			shown++
			after := follow(t, build(), f.Fix.HCL)
			for _, g := range proven(t, after.World()).Findings {
				if g.Check == f.Check && g.Subject == f.Subject && g.Verdict != check.Pass {
					t.Fatalf("%s is %s with\n%s", g.Summary, g.Verdict, f.Fix.HCL)
				}
			}
		}
	})
	if shown == 0 {
		t.Error("no fix was shown")
	}
}

func drawRule() *rapid.Generator[testkit.Body] {
	return rapid.Custom(func(t *rapid.T) testkit.Body {
		services := []testkit.Body{{"IPProtocol": "tcp"}}
		if ports := rapid.SampledFrom([][]string{nil, {"443"}, {"80"}, {"400-500"}}).Draw(t, "ports"); ports != nil {
			services[0]["ports"] = ports
		}
		r := testkit.Body{
			"priority":     rapid.SampledFrom([]int{0, 1, 900, 1000, 1001}).Draw(t, "priority"),
			"disabled":     rapid.Bool().Draw(t, "disabled"),
			"sourceRanges": rapid.SampledFrom([][]string{{"35.191.0.0/16"}, {"130.211.0.0/22"}, {"35.191.0.0/16", "130.211.0.0/22"}, {"35.191.9.0/24"}, {"0.0.0.0/0"}}).Draw(t, "ranges"),
		}
		r[rapid.SampledFrom([]string{"allowed", "denied"}).Draw(t, "effect")] = services
		if tags := rapid.SampledFrom([][]string{nil, {"web"}, {"gke-apigee-proxy"}, {"db"}}).Draw(t, "targets"); tags != nil {
			r["targetTags"] = tags
		}
		return r
	})
}

// fields are what people find in the vendor's documentation for an argument.
var fields = map[string]string{
	"source_ranges": "sourceRanges", "target_tags": "targetTags", "priority": "priority", "disabled": "disabled",
	"tags": "properties.tags.items", "network": "network",
}

// follow does to a world what a snippet says, without what wrote or proved it.
func follow(t *rapid.T, w *testkit.World, text string) *testkit.World {
	file, diags := hclsyntax.ParseConfig([]byte(text), "fix", hcl.InitialPos)
	if diags.HasErrors() {
		t.Fatalf("%v\n%s", diags, text)
	}
	names := map[string]string{"proxy_us_east1": "proxy-us-east1", "proxy_us_west1": "proxy-us-west1"}
	for _, b := range file.Body.(*hclsyntax.Body).Blocks {
		typ, name := gcp.Firewalls, b.Labels[1]
		if b.Labels[0] == "google_compute_instance_template" {
			typ, name = gcp.InstanceTemplates, names[name]
		}
		if given := b.Body.Attributes["name"]; given != nil {
			name = literal(t, given.Expr).(string)
			w.Firewall(name, testkit.Body{"priority": 1000})
		}
		for argument, a := range b.Body.Attributes {
			if field := fields[argument]; field != "" {
				w.Set(typ, name, field, literal(t, a.Expr))
			}
		}
		var allowed []testkit.Body
		for _, allow := range b.Body.Blocks {
			allowed = append(allowed, testkit.Body{
				"IPProtocol": literal(t, allow.Body.Attributes["protocol"].Expr), "ports": literal(t, allow.Body.Attributes["ports"].Expr),
			})
		}
		if allowed != nil {
			w.Set(typ, name, "allowed", allowed)
		}
	}
	return w
}

func literal(t *rapid.T, e hclsyntax.Expression) any {
	v, diags := e.Value(nil)
	if diags.HasErrors() {
		t.Fatal(diags)
	}
	switch {
	case v.Type() == cty.String:
		return v.AsString()
	case v.Type() == cty.Bool:
		return v.True()
	case v.Type() == cty.Number:
		n, _ := v.AsBigFloat().Int64()
		return int(n)
	}
	out := []any{}
	for _, e := range v.AsValueSlice() {
		out = append(out, e.AsString())
	}
	return out
}
