package apigee_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const (
	apigeeAgent     = "serviceAccount:service-1001@gcp-sa-apigee.iam.gserviceaccount.com"
	networkingAgent = "serviceAccount:service-2002@service-networking.iam.gserviceaccount.com"
)

// binding is a binding of a policy.
func binding(role string, members ...string) string {
	return fmt.Sprintf(`{"role": %q, "members": ["%s"]}`, role, strings.Join(members, `", "`))
}

// policyOf is the policy of a project, folder, organization, key ring or key.
func policyOf(of, more string, bindings ...string) string {
	service := "cloudresourcemanager"
	if strings.Contains(of, "/keyRings/") {
		service = "cloudkms"
	}
	return fmt.Sprintf(`{"$ref": "//%s.googleapis.com/%s", %s "bindings": [%s]}`, service, of, more, strings.Join(bindings, ", "))
}

const (
	numbered  = `"projectNumber": "1001", `
	inherits  = numbered + `"ancestors": ["folders/20", "organizations/30"], `
	hostOwned = `"projectNumber": "2002", "ancestors": ["organizations/30"], `
)

// healthyPolicies are those that give the service agents their roles.
var healthyPolicies = policies(
	policyOf("projects/acme", inherits, binding("roles/apigee.serviceAgent", apigeeAgent)),
	policyOf("projects/acme-host", hostOwned, binding("roles/servicenetworking.serviceAgent", networkingAgent)),
	policyOf("folders/20", ""), policyOf("organizations/30", ""),
)

func policies(all ...string) string {
	return `"iam.policies": [` + strings.Join(all, ", ") + `]`
}

// ownPolicy replaces the policy of the organization's project, and those above.
func ownPolicy(more string, bindings []string, above ...string) string {
	return "{" + policies(append([]string{
		policyOf("projects/acme", more, bindings...),
		policyOf("projects/acme-host", hostOwned, binding("roles/servicenetworking.serviceAgent", networkingAgent)),
	}, above...)...) + "}"
}

var unwilling = []string{policyOf("folders/20", ""), policyOf("organizations/30", "")}

const (
	agentPasses  = "pass organizations/acme"
	agentFails   = "fail organizations/acme"
	agentUnknown = "unknown organizations/acme"
	hostPasses   = "pass projects/acme-host"
)

