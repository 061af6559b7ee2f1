# The only rule for the port refers to a group, and API Gateway's own network has none of yours.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_lb = {
      id                               = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      arn                              = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      name                             = "orders"
      load_balancer_type               = "network"
      internal                         = true
      vpc_id                           = "vpc-shop"
      subnets                          = ["subnet-lb-a", "subnet-lb-b"]
      security_groups                  = ["sg-nlb"]
      enable_cross_zone_load_balancing = false # and nobody turned the question about PrivateLink traffic off
    }

    aws_vpc_security_group_ingress_rule = [
      { security_group_id = "sg-nlb", ip_protocol = "tcp", from_port = 80, to_port = 80, referenced_security_group_id = "sg-link" },
      { security_group_id = "sg-targets", ip_protocol = "tcp", from_port = 8080, to_port = 8080, referenced_security_group_id = "sg-nlb" },
    ]
  })
}
