# The rule is for the host in the integration's URI.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_lb_listener = {
      id                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/80"
      arn               = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/80"
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/2b"
      port              = 80
      protocol          = "HTTP"
      default_action    = [{ type = "fixed-response", fixed_response = [{ content_type = "text/plain", status_code = "404" }] }]
    }

    aws_lb_listener_rule = {
      id           = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/shop/2b/80/rule1"
      arn          = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener-rule/app/shop/2b/80/rule1"
      listener_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/80"
      priority     = 1
      condition    = [{ host_header = [{ values = ["orders.internal.example"] }] }]
      action       = [{ type = "forward", target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d" }]
    }
  })
}
