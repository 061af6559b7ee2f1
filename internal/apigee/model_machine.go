package apigee

import "github.com/apireach/terraform-provider-apireach/internal/value"

// VirtualMachine is compute.instances, as far as it may differ from the template that it
// was made from.
//
// Source: https://cloud.google.com/compute/docs/reference/rest/v1/instances.
type VirtualMachine struct {
	Identity
	Status value.String `json:"status"` // RUNNING, TERMINATED, …
	Tags   struct {
		Items value.List[value.String] `json:"items"`
	} `json:"tags"`
	NetworkInterfaces value.List[NetworkInterface] `json:"networkInterfaces"`
	Metadata          struct {
		Items value.List[MetadataItem] `json:"items"`
	} `json:"metadata"`
}

// properties are those that templates have, too.
func (m VirtualMachine) properties() InstanceProperties {
	return InstanceProperties{Tags: m.Tags, NetworkInterfaces: m.NetworkInterfaces, Metadata: m.Metadata}
}
