# The listener takes HTTPS, and an HTTP API's integration without a tls_config speaks plain HTTP, whatever
# the port.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_lb_listener = {
      id                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/80"
      arn               = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/80"
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/2b"
      port              = 80
      protocol          = "HTTPS"
      certificate_arn   = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
      default_action    = [{ type = "forward", target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d" }]
    }

    aws_apigatewayv2_integration = {
      id                     = "int1"
      api_id                 = "http1"
      integration_type       = "HTTP_PROXY"
      integration_method     = "ANY"
      integration_uri        = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/80"
      connection_type        = "VPC_LINK"
      connection_id          = "link2"
      payload_format_version = "1.0"
      timeout_milliseconds   = 30000
    }

    aws_acm_certificate = {
      id                        = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
      arn                       = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
      domain_name               = "shop.internal.example"
      subject_alternative_names = ["shop.internal.example"]
      type                      = "AMAZON_ISSUED"
      status                    = "ISSUED"
    }
  })
}