var serviceAgentsHaveRoles = []verdictCase{
	{name: "both have theirs", want: []string{agentPasses, hostPasses}},
	{
		name: "a policy without Apigee's agent", world: ownPolicy(inherits, []string{binding("roles/owner", "user:a@acme.example")}, unwilling...),
		want: []string{agentFails, hostPasses}, says: []string{"{member " + apigeeAgent + "}", "{role roles/apigee.serviceAgent}", "{project acme}"},
	},
	{
		name: "the agent of another project has the role", world: ownPolicy(inherits, []string{binding("roles/apigee.serviceAgent", strings.Replace(apigeeAgent, "1001", "77", 1))}, unwilling...),
		want: []string{agentFails, hostPasses},
	},
	{
		name: "the folder gives the role", world: ownPolicy(inherits, nil, policyOf("folders/20", "", binding("roles/apigee.serviceAgent", apigeeAgent)), policyOf("organizations/30", "")),
		want: []string{agentPasses, hostPasses},
	},
	{
		name: "the policy of the folder could not be read", world: ownPolicy(inherits, nil, policyOf("organizations/30", "")),
		want: []string{agentUnknown, hostPasses}, says: []string{"the policy of folders/20: it was not read"},
	},
	{
		name: "what the project inherits is not known", world: ownPolicy(numbered, nil),
		want: []string{agentUnknown, hostPasses}, says: []string{"what projects/acme inherits"},
	},
	{
		name: "a role of one's own may do", world: ownPolicy(inherits, []string{binding("projects/acme/roles/agents", apigeeAgent)}, unwilling...),
		want: []string{agentUnknown, hostPasses}, says: []string{"stands for many"},
	},
	{
		name: "a group may hold the agent", world: ownPolicy(inherits, []string{binding("roles/apigee.serviceAgent", "group:agents@acme.example")}, unwilling...),
		want: []string{agentUnknown, hostPasses},
	},
	{
		name: "a group with another role does not matter", world: ownPolicy(inherits, []string{binding("roles/viewer", "group:all@acme.example"), binding("roles/owner", "group:all@acme.example")}, unwilling...),
		want: []string{agentFails, hostPasses},
	},
	{
		name: "the binding is conditional", world: ownPolicy(inherits, []string{
			strings.Replace(binding("roles/apigee.serviceAgent", apigeeAgent), "{", `{"condition": {"expression": "request.time < timestamp('2027-01-01T00:00:00Z')"}, `, 1),
		}, unwilling...),
		want: []string{agentUnknown, hostPasses},
	},
	{
		name: "the number of the project is not known", world: ownPolicy("", []string{binding("roles/apigee.serviceAgent", apigeeAgent)}),
		want: []string{agentUnknown, hostPasses},
	},
	{
		name:  "the policies could not be read",
		world: `{"iam.policies": [], "gaps": {"iam.policies": ["permission resourcemanager.projects.getIamPolicy denied"]}}`,
		want:  []string{agentUnknown, "unknown projects/acme-host"}, says: []string{"permission resourcemanager.projects.getIamPolicy denied"},
	},
	{name: "nothing tells of policies", world: `{"iam.policies": []}`, want: []string{"not_applicable organizations/acme", "not_applicable projects/acme-host"}},
	{
		name: "Terraform says who alone has the role, and forgets the agent",
		world: world(healthyPolicies, `"iam.grants": [{"$address": "google_project_iam_binding.agent", "$parent": "//cloudresourcemanager.googleapis.com/projects/acme", "authoritative": true,
			"role": "roles/apigee.serviceAgent", "members": ["user:a@acme.example"]}]`),
		want: []string{agentFails, hostPasses}, says: []string{"all members of roles/apigee.serviceAgent on projects/acme are told by Terraform"},
	},
	{
		name: "Terraform says who alone has the role, and another role of the policy may do",
		world: world(strings.Replace(ownPolicy(inherits, []string{binding("projects/acme/roles/agents", apigeeAgent)}, unwilling...), "{", "", 1)[:len(ownPolicy(inherits, []string{binding("projects/acme/roles/agents", apigeeAgent)}, unwilling...))-2],
			`"iam.grants": [{"$address": "google_project_iam_binding.agent", "$parent": "//cloudresourcemanager.googleapis.com/projects/acme", "authoritative": true,
			"role": "roles/apigee.serviceAgent", "members": ["user:a@acme.example"]}]`),
		want: []string{agentUnknown, hostPasses},
	},
	{
		name: "Terraform adds the agent",
		world: world(strings.Replace(ownPolicy(inherits, nil, unwilling...), "{", "", 1)[:len(ownPolicy(inherits, nil, unwilling...))-2],
			`"iam.grants": [{"$address": "google_project_iam_member.agent", "$parent": "//cloudresourcemanager.googleapis.com/projects/acme", "authoritative": false,
			"role": "roles/apigee.serviceAgent", "members": ["`+apigeeAgent+`"]}]`),
		want: []string{agentPasses, hostPasses},
	},
	{
		name: "an organization without peering", world: `{` + organization(`"disableVpcPeering": true`) + `}`,
		want: []string{agentPasses},
	},
}

// enabledAPIs are those of the two projects, in these states.
func enabledAPIs(apigee, networking string) string {
	return fmt.Sprintf(`"serviceusage.services": [{"$ref": "//serviceusage.googleapis.com/projects/acme/services/apigee.googleapis.com", "state": %q},
		{"$ref": "//serviceusage.googleapis.com/projects/acme-host/services/servicenetworking.googleapis.com", "state": %q}]`, apigee, networking)
}

