# The URI names the port that the load balancer listens on.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_api_gateway_integration = {
      rest_api_id             = "rest1"
      resource_id             = "res1"
      http_method             = "GET"
      integration_http_method = "GET"
      type                    = "HTTP_PROXY"
      uri                     = "http://orders.internal.example:8080/v1/orders"
      connection_type         = "VPC_LINK"
      connection_id           = "link1"
      timeout_milliseconds    = 29000
    }

    aws_lb_listener = {
      id                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/orders/1a/80"
      arn               = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/orders/1a/80"
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      port              = 8080
      protocol          = "TCP"
      default_action    = [{ type = "forward", target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c" }]
    }
  })
}
