package live

import (
	"context"
	"strings"

	"google.golang.org/api/cloudkms/v1"
	"google.golang.org/api/cloudresourcemanager/v1"
	folders "google.golang.org/api/cloudresourcemanager/v3"
	"google.golang.org/api/option"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const securityRole = "roles/iam.securityReviewer"

// conditional asks for policies in the version that shows conditions.
const conditional = 3

// agent reads the policy of a project, for the role of a service agent of another (or
// the same) project. What the project inherits is read only if its own does not give
// it: that takes two more calls, one after the other.
func (c *collector) agent(project, of string, role apigee.AgentRole) {
	policy := c.policy("projects/" + project)
	number := c.number(of).get()
	if number.number == "" {
		c.unnumbered(of, number.gap)
		return
	}
	if p := policy.get(); p.known && !role.GivenBy(p.body, number.number) {
		c.above(project)
	}
}

// unnumbered says that a project's agents have no known names.
func (c *collector) unnumbered(project string, g apigee.Gap) {
	if ref, err := gcp.ProjectRef("projects/" + project); err == nil {
		g.Scope = ref
		c.gap(gcp.IAMPolicies, g)
	}
}

// keyAgent reads the policies of a key, and of what holds it as long as none lets
// Apigee use it.
func (c *collector) keyAgent(key value.Ref) {
	org := c.organizationOf.get()
	if org == nil {
		return
	}
	own := projectOf(*org)
	on := c.policy(key.Path()).get()
	number := c.number(own).get().number
	if number == "" || !on.known || apigee.KeyAgent.GivenBy(on.body, number) {
		return
	}
	ring, _, _ := strings.Cut(key.Path(), "/cryptoKeys/")
	above := c.policy(ring)
	c.agent(key.Project(), own, apigee.KeyAgent)
	above.get()
}

// policyRead is the policy of a resource, if it could be read.
type policyRead struct {
	body  value.Value
	known bool
}

// policy reads the policy of a resource, once.
func (c *collector) policy(path string) *future[policyRead] {
	return once(c, c.grants, path, func() policyRead { return c.readPolicy(path) })
}

func (c *collector) readPolicy(path string) policyRead {
	k := call{api: managerAPI, method: "POST", path: path + ":getIamPolicy", role: securityRole, fills: []gcp.Type{gcp.IAMPolicies}}
	service := gcp.ResourceManagerService
	run := func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := cloudresourcemanager.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Projects.GetIamPolicy(strings.TrimPrefix(path, "projects/"), &cloudresourcemanager.GetIamPolicyRequest{
				Options: &cloudresourcemanager.GetPolicyOptions{RequestedPolicyVersion: conditional},
			}).Context(ctx).Do()
		}
		return err
	}
	switch {
	case strings.Contains(path, "/keyRings/"):
		k.api, k.method, service = kmsAPI, "", gcp.KMSService
		k.permission, run = "cloudkms.keyRings.getIamPolicy", keyRingPolicy(path)
		if strings.Contains(path, "/cryptoKeys/") {
			k.permission, run = "cloudkms.cryptoKeys.getIamPolicy", keyPolicy(path)
		}
	case strings.HasPrefix(path, "folders/"):
		k.permission, run = "resourcemanager.folders.getIamPolicy", folderPolicy(path)
	case strings.HasPrefix(path, "organizations/"):
		k.permission, run = "resourcemanager.organizations.getIamPolicy", organizationPolicy(path)
	default:
		k.permission = "resourcemanager.projects.getIamPolicy"
	}
	ref, err := value.ParseRef("//"+service+"/"+path, value.RefBase{})
	if err != nil {
		return policyRead{}
	}
	k.scope = ref
	pages, how := c.do(k, run)
	if how != read {
		return policyRead{}
	}
	// A policy has an etag, be it without bindings.
	if pages[0].Get("etag").Text() == "" && pages[0].Get("bindings").IsNull() {
		c.lack(k, "the answer is no policy", "run again; if it stays, update apireach")
		return policyRead{}
	}
	bindings := pages[0].Get("bindings")
	if bindings.IsNull() {
		bindings = value.OfList()
	}
	body := value.OfObject(map[string]value.Value{"bindings": bindings})
	c.put(gcp.Resource{Type: gcp.IAMPolicies, Identity: apigee.Identity{Ref: value.Known(ref)}, Body: body})
	return policyRead{body, true}
}

func keyPolicy(path string) client {
	return func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := cloudkms.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Projects.Locations.KeyRings.CryptoKeys.GetIamPolicy(path).OptionsRequestedPolicyVersion(conditional).Context(ctx).Do()
		}
		return err
	}
}

func keyRingPolicy(path string) client {
	return func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := cloudkms.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Projects.Locations.KeyRings.GetIamPolicy(path).OptionsRequestedPolicyVersion(conditional).Context(ctx).Do()
		}
		return err
	}
}

func folderPolicy(path string) client {
	return func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := folders.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Folders.GetIamPolicy(path, &folders.GetIamPolicyRequest{Options: &folders.GetPolicyOptions{RequestedPolicyVersion: conditional}}).Context(ctx).Do()
		}
		return err
	}
}

func organizationPolicy(path string) client {
	return func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := cloudresourcemanager.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Organizations.GetIamPolicy(path, &cloudresourcemanager.GetIamPolicyRequest{
				Options: &cloudresourcemanager.GetPolicyOptions{RequestedPolicyVersion: conditional},
			}).Context(ctx).Do()
		}
		return err
	}
}

// above reads the policies of the folders and the organization of a project.
func (c *collector) above(project string) {
	once(c, c.ancestries, project, func() bool {
		c.readAbove(project)
		return true
	})
}

func (c *collector) readAbove(project string) {
	of, err := gcp.ProjectRef("projects/" + project)
	if err != nil {
		return
	}
	k := call{
		api: managerAPI, method: "POST", path: "projects/" + project + ":getAncestry", permission: "resourcemanager.projects.get", role: "roles/browser",
		fills: []gcp.Type{gcp.IAMPolicies}, scope: of,
	}
	pages, how := c.do(k, func(ctx context.Context, opts ...option.ClientOption) error {
		s, err := cloudresourcemanager.NewService(ctx, opts...)
		if err == nil {
			_, err = s.Projects.GetAncestry(project, &cloudresourcemanager.GetAncestryRequest{}).Context(ctx).Do()
		}
		return err
	})
	if how != read {
		return
	}
	above := []value.Value{}
	for _, a := range pages[0].Get("ancestor").Elements() {
		typ, id := a.Get("resourceId", "type").Text(), a.Get("resourceId", "id").Text()
		switch {
		case typ == "project":
		case (typ == "folder" || typ == "organization") && isNumber(id):
			above = append(above, value.OfString(typ+"s/"+id))
			c.policy(typ + "s/" + id)
		default:
			c.misshapen(k)
			return
		}
	}
	if len(pages[0].Get("ancestor").Elements()) == 0 {
		c.lack(k, "the answer has no ancestors, not even the project", "run again")
		return
	}
	c.put(gcp.Resource{
		Type: gcp.IAMPolicies, Identity: apigee.Identity{Ref: value.Known(of)},
		Body: value.OfObject(map[string]value.Value{"ancestors": value.OfList(above...)}),
	})
}
