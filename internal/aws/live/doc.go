// Package live reads an API of Amazon API Gateway and what is behind its private
// integrations: with AWS's SDK, or from a recording.
//
// The SDK is behind an [net/http.RoundTripper]: an operation is a GET of
// https://SERVICE.amazonaws.com/SERVICE/OPERATION with the operation's input as query, and the
// answer is its output as JSON, as the AWS CLI prints it. So recordings, their replay
// and the injection of faults are those of every other API, and what is recorded is
// what `aws SERVICE OPERATION --output json` prints, secrets cut out.
package live
