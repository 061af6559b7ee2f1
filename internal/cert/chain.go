package cert

import (
	"bytes"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
)

// What is read of a chain at most: Google takes chains of a few certificates, and
// texts of a few kilobytes.
const (
	maxText         = 1 << 18
	maxCertificates = 20
)

// The block types of PEM texts.
const certificateBlock = "CERTIFICATE"

// Chain is a server's certificates, its own first.
type Chain struct {
	Certificates []Certificate `json:"certificates"`
	// Issued says of each certificate but the last whether the next one issued it.
	Issued []bool `json:"issued"`
	// Shuffled says that the certificates do make a chain, but in another order.
	Shuffled bool `json:"shuffled"`
}

// Leaf is the server's own certificate.
func (c Chain) Leaf() Certificate { return c.Certificates[0] }

// Last is the certificate that nothing follows.
func (c Chain) Last() Certificate { return c.Certificates[len(c.Certificates)-1] }

// Ordered says that each certificate is issued by the next one.
func (c Chain) Ordered() bool {
	_, broken := c.Break()
	return !broken
}

// Break is the place of the first certificate that the next one did not issue.
func (c Chain) Break() (int, bool) {
	for i, ok := range c.Issued {
		if !ok {
			return i, true
		}
	}
	return 0, false
}

// ParseChain reads PEM certificates, the server's own first. What stands between
// the blocks is left out. The error tells nothing of the text.
func ParseChain(text string) (Chain, error) {
	parsed, err := parse(text)
	if err != nil {
		return Chain{}, err
	}
	return ChainOf(parsed), nil
}

// ChainOf is the chain of parsed certificates, of which there is at least one.
func ChainOf(parsed []*x509.Certificate) Chain {
	var c Chain
	for i, x := range parsed {
		c.Certificates = append(c.Certificates, Facts(x))
		if i > 0 {
			c.Issued = append(c.Issued, issues(x, parsed[i-1]))
		}
	}
	c.Shuffled = !c.Ordered() && reorders(parsed)
	return c
}

func parse(text string) ([]*x509.Certificate, error) {
	if len(text) > maxText {
		return nil, fmt.Errorf("the text is longer than %d bytes", maxText)
	}
	var out []*x509.Certificate
	for rest := []byte(text); ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			break
		}
		if block.Type != certificateBlock {
			return nil, fmt.Errorf("PEM block %d is no certificate", len(out)+1)
		}
		if len(out) == maxCertificates {
			return nil, fmt.Errorf("there are more than %d certificates", maxCertificates)
		}
		x, err := x509.ParseCertificate(block.Bytes)
		if err != nil {
			return nil, fmt.Errorf("certificate %d is malformed", len(out)+1)
		}
		out = append(out, x)
	}
	if len(out) == 0 {
		return nil, errors.New("there is no PEM block of a certificate")
	}
	return out, nil
}

// issues says that one certificate is the issuer of another. Signatures by
// algorithms that are not computed any more are believed.
func issues(issuer, x *x509.Certificate) bool {
	if !bytes.Equal(issuer.RawSubject, x.RawIssuer) {
		return false
	}
	err := issuer.CheckSignature(x.SignatureAlgorithm, x.RawTBSCertificate, x.Signature)
	var insecure x509.InsecureAlgorithmError
	return err == nil || errors.As(err, &insecure) || errors.Is(err, x509.ErrUnsupportedAlgorithm)
}

// reorders says that all certificates make one chain in some order.
func reorders(parsed []*x509.Certificate) bool {
	issuerOf := func(x *x509.Certificate) int {
		for i, other := range parsed {
			if other != x && issues(other, x) {
				return i
			}
		}
		return -1
	}
	for first := range parsed {
		seen := map[int]bool{}
		for at := first; at >= 0 && !seen[at]; at = issuerOf(parsed[at]) {
			seen[at] = true
		}
		if len(seen) == len(parsed) {
			return true
		}
	}
	return false
}
