package apigee

import (
	"fmt"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// EncryptionKeysUsable asks whether the keys that Apigee encrypts with are enabled.
var EncryptionKeysUsable = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "encryption-keys-usable",
		Title:    "The encryption keys are enabled and in the right region",
		Hop:      check.HopPrerequisite,
		Severity: check.Error,
		Symptom:  "5xx",
		Why: "Apigee encrypts an instance's disks, the runtime database and, if asked to, the control plane with keys of yours. " +
			"When the primary version of one is disabled or destroyed, what it encrypts can no longer be read, and the instances stop serving. " +
			"The key of an instance's disks has to be in the instance's region, or the instance cannot be made.",
		Fix: "Enable the key's primary version, or restore it while its destruction is only scheduled: `gcloud kms keys versions enable` and `restore`. What a destroyed version has encrypted is lost: make the instance anew. For an instance that is yet to be made, name a key of its region.",
		Unknown: "Unknown when a key could not be read: credentials that may call cloudkms.cryptoKeys.get in the key's project settle it; and where the disks of an instance that is yet to be made have a key of several regions. " +
			"Not applicable when only Terraform names the key and does not tell its state, to organizations and instances without keys of yours, and to hybrid organizations.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "apigee.organizations.instances", "cloudkms.cryptoKeys"},
		References: []string{
			"https://cloud.google.com/apigee/docs/api-platform/security/encryption-keys",
			"https://gcpdiag.dev/rules/apigee",
			"https://cloud.google.com/kms/docs/reference/rest/v1/projects.locations.keyRings.cryptoKeys",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.perKey(org, inv.keyUsable)
		})
	},
}

func (inv *Inventory) keyUsable(u keyUse) check.Result {
	key, otherwise, ok := inv.keyOf(u)
	state, known := key.Primary.State.Get()
	lost := state == "DISABLED" || state == "DESTROYED" || state == "DESTROY_SCHEDULED"
	if r, judged := u.elsewhere(); judged && (r.Verdict == check.Fail || !lost) {
		return r
	}
	switch {
	case !ok:
		return otherwise
	case state == "ENABLED":
		return passed(u.Identity, "has an enabled key for "+u.what)
	case lost:
		r := failed(u.Identity, "has a key for %s that is %s", u.what, state)
		r.Detail = fmt.Sprintf("%s cannot decrypt %s: the primary version of %s is %s.", u.Subject(), u.what, key.Subject(), state)
		r.Witness = []check.Fact{{Name: "key", Value: key.Subject()}, {Name: "state", Value: state}}
		r.Related = []string{key.Subject()}
		return r
	case known:
		return undecided(u.Identity, "has a key for "+u.what+" in a state that is not known here", check.Missing{
			What: fmt.Sprintf("whether %s can be used while its primary version is %q", key.Subject(), state), Settle: "run again when it is ENABLED",
		})
	case key.fromTerraform():
		return inapplicable(u.Identity, "has a key for "+u.what+" of whose state Terraform does not tell")
	case key.Primary.State.IsUnknown():
		return undecided(u.Identity, "has a key for "+u.what+" in a state that is not known", lacking("state of the primary version of "+key.Subject(), key.Primary.State.Why()))
	}
	return undecided(u.Identity, "has a key for "+u.what+" that may have no primary version", check.Missing{
		What: "the primary version of " + key.Subject() + ": not in the response", Settle: "look at `gcloud kms keys versions list`",
	})
}