const (
	apigeeAPI     = " projects/acme/services/apigee.googleapis.com"
	networkingAPI = " projects/acme-host/services/servicenetworking.googleapis.com"
)

var requiredAPIsEnabled = []verdictCase{
	{name: "both are", want: []string{"pass" + apigeeAPI, "pass" + networkingAPI}},
	{name: "Service Networking is disabled", world: world(enabledAPIs("ENABLED", "DISABLED")), want: []string{"pass" + apigeeAPI, "fail" + networkingAPI}, says: []string{"{project acme-host}", "{state DISABLED}"}},
	{name: "a state nobody has heard of", world: world(enabledAPIs("RESTING", "ENABLED")), want: []string{"unknown" + apigeeAPI, "pass" + networkingAPI}, says: []string{`"RESTING"`}},
	{name: "the state comes later", world: world(enabledAPIs("?known after apply", "ENABLED")), want: []string{"unknown" + apigeeAPI, "pass" + networkingAPI}},
	{name: "the state is not told", world: world(enabledAPIs("", "ENABLED")), want: []string{"unknown" + apigeeAPI, "pass" + networkingAPI}},
	{
		name:  "the services could not be read",
		world: `{"serviceusage.services": [], "gaps": {"serviceusage.services": ["permission serviceusage.services.get denied"]}}`,
		want:  []string{"unknown" + apigeeAPI, "unknown" + networkingAPI}, says: []string{"permission serviceusage.services.get denied"},
	},
	{name: "they were not asked for", world: `{"serviceusage.services": []}`, want: []string{"unknown" + apigeeAPI, "unknown" + networkingAPI}, says: []string{"serviceusage.services.get in project acme-host"}},
	{
		name:  "Terraform tells of none",
		world: `{"serviceusage.services": [], "apigee.organizations": [{"$ref": "organizations/acme", "$address": "google_apigee_organization.acme", "projectId": "acme", "authorizedNetwork": "projects/acme-host/global/networks/prod"}]}`,
		want:  []string{"not_applicable" + apigeeAPI, "not_applicable" + networkingAPI},
	},
	{name: "an organization without peering", world: `{` + organization(`"disableVpcPeering": true`) + `}`, want: []string{"pass" + apigeeAPI}},
}

const (
	ring    = "projects/keys/locations/us-east1/keyRings/apigee"
	disk    = ring + "/cryptoKeys/disk"
	eastern = "organizations/acme/instances/east"
)

// encrypted is an organization whose only instance has a key for its disks.
func encrypted(parts ...string) string {
	return world(append(parts, instance(`, "state": "ACTIVE", "diskEncryptionKeyName": "`+disk+`"`))...)
}

func diskKey(fields string) string {
	return fmt.Sprintf(`"cloudkms.cryptoKeys": [{"$ref": "//cloudkms.googleapis.com/%s" %s}]`, disk, fields)
}

// plannedDisk is an instance that a plan tells of, with a key of a location for its disks.
func plannedDisk(location, fields string) string {
	name := strings.Replace(disk, "us-east1", location, 1)
	return world(strings.Replace(diskKey(fields), disk, name, 1),
		`"apigee.organizations.instances": [{"$ref": "`+eastern+`", "$address": "google_apigee_instance.east", "location": "us-east1", "diskEncryptionKeyName": "`+name+`"}]`)
}

func primary(state string) string { return fmt.Sprintf(`, "primary": {"state": %q}`, state) }

