# The listener demands no certificate.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_lb_listener = {
      id                    = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/443"
      arn                   = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/443"
      load_balancer_arn     = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/2b"
      port                  = 443
      protocol              = "HTTPS"
      certificate_arn       = "arn:aws:acm:eu-west-1:123456789012:certificate/orders"
      ssl_policy            = "ELBSecurityPolicy-TLS13-1-2-2021-06"
      mutual_authentication = [{ mode = "off" }]
      default_action        = [{ type = "forward", target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d" }]
    }
  })
}
