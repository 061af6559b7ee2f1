package apigee

import (
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// SSLPolicyUsable asks whether the SSL policy leaves clients a way to connect.
var SSLPolicyUsable = check.Check[*Inventory]{
	Meta: check.Meta{
		ID:       "ssl-policy-usable",
		Title:    "The SSL policy fits the certificates",
		Hop:      check.HopTLS,
		Severity: check.Error,
		Symptom:  "TLS handshake failure",
		Why: "An SSL policy says which cipher suites and versions of TLS a target proxy takes; without one it takes all. A custom profile that lists suites for RSA keys only " +
			"leaves none for a certificate with an ECDSA key, and the reverse: handshakes fail. A minimum of TLS 1.3 goes with the RESTRICTED profile only, " +
			"FIPS_202205 with TLS 1.2 only, and a policy is of use only in its own region, or on global proxies: Google refuses anything else at apply.",
		Fix: "Add cipher suites for the certificate's kind of key to `custom_features`, or use a profile; use a policy of the proxy's own region, or a global one for a global proxy.",
		Unknown: "Unknown when a custom profile's suites, or the keys of the certificates, are not known, and where a server TLS policy demands certificates of clients (`REJECT_INVALID`), as what clients have is not told. " +
			"Not applicable without a load balancer in front of Apigee that ends TLS.",
		Since:      "0.1.0",
		Reads:      []string{"compute.sslPolicies", "compute.targetHttpsProxies", "compute.sslCertificates", "certificatemanager.certificates", "networksecurity.serverTlsPolicies"},
		References: []string{"https://docs.cloud.google.com/load-balancing/docs/ssl-policies-concepts"},
	},
	Run: func(inv *Inventory) []check.Result {
		return perOrganization(inv, func(org Organization) []check.Result {
			return inv.frontsOf(org).perFront(inv.sslPolicyUsable)
		})
	},
}

func (inv *Inventory) sslPolicyUsable(f tlsFront) check.Result {
	of := f.proxy.Identity
	if r, ok := inv.policyFails(f); ok {
		return r
	}
	switch demands, missing := inv.demandsCertificates(f.proxy); demands {
	case value.True:
		return blaming("serverTlsPolicy", undecided(of, "demands certificates of its clients", check.Missing{
			What:   "whether all clients have a certificate that the server TLS policy of " + of.Subject() + " trusts: its client validation mode is " + modeRejects,
			Settle: "waive the finding if they have; or set the mode to " + modeAllows,
		}))
	case value.Undecided:
		return blaming("serverTlsPolicy", undecided(of, "may demand certificates of its clients", missing...))
	case value.False:
	}
	return passed(of, "takes clients with every SSL policy that it may have")
}

// policyFails judges the SSL policy of a front, if there is anything to say.
func (inv *Inventory) policyFails(f tlsFront) (check.Result, bool) {
	of := f.proxy.Identity
	if f.proxy.SSLPolicy.IsNull() {
		return check.Result{}, false
	}
	collection := "global/sslPolicies"
	if r := f.region(); r != "" {
		collection = "regions/" + r + "/sslPolicies"
	}
	found := find(inv, "the SSL policy of "+of.Subject(), computeReference(f.proxy.SSLPolicy, collection, f.proxy.Ref.Value().Project()), inv.SSLPolicies)
	if !found.ok {
		return blaming("sslPolicy", undecided(of, "has an SSL policy that is not known", found.missing...)), true
	}
	p := found.item
	policy := cert.Policy{Profile: p.Profile, MinVersion: p.MinTLSVersion, Features: p.CustomFeatures}
	own := value.Future(p.Ref)
	fail := func(fact, detail, remedy string) (check.Result, bool) {
		r := blaming("sslPolicy", failed(of, "%s", fact))
		r.Detail, r.Remediation = detail, remedy
		r.Witness = []check.Fact{{Name: "policy", Value: p.Subject()}, {Name: "profile", Value: p.Profile.Or(cert.ProfileCompatible).Value()}, {Name: "min_tls_version", Value: p.MinTLSVersion.Or(cert.TLS10).Value()}}
		r.Related = []string{p.Subject()}
		return r, true
	}
	switch {
	case !own.IsZero() && own.After("regions") != value.Anything && own.After("regions") != f.region() && (f.global() || f.region() != ""):
		return fail("has an SSL policy of another place", "Apply fails: "+p.Subject()+" is "+where(own.After("regions"))+", and the proxy "+where(f.region())+".",
			"Use a policy of the proxy's own region, or a global one for a global proxy.")
	case policy.Consistent() == value.False:
		return fail("has an SSL policy that Google refuses", "Apply fails: the profile of "+p.Subject()+" does not go with its minimum version of TLS.",
			"Use TLS_1_3 with the profile RESTRICTED only, and FIPS_202205 with TLS_1_2 only.")
	}
	serves, missing := inv.suites(f, policy, p)
	switch {
	case serves == value.False:
		return fail("has an SSL policy without cipher suites for its certificates", "Handshakes fail: "+p.Subject()+" lists no cipher suite for the keys of the certificates.",
			"Add suites for them to custom_features: TLS_ECDHE_ECDSA_… for ECDSA keys, TLS_ECDHE_RSA_… for RSA keys.")
	case serves == value.Undecided || policy.Consistent() == value.Undecided:
		if len(missing) == 0 {
			missing = []check.Missing{{What: "profile, minimum version and suites of " + p.Subject() + ": not all are known", Settle: "decided when they are known, at apply at the latest"}}
		}
		return blaming("sslPolicy", undecided(of, "has an SSL policy that may not fit its certificates", once(missing)...)), true
	}
	return check.Result{}, false
}

// suites says whether the policy leaves a cipher suite for any of the certificates.
func (inv *Inventory) suites(f tlsFront, policy cert.Policy, p SSLPolicy) (value.Truth, []check.Missing) {
	if any := policy.Serves(value.UnknownOf[string](value.Why{})); any == value.True {
		return value.True, nil
	}
	shown := inv.presentation(f)
	out := value.False
	missing := shown.open
	if len(shown.open) > 0 || len(shown.certificates) == 0 {
		out = value.Undecided
	}
	for _, c := range shown.certificates {
		chain, known := c.Chain.Get()
		if !known {
			out = value.Or(out, value.Undecided)
			missing = append(missing, c.lacks("the key")...)
			continue
		}
		serves := policy.Serves(value.Known(chain.Leaf().Key.Algorithm))
		if serves == value.Undecided {
			missing = append(missing, check.Missing{What: "whether the suites of " + p.Subject() + " serve " + chain.Leaf().Key.String() + " keys", Settle: "name suites for them in custom_features"})
		}
		out = value.Or(out, serves)
	}
	return out, missing
}
