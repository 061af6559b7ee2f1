package testkit

import (
	"encoding/json"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The folder and the organization that projects are in.
const (
	Folder = "folders/2020"
	Above  = "organizations/3003"
)

// The roles that Google grants its service agents, and the one on keys.
const (
	ApigeeAgentRole     = "roles/apigee.serviceAgent"
	NetworkingAgentRole = "roles/servicenetworking.serviceAgent"
	EncrypterRole       = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
)

// ApigeeAgent is the service agent of Apigee in a project.
func (w *World) ApigeeAgent(project string) string {
	return "serviceAccount:service-" + w.numberOf(project) + "@gcp-sa-apigee.iam.gserviceaccount.com"
}

// NetworkingAgent is that of Service Networking.
func (w *World) NetworkingAgent(project string) string {
	return "serviceAccount:service-" + w.numberOf(project) + "@service-networking.iam.gserviceaccount.com"
}

// Binding grants a role to members.
func Binding(role string, members ...string) Body { return Body{"role": role, "members": members} }

// addPrerequisites enables the APIs, and gives the service agents their roles.
func (w *World) addPrerequisites() {
	grants := map[string][]Body{w.project: {Binding("roles/owner", "user:owner@acme.example"), Binding(ApigeeAgentRole, w.ApigeeAgent(w.project))}}
	grants[w.host] = append(grants[w.host], Binding(NetworkingAgentRole, w.NetworkingAgent(w.host)))
	w.Enable(w.project, "apigee.googleapis.com").Enable(w.host, "servicenetworking.googleapis.com")
	w.Policy("projects/"+w.project, grants[w.project]...)
	if w.host != w.project {
		w.Policy("projects/"+w.host, grants[w.host]...)
	}
	w.Policy(Folder).Policy(Above)
}

// Enable enables an API in a project.
func (w *World) Enable(project, api string) *World {
	return w.Add(gcp.Services, "projects/"+project+"/services/"+api, Body{"state": "ENABLED"})
}

// Policy gives a project, folder, organization, key ring or key a policy.
func (w *World) Policy(of string, bindings ...Body) *World {
	body := Body{"bindings": bindings}
	if len(bindings) == 0 {
		body["bindings"] = []any{}
	}
	if strings.HasPrefix(of, "projects/") && !strings.Contains(of, "/keyRings/") {
		body["ancestors"] = []string{Folder, Above}
	}
	return w.Add(gcp.IAMPolicies, of, body)
}

// Key is the name of a key of the world's project.
func Key(location, name string) string {
	return "projects/" + Project + "/locations/" + location + "/keyRings/apigee/cryptoKeys/" + name
}

// Encrypted makes the organization and its instances use keys of their owner's.
func (w *World) Encrypted() *World {
	use := func(location, name string) string {
		w.Add(gcp.CryptoKeys, Key(location, name), Body{"purpose": "ENCRYPT_DECRYPT", "primary": Body{"state": "ENABLED"}})
		w.Policy(Key(location, name), Binding(EncrypterRole, w.ApigeeAgent(w.project)))
		return Key(location, name)
	}
	w.Set(gcp.Organizations, w.organization, "runtimeDatabaseEncryptionKeyName", use("us-east1", "database"))
	for _, region := range w.regions {
		ring := "projects/" + Project + "/locations/" + region + "/keyRings/apigee"
		w.Policy(ring)
		w.Set(gcp.Instances, Runtime(region), "diskEncryptionKeyName", use(region, "disk-"+region))
	}
	return w
}

// serviceOf is the API host of what a policy is on.
func serviceOf(path string) string {
	if strings.Contains(path, "/keyRings/") {
		return gcp.KMSService
	}
	return gcp.ResourceManagerService
}

// policyOf is the policy as the API tells it.
func policyOf(body value.Value) map[string]any {
	out := map[string]any{"version": 1, "etag": "BwXc5HTQmKE="}
	if bindings := body.Get("bindings"); len(bindings.Elements()) > 0 {
		out["bindings"] = plain(bindings)
	}
	return out
}

// prerequisite is what Apigee needs beside the path, as Terraform has it; policies of
// folders and organizations it is not asked for.
func (w *World) prerequisite(r resource) ([]TerraformObject, bool) {
	path := r.Ref.Value().Path()
	project, last := r.Ref.Value().Project(), r.Ref.Value().Name()
	ring, _, _ := strings.Cut(path, "/cryptoKeys/")
	o := TerraformObject{Name: path}
	switch r.Type {
	case gcp.Services:
		o.Type = "google_project_service"
		o.Attributes = Body{"id": project + "/" + last, "project": project, "service": last, "disable_on_destroy": true}
	case gcp.CryptoKeys:
		o.Type = "google_kms_crypto_key"
		o.Attributes = Body{"id": path, "name": last, "key_ring": ring, "primary": []Body{{"name": path + "/cryptoKeyVersions/1", "state": r.Body.Get("primary", "state").Text()}}}
	case gcp.IAMPolicies:
		data, err := json.Marshal(policyOf(r.Body))
		if err != nil {
			panic("testkit: " + err.Error())
		}
		o.Attributes = Body{"id": path, "policy_data": string(data), "etag": "BwXc5HTQmKE="}
		switch {
		case project == "":
			return nil, true
		case strings.Contains(path, "/cryptoKeys/"):
			o.Type, o.Attributes["crypto_key_id"] = "google_kms_crypto_key_iam_policy", path
		case strings.Contains(path, "/keyRings/"):
			o.Type, o.Attributes["key_ring_id"] = "google_kms_key_ring_iam_policy", path
		default:
			o.Type, o.Attributes["project"] = "google_project_iam_policy", project
		}
	default:
		return nil, false
	}
	return []TerraformObject{o}, true
}
