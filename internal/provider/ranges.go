package provider

import (
	"context"
	"fmt"
	"net/netip"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/apireach/terraform-provider-apireach/internal/packet"
)

// ranges reads a list of ranges of addresses, null for none.
func (o *options) ranges(ctx context.Context, name string, list types.List, diags *diag.Diagnostics) []netip.Prefix {
	given := o.strings(ctx, name, list, diags)
	out, err := packet.ParseSources(given...)
	if err != nil {
		diags.AddAttributeError(path.Root(name), "Not a range of addresses", fmt.Sprintf("%s: %s", name, sentence(err)))
	}
	return out
}
