package tfresource_test

import (
	"reflect"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func TestFirewall(t *testing.T) {
	t.Parallel()
	strings := value.KnownList[string]
	for name, tc := range map[string]struct {
		object string // what follows name and network
		want   func(*apigee.Firewall)
	}{
		"defaults are those of the schema": {
			object: `"allow": [{"protocol": "tcp", "ports": ["443"]}], "deny": [], "priority": null, "direction": null,
				"source_ranges": ["35.191.0.0/16"], "source_tags": null, "target_tags": ["proxy"], "disabled": null`,
			want: func(f *apigee.Firewall) {
				f.Allowed = value.Known([]apigee.Service{{Protocol: value.Known("tcp"), Ports: strings("443")}})
				f.SourceRanges, f.TargetTags = strings("35.191.0.0/16"), strings("proxy")
			},
		},
		"a rule that is being created shows what its API fills in as unknown": {
			object: `"id": "?", "direction": "?", "destination_ranges": "?", "deny": [{"protocol": "all", "ports": []}], "priority": 0`,
			want: func(f *apigee.Firewall) {
				f.Denied = value.Known([]apigee.Service{{Protocol: value.Known("all")}})
				f.Priority = value.Known[int64](0)
			},
		},
		"a rule that exists has a direction that is truly unknown": {
			object: `"id": "projects/acme/global/firewalls/f", "direction": "?because"`,
			want: func(f *apigee.Firewall) {
				f.Direction = value.UnknownOf[string](value.Why{Reason: "because"})
			},
		},
		"a direction with an origin was set": {
			object: `"id": "?", "direction": "?from terraform_data.d.output"`,
			want: func(f *apigee.Firewall) {
				f.Direction = value.UnknownOf[string](value.Why{Reason: "known after apply",
					Origin: value.Origin{Resource: "terraform_data.d", Path: "output", Created: true}})
			},
		},
		"no source ranges are any source": {
			object: `"source_ranges": [], "disabled": true`,
			want:   func(f *apigee.Firewall) { f.Disabled = value.Known(true) },
		},
		"ranges, tags and blocks may be unknown, each on its own": {
			object: `"allow": ["?a", {"protocol": "?p", "ports": ["?"]}], "source_ranges": ["10.0.0.0/8", "?r"], "source_tags": "?t"`,
			want: func(f *apigee.Firewall) {
				a := value.Why{Reason: "a"}
				f.Allowed = value.Known([]apigee.Service{
					{Protocol: value.UnknownOf[string](a), Ports: value.UnknownOf[[]value.String](a)},
					{Protocol: value.UnknownOf[string](value.Why{Reason: "p"}), Ports: value.Known([]value.String{value.UnknownOf[string](value.Why{})})},
				})
				f.SourceRanges = value.Known([]value.String{value.Known("10.0.0.0/8"), value.UnknownOf[string](value.Why{Reason: "r"})})
				f.SourceTags = value.UnknownOf[[]value.String](value.Why{Reason: "t"})
			},
		},
		"numbers and bools written as text are read as Terraform reads them": {
			object: `"priority": "900", "disabled": "false", "allow": [{"protocol": 6, "ports": [443]}]`,
			want: func(f *apigee.Firewall) {
				f.Priority, f.Disabled = value.Known[int64](900), value.Known(false)
				f.Allowed = value.Known([]apigee.Service{{Protocol: value.Known("6"), Ports: strings("443")}})
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inv := inventory(t, `{"google_compute_firewall": {"name": "f", "network": "prod", `+tc.object+`}}`, options())
			want := apigee.Firewall{
				Name: value.Known("f"), Network: value.Known("prod"),
				Direction: value.Known("INGRESS"), Priority: value.Known[int64](1000),
			}
			tc.want(&want)
			got := only(t, inv.Firewalls)
			want.Identity = got.Identity
			if !reflect.DeepEqual(got, want) {
				t.Errorf("got  %+v\nwant %+v", got, want)
			}
			if got.Address != "google_compute_firewall" || got.Ref.Value().Path() != "projects/acme/global/firewalls/f" {
				t.Errorf("identity: %+v", got.Identity)
			}
		})
	}
}
