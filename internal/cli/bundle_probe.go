package cli

import (
	"cmp"
	"context"
	"fmt"
	"net/netip"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/bundle"
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/cert/probe"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

const (
	// probeTimeout is for each handshake of a bundle; all are made at once.
	probeTimeout = 5 * time.Second
	// mostProbes bounds their number.
	mostProbes = 40
)

// addProbes shakes hands for every host: at the address that DNS says, and at the
// addresses of the load balancers.
func (b bundling) addProbes(ctx context.Context, env Env, world *gcp.World, out *bundle.Bundle) error {
	targets := targetsOf(world, b.query.Hostnames, env.Now())
	if len(targets) > mostProbes {
		out.Missing = append(out.Missing, check.Missing{
			What:   fmt.Sprintf("probes of %d of %d hosts and addresses", len(targets)-mostProbes, len(targets)),
			Settle: "name the hosts that matter with --hostname",
		})
		targets = targets[:mostProbes]
	}
	found := make([]probed, len(targets))
	var wait sync.WaitGroup
	for i, t := range targets {
		wait.Go(func() { found[i] = ask(ctx, t) })
	}
	wait.Wait()
	if err := interrupted(ctx); err != nil {
		return err
	}
	text, err := bundle.JSON(found)
	if err != nil {
		return err
	}
	out.Files = append(out.Files, bundle.File{Name: "probe.json", About: "the certificates that hosts and load balancers serve, as seen from where this was made", Data: text})
	return nil
}

// targetsOf lists whom to ask. Internal names are asked for too: what they answer is
// what this machine gets.
func targetsOf(world *gcp.World, named []string, now time.Time) []probe.Target {
	hosts := slices.Clone(named)
	if len(hosts) == 0 {
		for _, g := range world.Resources(gcp.EnvironmentGroups) {
			for _, h := range g.Body.Get("hostnames").Elements() {
				hosts = append(hosts, h.Text())
			}
		}
	}
	addresses := []string{""}
	for _, r := range world.Resources(gcp.ForwardingRules) {
		ip := r.Body.Get("IPAddress").Text()
		if addr, err := netip.ParseAddr(ip); err == nil && strings.HasPrefix(r.Body.Get("portRange").Text(), "443") && !addr.IsPrivate() && !slices.Contains(addresses, ip) {
			addresses = append(addresses, ip)
		}
	}
	var out []probe.Target
	for _, host := range hosts {
		if name, ok := cert.Canonical(host); !ok || strings.Contains(name, "*") {
			continue
		}
		for _, address := range addresses {
			t := probe.Target{Host: host, Port: httpsPort, Address: address, Timeout: probeTimeout, Now: now}
			if !slices.ContainsFunc(out, func(o probe.Target) bool { return o.Host == t.Host && o.Address == t.Address }) {
				out = append(out, t)
			}
		}
	}
	return out
}

// ask makes one probe. That it fails is an answer too.
func ask(ctx context.Context, t probe.Target) probed {
	a, err := probe.Ask(ctx, t)
	out := answered(t, a, err)
	out.Address = cmp.Or(out.Address, t.Address)
	return out
}