var encryptionKeysUsable = []verdictCase{
	{name: "there are none", want: []string{"not_applicable organizations/acme"}},
	{name: "an enabled one", world: encrypted(diskKey(primary("ENABLED"))), want: []string{"pass " + eastern}},
	{name: "a disabled one", world: encrypted(diskKey(primary("DISABLED"))), want: []string{"fail " + eastern}, says: []string{"{state DISABLED}", "{key " + disk + "}"}},
	{name: "one that is to be destroyed", world: encrypted(diskKey(primary("DESTROY_SCHEDULED"))), want: []string{"fail " + eastern}},
	{name: "one that is destroyed", world: encrypted(diskKey(primary("DESTROYED"))), want: []string{"fail " + eastern}},
	{name: "one that is still being made", world: encrypted(diskKey(primary("PENDING_GENERATION"))), want: []string{"unknown " + eastern}, says: []string{"PENDING_GENERATION"}},
	{name: "one whose state comes later", world: encrypted(diskKey(primary("?known after apply"))), want: []string{"unknown " + eastern}},
	{name: "one without a primary version", world: encrypted(diskKey("")), want: []string{"unknown " + eastern}, says: []string{"gcloud kms keys versions list"}},
	{name: "one that Terraform creates", world: encrypted(diskKey(`, "$address": "google_kms_crypto_key.disk"`)), want: []string{"not_applicable " + eastern}},
	{
		name: "one that could not be read", world: encrypted(`"gaps": {"cloudkms.cryptoKeys": ["permission cloudkms.cryptoKeys.get denied"]}`),
		want: []string{"unknown " + eastern}, says: []string{"permission cloudkms.cryptoKeys.get denied"},
	},
	{name: "one that was not asked for", world: encrypted(), want: []string{"unknown " + eastern}},
	{
		name:  "one that Terraform only names",
		world: `{"apigee.organizations.instances": [{"$ref": "` + eastern + `", "$address": "google_apigee_instance.east", "location": "us-east1", "diskEncryptionKeyName": "` + disk + `"}]}`,
		want:  []string{"not_applicable google_apigee_instance.east"},
	},
	{name: "its name comes later", world: world(instance(`, "state": "ACTIVE", "diskEncryptionKeyName": "?known after apply"`)), want: []string{"unknown " + eastern}, says: []string{"known after apply"}},
	{
		name: "one of another region, for an instance that is yet to be made", world: plannedDisk("us-west1", ""),
		want: []string{"fail google_apigee_instance.east"}, says: []string{"{key_location us-west1}", "{location us-east1}", "in us-east1"},
	},
	{name: "the same though the key is enabled", world: plannedDisk("us-west1", primary("ENABLED")), want: []string{"fail google_apigee_instance.east"}},
	{name: "one of several regions that is disabled, for an instance that is yet to be made", world: plannedDisk("us", primary("DISABLED")), want: []string{"fail google_apigee_instance.east"}, says: []string{"{state DISABLED}"}},
	{name: "one of several regions, for an instance that is yet to be made", world: plannedDisk("us", primary("ENABLED")), want: []string{"unknown google_apigee_instance.east"}, says: []string{"of us"}},
	{name: "one of all regions, for an instance that is yet to be made", world: plannedDisk("global", primary("ENABLED")), want: []string{"unknown google_apigee_instance.east"}},
	{name: "one of the region, for an instance that is yet to be made", world: plannedDisk("us-east1", primary("ENABLED")), want: []string{"pass google_apigee_instance.east"}},
	{
		name:  "one of another region that an instance uses: Apigee has taken it",
		world: strings.Replace(plannedDisk("us-west1", primary("ENABLED")), `"location": "us-east1"`, `"location": "us-east1", "host": "10.0.0.2"`, 1),
		want:  []string{"pass google_apigee_instance.east"},
	},
	{
		name:  "one of another region than one that is not known yet",
		world: strings.Replace(plannedDisk("us-west1", primary("ENABLED")), `"location": "us-east1"`, `"location": "?known after apply"`, 1),
		want:  []string{"unknown google_apigee_instance.east"}, says: []string{"known after apply"},
	},
	{
		name:  "the organization's own",
		world: strings.Replace(organizationThat(`, "runtimeDatabaseEncryptionKeyName": "`+disk+`", "controlPlaneEncryptionKeyName": "`+disk+`"`), "{", "{"+diskKey(primary("DISABLED"))+", ", 1),
		want:  []string{"fail organizations/acme", "fail organizations/acme"}, says: []string{"the runtime database", "the control plane"},
	},
	{
		name: "instances that are not known", world: encrypted(diskKey(primary("ENABLED")), `"gaps": {"apigee.organizations.instances": ["page 2 could not be read"]}`),
		want: []string{"pass " + eastern, "unknown organizations/acme"},
	},
}

