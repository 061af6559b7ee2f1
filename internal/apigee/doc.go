// Package apigee decides whether API traffic gets through Apigee X's northbound
// path: client, load balancer, proxy group or Private Service Connect, peered
// VPC, Apigee instance, environment.
//
// The model structs have the fields of the vendor's REST resources, so that the
// vendor's documentation is theirs. Package gcp fills them from API responses
// and from Terraform objects. One file per check; [Checks] lists them.
package apigee
