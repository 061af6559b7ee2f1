// Package privateintegration judges the way from a stage of an Amazon API Gateway API
// through a private integration (VPC link) to its backend: a model in the shape of
// AWS's own APIs, and one small file for each check.
//
// It knows no Terraform, no HTTP, no clock and no environment.
package privateintegration
