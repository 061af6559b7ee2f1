package cli_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// newRegion is what a plan adds to an organization of two regions.
const newRegion = "europe-west1"

// known says of each type what a plan knows of a new resource only after apply: which
// resource each attribute comes from, by its type, "" for what the cloud makes.
var known = map[string]map[string]string{
	"google_apigee_instance":                       {"id": "", "host": "", "service_attachment": ""},
	"google_apigee_instance_attachment":            {"id": "", "instance_id": "google_apigee_instance.new.id"},
	"google_compute_instance_template":             {"id": "", "self_link": "", "metadata.ENDPOINT": "google_apigee_instance.new.host"},
	"google_compute_region_instance_group_manager": {"id": "", "self_link": "", "instance_group": "", "version.instance_template": "google_compute_instance_template.new.id"},
	"google_compute_backend_service":               {"backend.group": "google_compute_region_instance_group_manager.new.instance_group"},
}

// expansion plans the step from an organization of two regions to another.
func expansion(t *testing.T, to *testkit.World) *gcp.World {
	t.Helper()
	before := map[string]testkit.TerraformObject{}
	for _, o := range testkit.NewWorld().Terraform() {
		before[o.Name] = o
	}
	changes, blocks := []any{}, []any{}
	for _, o := range to.Terraform() {
		old, existed := before[o.Name]
		change := map[string]any{"actions": []string{"no-op"}, "before": old.Attributes, "after": o.Attributes, "after_unknown": map[string]any{}}
		if text := encoded(t, o.Attributes); !existed || string(text) != string(encoded(t, old.Attributes)) {
			change["actions"] = []string{"update"}
			if !existed {
				change["actions"], change["before"] = []string{"create"}, nil
			}
			o.Address = o.Type + ".new"
			if env, is := o.Attributes["environment"].(string); is {
				o.Address += "_" + env
			}
			unknown, expressions := later(t, o, existed)
			change["after_unknown"] = unknown
			typ, name, _ := strings.Cut(o.Address, ".")
			blocks = append(blocks, map[string]any{"address": o.Address, "mode": "managed", "type": typ, "name": name, "expressions": expressions})
		}
		changes = append(changes, map[string]any{"address": o.Address, "mode": "managed", "type": o.Type, "change": change})
	}
	text := encoded(t, map[string]any{
		"format_version": "1.2", "resource_changes": changes,
		"configuration": map[string]any{"root_module": map[string]any{"resources": blocks}},
	})
	plan, err := tfplan.Read(strings.NewReader(string(text)))
	if err != nil {
		t.Fatal(err)
	}
	w, err := plan.World(tfplan.Options{Complete: true})
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// later takes from an object what is known after apply, and gives the marks and the
// expressions for it. Of a list the last element is new.
func later(t *testing.T, o testkit.TerraformObject, existed bool) (marks, expressions map[string]any) {
	t.Helper()
	marks, expressions = map[string]any{}, map[string]any{}
	for path, from := range known[o.Type] {
		block, name, nested := strings.Cut(path, ".")
		refers := map[string]any{"references": []string{from, from[:max(0, strings.LastIndexByte(from, '.'))]}}
		switch in := o.Attributes[block].(type) {
		case map[string]any: // of which a plan knows all or nothing
			delete(o.Attributes, block)
			marks[block], expressions[block] = true, refers
		case []any:
			last := len(in) - 1
			delete(in[last].(map[string]any), name)
			of, parts := make([]any, len(in)), make([]any, len(in))
			for i := range in {
				of[i], parts[i] = map[string]any{}, map[string]any{}
			}
			of[last], parts[last] = map[string]any{name: true}, map[string]any{name: refers}
			marks[block], expressions[block] = of, parts
		default:
			if nested || existed {
				t.Fatalf("%s has no %s", o.Address, path)
			}
			delete(o.Attributes, block)
			marks[block] = true
			if from != "" {
				expressions[block] = refers
			}
		}
	}
	return marks, expressions
}

// A new region is judged before it is made: whether its instance will run what the load
// balancer is about to send it.
func TestARegionExpansionIsJudgedBeforeApply(t *testing.T) {
	t.Parallel()
	w := func() *testkit.World { return testkit.NewWorld().Region(newRegion) }
	none := func(w *testkit.World) *testkit.World {
		for _, env := range []string{"live", "test", "lab"} {
			w = w.Detach(testkit.Runtime(newRegion), env)
		}
		return w
	}
	without := func(w *testkit.World) *testkit.World {
		const gateway = "global/" + testkit.Front
		return w.Set(gcp.BackendServices, gateway, "backends", testkit.NewWorld().Get(gcp.BackendServices, gateway, "backends"))
	}
	const (
		everywhere  = "environment-attached-everywhere"
		environment = "instance-has-environment google_apigee_instance.new"
	)
	lacks := func(i int) string { return fmt.Sprintf("%s google_apigee_environment.r[%d]", everywhere, i) }
	for _, c := range []struct {
		name  string
		world *testkit.World
		// fails are the failures of the plan.
		fails []string
		// ways are the backend service and the attachment of the new region's rows, of
		// the environments live, lab and test.
		ways [3]string
		// given are the checks that fail when the same is given to the validation
		// resource, all values known.
		given []string
	}{
		{name: "with everything", world: w(), ways: [3]string{"new, attached", "new, attached", "new, attached"}},
		{
			name: "without attachments", world: none(w()), fails: []string{lacks(0), lacks(1), lacks(2), environment},
			ways: [3]string{"new, not attached", "new, not attached", "new, not attached"}, given: []string{everywhere, "instance-has-environment"},
		},
		{
			name: "without one attachment", world: w().Detach(testkit.Runtime(newRegion), "live"), fails: []string{lacks(0)},
			ways: [3]string{"new, not attached", "new, attached", "new, attached"}, given: []string{everywhere},
		},
		{
			// The backend may be a later step, and until then nothing is sent there.
			name: "without a backend", world: without(w()), ways: [3]string{"none, attached", "none, attached", "none, attached"}, given: []string{"proxy-in-every-region"},
		},
		{
			name: "without attachments or a backend", world: without(none(w())), fails: []string{environment},
			ways: [3]string{"none, not attached", "none, not attached", "none, not attached"}, given: []string{"instance-has-environment"},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := verdicts(t, expansion(t, c.world))
			var fails []string
			for _, f := range r.Findings {
				if f.Verdict == check.Fail {
					fails = append(fails, f.Check+" "+f.Subject)
				}
				if f.Verdict == check.Unknown && f.Hop == check.HopEnvironment {
					t.Errorf("%s: %s: %+v", f.Check, f.Summary, f.Missing)
				}
			}
			if !slices.Equal(fails, c.fails) {
				t.Errorf("%q fail, want %q", fails, c.fails)
			}
			var ways []string
			for _, row := range r.Matrices[0].Rows {
				cells := map[string]string{}
				for i, column := range r.Matrices[0].Columns {
					cells[column.ID] = row[i].Text
				}
				if cells["region"] == newRegion {
					_, service, _ := strings.Cut("."+cells["backend_service"], "service.")
					ways = append(ways, cmp.Or(service, cells["backend_service"])+", "+cells["attachment"])
				}
			}
			if !slices.Equal(ways, c.ways[:]) {
				t.Errorf("got %q, want %q", ways, c.ways)
			}
			var given []string
			for _, f := range verdicts(t, fromResources(t, c.world.Terraform())).Findings {
				if f.Verdict == check.Fail && !slices.Contains(given, f.Check) {
					given = append(given, f.Check)
				}
			}
			if slices.Sort(given); !slices.Equal(given, c.given) {
				t.Errorf("of the validation resource %q fail, want %q", given, c.given)
			}
		})
	}
}

func verdicts(t *testing.T, w *gcp.World) check.Report {
	t.Helper()
	w.Now, w.WarningDays = testkit.Now, apigee.WarningDays
	inv, err := w.Inventory()
	if err != nil {
		t.Fatal(err)
	}
	return apigee.Judge(inv, check.Options{})
}
