package apigee_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/armor"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func clientSet(t *testing.T, ranges ...string) packet.Set {
	t.Helper()
	var prefixes []netip.Prefix
	for _, r := range ranges {
		prefixes = append(prefixes, netip.MustParsePrefix(r))
	}
	set, err := armor.Clients(prefixes...)
	if err != nil {
		t.Fatal(err)
	}
	return set
}

// decided spells a decision.
func decided(d apigee.PolicyDecision) string {
	lines := []string{fmt.Sprintf("%s: admitted %v", d.Subject, d.Admitted)}
	for _, r := range d.By {
		lines = append(lines, "by "+r.String())
	}
	for _, l := range d.Layers {
		lines = append(lines, fmt.Sprintf("layer %s %s reached %v", l.Stage, l.Policy, l.Reached))
	}
	for _, m := range d.Missing {
		lines = append(lines, "missing "+m.What)
	}
	return strings.Join(lines, "\n")
}

const aboveAll = `"compute.organizationSecurityPolicies": [{"$ref": "locations/global/securityPolicies/7", "$parent": "projects/acme", "name": "7", "type": "CLOUD_ARMOR", "rules": [%s]}]`

func TestDecideAtService(t *testing.T) {
	t.Parallel()
	one := []string{"203.0.113.7/32"}
	passOn := armorRanges(1, "goto_next", "*")
	for _, c := range []struct {
		name, world, service string
		clients              []string
		request              armor.Request
		want                 string
	}{
		{name: "no policy", world: world(), service: "proxies", want: web + ": admitted true"},
		{
			name: "the layers in their order", service: web,
			world: world(but("compute.backendServices", `"protocol": "HTTPS"`, `"protocol": "HTTPS", "edgeSecurityPolicy": "`+link("global/securityPolicies/edge")+`", "securityPolicy": "`+link("global/securityPolicies/web")+`"`),
				strings.Replace(securityPolicies("web", armorRanges(10, "deny(404)", "203.0.113.0/24"), armorAllowRest), "]}]", `]}, {"name": "edge", "type": "CLOUD_ARMOR_EDGE", "selfLink": "`+link("global/securityPolicies/edge")+`", "rules": [`+armorAllowRest+`]}]`, 1),
				fmt.Sprintf(aboveAll, passOn)),
			want: web + `: admitted false
by rule 10 of ` + webRule + `: deny(404)
layer hierarchical locations/global/securityPolicies/7 reached true
layer edge projects/acme/global/securityPolicies/edge reached true
layer backend ` + webRule + ` reached true`,
		},
		{
			name: "the organization denies", service: link("global/backendServices/proxies"), world: world(guardedBy(armorAllowRest), fmt.Sprintf(aboveAll, armorDenyRest)),
			want: web + `: admitted false
by the default rule of locations/global/securityPolicies/7: deny(403)
layer hierarchical locations/global/securityPolicies/7 reached true
layer backend ` + webRule + ` reached false`,
		},
		{
			name: "what the organization says could not be read", service: "proxies", world: world(guardedBy(armorAllowRest), gaps("permission denied", "compute.organizationSecurityPolicies")),
			want: web + `: admitted undecided
by the default rule of ` + webRule + `: allow
layer backend ` + webRule + ` reached true
missing compute.organizationSecurityPolicies: permission denied`,
		},
		{
			name: "a header that nobody says", service: "proxies", world: world(guardedBy(armorExpr(1, "allow", `request.headers['x-key'] == 'k'`), armorDenyRest)),
			want: web + `: admitted undecided
by rule 1 of ` + webRule + `: allow
by the default rule of ` + webRule + `: deny(403)
layer backend ` + webRule + ` reached true
missing what rule 1 of ` + webRule + `: allow does: the header "x-key" is not known`,
		},
		{
			name: "a header that is said", service: "proxies", world: world(guardedBy(armorExpr(1, "allow", `request.headers['x-key'] == 'k'`), armorDenyRest)),
			request: armor.Request{Headers: map[string]value.String{"x-key": value.Known("k")}},
			want:    web + ": admitted true\nby rule 1 of " + webRule + ": allow\nlayer backend " + webRule + " reached true",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			d, err := sceneOf(t, c.world).DecideAtService(c.service, clientSet(t, one...), c.request)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, decided(d)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestDecideAtPolicy(t *testing.T) {
	t.Parallel()
	inv := sceneOf(t, world(guardedBy(armorRanges(10, "deny(502)", "203.0.113.0/24"), armorAllowRest), fmt.Sprintf(aboveAll, armorRanges(1, "goto_next", "*"))))
	for name, want := range map[string]string{
		"web": webRule + ": admitted false\nby rule 10 of " + webRule + ": deny(502)\nlayer alone " + webRule + " reached true",
		"7":   "locations/global/securityPolicies/7: admitted true\nby rule 1 of locations/global/securityPolicies/7: goto_next\nlayer alone locations/global/securityPolicies/7 reached true",
	} {
		d, err := inv.DecideAtPolicy(name, clientSet(t, "203.0.113.7/32"), armor.Request{})
		if err != nil || decided(d) != want {
			t.Errorf("%s: error %v\n%s", name, err, decided(d))
		}
		if len(d.Trace) == 0 {
			t.Errorf("%s: no trace", name)
		}
	}
}

func TestDecideSaysWhatThereIsNot(t *testing.T) {
	t.Parallel()
	inv := sceneOf(t, world(guardedBy(armorAllowRest), gaps("permission denied", "compute.securityPolicies")))
	all := clientSet(t, "0.0.0.0/0")
	if _, err := inv.DecideAtService("other", all, armor.Request{}); err == nil || err.Error() != "there is no such backend service; there are "+web {
		t.Errorf("error %v", err)
	}
	if _, err := inv.DecideAtPolicy("other", all, armor.Request{}); err == nil || !strings.Contains(err.Error(), "among what could be read (compute.securityPolicies: permission denied)") {
		t.Errorf("error %v", err)
	}
}
