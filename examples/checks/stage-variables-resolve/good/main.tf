# The stage defines the variable.
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
      connection_type         = "VPC_LINK"
      connection_id           = "$${stageVariables.vpcLinkId}"
      timeout_milliseconds    = 29000
    }

    aws_api_gateway_stage = {
      rest_api_id   = "rest1"
      stage_name    = "prod"
      deployment_id = "dep1"
      variables     = { vpcLinkId = "link1" }
    }
  })
}
