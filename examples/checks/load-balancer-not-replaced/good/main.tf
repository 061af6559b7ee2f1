# The endpoint service is on another load balancer than the VPC link.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_vpc_endpoint_service = {
      id                         = "vpce-svc-2"
      acceptance_required        = false
      network_load_balancer_arns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/partners/9f"]
    }
  })
}
