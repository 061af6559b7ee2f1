# Terraform tells of no endpoint service, so that this reads it from AWS: here from a recording of an
# API whose connection to the service behind the VPC link was rejected.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_private_integration" "orders" {
  api_id     = "rest1"
  stage_name = "prod"
}
