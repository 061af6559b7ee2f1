package provider

import (
	"strings"
	"testing"
)

func TestWrongArgumentsAreOneErrorAtTheAttribute(t *testing.T) {
	t.Parallel()
	s := configured(t)
	waiver := func(check, reason string, expires any) []any {
		return []any{map[string]any{"check": "peering-active", "reason": "fine"}, map[string]any{"check": check, "reason": reason, "expires": expires}}
	}
	for _, c := range []struct {
		name, argument string
		v              any
		want           string
	}{
		{"a threshold that there is not", "fail_on", "critical",
			`ERROR at AttributeName("fail_on"): Unknown threshold: fail_on "critical": expected error, warning, unknown or never.`},
		{"a check that there is not", "only", []any{"network", "load-balancers"},
			`ERROR at AttributeName("only").ElementKeyInt(1): Unknown check: only[1]: "load-balancers" is neither a check nor a hop.`},
		{"an empty check", "only", []any{""}, `ERROR at AttributeName("only").ElementKeyInt(0): Nothing given: only[0]: expected a name, got nothing.`},
		{"a null hostname", "hostnames", []any{nil}, `ERROR at AttributeName("hostnames").ElementKeyInt(0): Nothing given`},
		{"a waiver of no check", "waivers", waiver("peering", "fine", nil),
			`ERROR at AttributeName("waivers").ElementKeyInt(1).AttributeName("check"): Invalid waiver: waivers[1].check: waiver of "peering": there is no such check.`},
		{"a waiver without a reason", "waivers", waiver("peering-active", " ", nil),
			`ERROR at AttributeName("waivers").ElementKeyInt(1).AttributeName("reason"): Invalid waiver: waivers[1].reason: waiver of "peering-active": a reason is required.`},
		{"a waiver until no day", "waivers", waiver("peering-active", "fine", "31.12.2026"),
			`ERROR at AttributeName("waivers").ElementKeyInt(1).AttributeName("expires"): Invalid waiver: waivers[1].expires: expected a day such as 2026-12-31, got "31.12.2026".`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, diags := s.read(t, pathType, with(acme, c.argument, c.v))
			if len(diags) != 1 || !strings.HasPrefix(texts(diags), c.want) {
				t.Errorf("the data source says\n%s\nwant\n%s", texts(diags), c.want)
			}
			p := s.plan(t, with(gateway(nil), c.argument, c.v), nil)
			if len(p.diags) != 1 || !strings.HasPrefix(texts(p.diags), c.want) {
				t.Errorf("the resource says\n%s\nwant\n%s", texts(p.diags), c.want)
			}
		})
	}
}

func TestAnOrganizationIsAName(t *testing.T) {
	t.Parallel()
	s := configured(t)
	for _, name := range []string{"", " ", "projects/acme", "organizations/", "https://apigee.googleapis.com/v1/organizations/acme"} {
		_, diags := s.read(t, pathType, map[string]any{"organization": name})
		if len(diags) != 1 || !strings.HasPrefix(texts(diags), `ERROR at AttributeName("organization"): Not an organization: organization: expected the name of an Apigee organization, got `) {
			t.Errorf("%q gives\n%s", name, texts(diags))
		}
	}
}

func TestResourcesOfTheWrongShapeAreOneErrorThatSaysWhere(t *testing.T) {
	t.Parallel()
	s := configured(t)
	for _, c := range []struct {
		name      string
		resources any
		want      string
	}{
		{"a string", "google_compute_firewall.lb", "resources: expected an object whose keys are Terraform types, got string."},
		{"a list", []any{}, "resources: expected an object whose keys are Terraform types, got list."},
		{"an AWS resource", map[string]any{"aws_lb": map[string]any{"arn": "arn:aws:x"}}, "resources.aws_lb: "},
		{"a string for a firewall", map[string]any{"google_compute_firewall": "allow"}, "resources.google_compute_firewall: expected "},
		{"a list of lists", map[string]any{"google_compute_firewall": []any{[]any{map[string]any{}}}}, "resources.google_compute_firewall[0]: expected "},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			p := s.plan(t, map[string]any{"resources": c.resources}, nil)
			want := `ERROR at AttributeName("resources"): The resources have the wrong shape: ` + c.want
			if len(p.diags) != 1 || !strings.HasPrefix(texts(p.diags), want) {
				t.Errorf("got\n%s\nwant\n%s", texts(p.diags), want)
			}
		})
	}
}
