package provider

import (
	"context"
	"net/netip"
	"slices"
	"sync"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/cert/probe"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

var (
	_ datasource.DataSourceWithConfigure      = (*tlsEndpoint)(nil)
	_ datasource.DataSourceWithValidateConfig = (*tlsEndpoint)(nil)
)

// tlsEndpoint shakes hands with a server, and holds its certificate against those of
// the load balancer.
type tlsEndpoint struct{ withSettings }

func newTLSEndpointDataSource() datasource.DataSource { return &tlsEndpoint{} }

// Metadata names the data source.
func (d *tlsEndpoint) Metadata(_ context.Context, req datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = req.ProviderTypeName + "_tls_endpoint"
}

// Schema describes it.
func (d *tlsEndpoint) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Shakes hands with a server as clients do, at every address that DNS tells or that you name, and sends no request: " +
			"which certificate it presents, and whether clients take it. With an organization, the certificate is compared with those of the load balancer in front of it, " +
			"and the addresses with its own. It fails no plan: use it in conditions and checks. The network between Terraform and the server is part of what is asked; " +
			"a proxy on the way that opens TLS connections shows.",
		Attributes: allAttributes(tlsEndpointInputs, tlsEndpointOutputs),
	}
}

// ValidateConfig checks the arguments that are known.
func (d *tlsEndpoint) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	var m tlsEndpointModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if !resp.Diagnostics.HasError() {
		_, _, diags := m.read(ctx)
		resp.Diagnostics.Append(diags...)
	}
}

// Read shakes hands and compares.
func (d *tlsEndpoint) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	var m tlsEndpointModel
	resp.Diagnostics.Append(req.Config.Get(ctx, &m)...)
	if resp.Diagnostics.HasError() {
		return
	}
	asked, t, diags := m.read(ctx)
	resp.Diagnostics.Append(diags...)
	var inv *apigee.Inventory
	switch {
	case !m.Organization.IsNull():
		inv = d.settings.inventory(ctx, t, &resp.Diagnostics)
	case len(t.unknown) > 0:
		resp.Diagnostics.AddAttributeError(path.Root("host"), "The server cannot be asked yet", notYet(t.unknown))
	}
	if resp.Diagnostics.HasError() {
		return
	}
	asked.target.Now = d.settings.outside.now()
	found, resolved := asked.ask(ctx, inv)
	m.tell(ctx, found, resolved, &resp.Diagnostics)
	resp.Diagnostics.Append(resp.State.Set(ctx, &m)...)
}

// An endpointsQuestion is whom to ask, at which addresses: those of DNS if none is said.
type endpointsQuestion struct {
	target    probe.Target
	addresses []netip.Addr
}

// endpointFound is what was found at one address.
type endpointFound struct {
	address    netip.Addr
	answer     probe.Answer
	problem    string
	comparison *apigee.Comparison
}

// ask probes every address at once; resolved says that DNS told them.
func (q endpointsQuestion) ask(ctx context.Context, inv *apigee.Inventory) (found []endpointFound, resolved bool) {
	addresses := q.addresses
	if len(addresses) == 0 {
		resolved = true
		var err error
		if addresses, err = resolve(ctx, q.target); err != nil {
			return []endpointFound{{problem: err.Error()}}, true
		}
	}
	found = make([]endpointFound, len(addresses))
	var wait sync.WaitGroup
	for i, a := range addresses {
		wait.Go(func() { found[i] = q.at(ctx, a, inv) })
	}
	wait.Wait()
	return found, resolved
}

func (q endpointsQuestion) at(ctx context.Context, a netip.Addr, inv *apigee.Inventory) endpointFound {
	t := q.target
	t.Address = a.String()
	out := endpointFound{address: a}
	var err error
	out.answer, err = probe.Ask(ctx, t)
	if err != nil {
		out.problem = err.Error()
	} else {
		out.problem = out.answer.Problem(t.ServerName)
	}
	if inv != nil {
		chain := &out.answer.Chain
		if err != nil {
			chain = nil
		}
		c := inv.Compare(t.ServerName, a, chain)
		out.comparison = &c
	}
	return out
}

// resolve asks DNS for the addresses of the host, in order.
func resolve(ctx context.Context, t probe.Target) ([]netip.Addr, error) {
	ctx, cancel := context.WithTimeout(ctx, t.Timeout)
	defer cancel()
	return probe.Addresses(ctx, t.Host)
}

// all is true if it is of all, false if it is false of one.
func all(found []endpointFound, of func(endpointFound) value.Truth) value.Truth {
	out := value.True
	for _, e := range found {
		out = value.And(out, of(e))
	}
	return out
}

// timeoutOf reads how long a handshake may take.
func timeoutOf(text string) (time.Duration, bool) {
	if text == "" {
		return 10 * time.Second, true
	}
	d, err := time.ParseDuration(text)
	return d, err == nil && d > 0
}

// sorted lists addresses in order.
func sorted(addresses []netip.Addr) []netip.Addr {
	slices.SortFunc(addresses, netip.Addr.Compare)
	return slices.Compact(addresses)
}
