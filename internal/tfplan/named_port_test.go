package tfplan_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
)

// The group of a named port is known by where its name will come from.
func TestNamedPortsOfANewGroup(t *testing.T) {
	t.Parallel()
	const first, second = "google_compute_instance_group_manager.first", "google_compute_instance_group_manager.second"
	manager := func(address string) string {
		return made(address, `{"name": "`+address[len(address)-5:]+`", "project": "acme", "zone": "us-east1-b", "version": [{"instance_template": "t"}], "named_port": []}`,
			`{"id": true, "instance_group": true}`)
	}
	for name, c := range map[string]struct{ refers, first, second string }{
		"of the first":                 {first + ".instance_group", "https", ""},
		"of one that a variable names": {"var.group", "unknown", "unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			const port = "google_compute_instance_group_named_port.https"
			text := plan(strings.Join([]string{manager(first), manager(second),
				made(port, `{"name": "https", "port": 443, "project": "acme"}`, `{"id": true, "group": true, "zone": true}`)}, ","),
				`{"resources": [`+strings.Join([]string{
					configured(first, `{}`), configured(second, `{}`), configured(port, `{"group": {"references": ["`+c.refers+`"]}}`),
				}, ",")+`]}`)
			p, err := tfplan.Read(strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			w, err := p.World(tfplan.Options{Complete: true})
			if err != nil {
				t.Fatal(err)
			}
			for _, g := range w.Resources(gcp.InstanceGroupManagers) {
				want := c.first
				if g.Address == second {
					want = c.second
				}
				got := ""
				switch ports := g.Body.Get("namedPorts"); {
				case ports.IsUnknown():
					got = "unknown"
				case len(ports.Elements()) > 0:
					got = ports.Elements()[0].Get("name").Text()
				}
				if got != want {
					t.Errorf("%s has %q, want %q", g.Address, got, want)
				}
			}
		})
	}
}
