# The API of aws-broken, mended.
terraform {
  required_providers {
    apireach = {
      source = "apireach/apireach"
    }
  }
}

provider "apireach" {
  snapshot = "${path.module}/snapshot" # in place of credentials and a network
}

data "apireach_private_integration" "orders" {
  api_id     = "rest1"
  stage_name = "prod"
}

output "verdict" {
  value = data.apireach_private_integration.orders.verdict
}

output "summary" {
  value = data.apireach_private_integration.orders.summary
}
