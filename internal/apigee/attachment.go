package apigee

import (
	"fmt"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// attachmentsOf returns the attachments that are certainly the instance's and
// those that may be.
func (inv *Inventory) attachmentsOf(i Instance) (certain, possible []InstanceAttachment) {
	for _, a := range inv.InstanceAttachments.Items {
		switch inv.isParent(a.Instance, i.Identity) {
		case value.True:
			certain = append(certain, a)
		case value.Undecided:
			possible = append(possible, a)
		case value.False:
		}
	}
	return certain, possible
}

// attachmentsTo returns the attachments that are certainly the group's and those
// that may be.
func (inv *Inventory) attachmentsTo(g EnvironmentGroup) (certain, possible []GroupAttachment) {
	for _, a := range inv.GroupAttachments.Items {
		switch inv.isParent(a.Group, g.Identity) {
		case value.True:
			certain = append(certain, a)
		case value.Undecided:
			possible = append(possible, a)
		case value.False:
		}
	}
	return certain, possible
}

// isParent says whether a reference to a parent refers to the given resource. A reference
// to the id of the very Terraform resource is one, though its value is not known yet.
func (inv *Inventory) isParent(ref value.Of[value.Ref], of Identity) value.Truth {
	if origin := ref.Why().Origin; ref.IsUnknown() && origin.Known() && origin.Path == "id" && origin.Resource == of.Address {
		return value.True
	}
	if ref.IsNull() || of.Ref.IsNull() {
		return value.Undecided
	}
	return value.SameRef(inv.Projects, ref, of.Ref)
}

// undecidedParent says why a resource may be below another.
func undecidedParent(child Identity, parent value.Of[value.Ref], of Identity) check.Missing {
	what := fmt.Sprintf("whether %s belongs to %s", child.Subject(), of.Subject())
	switch {
	case parent.IsUnknown():
		return lacking(what, parent.Why())
	case of.Ref.IsUnknown():
		return lacking(what, of.Ref.Why())
	}
	return check.Missing{What: what + ": their names leave it open", Settle: "spell both in full, beginning with organizations/"}
}

// environmentName is the name of an environment that an attachment refers to.
// Terraform's attachments take a name; an id is read as the name that ends it.
func environmentName(text value.String) value.String {
	return value.Map(text, func(s string) string { return s[strings.LastIndexByte(s, '/')+1:] })
}
