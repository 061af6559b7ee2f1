// Package live reads an Apigee organization and the path to it from the Google
// Cloud APIs into a [gcp.World].
//
// Collection is concurrent and at most three calls deep. What cannot be read
// becomes a gap of exactly the listing it belongs to, so that checks that need
// it are undecided and say which call failed; [Client.Collect] fails only where
// nothing could be judged.
package live
