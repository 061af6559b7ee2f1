// Package value holds values that may be known, null or unknown.
//
// A [Value] is a tree in the shape of JSON in which any part may be unknown,
// with the reason and, where it is known, the origin the value will come from.
// API responses, Terraform objects and plan JSON all become such trees, and
// [Decode] fills model structs, whose fields are of type [Of], from them.
//
// Comparison is three-valued ([Truth]): a missing value never makes two things
// equal, nor different.
package value
