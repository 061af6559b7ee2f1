# The health check speaks TLS as the targets do.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_lb_target_group = {
      id           = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d"
      arn          = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d"
      name         = "shop"
      protocol     = "HTTPS"
      port         = 8080
      target_type  = "ip"
      vpc_id       = "vpc-shop"
      health_check = [{ protocol = "HTTPS", port = "traffic-port", enabled = true }]
    }
  })
}
