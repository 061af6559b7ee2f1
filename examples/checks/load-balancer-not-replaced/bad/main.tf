# The load balancer of the VPC link has an endpoint service of its own, and can have one only.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_vpc_endpoint_service = {
      id                         = "vpce-svc-2"
      acceptance_required        = false
      network_load_balancer_arns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"]
    }
  })
}
