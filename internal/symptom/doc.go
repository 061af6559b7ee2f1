// Package symptom tells from what clients and logs show what may be wrong: status
// codes, error messages and log entries to ranked causes, each with the checks that
// decide it. It reads text and knows no cloud.
package symptom
