# The URI has the path parameter, and nothing maps it: the backend gets the braces.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  fail_on  = "warning"
  resources = merge(local.gateway, {
    aws_api_gateway_resource = {
      id          = "res1"
      rest_api_id = "rest1"
      parent_id   = "root"
      path_part   = "{proxy+}"
      path        = "/{proxy+}"
    }

    aws_api_gateway_integration = {
      rest_api_id             = "rest1"
      resource_id             = "res1"
      http_method             = "GET"
      integration_http_method = "GET"
      type                    = "HTTP_PROXY"
      uri                     = "http://orders.internal.example/v1/{proxy}"
      connection_type         = "VPC_LINK"
      connection_id           = "link1"
      timeout_milliseconds    = 29000
    }
  })
}
