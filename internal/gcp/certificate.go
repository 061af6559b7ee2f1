package gcp

import (
	"encoding/json"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The types of what load balancers present to clients.
const (
	SSLCertificates       Type = "compute.sslCertificates"
	SSLPolicies           Type = "compute.sslPolicies"
	ManagerCertificates   Type = "certificatemanager.certificates"
	CertificateMaps       Type = "certificatemanager.certificateMaps"
	CertificateMapEntries Type = "certificatemanager.certificateMapEntries"
)

// CertificateManagerService is the API host of Certificate Manager.
const CertificateManagerService = "certificatemanager.googleapis.com"

// CertificateManagerRef reads a reference to a resource of Certificate Manager. The
// collection, such as certificates, and the project complete relative spellings.
func CertificateManagerRef(text, collection, project string) (value.Ref, error) {
	base := value.RefBase{Service: CertificateManagerService, Collection: "locations/global/" + collection}
	if project != "" {
		base.Parent = "projects/" + project
	}
	return value.ParseRef(text, base)
}

func certificateFields() []field {
	return []field{
		listing(SSLCertificates, func(i *apigee.Inventory) *apigee.Listing[apigee.SSLCertificate] { return &i.SSLCertificates },
			func(c *apigee.SSLCertificate, r Resource) {
				c.Presented = presented(r.Body.Get("certificate"))
				c.DomainStatus = domainStatus(r.Body.Get("managed", "domainStatus"))
			}),
		listing(SSLPolicies, func(i *apigee.Inventory) *apigee.Listing[apigee.SSLPolicy] { return &i.SSLPolicies }, nil),
		listing(ManagerCertificates, func(i *apigee.Inventory) *apigee.Listing[apigee.ManagerCertificate] { return &i.ManagerCertificates },
			func(c *apigee.ManagerCertificate, r Resource) { c.Presented = presented(r.Body.Get("pemCertificate")) }),
		listing(CertificateMaps, func(i *apigee.Inventory) *apigee.Listing[apigee.CertificateMap] { return &i.CertificateMaps }, nil),
		listing(CertificateMapEntries, func(i *apigee.Inventory) *apigee.Listing[apigee.CertificateMapEntry] { return &i.CertificateMapEntries },
			func(e *apigee.CertificateMapEntry, r Resource) { e.Map = r.Parent }),
	}
}

// The fields of what [PresentedFacts] makes.
const (
	factsChain   = "chain"
	factsKey     = "keyMatches"
	factsProblem = "problem"
)

// PresentedFacts is what stands for the text of a certificate where that comes with
// its private key: what the certificate says, and whether the key is its own. Nothing
// of either text is in it. Unknown and null texts are left as they are.
func PresentedFacts(text, key value.Value) value.Value {
	if text.Kind() != value.KindString {
		return text
	}
	chain, err := cert.ParseChain(text.Text())
	if err != nil {
		return value.OfObject(map[string]value.Value{factsProblem: value.OfString(err.Error())})
	}
	out := map[string]value.Value{factsChain: chainValue(chain)}
	switch {
	case key.IsUnknown():
		out[factsKey] = value.Unknown(key.Why())
	case key.Kind() == value.KindString && key.Text() != "":
		matches, err := cert.KeyMatches(text.Text(), key.Text())
		out[factsKey] = value.OfBool(matches)
		if err != nil {
			out[factsKey] = value.Unknown(value.Why{Reason: err.Error(), Settle: "give the private key in PEM form, without a passphrase"})
		}
	}
	return value.OfObject(out)
}

func chainValue(chain cert.Chain) value.Value {
	text, err := json.Marshal(chain)
	if err != nil {
		panic("gcp: " + err.Error()) // a struct of plain fields
	}
	out, err := value.ParseJSON(text)
	if err != nil {
		panic("gcp: " + err.Error())
	}
	return out
}

// presented reads the text of a certificate, or the facts that stand for it.
func presented(v value.Value) apigee.Presented {
	unreadable := func(problem string) apigee.Presented {
		return apigee.Presented{Chain: value.UnknownOf[cert.Chain](value.Why{
			Reason: "it cannot be read: " + problem, Settle: "give it in PEM form, the server's own certificate first",
		})}
	}
	switch v.Kind() {
	case value.KindUnknown:
		return apigee.Presented{Chain: value.UnknownOf[cert.Chain](v.Why()), KeyMatches: value.UnknownOf[bool](v.Why())}
	case value.KindString:
		chain, err := cert.ParseChain(v.Text())
		if err != nil {
			return unreadable(err.Error())
		}
		return apigee.Presented{Chain: value.Known(chain)}
	case value.KindObject:
	default:
		return apigee.Presented{}
	}
	if problem := v.Get(factsProblem); !problem.IsNull() {
		return unreadable(problem.Text())
	}
	var out apigee.Presented
	var chain cert.Chain
	plain, err := toAny(v.Get(factsChain))
	if err == nil {
		var text []byte
		if text, err = json.Marshal(plain); err == nil {
			err = json.Unmarshal(text, &chain)
		}
	}
	if err != nil || len(chain.Certificates) == 0 || len(chain.Issued) != len(chain.Certificates)-1 {
		return unreadable("it is no text")
	}
	out.Chain = value.Known(chain)
	switch key := v.Get(factsKey); key.Kind() {
	case value.KindUnknown:
		out.KeyMatches = value.UnknownOf[bool](key.Why())
	case value.KindBool:
		out.KeyMatches = value.Known(key.Text() == "true")
	default:
	}
	return out
}

// domainStatus reads managed.domainStatus, an object.
func domainStatus(v value.Value) value.List[apigee.DomainStatus] {
	switch v.Kind() {
	case value.KindUnknown:
		return value.UnknownOf[[]apigee.DomainStatus](v.Why())
	case value.KindObject:
		out := []apigee.DomainStatus{}
		for _, domain := range v.Keys() {
			s := apigee.DomainStatus{Domain: value.Known(domain)}
			if status := v.Get(domain); status.IsUnknown() {
				s.Status = value.UnknownOf[string](status.Why())
			} else {
				s.Status = value.Known(status.Text())
			}
			out = append(out, s)
		}
		return value.Known(out)
	default:
		return value.List[apigee.DomainStatus]{}
	}
}
