package cert_test

import (
	"slices"
	"testing"
	"time"

	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

func policy(profile, version string, features ...string) cert.Policy {
	p := cert.Policy{Profile: sni(profile), MinVersion: sni(version)}
	if slices.Contains(features, "?all") {
		p.Features = value.UnknownOf[[]value.String](later)
		return p
	}
	var list []value.String
	for _, f := range features {
		list = append(list, sni(f))
	}
	p.Features = value.Known(list)
	return p
}

func TestProfilesAndVersionsFit(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		profile, version string
		want             value.Truth
	}{
		{"", "", value.True},
		{"COMPATIBLE", "TLS_1_0", value.True},
		{"MODERN", "TLS_1_2", value.True},
		{"RESTRICTED", "TLS_1_3", value.True},
		{"RESTRICTED", "TLS_1_0", value.True},
		{"MODERN", "TLS_1_3", value.False},
		{"", "TLS_1_3", value.False},
		{"CUSTOM", "TLS_1_3", value.False},
		{"FIPS_202205", "TLS_1_2", value.True},
		{"FIPS_202205", "", value.False},
		{"FIPS_202205", "TLS_1_3", value.False},
		{"?", "TLS_1_3", value.Undecided},
		{"?", "TLS_1_1", value.Undecided},
		{"MODERN", "?", value.Undecided},
		{"RESTRICTED", "?", value.True},
	} {
		if got := policy(tc.profile, tc.version).Consistent(); got != tc.want {
			t.Errorf("%q with %q: %v", tc.profile, tc.version, got)
		}
	}
}

func TestCustomProfilesNeedASuiteForTheKey(t *testing.T) {
	t.Parallel()
	const (
		forRSA   = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"
		forECDSA = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
		forBoth  = "TLS_AES_128_GCM_SHA256"
	)
	for name, tc := range map[string]struct {
		policy cert.Policy
		key    string
		want   value.Truth
	}{
		"no policy to speak of":                 {policy("", ""), cert.ECDSA, value.True},
		"another profile, whatever the key":     {policy("RESTRICTED", ""), "?", value.True},
		"a suite for the key":                   {policy("CUSTOM", "", forECDSA, forRSA), cert.RSA, value.True},
		"only for the other":                    {policy("CUSTOM", "", forRSA, "TLS_RSA_WITH_AES_256_CBC_SHA"), cert.ECDSA, value.False},
		"only for the other, the other way":     {policy("CUSTOM", "", forECDSA), cert.RSA, value.False},
		"an RSA key exchange":                   {policy("CUSTOM", "", "TLS_RSA_WITH_AES_256_CBC_SHA"), cert.RSA, value.True},
		"no suite at all":                       {policy("CUSTOM", ""), cert.RSA, value.False},
		"TLS 1.3 in a custom profile":           {policy("CUSTOM", "", forBoth), cert.RSA, value.Undecided},
		"a key that is not known":               {policy("CUSTOM", "", forRSA), "?", value.Undecided},
		"a key of another kind":                 {policy("CUSTOM", "", forRSA), cert.Ed25519, value.Undecided},
		"suites that are not known":             {policy("CUSTOM", "", "?all"), cert.RSA, value.Undecided},
		"a suite that is not known":             {policy("CUSTOM", "", "?", forECDSA), cert.RSA, value.Undecided},
		"a profile that may be custom":          {policy("?", "", forECDSA), cert.RSA, value.Undecided},
		"a profile that may be custom and fits": {policy("?", "", forRSA), cert.RSA, value.True},
	} {
		if got := tc.policy.Serves(sni(tc.key)); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestCertificatesHaveTheirTime(t *testing.T) {
	t.Parallel()
	from, until := noon, noon.AddDate(0, 0, 90)
	for name, tc := range map[string]struct {
		from, now time.Time
		want      cert.Validity
	}{
		"a second before":            {from, from.Add(-time.Second), cert.NotYet},
		"its first second":           {from, from, cert.Valid},
		"thirty days before the end": {from, until.AddDate(0, 0, -30), cert.Valid},
		"less than that":             {from, until.AddDate(0, 0, -30).Add(time.Second), cert.Ending},
		"its last second":            {from, until, cert.Ending},
		"a second after":             {from, until.Add(time.Second), cert.Expired},
		"the beginning is not known": {time.Time{}, from.AddDate(-1, 0, 0), cert.Valid},
	} {
		if got := cert.ValidityOf(tc.from, until, tc.now, 30); got != tc.want {
			t.Errorf("%s: %v", name, got)
		}
	}
	c := cert.Certificate{NotBefore: from, NotAfter: until}
	if got := c.ValidityAt(until.AddDate(0, 0, -1), 0); got != cert.Valid {
		t.Errorf("without days of warning: %v", got)
	}
}
