package value_test

import (
	"strings"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// networks completes references to VPC networks in project acme.
func networks() value.RefBase {
	return value.RefBase{Service: "compute.googleapis.com", Collection: "global/networks", Parent: "projects/acme"}
}

func network(t testing.TB, text string) value.Ref {
	t.Helper()
	r, err := value.ParseRef(text, networks())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestParseRef_readsEverySpelling(t *testing.T) {
	t.Parallel()
	const prod = "//compute.googleapis.com/projects/acme/global/networks/prod"
	apigee := func(collection string) value.RefBase {
		return value.RefBase{Service: "apigee.googleapis.com", Collection: collection, Parent: "organizations/acme"}
	}
	subnets := value.RefBase{Service: "compute.googleapis.com", Collection: "regions/us-east1/subnetworks", Parent: "projects/acme"}
	templates := value.RefBase{Service: "compute.googleapis.com", Collection: "global/instanceTemplates"}
	cases := []struct {
		name, text string
		base       value.RefBase
		want       string
	}{
		{"bare name", "prod", networks(), prod},
		{"with spaces around it", " prod\n", networks(), prod},
		{"partial path", "global/networks/prod", networks(), prod},
		{"relative name, a Terraform id", "projects/acme/global/networks/prod", networks(), prod},
		{"full name", prod, networks(), prod},
		{"self link of www.googleapis.com", "https://www.googleapis.com/compute/v1/projects/acme/global/networks/prod", networks(), prod},
		{"self link of compute.googleapis.com", "https://compute.googleapis.com/compute/v1/projects/acme/global/networks/prod", networks(), prod},
		{"self link of beta", "https://www.googleapis.com/compute/beta/projects/acme/global/networks/prod", networks(), prod},
		{"self link of alpha", "https://www.googleapis.com/compute/alpha/projects/acme/global/networks/prod", networks(), prod},
		{"self link of a custom endpoint", "http://127.0.0.1:1/compute/v1/projects/acme/global/networks/prod", networks(), prod},
		{"self link behind a proxy's own path", "https://proxy.example/google/api/compute/v1/projects/acme/global/networks/prod", networks(), prod},
		{"self link without scheme and host", "compute/v1/projects/acme/global/networks/prod", networks(), prod},
		{"Shared VPC host project", "projects/acme-host/global/networks/prod", networks(), "//compute.googleapis.com/projects/acme-host/global/networks/prod"},
		{"project number", "projects/123/global/networks/prod", networks(), "//compute.googleapis.com/projects/123/global/networks/prod"},
		{"numeric network id", "projects/acme/global/networks/6378627999444530493", networks(), "//compute.googleapis.com/projects/acme/global/networks/6378627999444530493"},
		{"domain-scoped project", "https://www.googleapis.com/compute/v1/projects/example.com:proj/global/networks/prod", networks(), "//compute.googleapis.com/projects/example.com:proj/global/networks/prod"},
		{"network called services", "services", networks(), "//compute.googleapis.com/projects/acme/global/networks/services"},
		{"partial path of a network called projects", "global/networks/projects", networks(), "//compute.googleapis.com/projects/acme/global/networks/projects"},
		{"bare subnetwork", "s", subnets, "//compute.googleapis.com/projects/acme/regions/us-east1/subnetworks/s"},
		{"subnetwork of another region", "regions/r/subnetworks/s", subnets, "//compute.googleapis.com/projects/acme/regions/r/subnetworks/s"},
		{"nobody knows the project", "t", templates, "//compute.googleapis.com/projects/-/global/instanceTemplates/t"},
		{"template with its unique id", "https://www.googleapis.com/compute/v1/projects/acme/global/instanceTemplates/t?uniqueId=42", templates, "//compute.googleapis.com/projects/acme/global/instanceTemplates/t"},
		{"bare Apigee instance", "i1", apigee("instances"), "//apigee.googleapis.com/organizations/acme/instances/i1"},
		{"Apigee id", "organizations/acme/instances/i1", apigee("instances"), "//apigee.googleapis.com/organizations/acme/instances/i1"},
		{"Apigee URL of a data residency host", "https://eu-apigee.googleapis.com/v1/organizations/acme/envgroups/g", apigee("envgroups"), "//apigee.googleapis.com/organizations/acme/envgroups/g"},
		{"another service than expected", "//certificatemanager.googleapis.com/projects/acme/locations/global/certificates/c", networks(), "//certificatemanager.googleapis.com/projects/acme/locations/global/certificates/c"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got, err := value.ParseRef(c.text, c.base)
			if err != nil {
				t.Fatal(err)
			}
			if got.String() != c.want {
				t.Errorf("ParseRef(%q) = %s, want %s", c.text, got, c.want)
			}
		})
	}
}

func TestParseRef_refusesWhatIsNoReference(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", " ", "/", "//", "///", "a/b", "networks/prod", "projects/", "projects//global/networks/n",
		"https://", "https://host", "https://host/", "https://www.googleapis.com/compute/v1/", "https://host/networks/n",
		"//compute.googleapis.com", "//compute.googleapis.com/projects", "global/networks/", "a b", "a\x00b", "a#b",
		"projects/a/global/networks/\xff", "https://%zz/projects/a", "https://h/projects/a#b", "a/b/c/projects/x",
	} {
		if got, err := value.ParseRef(text, networks()); err == nil {
			t.Errorf("ParseRef(%q) = %s, want an error", text, got)
		} else if !strings.Contains(err.Error(), "no reference") {
			t.Errorf("ParseRef(%q): %v", text, err)
		}
	}
}