const encrypter = "roles/cloudkms.cryptoKeyEncrypterDecrypter"

// granted is an organization with a key, and the policies beside that of its project.
func granted(all ...string) string {
	own := policyOf("projects/acme", inherits)
	return encrypted(policies(append(all, own)...))
}

var keysProject = policyOf("projects/keys", `"ancestors": ["organizations/30"], `)

var encryptionKeysGranted = []verdictCase{
	{name: "there are none", want: []string{"not_applicable organizations/acme"}},
	{name: "on the key itself", world: granted(policyOf(disk, "", binding(encrypter, apigeeAgent))), want: []string{"pass " + eastern}},
	{name: "on the key ring", world: granted(policyOf(disk, ""), policyOf(ring, "", binding(encrypter, apigeeAgent))), want: []string{"pass " + eastern}},
	{name: "on the key's project", world: granted(policyOf(disk, ""), policyOf(ring, ""), policyOf("projects/keys", "", binding(encrypter, apigeeAgent))), want: []string{"pass " + eastern}},
	{name: "on the organization", world: granted(policyOf(disk, ""), policyOf(ring, ""), keysProject, policyOf("organizations/30", "", binding(encrypter, apigeeAgent))), want: []string{"pass " + eastern}},
	{
		name: "nowhere", world: granted(policyOf(disk, "", binding(encrypter, "user:a@acme.example")), policyOf(ring, ""), keysProject, policyOf("organizations/30", "")),
		want: []string{"fail " + eastern}, says: []string{"{key " + disk + "}", "{member " + apigeeAgent + "}"},
	},
	{
		name: "only to encrypt", world: granted(policyOf(disk, "", binding("roles/cloudkms.cryptoKeyEncrypter", apigeeAgent)), policyOf(ring, ""), keysProject, policyOf("organizations/30", "")),
		want: []string{"fail " + eastern},
	},
	{
		name: "as an operator", world: granted(policyOf(disk, "", binding("roles/cloudkms.cryptoOperator", apigeeAgent)), policyOf(ring, ""), keysProject, policyOf("organizations/30", "")),
		want: []string{"unknown " + eastern},
	},
	{
		name: "to encrypt and to decrypt by two roles",
		world: granted(policyOf(disk, "", binding("roles/cloudkms.cryptoKeyEncrypter", apigeeAgent), binding("roles/cloudkms.cryptoKeyDecrypter", apigeeAgent)),
			policyOf(ring, ""), keysProject, policyOf("organizations/30", "")),
		want: []string{"unknown " + eastern},
	},
	{name: "the policies above were not read", world: granted(policyOf(disk, "")), want: []string{"unknown " + eastern}, says: []string{"the policy of " + ring, "the policy of projects/keys"}},
	{name: "what the key's project inherits is not known", world: granted(policyOf(disk, ""), policyOf(ring, ""), policyOf("projects/keys", "")), want: []string{"unknown " + eastern}, says: []string{"what projects/keys inherits"}},
	{name: "a role of one's own may do", world: granted(policyOf(disk, "", binding("organizations/30/roles/keys", apigeeAgent)), policyOf(ring, ""), keysProject, policyOf("organizations/30", "")), want: []string{"unknown " + eastern}},
	{name: "nothing tells of policies", world: encrypted(`"iam.policies": []`), want: []string{"not_applicable " + eastern}},
	{name: "its name comes later", world: world(instance(`, "state": "ACTIVE", "diskEncryptionKeyName": "?known after apply"`)), want: []string{"unknown " + eastern}},
	{
		name: "a plan takes the grant away and nobody else gives it",
		world: encrypted(policies(policyOf(disk, ""), policyOf(ring, ""), keysProject, policyOf("organizations/30", ""), policyOf("projects/acme", inherits)),
			`"iam.grants": [{"$address": "google_kms_crypto_key_iam_binding.key", "$parent": "//cloudkms.googleapis.com/`+disk+`", "authoritative": true, "role": "`+encrypter+`", "members": []}]`),
		want: []string{"fail " + eastern},
	},
}

