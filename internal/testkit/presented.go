package testkit

import (
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

// SelfManaged adds a certificate of Compute Engine that its owner has uploaded:
// "extra" is global, "us-east1/extra" regional.
func (w *World) SelfManaged(name string, l Leaf) *World {
	return w.Add(gcp.SSLCertificates, name, Body{"type": "SELF_MANAGED", "certificate": l.PEM(), "selfManaged": Body{}})
}

// Managed adds a certificate of Compute Engine that Google manages, in a state.
func (w *World) Managed(name, status string, domains ...string) *World {
	each := Body{}
	for _, d := range domains {
		each[d] = status
	}
	body := Body{"type": "MANAGED", "managed": Body{"domains": domains, "status": status, "domainStatus": each}}
	if status == "ACTIVE" {
		body["certificate"] = Leaf{Names: domains, Public: true}.PEM()
		body["expireTime"] = "2126-10-02T05:00:00.000-07:00"
	}
	return w.Add(gcp.SSLCertificates, name, body)
}

// Present makes the load balancer present these certificates and no others, in
// their order, without a certificate map.
func (w *World) Present(names ...string) *World {
	links := make([]string, len(names))
	for i, n := range names {
		links[i] = w.link(gcp.SSLCertificates, n)
	}
	w.Set(gcp.TargetProxies, "global/"+Front, "certificateMap", nil)
	return w.Set(gcp.TargetProxies, "global/"+Front, "sslCertificates", links)
}

// ManagerCertificate adds a certificate of Certificate Manager that Google manages,
// in a state.
func (w *World) ManagerCertificate(name, state string, domains ...string) *World {
	body := Body{"managed": Body{"domains": domains, "state": state}, "sanDnsnames": domains, "scope": "DEFAULT"}
	if state == "ACTIVE" {
		body["pemCertificate"] = Leaf{Names: domains, Public: true}.PEM()
		body["expireTime"] = "2126-10-02T12:00:00Z"
	}
	return w.Add(gcp.ManagerCertificates, name, body)
}

// Map makes the load balancer present what a certificate map says, which has an
// entry "NAME" for each hostname, or "PRIMARY", and the name of a certificate.
func (w *World) Map(entries map[string]string) *World {
	w.Add(gcp.CertificateMaps, Front, Body{})
	for hostname, certificate := range entries {
		body := Body{"hostname": hostname}
		if hostname == "PRIMARY" {
			body = Body{"matcher": "PRIMARY"}
		}
		body["certificates"] = []string{w.path(gcp.ManagerCertificates, certificate)}
		body["state"] = "ACTIVE"
		w.Add(gcp.CertificateMapEntries, Front+"/"+strings.NewReplacer("*", "any", ".", "-").Replace(strings.ToLower(hostname)), body)
	}
	return w.Set(gcp.TargetProxies, "global/"+Front, "certificateMap", "//"+gcp.CertificateManagerService+"/"+w.path(gcp.CertificateMaps, Front))
}
