package cert

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The profiles of SSL policies, and the least version of TLS that one may ask for.
const (
	ProfileCompatible = "COMPATIBLE"
	ProfileModern     = "MODERN"
	ProfileRestricted = "RESTRICTED"
	ProfileCustom     = "CUSTOM"
	ProfileFIPS       = "FIPS_202205"

	TLS10 = "TLS_1_0"
	TLS11 = "TLS_1_1"
	TLS12 = "TLS_1_2"
	TLS13 = "TLS_1_3"
)

// Policy is an SSL policy. What is null is the API's default.
type Policy struct {
	Profile    value.String
	MinVersion value.String
	// Features are the cipher suites of a custom profile.
	Features value.List[value.String]
}

// Consistent says whether the API takes the profile together with the version.
//
// Source: https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts.
func (p Policy) Consistent() value.Truth {
	profile, version := p.Profile.Or(ProfileCompatible), p.MinVersion.Or(TLS10)
	newest := value.Or(value.Is(version, TLS13).Not(), value.Is(profile, ProfileRestricted))
	approved := value.Or(value.Is(profile, ProfileFIPS).Not(), value.Is(version, TLS12))
	return value.And(newest, approved)
}

// Serves says whether the policy leaves a cipher suite for certificates with a key
// of the given algorithm. Only custom profiles can lack one.
func (p Policy) Serves(algorithm value.String) value.Truth {
	return value.Or(value.Is(p.Profile.Or(ProfileCompatible), ProfileCustom).Not(), p.hasSuite(algorithm))
}

func (p Policy) hasSuite(algorithm value.String) value.Truth {
	key, known := algorithm.Get()
	if !known || p.Features.IsUnknown() || key != RSA && key != ECDSA {
		return value.Undecided
	}
	out := value.False
	for _, f := range p.Features.Value() {
		suite, known := f.Get()
		if !known {
			out = value.Or(out, value.Undecided)
			continue
		}
		out = value.Or(out, suiteServes(suite, key))
	}
	return out
}

// suiteServes says whether a cipher suite is for keys of an algorithm. Those of TLS 1.3
// are for both, but whether custom profiles need to name them is not documented.
func suiteServes(suite, key string) value.Truth {
	begins := func(prefixes ...string) bool {
		return slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(suite, p) })
	}
	switch {
	case begins("TLS_ECDHE_ECDSA_"):
		return value.TruthOf(key == ECDSA)
	case begins("TLS_ECDHE_RSA_", "TLS_RSA_"):
		return value.TruthOf(key == RSA)
	}
	return value.Undecided
}
