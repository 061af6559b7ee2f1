package apigee_test

import (
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const attachedEast = `"apigee.organizations.instances.attachments": [
	{"$ref": "organizations/acme/instances/east/attachments/1", "$parent": "organizations/acme/instances/east", "environment": "live"}]`

var instanceHasEnvironment = []verdictCase{
	{name: "each has some", want: []string{"pass organizations/acme/instances/east", "pass organizations/acme/instances/west"}},
	{
		name: "the new region has none", world: `{` + attachedEast + `}`,
		want: []string{"pass organizations/acme/instances/east", "fail organizations/acme/instances/west"},
		says: []string{"{instance organizations/acme/instances/west}", "{location us-west1}", "{attachments 0}"},
	},
	{
		name:  "the new region has none that is known",
		world: `{` + attachedEast + `, "gaps": {"apigee.organizations.instances.attachments": ["permission apigee.instanceattachments.list denied"]}}`,
		want:  []string{"pass organizations/acme/instances/east", "unknown organizations/acme/instances/west"},
		says:  []string{"permission apigee.instanceattachments.list denied"},
	},
	{
		name: "an attachment whose instance is known after apply may be the one",
		world: `{"apigee.organizations.instances.attachments": [
			{"$ref": "organizations/acme/instances/east/attachments/1", "$parent": "organizations/acme/instances/east", "environment": "live"},
			{"$address": "google_apigee_instance_attachment.west", "$parent": "?known after apply", "environment": "live"}]}`,
		want: []string{"pass organizations/acme/instances/east", "unknown organizations/acme/instances/west"},
		says: []string{"whether google_apigee_instance_attachment.west belongs to organizations/acme/instances/west: known after apply"},
	},
	{
		name:  "an instance of an organization nobody knows",
		world: `{` + attachedEast + `, "apigee.organizations.instances": [{"$ref": "organizations/-/instances/east", "name": "east"}]}`,
		want:  []string{"unknown organizations/-/instances/east"}, says: []string{"beginning with organizations/"},
	},
	{
		name: "no instance", world: `{"apigee.organizations.instances": []}`,
		want: []string{"not_applicable organizations/acme"},
	},
	{
		name:  "the instances could not be listed",
		world: `{"apigee.organizations.instances": [], "gaps": {"apigee.organizations.instances": ["denied"]}}`,
		want:  []string{"unknown organizations/acme"},
	},
	{
		name:  "those that are known have some, and more may exist",
		world: `{"gaps": {"apigee.organizations.instances": ["page 2 could not be read"]}}`,
		want:  []string{"pass organizations/acme/instances/east", "pass organizations/acme/instances/west", "unknown organizations/acme"},
	},
	{
		name: "each organization's instances are its own",
		world: `{"apigee.organizations": [{"$ref": "organizations/acme", "name": "acme"}, {"$ref": "organizations/bert", "name": "bert", "runtimeType": "HYBRID"}],
			"apigee.organizations.instances": [{"$ref": "organizations/acme/instances/east", "name": "east"}]}`,
		want: []string{"pass organizations/acme/instances/east", "not_applicable organizations/bert"},
	},
}

// A listing that failed for one instance says nothing of the others.
func TestInstanceHasEnvironment_heedsTheGapsOfTheInstanceOnly(t *testing.T) {
	t.Parallel()
	inv := sceneOf(t, `{"apigee.organizations.instances.attachments": []}`)
	inv.InstanceAttachments.Gaps = []apigee.Gap{{What: "attachments", Reason: "denied", Settle: "give credentials", Scope: inv.Instances.Items[0].Ref.Value()}}
	want := map[string]check.Verdict{"organizations/acme/instances/east": check.Unknown, "organizations/acme/instances/west": check.Fail}
	for _, r := range apigee.InstanceHasEnvironment.Run(inv) {
		if r.Verdict != want[r.Subject] {
			t.Errorf("%s: %v, want %v", r.Subject, r.Verdict, want[r.Subject])
		}
	}
}

// In a plan the parent is often the id of a resource that is still to be created.
func TestInstanceHasEnvironment_followsTheIDOfThePlannedInstance(t *testing.T) {
	t.Parallel()
	later := func(resource string) value.Of[value.Ref] {
		return value.UnknownOf[value.Ref](value.Why{Reason: "known after apply", Origin: value.Origin{Resource: resource, Path: "id", Created: true}})
	}
	inv := sceneOf(t, `{"apigee.organizations.instances": [{"$address": "google_apigee_instance.east"}, {"$address": "google_apigee_instance.west"}],
		"apigee.organizations.instances.attachments": [{"$address": "google_apigee_instance_attachment.east", "environment": "live"}]}`)
	for i := range inv.Instances.Items {
		inv.Instances.Items[i].Ref = later(inv.Instances.Items[i].Address)
	}
	inv.InstanceAttachments.Items[0].Instance = later("google_apigee_instance.east")
	want := map[string]check.Verdict{"google_apigee_instance.east": check.Pass, "google_apigee_instance.west": check.Fail}
	for _, r := range apigee.InstanceHasEnvironment.Run(inv) {
		if r.Verdict != want[r.Subject] {
			t.Errorf("%s: %v, want %v", r.Subject, r.Verdict, want[r.Subject])
		}
	}
}
