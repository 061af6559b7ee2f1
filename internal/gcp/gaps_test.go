package gcp_test

import (
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

func TestAllGapsTellsEachOnceInTheOrderOfTheTypes(t *testing.T) {
	t.Parallel()
	network := apigee.Gap{What: "networks", Reason: "denied"}
	organization := apigee.Gap{What: "organization", Reason: "denied"}
	w := gcp.NewWorld()
	w.AddGap(gcp.Networks, network)
	w.AddGap(gcp.Firewalls, network)
	w.AddGap(gcp.Organizations, organization)
	if got := w.AllGaps(); !slices.Equal(got, []apigee.Gap{organization, network}) {
		t.Errorf("got %+v", got)
	}
}
