package apigee

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/packet"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// targets is to which instances of a network a rule applies; without any, to all.
type targets struct {
	tags     value.List[value.String] // network tags, of which policies know nothing
	accounts value.List[value.String]
	secure   value.List[SecureTag]
}

// A proxyTarget is the instances that a group makes from one template, on the
// network interface that the load balancer sends to.
type proxyTarget struct {
	template InstanceTemplate
	network  value.Of[value.Ref]
	// networkMissing says why the network is not known.
	networkMissing []check.Missing
	stackType      value.String
	region         string
	projects       value.Projects
}

// applies says whether a rule applies to the target.
func (t *proxyTarget) applies(r *ingressRule) packet.Applicability {
	switch value.And(t.hasTag(r.targets), t.hasAccount(r.targets), t.hasSecureTag(r.targets)) {
	case value.True:
		return packet.Always
	case value.False:
		return packet.Never
	case value.Undecided:
	}
	return packet.Maybe
}

func (t *proxyTarget) hasTag(want targets) value.Truth {
	out := emptiness(want.tags)
	for _, tag := range want.tags.Value() {
		out = value.Or(out, value.Contains(t.template.Properties.Tags.Items, tag))
	}
	return out
}

// hasAccount says whether the instances act as one of the service accounts. An
// instance without one acts as none.
func (t *proxyTarget) hasAccount(want targets) value.Truth {
	out := emptiness(want.accounts)
	if out != value.False {
		return out
	}
	if t.template.Properties.ServiceAccounts.IsUnknown() {
		return value.Undecided
	}
	for _, account := range want.accounts.Value() {
		for _, own := range t.template.Properties.ServiceAccounts.Value() {
			out = value.Or(out, t.sameAccount(own.Email.Or(defaultAccount), account))
		}
	}
	return out
}

// The name and the domain of the service account that instances act as by default.
//
// Source: https://cloud.google.com/compute/docs/access/service-accounts#default_service_account.
const (
	defaultAccount       = "default"
	defaultAccountSuffix = "-compute@developer.gserviceaccount.com"
)

func (t *proxyTarget) sameAccount(own, account value.String) value.Truth {
	if value.Is(own, defaultAccount) != value.True || !account.IsKnown() {
		return value.Equal(own, account)
	}
	number, isDefault := strings.CutSuffix(account.Value(), defaultAccountSuffix)
	if !isDefault {
		return value.False
	}
	project := t.template.Ref.Value().Project()
	if project == "" {
		return value.Undecided
	}
	// A project's number and id are compared as references are.
	base := value.RefBase{Service: computeService, Collection: networkCollection}
	a, errA := value.ParseRef("projects/"+number+"/global/networks/x", base)
	b, errB := value.ParseRef("projects/"+project+"/global/networks/x", base)
	if errA != nil || errB != nil {
		return value.Undecided
	}
	return t.projects.Same(a, b)
}

// hasSecureTag says whether one of the tag values, as far as they are effective, is
// bound to the instances. The API does not tell of what a template binds, and a tag
// value has two names, so that absence is certain only of what Terraform tells.
func (t *proxyTarget) hasSecureTag(want targets) value.Truth {
	out := emptiness(want.secure)
	if out != value.False {
		return out
	}
	bound := t.template.Properties.ResourceManagerTags
	for _, tag := range want.secure.Value() {
		effective := value.Is(tag.State, tagIneffective).Not()
		if tag.State.IsNull() {
			effective = value.True
		}
		has := value.TruthOf(!bound.IsNull())
		if bound.IsUnknown() || bound.IsNull() && !t.template.fromTerraform() {
			has = value.Undecided
		} else if has == value.True {
			has = value.False
			for _, b := range bound.Value() {
				has = value.Or(has, sameTagValue(b, tag))
			}
		}
		out = value.Or(out, value.And(effective, has))
	}
	return out
}

const tagIneffective = "INEFFECTIVE"

// sameTagValue compares tag values by their permanent names; the name that people
// give one, ORGANIZATION/KEY/VALUE, cannot be told from it.
func sameTagValue(bound SecureTagBinding, tag SecureTag) value.Truth {
	same := value.Equal(bound.Value, tag.Name)
	if same == value.False && permanent(bound.Value) != permanent(tag.Name) {
		return value.Undecided
	}
	return same
}

func permanent(name value.String) bool { return strings.HasPrefix(name.Value(), "tagValues/") }

// doubts says why it is not known whether the rule applies to the target.
func (t *proxyTarget) doubts(r *ingressRule) []check.Missing {
	about := "whether " + r.subject + " applies to instances of " + t.template.Subject()
	properties := t.template.Properties
	var out []check.Missing
	say := func(undecided bool, whys ...value.Why) {
		if !undecided {
			return
		}
		for _, why := range whys {
			if why != (value.Why{}) {
				out = append(out, lacking(about, why))
				return
			}
		}
		out = append(out, check.Missing{What: about, Settle: "look at the rule's targets and at what the instances have"})
	}
	say(t.hasTag(r.targets) == value.Undecided, whyOf(r.targets.tags), whyOf(properties.Tags.Items))
	if t.hasAccount(r.targets) == value.Undecided {
		why := []value.Why{whyOf(r.targets.accounts), properties.ServiceAccounts.Why()}
		for _, a := range properties.ServiceAccounts.Value() {
			if a.Email.Or(defaultAccount).Value() == defaultAccount {
				why = append(why, value.Why{
					Reason: "the instances act as the default account of their project, whose number is not known",
					Settle: "give credentials that may call projects.get, or name the service account in the template",
				})
			}
			why = append(why, a.Email.Why())
		}
		say(true, why...)
	}
	say(t.hasSecureTag(r.targets) == value.Undecided, r.targets.secure.Why(), properties.ResourceManagerTags.Why(), value.Why{
		Reason: "the rule targets secure tags, and which the instances have is not known",
		Settle: "compare the rule's target secure tags with the tags bound to the instances (gcloud resource-manager tags bindings list)",
	})
	return out
}

// whyOf is why a list or the first unknown element of it is unknown.
func whyOf(list value.List[value.String]) value.Why {
	for _, e := range list.Value() {
		if e.IsUnknown() {
			return e.Why()
		}
	}
	return list.Why()
}
