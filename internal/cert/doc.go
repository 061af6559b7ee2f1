// Package cert knows certificates as TLS servers present them: what a chain says,
// which hostnames it covers, when it is valid, whether its parts belong together,
// and which of several certificates Google's load balancers serve for a hostname.
//
// It reads no clock and no network, and keeps neither the text of a certificate
// nor a private key: only facts about them.
package cert
