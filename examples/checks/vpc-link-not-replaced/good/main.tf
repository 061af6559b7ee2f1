# The new link is made first, and the API is deployed again as the integration changes with it.
resource "aws_api_gateway_vpc_link" "orders" {
  name        = "orders"
  target_arns = [aws_lb.second.arn] # was aws_lb.first.arn, so that the link is replaced

  lifecycle { create_before_destroy = true }
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id

  triggers = {
    redeployment = sha1(jsonencode(aws_api_gateway_integration.orders))
  }

  lifecycle { create_before_destroy = true }
}
