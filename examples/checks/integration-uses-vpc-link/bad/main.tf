# The integration names a VPC link, but without a connection type it goes over the internet.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_api_gateway_integration = {
      rest_api_id             = "rest1"
      resource_id             = "res1"
      http_method             = "GET"
      integration_http_method = "GET"
      type                    = "HTTP_PROXY"
      uri                     = "http://orders.internal.example/v1/orders"
      connection_id           = "link1"
      timeout_milliseconds    = 29000
    }
  })
}
