// Package gcp turns what Google Cloud says into the model of package apigee:
// API responses, recorded ones included, and Terraform objects. Both become
// resources in the shape of the REST API in a [World]; laying one world over
// another gives the world after apply.
package gcp
