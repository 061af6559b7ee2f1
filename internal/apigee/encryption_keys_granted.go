package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// encrypterRole is what Apigee's service agent needs on a key.
const encrypterRole = "roles/cloudkms.cryptoKeyEncrypterDecrypter"

// EncryptionKeysGranted asks whether Apigee may use the keys that it is to encrypt with.
var EncryptionKeysGranted = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "encryption-keys-granted",
		Title:    "Apigee may use the encryption keys",
		Hop:      check.HopPrerequisite,
		Severity: check.Error,
		Symptom:  "5xx",
		Why: "Apigee's service agent encrypts and decrypts with your keys. It needs the role of an encrypter and decrypter on each, on the key itself or on anything that holds it. " +
			"Without it, instances cannot read what they have stored, at the latest when they are started anew.",
		Fix: "Grant `roles/cloudkms.cryptoKeyEncrypterDecrypter` on the key to `service-PROJECT_NUMBER@gcp-sa-apigee.iam.gserviceaccount.com`, the number being that of the organization's project: " +
			"with `google_kms_crypto_key_iam_member`, which leaves the other members alone.",
		Unknown: "Unknown when a policy of the key, its key ring, its project, or the folders and the organization above could not be read: credentials that may call getIamPolicy on each settle it, " +
			"which is asked only for as long as none grants the role; and when only a group, a role of your own or a conditional binding may grant it. " +
			"Not applicable when nothing tells of the key's policies, to organizations and instances without keys of yours, and to hybrid organizations.",
		Since: "0.1.0",
		Reads: []string{"apigee.organizations", "apigee.organizations.instances", "cloudkms.cryptoKeys.getIamPolicy", "cloudresourcemanager.projects.getIamPolicy"},
		References: []string{
			"https://gcpdiag.dev/rules/apigee",
			"https://cloud.google.com/kms/docs/reference/permissions-and-roles",
		},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			to := inv.agentOf(inv.Projects.Canonical(projectRef(org.project())).Name(), apigeeAgent)
			return inv.perKey(org, func(u keyUse) check.Result { return inv.keyGranted(u, to) })
		})
	},
}

func (inv *Inventory) keyGranted(u keyUse, to agent) check.Result {
	key := value.Future(u.key)
	if key.IsZero() {
		return inv.laterKeyGranted(u, to)
	}
	answer := inv.granted(keyLevels(key), encrypterRole, to)
	switch {
	case answer.granted == value.True:
		return passed(u.Identity, "has a key for "+u.what+" that Apigee may use")
	case !answer.told:
		return inapplicable(u.Identity, "has a key for "+u.what+" of whose policies nothing tells")
	case len(answer.missing) > 0:
		return undecided(u.Identity, "has a key for "+u.what+" that Apigee may be kept from", answer.missing...)
	}
	r := failed(u.Identity, "has a key for %s that Apigee may not use", u.what)
	r.Detail = fmt.Sprintf("%s cannot decrypt %s: Apigee's service agent does not have %s on %s, nor on anything that holds it.", u.Subject(), u.what, encrypterRole, key.Path())
	r.Remediation = fmt.Sprintf("Grant %s on %s to %s.", encrypterRole, key.Path(), to.member())
	r.Witness = []check.Fact{{Name: "key", Value: key.Path()}, {Name: "member", Value: to.member()}, {Name: "role", Value: encrypterRole}}
	r.Trace = answer.trace
	return r
}

// laterKeyGranted judges a key that a plan makes and that has no name yet: what is granted on it
// is known, what is on its key ring and project is not.
func (inv *Inventory) laterKeyGranted(u keyUse, to agent) check.Result {
	_, r, found := inv.keyOf(u)
	switch {
	case !found && r.Verdict == check.NotApplicable:
		return inapplicable(u.Identity, "has a key for "+u.what+" of whose policies nothing tells")
	case !found:
		return r
	}
	missing := []check.Missing{lacking("what is granted on the key ring and the project of the key for "+u.what, u.name.Why())}
	for _, g := range inv.IAMGrants.Items {
		if value.SameRef(inv.Projects, g.Resource, u.key) != value.True {
			continue
		}
		switch g.gives(encrypterRole, to) {
		case value.True:
			return related(passed(u.Identity, "has a key for "+u.what+" that Apigee may use"), g.Subject())
		case value.Undecided:
			missing = append(missing, check.Missing{What: "whether " + g.Subject() + " is for Apigee's service agent: a member, role or condition of it is not known", Settle: "grant the role to the service agent itself, without a condition"})
		case value.False:
		}
	}
	return undecided(u.Identity, "has a key for "+u.what+" that Apigee may be kept from", missing...)
}

// keyLevels are what a key inherits policies from: its key ring and project.
func keyLevels(key value.Ref) []value.Ref {
	out := []value.Ref{key}
	ring, _, _ := strings.Cut(key.String(), "/cryptoKeys/")
	if ref, err := value.ParseRef(ring, value.RefBase{}); err == nil {
		out = append(out, ref)
	}
	if project := key.Project(); project != "" {
		out = append(out, projectRef(project))
	}
	return out
}