func TestRef_givesItsParts(t *testing.T) {
	t.Parallel()
	r := network(t, "https://www.googleapis.com/compute/v1/projects/123/regions/us-east1/subnetworks/s")
	if r.Path() != "projects/123/regions/us-east1/subnetworks/s" || r.Name() != "s" || r.Project() != "123" || r.After("regions") != "us-east1" || r.After("zones") != "" {
		t.Errorf("parts of %s: %q %q %q %q", r, r.Path(), r.Name(), r.Project(), r.After("regions"))
	}
	if got := r.InProject("acme").Project(); got != "acme" {
		t.Errorf("InProject gives %q", got)
	}
	open, err := value.ParseRef("s", value.RefBase{Service: "compute.googleapis.com", Collection: "global/networks"})
	if err != nil || open.Project() != "" || open.Complete() || !r.Complete() {
		t.Errorf("without a project: %s, %v", open, err)
	}
	org, err := value.ParseRef("organizations/acme/instances/i", value.RefBase{Service: "apigee.googleapis.com"})
	if err != nil || org.Project() != "" || org.InProject("p") != org {
		t.Errorf("an organization is in no project: %s, %v", org, err)
	}
	var zero value.Ref
	if !zero.IsZero() || zero.String() != "" || zero.Name() != "" || zero.Project() != "" || zero.Complete() {
		t.Errorf("the zero Ref has parts: %+v", zero)
	}
}

func TestSame(t *testing.T) {
	t.Parallel()
	projects := value.Projects{"123": "acme", "456": "acme-host"}
	cases := []struct {
		name, a, b string
		want       value.Truth
	}{
		{"two spellings", "prod", "https://www.googleapis.com/compute/beta/projects/acme/global/networks/prod", value.True},
		{"another name", "prod", "test", value.False},
		{"one name in two projects", "default", "projects/acme-host/global/networks/default", value.False},
		{"a number that is known", "projects/123/global/networks/prod", "projects/acme/global/networks/prod", value.True},
		{"a number that is known to be another project's", "projects/456/global/networks/prod", "projects/acme/global/networks/prod", value.False},
		{"a number that is not known, of a project whose number is", "projects/789/global/networks/prod", "projects/acme/global/networks/prod", value.False},
		{"a number that is not known", "projects/789/global/networks/prod", "projects/other/global/networks/prod", value.Undecided},
		{"a number that is not known, but another name", "projects/789/global/networks/prod", "projects/other/global/networks/test", value.False},
		{"two numbers", "projects/789/global/networks/prod", "projects/790/global/networks/prod", value.False},
		{"a network's number", "projects/acme/global/networks/6378627999444530493", "prod", value.Undecided},
		{"two numbers of networks", "projects/acme/global/networks/1", "projects/acme/global/networks/2", value.False},
		{"a project nobody knows", "projects/-/global/networks/prod", "prod", value.Undecided},
		{"a project nobody knows, but another name", "projects/-/global/networks/test", "prod", value.False},
		{"two projects nobody knows", "projects/-/global/networks/prod", "projects/-/global/networks/prod", value.Undecided},
		{"another kind", "projects/acme/global/addresses/prod", "prod", value.False},
		{"something below", "projects/acme/global/networks/prod/x/y", "prod", value.False},
		{"another service", "//container.googleapis.com/projects/acme/global/networks/prod", "prod", value.False},
		{"domain-scoped projects", "projects/example.com:p/global/networks/prod", "projects/example.org:p/global/networks/prod", value.False},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			a, b := network(t, c.a), network(t, c.b)
			if got := projects.Same(a, b); got != c.want {
				t.Errorf("Same(%s, %s) = %v, want %v", a, b, got, c.want)
			}
			if got := projects.Same(b, a); got != c.want {
				t.Errorf("Same(%s, %s) = %v, want %v", b, a, got, c.want)
			}
		})
	}
	var zero value.Ref
	if projects.Same(zero, zero) != value.True || projects.Same(zero, network(t, "prod")) != value.False {
		t.Error("no reference is the same as no reference only")
	}
}

func TestSameRef_followsOrigins(t *testing.T) {
	t.Parallel()
	from := func(resource, path string, created bool) value.Of[value.Ref] {
		return value.UnknownOf[value.Ref](value.Why{Origin: value.Origin{Resource: resource, Path: path, Created: created}})
	}
	known := value.Known(network(t, "prod"))
	cases := []struct {
		name string
		a, b value.Of[value.Ref]
		want value.Truth
	}{
		{"known ones", known, value.Known(network(t, "global/networks/prod")), value.True},
		{"null and known", value.Of[value.Ref]{}, known, value.False},
		{"id and self link of one resource", from("n.a", "id", true), from("n.a", "self_link", true), value.True},
		{"ids of two resources that the plan creates", from("n.a", "id", true), from("n.b", "id", true), value.False},
		{"ids of two resources of which one exists", from("n.a", "id", true), from("n.b", "id", false), value.Undecided},
		{"an id and what another resource refers to", from("n.a", "id", true), from("s.b", "network", true), value.Undecided},
		{"a name says nothing of the project", from("n.a", "id", true), from("n.a", "name", true), value.Undecided},
		{"an id and a known reference", from("n.a", "id", true), known, value.Undecided},
		{"unknown from nowhere", value.UnknownOf[value.Ref](value.Why{}), value.UnknownOf[value.Ref](value.Why{}), value.Undecided},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := value.SameRef(nil, c.a, c.b); got != c.want {
				t.Errorf("got %v, want %v", got, c.want)
			}
			if got := value.SameRef(nil, c.b, c.a); got != c.want {
				t.Errorf("the other way round: got %v, want %v", got, c.want)
			}
		})
	}
}
