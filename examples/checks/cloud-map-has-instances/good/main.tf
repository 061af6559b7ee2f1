# The instance has an address and a port.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_service_discovery_instance = {
      service_id  = "srv-orders"
      instance_id = "task-1"
      attributes  = { AWS_INSTANCE_IPV4 = "10.20.11.10", AWS_INSTANCE_PORT = "8080" }
    }
  })
}
