# Terraform carries no link's status, so that this reads it from AWS: here from a recording of an
# API whose VPC link FAILED.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_private_integration" "orders" {
  api_id     = "rest1"
  stage_name = "prod"
}
