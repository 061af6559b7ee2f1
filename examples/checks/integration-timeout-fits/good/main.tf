# The timeout is within bounds.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  fail_on  = "warning"
  resources = merge(local.gateway, {
    aws_apigatewayv2_integration = {
      id                     = "int1"
      api_id                 = "http1"
      integration_type       = "HTTP_PROXY"
      integration_method     = "ANY"
      integration_uri        = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/80"
      connection_type        = "VPC_LINK"
      connection_id          = "link2"
      payload_format_version = "1.0"
      timeout_milliseconds   = 25000
    }
  })
}
