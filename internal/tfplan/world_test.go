package tfplan_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/tfplan"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// firewall is a change of a firewall rule.
func firewall(action, before, after string) string {
	object := func(name string) string {
		if name == "" {
			return "null"
		}
		return fmt.Sprintf(`{"name": %q, "project": "acme", "network": "projects/acme/global/networks/prod", "id": "projects/acme/global/firewalls/%s", "priority": 1}`, name, name)
	}
	return fmt.Sprintf(`{"address": "module.m.google_compute_firewall.f", "type": "google_compute_firewall", "mode": "managed",
		"change": {"actions": [%s], "before": %s, "after": %s, "after_unknown": {}}}`, action, object(before), object(after))
}

// live is a world of two firewall rules, with what Terraform does not know.
func live(t *testing.T) *gcp.World {
	t.Helper()
	w := gcp.NewWorld()
	for _, name := range []string{"old", "other"} {
		ref, err := gcp.ComputeRef("projects/acme/global/firewalls/"+name, "", "")
		if err != nil {
			t.Fatal(err)
		}
		r := gcp.Resource{Type: gcp.Firewalls, Body: value.OfObject(map[string]value.Value{
			"name": value.OfString(name), "priority": value.OfInt(1000), "id": value.OfString("1234"),
		})}
		r.Ref = value.Known(ref)
		w.Put(r)
	}
	return w
}

// Each firewall rule is described as name, priority, address, and whether
// something is left of what the API told.
func TestPlansAreLaidOverTheLiveWorld(t *testing.T) {
	t.Parallel()
	const address = "module.m.google_compute_firewall.f"
	for name, c := range map[string]struct {
		change string
		want   []string
	}{
		"nothing":                    {firewall(`"no-op"`, "old", "old"), []string{"old 1 " + address + " 1234", "other 1000  1234"}},
		"a create":                   {firewall(`"create"`, "", "new"), []string{"new 1 " + address + " ", "old 1000  1234", "other 1000  1234"}},
		"an update":                  {firewall(`"update"`, "old", "old"), []string{"old 1 " + address + " 1234", "other 1000  1234"}},
		"a delete":                   {firewall(`"delete"`, "old", ""), []string{"other 1000  1234"}},
		"a replace by another name":  {firewall(`"create", "delete"`, "old", "new"), []string{"new 1 " + address + " ", "other 1000  1234"}},
		"a replace of the same name": {firewall(`"delete", "create"`, "old", "old"), []string{"old 1 " + address + " ", "other 1000  1234"}},
		"a forget":                   {firewall(`"forget"`, "old", ""), []string{"old 1 " + address + " 1234", "other 1000  1234"}},
		"a delete of what is gone":   {firewall(`"delete"`, "gone", ""), []string{"old 1000  1234", "other 1000  1234"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			planned, err := read(t, plan(c.change, "{}")).World(tfplan.Options{})
			if err != nil {
				t.Fatal(err)
			}
			w := live(t)
			w.Overlay(planned)
			var got []string
			for _, r := range w.Resources(gcp.Firewalls) {
				got = append(got, strings.Join([]string{r.Body.Get("name").Text(), r.Body.Get("priority").Text(), r.Address, r.Body.Get("id").Text()}, " "))
			}
			slices.Sort(got)
			if !slices.Equal(got, c.want) {
				t.Errorf("after apply there are %q, want %q", got, c.want)
			}
			if gaps := w.AllGaps(); len(gaps) > 0 {
				t.Errorf("gaps %v", gaps)
			}
		})
	}
}

func TestADeletionThatMayMeanSeveralLeavesAGap(t *testing.T) {
	t.Parallel()
	planned, err := read(t, plan(`{"address": "google_compute_firewall.f", "type": "google_compute_firewall", "mode": "managed",
		"change": {"actions": ["delete"], "before": {"name": "old", "network": "prod"}, "after": null}}`, "{}")).World(tfplan.Options{})
	if err != nil {
		t.Fatal(err)
	}
	w := live(t)
	w.Overlay(planned)
	if n := len(w.Resources(gcp.Firewalls)); n != 2 {
		t.Errorf("%d firewall rules are left", n)
	}
	if gaps := w.Gaps(gcp.Firewalls); len(gaps) != 1 || !strings.Contains(gaps[0].What, "google_compute_firewall.f, which the plan deletes") {
		t.Errorf("gaps %v", gaps)
	}
}

func TestWhatAPlanSaysStandsInTheWorld(t *testing.T) {
	t.Parallel()
	p := read(t, plan(strings.Join([]string{
		made(`module.a["x"].google_compute_network.n[0]`, `{"name": "n", "project": "acme"}`, `{"id": true}`),
		`{"address": "data.google_compute_network.late", "type": "google_compute_network", "mode": "data", "change": {"actions": ["read"], "after": {"name": "late"}, "after_unknown": {"id": true}}}`,
		`{"address": "google_storage_bucket.b", "type": "google_storage_bucket", "mode": "managed", "change": {"actions": ["create"], "after": {"name": "b"}}}`,
	}, ","), "{}", `"prior_state": {"values": {"root_module": {"resources": [
		{"address": "data.google_compute_network.d", "mode": "data", "type": "google_compute_network", "values": {"name": "d", "project": "acme", "id": "projects/acme/global/networks/d"}}]}}},`))
	w, err := p.World(tfplan.Options{Hostnames: []string{"a.example"}, Complete: true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range w.Resources(gcp.Networks) {
		got = append(got, r.Address+" "+r.Ref.Value().Path())
	}
	want := []string{"data.google_compute_network.d projects/acme/global/networks/d", `module.a["x"].google_compute_network.n[0] projects/acme/global/networks/n`}
	if !slices.Equal(got, want) || !w.Closed || !slices.Equal(w.Hostnames, []string{"a.example"}) {
		t.Errorf("the world has %q, closed %v, %q", got, w.Closed, w.Hostnames)
	}
}
