# Terraform carries no load balancer's state, so that this reads it from AWS: here from a recording of an
# API whose load balancer failed.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_private_integration" "orders" {
  api_id     = "rest1"
  stage_name = "prod"
}
