package provider

import (
	"context"
	"fmt"
	"net/netip"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"go4.org/netipx"
)

var _ function.Function = rangesCover{}

// rangesCover compares sets of addresses.
type rangesCover struct{}

func newRangesCoverFunction() function.Function { return rangesCover{} }

// Metadata names the function.
func (rangesCover) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "ranges_cover"
}

// Definition declares it.
func (rangesCover) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Whether address ranges together cover others",
		MarkdownDescription: "Returns `true` if every address of the ranges `wanted` lies in some range of `allowed`. The comparison is exact: " +
			"two halves cover their whole, and a wider range covers a narrower one. No range at all is covered by anything.",
		Parameters: []function.Parameter{
			function.ListParameter{
				Name: "allowed", ElementType: types.StringType,
				MarkdownDescription: "Ranges in CIDR notation, or single addresses, such as `source_ranges` of a firewall. IPv4 and IPv6.",
			},
			function.ListParameter{
				Name: "wanted", ElementType: types.StringType,
				MarkdownDescription: "Ranges that have to be covered, spelled likewise.",
			},
		},
		Return: function.BoolReturn{},
	}
}

// Run compares.
func (rangesCover) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var allowed, wanted []types.String
	if resp.Error = req.Arguments.Get(ctx, &allowed, &wanted); resp.Error != nil {
		return
	}
	var union netipx.IPSetBuilder
	for i, text := range allowed {
		p, err := parseRange("allowed", i, text)
		if err != nil {
			resp.Error = function.NewArgumentFuncError(0, err.Error())
			return
		}
		union.AddPrefix(p)
	}
	set, err := union.IPSet()
	if err != nil {
		resp.Error = function.NewArgumentFuncError(0, "allowed: "+sentence(err))
		return
	}
	covered := true
	for i, text := range wanted {
		p, err := parseRange("wanted", i, text)
		if err != nil {
			resp.Error = function.NewArgumentFuncError(1, err.Error())
			return
		}
		covered = covered && set.ContainsPrefix(p)
	}
	resp.Error = resp.Result.Set(ctx, covered)
}

// parseRange reads a range or a single address.
func parseRange(list string, i int, given types.String) (netip.Prefix, error) {
	want := func(got string) (netip.Prefix, error) {
		return netip.Prefix{}, fmt.Errorf("%s[%d]: expected an address range such as 35.191.0.0/16, got %s.", list, i, got) //nolint:staticcheck // a sentence: Terraform shows it as it is
	}
	if given.IsNull() {
		return want("null")
	}
	text := given.ValueString()
	if !strings.Contains(text, "/") {
		a, err := netip.ParseAddr(text)
		if err != nil || a.Zone() != "" {
			return want(fmt.Sprintf("%q", text))
		}
		return netip.PrefixFrom(a, a.BitLen()), nil
	}
	p, err := netip.ParsePrefix(text)
	if err != nil {
		return want(fmt.Sprintf("%q", text))
	}
	if p != p.Masked() {
		return want(fmt.Sprintf("%q, which sets bits of the host; its range is %s", text, p.Masked()))
	}
	return p, nil
}
