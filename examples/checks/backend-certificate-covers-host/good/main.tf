# The uri has the host that the certificate is for: the VPC link leads to the load balancer whatever the host is.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_api_gateway_integration = {
      rest_api_id             = "rest1"
      resource_id             = "res1"
      http_method             = "GET"
      integration_http_method = "GET"
      type                    = "HTTP_PROXY"
      uri                     = "https://orders.internal.example/v1/orders"
      connection_type         = "VPC_LINK"
      connection_id           = "link1"
      timeout_milliseconds    = 29000
    }
  })
}
