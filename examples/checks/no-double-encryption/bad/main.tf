# The targets end TLS on port 8443, and get plain HTTP through the TCP listener.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  fail_on  = "warning"
  resources = merge(local.gateway, {
    aws_lb_target_group = {
      id           = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c"
      arn          = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c"
      name         = "orders"
      protocol     = "TCP"
      port         = 8443
      target_type  = "ip"
      vpc_id       = "vpc-shop"
      health_check = [{ protocol = "TCP", port = "traffic-port", enabled = true }]
    }

    aws_lb_target_group_attachment = [
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c", target_id = "10.20.11.10", port = 8443, availability_zone = "eu-west-1a" },
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c", target_id = "10.20.12.10", port = 8443, availability_zone = "eu-west-1b" },
    ]

    aws_api_gateway_integration = {
      rest_api_id             = "rest1"
      resource_id             = "res1"
      http_method             = "GET"
      integration_http_method = "GET"
      type                    = "HTTP_PROXY"
      uri                     = "http://orders.internal.example/v1/orders"
      connection_type         = "VPC_LINK"
      connection_id           = "link1"
      timeout_milliseconds    = 29000
    }
  })
}
