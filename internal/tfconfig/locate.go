package tfconfig

import (
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	awsresource "github.com/apireach/terraform-provider-apireach/internal/aws/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/gcp/tfresource"
	"github.com/apireach/terraform-provider-apireach/internal/tfaddress"
)

// shown are the attributes whose lines may be shown: they name resources, places
// and packets. What else may hold a secret is not.
var shown = map[string]bool{
	"authorized_network": true, "network": true, "subnetwork": true, "instance_template": true,
	"source_ranges": true, "destination_ranges": true, "source_tags": true, "target_tags": true,
	"direction": true, "disabled": true, "priority": true, "protocol": true, "ports": true, "port": true,
	"port_name": true, "port_range": true, "port_specification": true, "target": true, "url_map": true,
	"default_service": true, "backend_service": true, "service": true, "group": true, "health_checks": true,
	"load_balancing_scheme": true, "ip_address_selection_policy": true, "capacity_scaler": true,
	"reserved_peering_ranges": true, "prefix_length": true, "address": true, "address_type": true, "purpose": true,
	"ip_range": true, "peering_cidr_range": true, "location": true, "runtime_type": true, "disable_vpc_peering": true,
	"environment": true, "instance_id": true, "envgroup_id": true, "org_id": true, "hostnames": true, "hosts": true,
	"psc_target_service": true, "network_endpoint_type": true, "stack_type": true, "firewall_policy": true,
	"attachment_target": true, "region": true, "zone": true,
	"connection_id": true, "connection_type": true, "integration_type": true, "integration_target": true, "timeout_milliseconds": true, "payload_format_version": true,
	"stage_name": true, "deployment_id": true, "method_path": true, "logging_level": true, "auto_deploy": true, "target_arns": true, "subnet_ids": true, "subnets": true,
	"security_groups": true, "security_group_ids": true, "vpc_security_group_ids": true, "load_balancer_arn": true, "load_balancer_type": true, "internal": true,
	"enable_cross_zone_load_balancing": true, "load_balancing_cross_zone_enabled": true, "enforce_security_group_inbound_rules_on_private_link_traffic": true,
	"idle_timeout": true, "tcp_idle_timeout_seconds": true, "certificate_arn": true, "target_group_arn": true, "target_id": true, "target_type": true,
	"preserve_client_ip": true, "proxy_protocol_v2": true, "protocol_version": true, "matcher": true, "mode": true, "from_port": true, "to_port": true, "ip_protocol": true,
	"cidr_ipv4": true, "cidr_ipv6": true, "referenced_security_group_id": true, "security_group_id": true, "rule_number": true, "rule_action": true, "egress": true,
	"cidr_block": true, "vpc_id": true, "subnet_id": true, "network_acl_id": true, "route_table_id": true, "domain_name": true, "acceptance_required": true,
}

// Locate finds the line of a resource's configuration that sets a field of its REST
// resource, or where the resource begins; nil when the subject is no address of
// this configuration.
func (c *Config) Locate(subject, field string) *check.Location {
	a, ok := tfaddress.Parse(subject)
	if !ok {
		return nil
	}
	m := c.Root
	for _, step := range a.Modules {
		if m = m.Called(step.Name); m == nil {
			return nil
		}
	}
	b := m.resources[a.Block()]
	if b == nil {
		return nil
	}
	path := tfresource.AttributePath(a.Type, field)
	if path == nil {
		path = awsresource.AttributePath(a.Type, field)
	}
	return b.locate(path)
}

// locate goes down a path as far as the block is written out.
func (b *block) locate(path []string) *check.Location {
	at, body := b.at, b.body
	for _, name := range path {
		if a := body.Attributes[name]; a != nil {
			return b.place(a.SrcRange, shown[name])
		}
		nested := nestedNamed(body, name)
		if nested == nil {
			break
		}
		at, body = headerOf(nested), nested.Body
		if content := nestedNamed(body, "content"); nested.Type == "dynamic" && content != nil {
			body = content.Body
		}
	}
	return b.place(at, true)
}

// nestedNamed is the first nested block of a type.
func nestedNamed(body *hclsyntax.Body, name string) *hclsyntax.Block {
	for _, nested := range body.Blocks {
		if nestedType(nested) == name {
			return nested
		}
	}
	return nil
}

// headerOf is the part of a block in front of its brace.
func headerOf(b *hclsyntax.Block) hcl.Range {
	return hcl.RangeBetween(b.TypeRange, b.DefRange())
}

// place makes a location of a range, with the text of its first line.
func (b *block) place(r hcl.Range, show bool) *check.Location {
	text := b.files[r.Filename]
	out := &check.Location{File: r.Filename, Line: r.Start.Line, Column: r.Start.Column, EndLine: r.End.Line}
	if r.End.Column == 1 && r.End.Line > r.Start.Line {
		out.EndLine-- // it ends with its line
	}
	if show && r.CanSliceBytes(text) {
		line, _, _ := strings.Cut(string(r.SliceBytes(text)), "\n")
		if line = strings.TrimSpace(line); !strings.Contains(line, "PRIVATE KEY") {
			out.Source = line
		}
	}
	return out
}
