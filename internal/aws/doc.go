// Package aws holds resources of Amazon Web Services in the shape of AWS's own APIs, as
// they are read, recorded or planned, and makes the model of private integrations of
// them.
package aws
