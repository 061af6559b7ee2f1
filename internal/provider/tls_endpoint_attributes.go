package provider

import (
	"context"
	"fmt"
	"net/netip"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/cert/probe"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

var tlsEndpointInputs = []attribute{
	{name: "host", use: required, typ: types.StringType, doc: "Host to ask: a name or an address, without `https://`."},
	{name: "port", use: optional, typ: types.Int64Type, doc: "Port; 443 by default."},
	{name: "server_name", use: optional, typ: types.StringType, doc: "Name that the server is asked for and has to prove; the host by default."},
	{name: "addresses", use: optional, typ: listOfStrings, doc: "IP addresses at which to ask, such as those of a load balancer; what DNS tells by default."},
	{name: "timeout", use: optional, typ: types.StringType, doc: "How long to wait for each handshake, such as `5s`; `10s` by default."},
	{name: "organization", use: optional, typ: types.StringType, doc: "Apigee organization whose load balancer's certificates are compared, read live or from the provider's snapshot."},
	{name: "projects", use: optional, typ: listOfStrings, doc: "Projects that hold the load balancer. The organization's own by default."},
}

var tlsEndpointOutputs = []attribute{
	{name: "ok", typ: types.BoolType, doc: "Whether clients connect, at every address."},
	{name: "problem", typ: types.StringType, doc: "Why they do not, at the first address where that is so; null if they do."},
	{name: "resolves_to_load_balancer", typ: types.BoolType, doc: "Whether every address that DNS tells is the load balancer's; null without an organization, without DNS, or if that is not known."},
	{name: "served_is_configured", typ: types.BoolType, doc: "Whether every certificate presented is one that the load balancer has, by its SHA-256; null without an organization or an answer, or if that is not known."},
	{name: "endpoints", many: true, doc: "What was found at each address.", fields: []attribute{
		{name: "address", typ: types.StringType, doc: "The address; null if the host has none."},
		{name: "ok", typ: types.BoolType, doc: "Whether clients connect."},
		{name: "problem", typ: types.StringType, doc: "Why they do not."},
		{name: "protocol", typ: types.StringType, doc: "Version of TLS."},
		{name: "cipher", typ: types.StringType, doc: "Cipher suite."},
		{name: "demands_client_certificate", typ: types.BoolType, doc: "Whether the server asks clients for certificates."},
		{name: "names", typ: listOfStrings, doc: "Host names of the certificate."},
		{name: "issuer", typ: types.StringType, doc: "Who issued it."},
		{name: "not_before", typ: types.StringType, doc: "Begin of its validity."},
		{name: "not_after", typ: types.StringType, doc: "End of its validity."},
		{name: "key", typ: types.StringType, doc: "Kind of its key."},
		{name: "fingerprint", typ: types.StringType, doc: "SHA-256 of the certificate."},
		{name: "chain_length", typ: types.Int64Type, doc: "How many certificates the server presents."},
		{name: "on_load_balancer", typ: types.BoolType, doc: "Whether the address is the load balancer's."},
		{name: "configured", typ: types.BoolType, doc: "Whether the certificate is one that the load balancer has."},
		{name: "certificate", typ: types.StringType, doc: "The configured certificate that it is."},
		{name: "predicted", typ: listOfStrings, doc: "Certificates that the load balancer is expected to present for the name."},
		{name: "differences", typ: listOfStrings, doc: "What may explain that the certificate is none of the configured ones."},
		{name: "client_certificate_policy", typ: types.BoolType, doc: "Whether the load balancer has a policy about clients' certificates, so that a handshake without one may fail as intended."},
		missingAttribute,
	}},
}

type tlsEndpointModel struct {
	Host       types.String `tfsdk:"host"`
	Port       types.Int64  `tfsdk:"port"`
	ServerName types.String `tfsdk:"server_name"`
	Addresses  types.List   `tfsdk:"addresses"`
	Timeout    types.String `tfsdk:"timeout"`
	targetModel

	OK         types.Bool   `tfsdk:"ok"`
	Problem    types.String `tfsdk:"problem"`
	Resolves   types.Bool   `tfsdk:"resolves_to_load_balancer"`
	Configured types.Bool   `tfsdk:"served_is_configured"`
	Endpoints  types.List   `tfsdk:"endpoints"`
}

type endpointModel struct {
	Address    types.String `tfsdk:"address"`
	OK         bool         `tfsdk:"ok"`
	Problem    types.String `tfsdk:"problem"`
	Protocol   types.String `tfsdk:"protocol"`
	Cipher     types.String `tfsdk:"cipher"`
	Demands    bool         `tfsdk:"demands_client_certificate"`
	Names      []string     `tfsdk:"names"`
	Issuer     types.String `tfsdk:"issuer"`
	NotBefore  types.String `tfsdk:"not_before"`
	NotAfter   types.String `tfsdk:"not_after"`
	Key        types.String `tfsdk:"key"`
	Print      types.String `tfsdk:"fingerprint"`
	Length     int64        `tfsdk:"chain_length"`
	OnLB       types.Bool   `tfsdk:"on_load_balancer"`
	Configured types.Bool   `tfsdk:"configured"`
	Name       types.String `tfsdk:"certificate"`
	Predicted  []string     `tfsdk:"predicted"`
	Differ     []string     `tfsdk:"differences"`
	Policy     types.Bool   `tfsdk:"client_certificate_policy"`
	Missing    types.List   `tfsdk:"missing"`
}

// read reads the arguments, and names those whose value is not known.
func (m tlsEndpointModel) read(ctx context.Context) (endpointsQuestion, target, diag.Diagnostics) {
	var t target
	var diags diag.Diagnostics
	if !m.Organization.IsNull() {
		t, diags = m.target(ctx)
	}
	t.text("host", m.Host)
	t.text("server_name", m.ServerName)
	t.text("timeout", m.Timeout)
	if m.Port.IsUnknown() {
		t.unknown = append(t.unknown, "port")
	}
	fault := func(name, summary, format string, args ...any) {
		diags.AddAttributeError(path.Root(name), summary, name+": "+fmt.Sprintf(format, args...))
	}
	var o options
	q := endpointsQuestion{target: probe.Target{Host: m.Host.ValueString(), ServerName: orElse(m.ServerName.ValueString(), m.Host.ValueString()), Port: 443}}
	if !m.Host.IsUnknown() && !isHost(q.target.Host) {
		fault("host", "Not a host", "expected a host name or an IP address, without https://.")
	}
	if !m.ServerName.IsNull() && !m.ServerName.IsUnknown() && !isHost(m.ServerName.ValueString()) {
		fault("server_name", "Not a name", "expected a host name.")
	}
	if !m.Port.IsNull() && !m.Port.IsUnknown() {
		q.target.Port = int(m.Port.ValueInt64())
		if m.Port.ValueInt64() < 1 || m.Port.ValueInt64() > 65535 {
			fault("port", "Not a port", "expected 1 to 65535, got %d.", m.Port.ValueInt64())
		}
	}
	var ok bool
	if q.target.Timeout, ok = timeoutOf(m.Timeout.ValueString()); !ok {
		fault("timeout", "Not a time", "expected a number and a unit above zero, such as 5s, got %q.", m.Timeout.ValueString())
	}
	for _, text := range o.strings(ctx, "addresses", m.Addresses, &diags) {
		a, err := netip.ParseAddr(text)
		if err != nil {
			fault("addresses", "Not an address", "expected IP addresses, got %q.", text)
		}
		q.addresses = append(q.addresses, a.Unmap())
	}
	q.addresses = sorted(q.addresses)
	t.unknown = append(t.unknown, o.unknown...)
	return q, t, diags
}

// tell fills in what was found.
func (m *tlsEndpointModel) tell(ctx context.Context, found []endpointFound, resolved bool, diags *diag.Diagnostics) {
	m.OK, m.Problem = types.BoolValue(true), types.StringNull()
	m.Resolves, m.Configured = types.BoolNull(), types.BoolNull()
	endpoints := make([]endpointModel, len(found))
	compared := true
	for i, e := range found {
		endpoints[i] = e.model()
		compared = compared && e.comparison != nil
		if e.problem != "" && m.Problem.IsNull() {
			m.OK, m.Problem = types.BoolValue(false), types.StringValue(e.problem)
		}
	}
	if compared {
		m.Configured = truthOf(all(found, func(e endpointFound) value.Truth { return e.comparison.Configured }))
		if resolved {
			m.Resolves = truthOf(all(found, func(e endpointFound) value.Truth { return e.comparison.OnLoadBalancer }))
		}
	}
	var d diag.Diagnostics
	m.Endpoints, d = types.ListValueFrom(ctx, types.ObjectType{AttrTypes: attrTypes(fieldsOf(tlsEndpointOutputs, "endpoints"))}, endpoints)
	diags.Append(d...)
}

func (e endpointFound) model() endpointModel {
	out := endpointModel{
		OK: e.problem == "", Problem: stringOrNull(e.problem), Protocol: stringOrNull(e.answer.Protocol), Cipher: stringOrNull(e.answer.Cipher),
		Demands: e.answer.DemandsCertificate, Names: []string{}, Length: int64(len(e.answer.Chain.Certificates)),
		Predicted: []string{}, Differ: []string{}, Missing: missingOf(nil),
	}
	if e.address.IsValid() {
		out.Address = types.StringValue(e.address.String())
	}
	if out.Length > 0 {
		leaf := e.answer.Chain.Leaf()
		out.Names, out.Issuer, out.Key, out.Print = present(leaf.DNSNames), types.StringValue(leaf.Issuer), types.StringValue(leaf.Key.String()), types.StringValue(leaf.Fingerprint)
		out.NotBefore, out.NotAfter = types.StringValue(leaf.NotBefore.Format(time.RFC3339)), types.StringValue(leaf.NotAfter.Format(time.RFC3339))
	}
	if c := e.comparison; c != nil {
		out.OnLB, out.Configured, out.Name = truthOf(c.OnLoadBalancer), truthOf(c.Configured), stringOrNull(c.Certificate)
		out.Predicted, out.Differ, out.Policy = present(c.Predicted), present(c.Differences), types.BoolValue(c.ClientCertificates)
		out.Missing = missingOf(c.Missing)
	}
	return out
}
