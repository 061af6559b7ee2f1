# The listener takes TLS 1.2 and 1.3.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  fail_on  = "warning"
  resources = merge(local.gateway, {
    aws_lb_listener = {
      id                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/orders/1a/443"
      arn               = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/orders/1a/443"
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      port              = 443
      protocol          = "TLS"
      certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/orders"
      ssl_policy        = "ELBSecurityPolicy-TLS13-1-2-2021-06"
      default_action    = [{ type = "forward", target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c" }]
    }
  })
}
