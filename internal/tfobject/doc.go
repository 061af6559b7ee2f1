// Package tfobject reads Terraform objects of any provider by tables: which attributes
// a type has, and which fields of an API they are.
package tfobject
