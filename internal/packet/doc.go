// Package packet decides which packets ordered filters let through: exactly, with
// the rule that decides, and with a witness. It knows nothing of clouds.
//
// # Sets
//
// A [Set] is a finite union of source addresses × protocols × destination ports,
// kept in one canonical form: equal sets print alike. IPv4 and IPv6 never mix;
// an IPv4-mapped IPv6 address is the IPv4 address it maps.
//
// # Filters
//
// A [Chain] is filters in order, a [Filter] is rules in order. In a filter the first
// rule that matches decides: [Allow] and [Deny] end the walk, [Next] leaves the
// filter, as does matching nothing. After the last filter the default decides.
//
// A rule may be partly unknown: it certainly matches [Rule.Must] and possibly
// matches [Rule.May]. A packet is allowed if every way the unknown matches can turn
// out allows it, denied if every way denies it, else undecided. [Chain.Decide]
// splits a set so, and [Chain.Trace] walks one packet.
//
// Unknown matches are independent of each other and are judged packet by packet.
// Where the caller knows more, say that one of two rules matches but not which, the
// answer errs towards undecided, never towards allowed or denied.
//
// # Cost
//
// Let n be the ranges of all rules that meet the query, counted once for every port
// atom (the largest runs of ports that no rule splits) in which their rule plays a
// part. Decide takes O(n log n) plus the size of its answer: per protocol and atom
// it sorts the ends of the ranges and sweeps over the addresses, finding the first
// rule that matches in near-constant time whatever the number of overlapping rules,
// and whether their sources are narrow or any. A query for a fixed few ports has
// that few atoms, so 10,000 rules take about ten times as long as 1,000.
//
// A query for all ports has up to two atoms per distinct port range of the rules: d
// rules for single ports and w rules for all ports make O(d·w). The answer itself
// can be that large, since it has a band of ports for each atom.
//
// An undecided part lists every unknown match that matters, so u unknown rules over
// the same addresses as w narrower rules can make the answer O(u·w).
//
// [Chain.Prepare] does the sorting once for many targets to which different rules
// apply; each target then costs O(n) and the size of its answer.
package packet
