package apigee

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
)

// What one instance takes of the reserved ranges, as prefix lengths.
//
// Source: https://cloud.google.com/apigee/docs/api-platform/system-administration/peering-ranges.
const (
	instanceBits        = 22
	troubleshootingBits = 28
)

// takes returns the prefix lengths of the blocks that the instance takes. Older
// instances chose the size of the first.
func (i Instance) takes() ([]int, []check.Missing) {
	if i.PeeringCIDRRange.IsUnknown() {
		return nil, []check.Missing{lacking("peeringCidrRange of "+i.Subject(), i.PeeringCIDRRange.Why())}
	}
	bits := instanceBits
	if n, ok := strings.CutPrefix(i.PeeringCIDRRange.Value(), "SLASH_"); ok {
		if older, err := strconv.Atoi(n); err == nil && older > 0 && older <= troubleshootingBits {
			bits = older
		}
	}
	return []int{bits, troubleshootingBits}, nil
}

// asks returns the ranges that an instance wants for itself, beside which it
// takes none of its choice.
func (i Instance) asks() []netip.Prefix { return parseIPRanges(i.IPRange.Value()) }

// room decides for instances that are pending, beside those that exist. It passes
// when every instance has room in single ranges, whatever the existing ones
// really hold. It fails when the pending ones have none even if neighbouring
// ranges join and the existing ones hold no more than they say. Instances that
// are hidden may hold more.
func (r reservedRanges) room(c Connection, existing, pending []Instance, hidden []check.Missing) check.Result {
	var wanted, chosen, all []int
	var held []netip.Prefix
	missing := slices.Clone(hidden)
	var unplaced []Instance
	for _, i := range existing {
		takes, lacks := i.takes()
		all, missing = append(all, takes...), append(missing, lacks...)
		held = append(held, i.asks()...)
		if len(i.asks()) == 0 {
			unplaced = append(unplaced, i)
		}
	}
	unsized := false
	for _, i := range pending {
		takes, lacks := i.takes()
		wanted, missing = append(wanted, takes...), append(missing, lacks...)
		unsized = unsized || len(lacks) > 0
		for _, p := range i.asks() {
			switch {
			case !r.located():
				missing = append(missing, check.Missing{
					What:   fmt.Sprintf("whether ipRange %s of %s lies within the reserved ranges of %s: their addresses are not known", p, i.Subject(), c.Subject()),
					Settle: "give the reserved ranges an address, or leave ipRange to Google",
				})
			case !r.without(held).ContainsPrefix(p):
				return r.outside(c, i, p, held)
			case len(unplaced) > 0:
				missing = append(missing, lacking(fmt.Sprintf("whether ipRange %s of %s is free: the ipRange of %s", p, i.Subject(), unplaced[0].Subject()),
					orNotSet(!unplaced[0].IPRange.IsUnknown(), unplaced[0].IPRange.Why())))
			}
			held = append(held, p)
			takes = slices.DeleteFunc(takes, func(bits int) bool { return bits == p.Bits() })
		}
		chosen = append(chosen, takes...)
	}
	all = append(all, wanted...)
	possible := size(r.lengths) >= size(wanted)
	if r.located() {
		possible = freeBlocks(r.without(held)).fits(chosen)
	}
	switch {
	case len(r.missing) == 0 && !unsized && !possible:
		return r.tooSmall(c, existing, pending, wanted)
	case len(missing) == 0 && countBlocks(r.lengths).fits(all) && r.fits(chosen, held):
		result := passed(c.Identity, "reserves room for every instance")
		result.Trace = []string{fmt.Sprintf("%s take %s of %s", plural(len(existing)+len(pending), "instance"), lengthsText(all), r.text())}
		result.Related = append(subjects(r.addresses), subjects(append(slices.Clone(pending), existing...))...)
		return result
	}
	missing = append(missing, r.missing...)
	if len(missing) == 0 {
		missing = []check.Missing{{
			What:   fmt.Sprintf("what is free of %s, reserved by %s: instances to create take %s", r.text(), c.Subject(), lengthsText(wanted)),
			Settle: "look which routes of the peering are in use with gcloud compute networks peerings list-routes, or reserve a /22 and a /28 more",
		}}
	}
	return blaming("reservedPeeringRanges", undecided(c.Identity, "reserves ranges whose room is not known", missing...))
}

