// Package executionlog tells what the logs of an API's stages say of requests that failed,
// grouped by cause: the execution logs of REST APIs and the access logs of HTTP APIs. Where
// they say nothing, because it is not logged or may not be read, is a gap and never an
// absence of errors.
package executionlog
