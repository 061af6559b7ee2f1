data "apireach_private_integration" "orders" {
  api_id     = "rest1" # such as aws_api_gateway_rest_api.orders.id
  stage_name = "prod"
}

output "path" {
  value = data.apireach_private_integration.orders.summary
}
