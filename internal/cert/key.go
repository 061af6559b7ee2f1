package cert

import (
	"crypto"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"strings"
)

// KeyMatches says whether a private key in PEM form belongs to the first
// certificate of a chain. Nothing of the key is kept, and the error tells nothing of it.
func KeyMatches(chain, key string) (bool, error) {
	parsed, err := parse(chain)
	if err != nil {
		return false, err
	}
	public, err := publicOf(key)
	if err != nil {
		return false, err
	}
	own, ok := parsed[0].PublicKey.(interface{ Equal(crypto.PublicKey) bool })
	return ok && own.Equal(public), nil
}

// publicOf is the public half of a private key.
func publicOf(text string) (crypto.PublicKey, error) {
	if len(text) > maxText {
		return nil, errors.New("the private key is too long")
	}
	for rest := []byte(text); ; {
		var block *pem.Block
		if block, rest = pem.Decode(rest); block == nil {
			return nil, errors.New("there is no PEM block of a private key")
		}
		if !strings.HasSuffix(block.Type, "PRIVATE KEY") {
			continue // the parameters of elliptic curves come first
		}
		if strings.HasPrefix(block.Type, "ENCRYPTED") || block.Headers["DEK-Info"] != "" {
			return nil, errors.New("the private key is encrypted")
		}
		private, ok := privateOf(block.Bytes)
		if !ok {
			return nil, errors.New("the private key is malformed, or of an unknown kind")
		}
		return private.Public(), nil
	}
}

func privateOf(der []byte) (crypto.Signer, bool) {
	if k, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		signer, ok := k.(crypto.Signer)
		return signer, ok
	}
	if k, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return k, true
	}
	if k, err := x509.ParseECPrivateKey(der); err == nil {
		return k, true
	}
	return nil, false
}
