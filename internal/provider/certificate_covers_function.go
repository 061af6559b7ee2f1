package provider

import (
	"context"
	"errors"
	"fmt"
	"net/netip"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

var _ function.Function = certificateCovers{}

// certificateCovers compares a certificate's names with hostnames. No text that it
// is given is in any error: it may be a private key in the wrong place.
type certificateCovers struct{}

func newCertificateCoversFunction() function.Function { return certificateCovers{} }

// Metadata names the function.
func (certificateCovers) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "certificate_covers"
}

// Definition declares it.
func (certificateCovers) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Whether a certificate is for hostnames",
		MarkdownDescription: "Returns `true` if clients would take the certificate for every one of the hostnames, as far as its names go. " +
			"A wildcard stands for the whole first label and for exactly one: `*.example.com` covers `api.example.com`, " +
			"neither `example.com` nor `a.b.example.com`. An IP address has to be among the certificate's addresses. " +
			"The common name does not count: clients have stopped looking at it. Nor do dates and issuers. " +
			"No hostname at all is covered by anything.",
		Parameters: []function.Parameter{
			function.DynamicParameter{
				Name: "certificate",
				MarkdownDescription: "The certificate in PEM form, the server's own first, such as `google_compute_ssl_certificate.api.certificate`; " +
					"or a list of names, such as `google_compute_managed_ssl_certificate.api.managed[0].domains`.",
			},
			function.ListParameter{
				Name: "hostnames", ElementType: types.StringType,
				MarkdownDescription: "Hostnames or IP addresses, such as `google_apigee_envgroup.api.hostnames`. " +
					"A pattern such as `*.example.com` stands for every name that it covers.",
			},
		},
		Return: function.BoolReturn{},
	}
}

// Run compares.
func (certificateCovers) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var given types.Dynamic
	var hostnames []types.String
	if resp.Error = req.Arguments.Get(ctx, &given, &hostnames); resp.Error != nil {
		return
	}
	tree, err := treeOf(ctx, given)
	var names cert.Names
	if err == nil {
		names, err = certificateNames(tree)
	}
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, sentence(err))
		return
	}
	covered := true
	for i, h := range hostnames {
		if h.IsNull() || !isHost(h.ValueString()) {
			resp.Error = function.NewArgumentFuncError(1, fmt.Sprintf("hostnames[%d]: expected a hostname such as api.example.com, or an IP address.", i))
			return
		}
		covered = covered && names.Covers(h.ValueString())
	}
	resp.Error = resp.Result.Set(ctx, covered)
}

// certificateNames reads the names of a certificate, or a list of them.
func certificateNames(v value.Value) (cert.Names, error) {
	switch v.Kind() {
	case value.KindString:
		chain, err := cert.ParseChain(v.Text())
		if err != nil {
			return cert.Names{}, fmt.Errorf("certificate: expected certificates in PEM form, or a list of names; %w", err)
		}
		return chain.Leaf().Names(), nil
	case value.KindList:
	default:
		return cert.Names{}, errors.New("certificate: expected certificates in PEM form, or a list of names, got " + v.Kind().String())
	}
	var out cert.Names
	for i, e := range v.Elements() {
		if e.Kind() != value.KindString || !isHost(e.Text()) {
			return cert.Names{}, fmt.Errorf("certificate[%d]: expected a name such as api.example.com or *.example.com", i)
		}
		if a, err := netip.ParseAddr(e.Text()); err == nil {
			out.IPs = append(out.IPs, a.Unmap())
			continue
		}
		out.DNS = append(out.DNS, e.Text())
	}
	return out, nil
}

// isHost says that a text is a hostname, a pattern of hostnames or an address.
func isHost(text string) bool {
	if a, err := netip.ParseAddr(strings.Trim(text, "[]")); err == nil {
		return a.Zone() == ""
	}
	_, ok := cert.Canonical(text)
	return ok
}
