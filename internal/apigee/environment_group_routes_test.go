package apigee_test

import "fmt"

// group is the only environment group, with the given fields and attachments to
// the given environments.
func group(fields string, environments ...string) string {
	attachments := ""
	for n, e := range environments {
		if n > 0 {
			attachments += ","
		}
		attachments += fmt.Sprintf(`{"$ref": "organizations/acme/envgroups/public/attachments/%d", "$parent": "organizations/acme/envgroups/public", "environment": %q}`, n, e)
	}
	return fmt.Sprintf(`"apigee.organizations.envgroups": [{"$ref": "organizations/acme/envgroups/public", "name": "public" %s}],
		"apigee.organizations.envgroups.attachments": [%s]`, fields, attachments)
}

const publicHost = `, "hostnames": ["api.acme.example"], "state": "ACTIVE"`

var environmentGroupRoutes = []verdictCase{
	{
		name: "each routes, though one environment is in no group",
		want: []string{"pass organizations/acme/envgroups/public", "pass organizations/acme/envgroups/inner"},
	},
	{
		name: "one has no environment", world: `{` + group(publicHost) + `}`,
		want: []string{"fail organizations/acme/envgroups/public"}, says: []string{"{hostnames api.acme.example}", "404"},
	},
	{
		name: "its only environment was deleted", world: `{` + group(publicHost, "gone") + `}`,
		want: []string{"fail organizations/acme/envgroups/public"}, says: []string{"environment gone, which does not exist", "{environment gone}"},
	},
	{
		name: "one of its environments was deleted", world: `{` + group(publicHost, "gone", "live") + `}`,
		want: []string{"pass organizations/acme/envgroups/public"},
	},
	{
		name: "an environment given by its id", world: `{` + group(publicHost, "organizations/acme/environments/live") + `}`,
		want: []string{"pass organizations/acme/envgroups/public"},
	},
	{
		name:  "an environment that the plan adds",
		world: `{` + group(publicHost, "new") + `, "apigee.organizations.environments": [{"$address": "google_apigee_environment.new", "name": "new"}]}`,
		want:  []string{"pass organizations/acme/envgroups/public"},
	},
	{
		name:  "an environment whose name is known after apply may be the one",
		world: `{` + group(publicHost, "new") + `, "apigee.organizations.environments": [{"$address": "google_apigee_environment.new", "name": "?known after apply"}]}`,
		want:  []string{"unknown organizations/acme/envgroups/public"}, says: []string{"whether environment new exists"},
	},
	{
		name: "the plan that attaches an environment may make it too",
		world: `{"apigee.organizations.envgroups": [{"$ref": "organizations/acme/envgroups/public", "name": "public", "hostnames": ["api.acme.example"]}],
			"apigee.organizations.envgroups.attachments": [{"$address": "google_apigee_envgroup_attachment.new", "$parent": "organizations/acme/envgroups/public", "environment": "new"}],
			"gaps": {"apigee.organizations.environments": ["only the resources given are known"]}}`,
		want: []string{"unknown organizations/acme/envgroups/public"}, says: []string{"only the resources given are known"},
	},
	{
		name:  "Terraform does not tell the organization's environments",
		world: `{"apigee.organizations": [{"$address": "google_apigee_organization.acme", "name": "acme"}], ` + group(`, "hostnames": ["api.acme.example"]`, "live") + `}`,
		want:  []string{"pass organizations/acme/envgroups/public"},
	},
	{
		name: "an environment's name that is known after apply", world: `{` + group(publicHost, "?known after apply") + `}`,
		want: []string{"pass organizations/acme/envgroups/public"},
	},
	{
		name:  "the attachments could not be listed",
		world: `{` + group(publicHost) + `, "gaps": {"apigee.organizations.envgroups.attachments": ["permission apigee.envgroupattachments.list denied"]}}`,
		want:  []string{"unknown organizations/acme/envgroups/public"}, says: []string{"permission apigee.envgroupattachments.list denied"},
	},
	{
		name:  "an attachment whose group is known after apply may be the one",
		world: `{"apigee.organizations.envgroups.attachments": [{"$address": "google_apigee_envgroup_attachment.a", "$parent": "?known after apply", "environment": "live"}]}`,
		want:  []string{"unknown organizations/acme/envgroups/public", "unknown organizations/acme/envgroups/inner"},
	},
	{
		name: "being created", world: `{` + group(`, "hostnames": ["api.acme.example"], "state": "CREATING"`, "live") + `}`,
		want: []string{"unknown organizations/acme/envgroups/public"}, says: []string{"run again when its state is ACTIVE"},
	},
	{
		name: "in a state known later", world: `{` + group(`, "hostnames": ["api.acme.example"], "state": "?not read"`, "live") + `}`,
		want: []string{"unknown organizations/acme/envgroups/public"}, says: []string{"not read"},
	},
	{
		name: "without a host name", world: `{` + group(`, "hostnames": [], "state": "ACTIVE"`) + `}`,
		want: []string{"not_applicable organizations/acme/envgroups/public"},
	},
	{
		name: "with host names known after apply", world: `{` + group(`, "hostnames": "?known after apply", "state": "ACTIVE"`) + `}`,
		want: []string{"fail organizations/acme/envgroups/public"},
	},
	{
		name:  "with none of the host names that clients use",
		world: `{"hostnames": ["www.acme.example"], ` + group(publicHost) + `}`,
		want:  []string{"not_applicable organizations/acme/envgroups/public", "fail organizations/acme"},
		says:  []string{"Requests for www.acme.example are answered with 404", "{hostname www.acme.example}"},
	},
	{
		name:  "a host that clients use is in no group, besides one that is",
		world: `{"hostnames": ["www.acme.example", "api.acme.example"], ` + group(publicHost, "live") + `}`,
		want:  []string{"pass organizations/acme/envgroups/public", "fail organizations/acme"},
	},
	{
		name:  "a host that clients use may be in a group that is not known",
		world: `{"hostnames": ["www.acme.example"], "gaps": {"apigee.organizations.envgroups": ["denied"]}, ` + group(publicHost, "live") + `}`,
		want:  []string{"not_applicable organizations/acme/envgroups/public", "unknown organizations/acme"}, says: []string{"denied"},
	},
	{
		name:  "a pattern may cover a host that clients use",
		world: `{"hostnames": ["www.acme.example"], ` + group(`, "hostnames": ["*.acme.example"], "state": "ACTIVE"`, "live") + `}`,
		want:  []string{"pass organizations/acme/envgroups/public", "unknown organizations/acme"},
		says:  []string{"whether organizations/acme/envgroups/public has the host www.acme.example: a pattern"},
	},
	{
		name:  "host names known after apply may have a host that clients use",
		world: `{"hostnames": ["www.acme.example"], ` + group(`, "hostnames": "?known after apply", "state": "ACTIVE"`, "live") + `}`,
		want:  []string{"pass organizations/acme/envgroups/public", "unknown organizations/acme"},
		says:  []string{"has the host www.acme.example: known after apply"},
	},
	{
		name:  "of two organizations nobody says which a host is for",
		world: `{"hostnames": ["www.acme.example"], "apigee.organizations": [{"$ref": "organizations/acme", "name": "acme"}, {"$ref": "organizations/other", "name": "other"}], ` + group(publicHost, "live") + `}`,
		want:  []string{"not_applicable organizations/acme/envgroups/public", "fail organizations/other"}, hides: []string{"www.acme.example"},
	},
	{
		name:  "with a host name that clients use, in other letters",
		world: `{"hostnames": ["API.acme.example."], ` + group(publicHost) + `}`,
		want:  []string{"fail organizations/acme/envgroups/public"},
	},
	{
		name:  "those that are known route, and more may exist",
		world: `{"gaps": {"apigee.organizations.envgroups": ["page 2 could not be read"]}}`,
		want:  []string{"pass organizations/acme/envgroups/public", "pass organizations/acme/envgroups/inner", "unknown organizations/acme"},
	},
	{
		name: "no group", world: `{"apigee.organizations.envgroups": []}`,
		want: []string{"fail organizations/acme"}, says: []string{"{environment_groups 0}"},
	},
	{
		name:  "the groups could not be listed",
		world: `{"apigee.organizations.envgroups": [], "gaps": {"apigee.organizations.envgroups": ["permission apigee.envgroups.list denied"]}}`,
		want:  []string{"unknown organizations/acme"}, says: []string{"permission apigee.envgroups.list denied"},
	},
}
