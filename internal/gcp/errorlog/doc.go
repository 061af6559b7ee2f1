// Package errorlog tells what the logs of load balancers and health checks say of recent
// errors on the way to an Apigee organization, grouped by cause, and where they say
// nothing: what is not logged, or may not be read, is a gap and never an absence of errors.
package errorlog