// fits says whether the blocks that instances choose have room beside what others
// hold. What is held outside the ranges whose address is known is held in the others.
func (r reservedRanges) fits(chosen []int, held []netip.Prefix) bool {
	free := freeBlocks(r.without(held))
	for _, bits := range r.elsewhere {
		free[bits]++
	}
	wanted := slices.Clone(chosen)
	for _, p := range held {
		if !slices.ContainsFunc(r.prefixes, func(in netip.Prefix) bool { return in.Overlaps(p) }) {
			wanted = append(wanted, p.Bits())
		}
	}
	return free.fits(wanted)
}

// located says whether the addresses of all ranges are known.
func (r reservedRanges) located() bool {
	return len(r.missing) == 0 && len(r.prefixes) == len(r.lengths)
}

func (r reservedRanges) tooSmall(c Connection, existing, pending []Instance, wanted []int) check.Result {
	result := blaming("reservedPeeringRanges", failed(c.Identity, "reserves too little for %s", plural(len(pending), "more instance")))
	result.Detail = fmt.Sprintf("Creating %s fails: there is no room for %s in what is reserved (%s).", strings.Join(subjects(pending), ", "), lengthsText(wanted), r.text())
	if len(existing) > 0 {
		result.Detail += fmt.Sprintf(" %s hold their ranges of it already.", plural(len(existing), "existing instance"))
	}
	result.Remediation = fmt.Sprintf("Reserve %s more (google_compute_global_address with purpose VPC_PEERING) and list it in reserved_peering_ranges of %s.", lengthsText(wanted), c.Subject())
	result.Witness = []check.Fact{
		{Name: "needed", Value: lengthsText(wanted)},
		{Name: "reserved", Value: r.text()},
		{Name: "instances", Value: len(pending)},
	}
	result.Related = append(subjects(r.addresses), subjects(append(slices.Clone(pending), existing...))...)
	return result
}

// outside is the verdict on an instance that asks for a range it cannot have.
func (r reservedRanges) outside(c Connection, i Instance, p netip.Prefix, held []netip.Prefix) check.Result {
	why := "lies outside the reserved ranges (" + r.text() + ")"
	if r.without(nil).ContainsPrefix(p) {
		why = "is held by another instance"
	}
	result := inRegion(i.Location.Value(), blaming("ipRange", failed(i.Identity, "asks for a range that it cannot have")))
	result.Detail = fmt.Sprintf("Creating %s fails: its ipRange %s %s.", i.Subject(), p, why)
	result.Remediation = fmt.Sprintf("Choose ranges within those that %s reserves, or leave ip_range out so that Google chooses.", c.Subject())
	result.Witness = []check.Fact{{Name: "instance", Value: i.Subject()}, {Name: "ip_range", Value: p.String()}, {Name: "reserved", Value: r.text()}}
	if len(held) > 0 {
		result.Witness = append(result.Witness, check.Fact{Name: "held", Value: prefixesText(held)})
	}
	result.Related = append([]string{c.Subject()}, subjects(r.addresses)...)
	return result
}

// text spells the ranges as "apigee-22 10.0.0.0/22, apigee-28 /28".
func (r reservedRanges) text() string {
	var out []string
	for n, a := range r.addresses {
		size := fmt.Sprintf("/%d", r.lengths[n])
		out = append(out, strings.TrimSpace(a.Name.Value()+" "+a.Address.Value()+size))
	}
	return orElse(strings.Join(out, ", "), "no range")
}

// lengthsText spells prefix lengths as "2 × /22 and 2 × /28".
func lengthsText(lengths []int) string {
	var out []string
	sorted := slices.Sorted(slices.Values(lengths))
	for len(sorted) > 0 {
		n := 1
		for n < len(sorted) && sorted[n] == sorted[0] {
			n++
		}
		text := fmt.Sprintf("/%d", sorted[0])
		if n > 1 {
			text = fmt.Sprintf("%d × /%d", n, sorted[0])
		}
		out = append(out, text)
		sorted = sorted[n:]
	}
	return strings.Join(out, " and ")
}

func prefixesText(ps []netip.Prefix) string {
	var out []string
	for _, p := range ps {
		out = append(out, p.String())
	}
	return strings.Join(out, ", ")
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
