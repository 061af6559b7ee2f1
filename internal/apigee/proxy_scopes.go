package apigee

import (
	"fmt"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// readingScopes are what scopes that let an account read objects of Cloud Storage contain,
// as URLs and in Terraform's short names.
//
// Source: https://cloud.google.com/sdk/gcloud/reference/alpha/compute/instances/set-scopes.
var readingScopes = []string{"cloud-platform", "devstorage.", "storage-ro", "storage-rw", "storage-full"}

// unscoped says why instances may not be let download their startup script: their account
// has no scope to read an object that is not everybody's. Google's own script is everybody's.
func (inv *Inventory) unscoped(g proxyGroup, t InstanceTemplate) []check.Missing {
	script := t.script()
	if script.url == "" || !fromGoogle(script.url) || t.startsGooglesScript() == value.True || t.reads() != value.False {
		return nil
	}
	if slices.ContainsFunc(inv.healthOf(g), func(h health) bool { return len(h.healthy) > 0 }) {
		return nil
	}
	return []check.Missing{{
		What:   fmt.Sprintf("whether everybody may read %s, the startup script of %s: its service account has no scope for Cloud Storage", script.url, t.Subject()),
		Settle: "give the account the scope https://www.googleapis.com/auth/devstorage.read_only, or waive this if the script is public",
	}}
}

// reads says whether a scope lets the account of instances read objects of Cloud Storage.
func (t InstanceTemplate) reads() value.Truth {
	accounts := t.Properties.ServiceAccounts
	if accounts.IsUnknown() {
		return value.Undecided
	}
	out := value.False
	for _, a := range accounts.Value() {
		if !a.Scopes.IsKnown() {
			return value.Undecided
		}
		for _, s := range a.Scopes.Value() {
			reading := value.Map(s, func(s string) bool {
				return slices.ContainsFunc(readingScopes, func(part string) bool { return strings.Contains(s, part) })
			})
			out = value.Or(out, value.Is(reading, true))
		}
	}
	return out
}
