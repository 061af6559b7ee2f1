# The link is replaced and nothing deploys the API again: the stage goes on using the link that is deleted.
# What a plan deletes is seen by `terraform show -json PLAN | apireach check -`.
resource "aws_api_gateway_vpc_link" "orders" {
  name        = "orders"
  target_arns = [aws_lb.second.arn] # was aws_lb.first.arn, so that the link is replaced
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id

  depends_on = [aws_api_gateway_integration.orders] # orders, and deploys nothing
}
