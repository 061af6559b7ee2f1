package tfresource_test

import (
	"slices"
	"testing"

	"github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
)

func TestFieldsAreFoundInTheConfiguration(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		typ, field string
		want       []string
	}{
		{"aws_api_gateway_integration", "connectionId", []string{"connection_id"}},
		{"aws_apigatewayv2_integration", "connectionId", []string{"connection_id"}},
		{"aws_api_gateway_integration", "integrationTarget", []string{"integration_target"}},
		{"aws_apigatewayv2_integration", "integrationTarget", nil},
		{"aws_lb_listener", "Port", []string{"port"}},
		{"aws_alb_listener", "DefaultActions", []string{"default_action"}},
		{"aws_lb", "CrossZone", []string{"enable_cross_zone_load_balancing"}},
		{"aws_lb_target_group", "CrossZone", []string{"load_balancing_cross_zone_enabled"}},
		{"aws_lb_target_group", "HealthCheckPort", []string{"health_check", "port"}},
		{"aws_instance", "SecurityGroups", []string{"vpc_security_group_ids"}},
		{"aws_lb", "SecurityGroups", []string{"security_groups"}},
		{"aws_lb", "", nil}, {"google_compute_network", "name", nil},
	} {
		if got := tfresource.AttributePath(c.typ, c.field); !slices.Equal(got, c.want) {
			t.Errorf("%s.%s: got %v, want %v", c.typ, c.field, got, c.want)
		}
	}
}
