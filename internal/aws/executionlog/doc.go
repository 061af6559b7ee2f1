// Package executionlog tells what the execution logs of an API's stages say of requests
// that failed, grouped by cause, and where they say nothing: what is not logged, or may
// not be read, is a gap and never an absence of errors.
package executionlog
