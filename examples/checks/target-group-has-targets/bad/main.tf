# Nothing registers targets with the target group.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_lb_target_group = {
      id           = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c"
      arn          = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c"
      name         = "orders"
      protocol     = "TCP"
      port         = 8080
      target_type  = "ip"
      vpc_id       = "vpc-shop"
      health_check = [{ protocol = "TCP", port = "traffic-port", enabled = true }]
    }
  })
}
