// Package armor decides what Cloud Armor does with requests: which clients its
// security policies admit, which they deny, by which rule and with which status.
//
// A [Policy] has the fields of the REST resource compute.securityPolicies. [Decide]
// takes a request whose parts may be unknown, and a whole set of client addresses; it
// splits the set exactly, by rules over ranges and by expressions.
//
// # Expressions
//
// cel-go parses and type-checks the custom rules language; the checked tree is
// evaluated here. CEL's own partial evaluation takes one value for each attribute,
// while the client's address is a set that a rule splits: an expression gives three
// sets of addresses, those for which it may be true, may be false, and may fail. Where
// an address is in one of them only, the answer is certain. The logical operators
// absorb failures and unknowns as CEL's do. An expression that fails does not match.
//
// # What is unknown
//
// Preconfigured WAF rules, threat intelligence, address groups, adaptive protection
// and reCAPTCHA tokens cannot be decided here, nor what the request leaves open. Such
// rules possibly match; an answer depends on them only where their outcome matters.
// The region of a client is one value for all rules, so that rules which together
// cover every region are seen to.
//
// No reason quotes a literal of an expression: what a header is compared with may be a
// secret.
package armor
