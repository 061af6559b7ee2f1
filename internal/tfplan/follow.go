package tfplan

import (
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfconfig"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Follow traces the unknown values again, through the configuration that the plan
// was made of: it tells a reference from what a function makes of one, knows local
// values, and opens maps that are unknown as a whole because one entry is.
func (p *Plan) Follow(c *tfconfig.Config) {
	facts := tfconfig.Facts{Variables: p.variables, Resources: map[string]tfconfig.Fact{}, Hidden: hidden.Reason}
	created := map[string]Resource{}
	for _, r := range p.Resources {
		if r.After.IsNull() {
			continue
		}
		facts.Resources[r.Address] = tfconfig.Fact{Object: r.After}
		created[r.Address] = r
	}
	facts.Created = func(of tfconfig.Ref) bool { return created[of.Address].creates() }
	named := map[string]value.Ref{}
	facts.Named = func(address string) value.Ref {
		ref, ok := named[address]
		if r, has := created[address]; !ok && has {
			ref, _ = tfresource.Reference(tfresource.Object{Type: r.Type, Address: r.Address, Data: r.Data, Value: r.After})
			named[address] = ref
		}
		return ref
	}
	e := tfconfig.NewEvaluator(c, facts)
	p.config = e
	for i, r := range p.Resources {
		if !r.Data && !r.After.IsNull() {
			p.Resources[i].After = e.Trace(r.Address, r.After)
		}
	}
}
