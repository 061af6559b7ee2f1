package apigee

import (
	"net/netip"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// isAddressOf says whether an address is the one of a forwarding rule. One that the rule
// gets when it is made is none that exists or is reserved.
func (inv *Inventory) isAddressOf(text value.String, rule ForwardingRule) (value.Truth, []check.Missing) {
	text, at := inv.addressNamed(text), inv.addressNamed(rule.IPAddress)
	if same := sameHost(text, at, value.Origin{Resource: rule.Address, Path: "ip_address"}); same != value.Undecided && !at.IsNull() {
		return same, nil
	}
	a, b := text.Why().Origin, at.Why().Origin
	reserved := a.Created && a.Resource != rule.Address || inv.reservedAt(text) != nil
	switch {
	case b.Known() && b.Resource == rule.Address && rule.Created && reserved:
		return value.False, nil // it gets an address of its own
	case b.Known() && b.Created && reserved && a.Resource != b.Resource:
		return value.False, nil // it gets another one that is reserved
	case at.IsNull():
		return value.Undecided, []check.Missing{{What: "the address of " + rule.Subject() + ": it is not given", Settle: "give the whole resource"}}
	case at.IsUnknown():
		return value.Undecided, []check.Missing{lacking("the address of "+rule.Subject(), at.Why())}
	}
	return value.Undecided, []check.Missing{lacking("an address of a record", text.Why())}
}

// addressNamed is the address behind the name of a reserved one.
func (inv *Inventory) addressNamed(text value.String) value.String {
	name, known := text.Get()
	if !known || !strings.Contains(name, "/") {
		return text
	}
	at := find(inv, name, computeReference(text, "global/addresses", ""), inv.GlobalAddresses)
	switch {
	case !at.ok:
		return value.UnknownOf[string](value.Why{Reason: "which address " + name + " is was not read", Settle: "add the address's resource"})
	case at.item.Address.IsKnown():
		return at.item.Address
	}
	why := at.item.Address.Why()
	why.Origin = value.Origin{Resource: at.item.Identity.Address, Path: "address", Certain: true, Created: at.item.Created}
	return value.UnknownOf[string](why)
}

// reservedAt is the global external address that is reserved under a text; nil is none
// that is known.
func (inv *Inventory) reservedAt(text value.String) *Address {
	origin := text.Why().Origin
	ip, err := netip.ParseAddr(text.Value())
	for n, a := range inv.GlobalAddresses.Items {
		if value.Is(a.AddressType.Or("EXTERNAL"), "EXTERNAL") != value.True {
			continue
		}
		other, wrong := netip.ParseAddr(a.Address.Value())
		if err == nil && wrong == nil && ip == other || sameAddress(origin, value.Origin{Resource: a.Identity.Address, Path: "address"}) {
			return &inv.GlobalAddresses.Items[n]
		}
	}
	return nil
}

// idle is the reserved global address that an address is, if certainly no forwarding
// rule has it: nobody answers there, as nothing else can have one.
//
// Source: https://cloud.google.com/load-balancing/docs/forwarding-rule-concepts.
func (inv *Inventory) idle(text value.String) string {
	reserved := inv.reservedAt(text)
	if reserved == nil || len(inv.ForwardingRules.Gaps) > 0 {
		return ""
	}
	read := false
	for _, rule := range inv.ForwardingRules.Items {
		if at, _ := inv.isAddressOf(text, rule); at != value.False {
			return ""
		}
		read = read || rule.Ref.Value().Project() == reserved.Ref.Value().Project()
	}
	if !read {
		return "" // nobody looked into its project
	}
	return reserved.Subject()
}

// ruleAt is a forwarding rule that certainly has an address; "" is none. An address of
// private networks others may have in networks of theirs.
func (inv *Inventory) ruleAt(text value.String) string {
	ip, err := netip.ParseAddr(text.Value())
	if err != nil || isPrivate(text) {
		return ""
	}
	for _, rule := range inv.ForwardingRules.Items {
		if at, err := netip.ParseAddr(inv.addressNamed(rule.IPAddress).Value()); err == nil && at == ip {
			return rule.Subject()
		}
	}
	return ""
}

// isPrivate says that an address is one that any network may have.
func isPrivate(text value.String) bool {
	ip, err := netip.ParseAddr(text.Value())
	return err == nil && ip.IsPrivate()
}

// shownAddress is a forwarding rule's address for people.
func (inv *Inventory) shownAddress(rule ForwardingRule) string {
	at := inv.addressNamed(rule.IPAddress)
	if text, known := at.Get(); known {
		return text
	}
	if from := at.Why().Origin; from.Known() {
		return from.String()
	}
	return "that of " + rule.Subject()
}