// enabledKey is a healthy organization with a key.
func enabledKey() string {
	return world(but("apigee.organizations", `"billingType"`, `"runtimeDatabaseEncryptionKeyName": "`+disk+`", "billingType"`),
		diskKey(primary("ENABLED")), policies(policyOf(disk, "", binding(encrypter, apigeeAgent)),
			policyOf("projects/acme", inherits, binding("roles/apigee.serviceAgent", apigeeAgent)),
			policyOf("projects/acme-host", hostOwned, binding("roles/servicenetworking.serviceAgent", networkingAgent))))
}

// A first plan grants the role to a service agent whose address comes with the apply.
func TestEncryptionKeysGranted_toTheAgentThatTerraformHasMade(t *testing.T) {
	t.Parallel()
	const email = `google_project_service_identity.apigee`
	identity := func(service, project string) string {
		return `"serviceusage.services.identity": [{"$address": "` + email + `", "$ref": "//serviceusage.googleapis.com/projects/` + project + `/services/` + service + `/identity", "service": "` + service + `"}]`
	}
	const agents = "apigee.googleapis.com"
	grant := `"iam.grants": [{"$address": "google_kms_crypto_key_iam_member.key", "$parent": "//cloudkms.googleapis.com/` + disk + `", "authoritative": false, "role": "` + encrypter + `", "members": ["?known after apply"]}]`
	member := func(path, pattern string, certain bool) value.Why {
		from := value.Origin{Resource: email, Path: path, Created: true, Certain: certain}
		if pattern != "" {
			return value.Why{Reason: "known after apply", Pattern: pattern, Part: from}
		}
		return value.Why{Reason: "known after apply", Origin: from}
	}
	for name, c := range map[string]struct {
		identity string
		member   value.Why
		want     check.Verdict
	}{
		"its address, behind its kind":   {identity(agents, "acme"), member("email", "serviceAccount:"+value.Hole, true), check.Pass},
		"as a member":                    {identity(agents, "acme"), member("member", "", true), check.Pass},
		"made of the member":             {identity(agents, "acme"), member("member", "", false), check.Unknown},
		"its address as that of a group": {identity(agents, "acme"), member("email", "group:"+value.Hole, true), check.Unknown},
		"another attribute":              {identity(agents, "acme"), member("id", "serviceAccount:"+value.Hole, true), check.Unknown},
		"the agent of another API":       {identity("pubsub.googleapis.com", "acme"), member("member", "", true), check.Fail},
		"the agent of a project, for an organization whose project is not known": {identity(agents, "acme"), member("member", "", true), check.Unknown},
		"the agent of another project":                                           {identity(agents, "other"), member("member", "", true), check.Fail},
		"a member of which nothing more shows":                                   {identity(agents, "acme"), value.Why{Reason: "known after apply"}, check.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			inv := sceneOf(t, encrypted(policies(policyOf(disk, ""), policyOf(ring, ""), keysProject, policyOf("organizations/30", ""), policyOf("projects/acme", inherits)), grant, c.identity))
			if strings.Contains(name, "whose project is not known") {
				later := value.UnknownOf[string](value.Why{Reason: "known after apply"})
				inv.Organizations.Items[0].ProjectID, inv.Organizations.Items[0].Name = later, later
			}
			inv.IAMGrants.Items[0].Members = value.Known([]value.String{value.UnknownOf[string](c.member)})
			if got := apigee.EncryptionKeysGranted.Run(inv); len(got) != 1 || got[0].Verdict != c.want {
				t.Errorf("got %v, want %s", got, c.want)
			}
		})
	}
}
