package tfresource

import (
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// Terraform's attributes of Cloud Map:
// https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/service_discovery_service.
func cloudMapKinds() []kind {
	return []kind{{
		name: "aws_service_discovery_service", api: aws.CloudMapServices, id: "arn", needs: []string{"name"}, signs: []string{"dns_config", "namespace_id"}, lacks: []string{"task_definition", "target_arns"},
		named:      []string{"id"},
		attributes: []attribute{text("name"), text("id"), block("dns_config", blocks("dns_records", text("type")))},
	}, {
		name: "aws_service_discovery_instance", needs: []string{"attributes", "instance_id", "service_id"}, api: aws.CloudMapInstances,
		attributes: []attribute{text("instance_id").As("Id"), text("service_id"), labels("attributes")},
		take: func(r *reading, _ object, res aws.Resource) error {
			r.parts.cloudMap = append(r.parts.cloudMap, res)
			return nil
		},
	}}
}

// cloudMap keeps instances below the ARNs of their services, which Terraform names by
// their ids, and of their attributes those that say where they are and that integrations
// filter by: others may be secrets.
func (r *reading) cloudMap() {
	filters := slices.Concat(filtersNamed(r.world), filtersNamed(r.opts.Beside))
	for _, res := range r.parts.cloudMap {
		id := value.TextOf(res.Body.Get("ServiceId"))
		for _, s := range r.world.Resources(aws.CloudMapServices) {
			if value.SameID(value.TextOf(s.Body.Get("Id")), id) == value.True {
				res.Body = res.Body.With("ServiceId", value.OfText(s.ID))
			}
		}
		res.Body = res.Body.With("Attributes", located(res.Body.Get("Attributes"), filters))
		service, hasService := value.TextOf(res.Body.Get("ServiceId")).Get()
		if name, named := value.TextOf(res.Body.Get("Id")).Get(); named && hasService {
			res.ID = value.Known(service + "/" + name)
		}
		r.world.Put(res)
	}
}

// filtersNamed are the attributes by which the integrations of a world choose instances.
func filtersNamed(w *aws.World) []string {
	var filters []string
	if w == nil {
		return nil
	}
	for _, i := range w.Resources(aws.Integrations) {
		_, query, _ := strings.Cut(i.Body.Get("IntegrationUri").Text(), "?")
		for pair := range strings.SplitSeq(query, "&") {
			name, _, _ := strings.Cut(pair, "=")
			filters = append(filters, name)
		}
	}
	return filters
}

func located(attributes value.Value, filters []string) value.Value {
	if attributes.Kind() != value.KindObject {
		return attributes
	}
	var kept []value.Field
	for _, f := range attributes.Fields() {
		if strings.HasPrefix(f.Name, "AWS_") || slices.Contains(filters, f.Name) {
			kept = append(kept, f)
		}
	}
	return value.OfFields(kept)
}
