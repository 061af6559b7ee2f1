package live

import (
	"context"
	"errors"
	"regexp"
	"slices"
	"strings"

	compute "cloud.google.com/go/compute/apiv1"
	"cloud.google.com/go/compute/apiv1/computepb"
	"google.golang.org/api/iterator"
	"google.golang.org/api/option"
	"google.golang.org/protobuf/proto"

	"github.com/apireach/terraform-provider-apireach/internal/apigee"
	"github.com/apireach/terraform-provider-apireach/internal/gcp"
)

// machines reads the instances that the given groups have made, with one list for each
// project: of the names that the groups give, for a project may have thousands of others.
func (c *collector) machines(read []gcp.Resource, groups []apigee.InstanceGroupManager) {
	bases := map[string][]string{}
	for _, g := range groups {
		at := slices.IndexFunc(read, func(r gcp.Resource) bool { return r.Ref.Value() == g.Ref.Value() })
		project := g.Ref.Value().Project()
		bases[project] = with(bases[project], read[at].Body.Get("baseInstanceName").Text())
	}
	for project, names := range bases {
		c.begin(func() { c.list(machines(names), project) })
	}
}

// aBase is what names of instances begin with. It may end with a pattern of its own.
var aBase = regexp.MustCompile(`^[a-z][-a-z0-9]*`)

// machines is the listing of the instances whose names begin in one of the given ways.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/instances/aggregatedList.
func machines(bases []string) listing {
	var names []string
	for _, b := range bases {
		names = with(names, aBase.FindString(b))
	}
	slices.Sort(names)
	var filter *string
	if !slices.Contains(names, "") {
		filter = proto.String(`name eq "(` + strings.Join(names, "|") + `).*"`)
	}
	return listing{gcp.VirtualMachines, "instances", "aggregated", viewer, func(ctx context.Context, project string, opts ...option.ClientOption) error {
		client, err := compute.NewInstancesRESTClient(ctx, opts...)
		if err != nil {
			return err
		}
		request := newRequest[computepb.AggregatedListInstancesRequest](project)
		request.Filter = filter
		for it := client.AggregatedList(ctx, request); ; {
			if _, err := it.Next(); errors.Is(err, iterator.Done) {
				return nil
			} else if err != nil {
				return err
			}
		}
	}}
}
