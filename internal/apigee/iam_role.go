package apigee

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// mayBeAmong says that a member stands for many, of whom the agent may be one.
func mayBeAmong(member string) bool {
	kind, _, _ := strings.Cut(member, ":")
	return !slices.Contains([]string{"user", "serviceAccount", "deleted"}, kind)
}

// doesFor says whether a role that somebody has gives what another one would. Roles that
// people made, and the basic ones, may.
//
// Source: https://cloud.google.com/kms/docs/reference/permissions-and-roles.
func doesFor(role, needed string) value.Truth {
	switch {
	case role == needed:
		return value.True
	case strings.Contains(role, "/roles/"), role == "roles/owner", role == "roles/editor",
		needed == encrypterRole && slices.Contains(decrypterRoles, role):
		return value.Undecided
	}
	return value.False
}

// decrypterRoles let decrypt: some of them encrypt, too, others do together with the
// role of an encrypter.
var decrypterRoles = []string{
	"roles/cloudkms.cryptoOperator", "roles/cloudkms.cryptoKeyDecrypter", "roles/cloudkms.cryptoKeyDecrypterViaDelegation",
	"roles/cloudkms.cryptoKeyEncrypterDecrypterViaDelegation",
}

// RoleMatters says whether any check asks who has the role: of all grants few do.
func RoleMatters(role string) bool {
	for _, needed := range []string{apigeeRole, networkingRole, encrypterRole} {
		if doesFor(role, needed) != value.False {
			return true
		}
	}
	return false
}

// gives says whether the binding gives the role to the agent.
func (b IAMBinding) gives(role string, to agent) value.Truth {
	same := value.Is(b.Role, role)
	name, known := b.Role.Get()
	if known {
		same = doesFor(name, role)
	}
	if same == value.False {
		return value.False
	}
	among := value.False
	if b.Members.IsUnknown() {
		among = value.Undecided
	}
	for _, m := range b.Members.Value() {
		text, known := m.Get()
		switch {
		case !known:
			among = value.Or(among, to.isMade(m))
		case mayBeAmong(text) && name == role:
			among = value.Or(among, value.Undecided)
		default:
			among = value.Or(among, to.is(text))
		}
	}
	out := value.And(same, among)
	if out == value.True && !b.Condition.Expression.IsNull() {
		return value.Undecided
	}
	return out
}

// gives is that of the binding that the grant is.
func (g IAMGrant) gives(role string, to agent) value.Truth {
	return IAMBinding{Role: g.Role, Members: g.Members, Condition: g.Condition}.gives(role, to)
}
