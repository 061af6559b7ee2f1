package apigee_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/testkit"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// ruling spells a decision, a line for each part.
func ruling(d apigee.FirewallDecision) string {
	var lines []string
	for _, p := range d.Parts {
		line := map[value.Truth]string{value.True: "allow", value.False: "deny", value.Undecided: "unknown"}[p.Allowed] + " " + p.Packets.String()
		if p.Rule != "" {
			line += " by " + p.Rule
		}
		for _, m := range p.Missing {
			line += "\n  " + m.What
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func someTags(tags ...string) value.List[value.String] { return value.KnownList(tags...) }

func TestDecideFirewall(t *testing.T) {
	t.Parallel()
	const network = "projects/acme-host/global/networks/prod"
	east := testkit.Proxies("us-east1")
	deny := body{"priority": 900, "sourceRanges": []string{"35.191.0.0/24"}, "denied": []body{{"IPProtocol": "tcp", "ports": []string{"443"}}}}
	for _, c := range []struct {
		name    string
		world   *testkit.World
		packets string
		q       apigee.FirewallQuestion
		want    string
	}{
		{
			name: "a group that the load balancer reaches", world: testkit.NewWorld(), packets: "35.191.0.0/16 tcp:443",
			q:    apigee.FirewallQuestion{Group: east},
			want: "allow 35.191.0.0/16 tcp:443 by allow-lb",
		},
		{
			name: "a template, and a port that no rule allows", world: testkit.NewWorld(), packets: "35.191.0.0/16 tcp:443-444",
			q:    apigee.FirewallQuestion{Template: east, Region: "us-east1"},
			want: "allow 35.191.0.0/16 tcp:443 by allow-lb\ndeny 35.191.0.0/16 tcp:444 by implied deny",
		},
		{
			name: "a deny that takes out a part", world: testkit.NewWorld().Firewall("deny", deny), packets: "35.191.0.0/23 tcp:443",
			q:    apigee.FirewallQuestion{Group: east},
			want: "allow 35.191.1.0/24 tcp:443 by allow-lb\ndeny 35.191.0.0/24 tcp:443 by deny",
		},
		{
			name: "a regional policy after the VPC rules", world: testkit.NewWorld().RegionalPolicy("us-east1", "extra", testkit.Ingress(1, "allow", "tcp:8443", "35.191.0.0/16")), packets: "35.191.0.0/16 tcp:8443",
			q:    apigee.FirewallQuestion{Group: east},
			want: "allow 35.191.0.0/16 tcp:8443 by allow-1 of extra",
		},
		{
			name: "a region of which no policies were read", world: testkit.NewWorld(), packets: "35.191.0.0/16 tcp:8443",
			q: apigee.FirewallQuestion{Template: east, Region: "asia-east1"},
			want: "unknown 35.191.0.0/16 tcp:8443\n  regional firewall policies of " + network +
				": they are read only where there are managed instance groups",
		},
		{
			name: "tags that are said", world: testkit.NewWorld(), packets: "35.191.0.0/16 tcp:443",
			q:    apigee.FirewallQuestion{Network: "prod", Region: "us-east1", Tags: someTags(testkit.Tag), Account: value.Known("")},
			want: "allow 35.191.0.0/16 tcp:443 by allow-lb",
		},
		{
			name: "no tags", world: testkit.NewWorld(), packets: "35.191.0.0/16 tcp:443",
			q:    apigee.FirewallQuestion{Network: network, Region: "us-east1", Tags: someTags(), Account: value.Known("")},
			want: "deny 35.191.0.0/16 tcp:443 by implied deny",
		},
		{
			name: "tags that nobody says", world: testkit.NewWorld(), packets: "35.191.0.0/16 tcp:443",
			q: apigee.FirewallQuestion{Network: "prod", Region: "us-east1"},
			want: "unknown 35.191.0.0/16 tcp:443\n  whether projects/acme-host/global/firewalls/allow-lb applies to instances of the kind described: " +
				"the question does not say which network tags the instances have",
		},
		{
			name: "a service account", world: testkit.NewWorld().Firewall("app", body{"sourceRanges": []string{"10.9.0.0/16"}, "targetServiceAccounts": []string{"app@acme.iam.gserviceaccount.com"}, "allowed": []body{{"IPProtocol": "udp"}}}),
			packets: "10.9.0.0/16 udp:53",
			q:       apigee.FirewallQuestion{Network: "prod", Region: "us-east1", Tags: someTags(), Account: value.Known("app@acme.iam.gserviceaccount.com")},
			want:    "allow 10.9.0.0/16 udp:53 by app",
		},
		{
			name: "instances that may carry a rule's source tags", world: testkit.NewWorld().Firewall("peers", body{"sourceTags": []string{"peer"}, "allowed": []body{{"IPProtocol": "tcp"}}}),
			packets: "10.9.0.0/16 tcp:22",
			q:       apigee.FirewallQuestion{Group: east, FromInstances: true},
			want:    "unknown 10.9.0.0/16 tcp:22\n  whether clients are instances that projects/acme-host/global/firewalls/peers names by their tags or service accounts",
		},
		{
			name: "packets of no instance", world: testkit.NewWorld().Firewall("peers", body{"sourceTags": []string{"peer"}, "allowed": []body{{"IPProtocol": "tcp"}}}),
			packets: "10.9.0.0/16 tcp:22",
			q:       apigee.FirewallQuestion{Group: east},
			want:    "deny 10.9.0.0/16 tcp:22 by implied deny",
		},
		{
			name: "secure tags, which templates do not tell", world: testkit.NewWorld().NetworkPolicy("secure", body{
				"priority": 1, "action": "allow", "direction": "INGRESS", "match": body{"srcIpRanges": []string{"10.9.0.0/16"}, "layer4Configs": []body{{"ipProtocol": "tcp"}}},
				"targetSecureTags": []body{{"name": "tagValues/1", "state": "EFFECTIVE"}},
			}), packets: "10.9.0.0/16 tcp:22",
			q:    apigee.FirewallQuestion{Network: "prod", Region: "us-east1", Tags: someTags(), Account: value.Known("")},
			want: "unknown 10.9.0.0/16 tcp:22\n  whether projects/acme-host/global/firewallPolicies/secure applies to instances of the kind described: the question does not say which secure tags the instances have",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			set, err := packet.ParseSet(c.packets)
			if err != nil {
				t.Fatal(err)
			}
			c.q.Packets = set
			d, err := c.world.Inventory(t).DecideFirewall(c.q)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, ruling(d)); diff != "" {
				t.Error(diff)
			}
			var whole packet.Set
			for _, p := range d.Parts {
				if !p.Packets.Contains(p.Witness) || len(p.Trace) == 0 || !whole.Intersect(p.Packets).IsEmpty() {
					t.Errorf("witness %s, trace %q of %s", p.Witness, p.Trace, p.Packets)
				}
				whole = whole.Union(p.Packets)
			}
			if !whole.Equal(set) {
				t.Errorf("the parts make up %s, asked about %s", whole, set)
			}
		})
	}
}

func TestDecideFirewallSaysWhatThereIsNot(t *testing.T) {
	t.Parallel()
	east := testkit.Proxies("us-east1")
	template := func(name string) string {
		return "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/" + name
	}
	for _, c := range []struct {
		name  string
		world *testkit.World
		q     apigee.FirewallQuestion
		want  string
	}{
		{"no target", testkit.NewWorld(), apigee.FirewallQuestion{}, "nobody says what the packets are for"},
		{"no such group", testkit.NewWorld(), apigee.FirewallQuestion{Group: "other"}, "there is no such managed instance group; there are "},
		{"no such template", testkit.NewWorld(), apigee.FirewallQuestion{Template: "other"}, "there is no such instance template; there are "},
		{"no such network", testkit.NewWorld(), apigee.FirewallQuestion{Network: "other"}, "there is no such network; there are "},
		{
			"several templates", testkit.NewWorld().Set(gcp.InstanceGroupManagers, "us-east1/"+east, "versions", []body{{"instanceTemplate": template(east)}, {"instanceTemplate": template(testkit.Proxies("us-west1"))}}),
			apigee.FirewallQuestion{Group: east}, "runs several templates; say which",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			c.q.Packets = packet.Everything()
			if _, err := c.world.Inventory(t).DecideFirewall(c.q); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q", err, c.want)
			}
		})
	}
}

func TestFromLoadBalancers(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"35.191.0.0/16 tcp:443": true, "130.211.0.0/22 all": true, "209.85.152.0/22 tcp:443": true, "2600:2d00:1:b029::/64 tcp:443": true,
		"10.0.0.0/8 tcp:443": false, "35.191.0.0/15 tcp:443": false,
	} {
		set, err := packet.ParseSet(text)
		if err != nil {
			t.Fatal(err)
		}
		if got := apigee.FromLoadBalancers(set); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}
