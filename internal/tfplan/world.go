package tfplan

import (
	"net/netip"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Options completes what a plan does not say.
type Options struct {
	// Project completes bare names of resources without a project.
	Project string
	// Complete says that there are no resources but those of the plan.
	Complete  bool
	Hostnames []string
	// ClientRanges are where clients come from.
	ClientRanges []netip.Prefix
}

// World is the world of Google Cloud after the plan is applied, as far as the plan knows it. Laid
// over the live world it takes away what the plan deletes.
func (p *Plan) World(opts Options) (*gcp.World, error) {
	var there, gone []tfresource.Object
	// A managed resource knows more than a data source that reads it.
	for _, data := range []bool{true, false} {
		for _, r := range p.Resources {
			if r.Data != data || r.Action == Defer || isAWS(r.Type) {
				continue
			}
			o := tfresource.Object{Type: r.Type, Address: r.Address, Data: r.Data, Created: r.creates(), Provider: r.Provider}
			if !r.After.IsNull() {
				o.Value = r.After
				there = append(there, o)
			}
			if (r.Action == Delete || r.Action == Replace) && !r.Before.IsNull() {
				o.Value = r.Before
				gone = append(gone, o)
			}
		}
	}
	with := tfresource.Options{Project: opts.Project, Complete: opts.Complete, Hostnames: opts.Hostnames, ClientRanges: opts.ClientRanges}
	for _, why := range p.Partial {
		with.Unforeseen = append(with.Unforeseen, value.Why{Reason: why, Settle: "plan everything at once"})
	}
	w, err := tfresource.FromObjects(there, with)
	if err != nil {
		return nil, err
	}
	removed, err := tfresource.FromObjects(gone, tfresource.Options{Project: opts.Project, Complete: true})
	if err != nil {
		return nil, err
	}
	w.Remove(removed)
	return w, nil
}
