package cli

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/bundle"
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/cert/probe"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/report"
)

const (
	// probeTimeout is for each handshake of a bundle; all are made at once.
	probeTimeout = 5 * time.Second
	// mostProbes bounds their number.
	mostProbes = 40
)

// addProbes shakes hands for every host: at the address that DNS says, and at the
// addresses of the load balancers.
func addProbes(ctx context.Context, env Env, inv *apigee.Inventory, out *bundle.Bundle) error {
	targets := targetsOf(inv, env.Now())
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
	text, err := report.Indented(found)
	if err != nil {
		return err
	}
	out.Files = append(out.Files, bundle.File{Name: "probe.json", About: "the certificates that hosts and load balancers serve, as seen from where this was made", Data: text})
	return nil
}

// targetsOf lists whom to ask: every host where DNS says it is, and at every public
// address of the load balancers. Internal names are asked for too: what they answer is
// what this machine gets.
func targetsOf(inv *apigee.Inventory, now time.Time) []probe.Target {
	addresses := []string{""}
	for _, a := range inv.TLSAddresses() {
		if !a.IsPrivate() {
			addresses = append(addresses, a.String())
		}
	}
	var out []probe.Target
	for _, host := range inv.ClientHosts() {
		if _, ok := cert.Canonical(host); !ok {
			continue
		}
		for _, address := range addresses {
			out = append(out, probe.Target{Host: host, Port: httpsPort, Address: address, Timeout: probeTimeout, Now: now})
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
