# Terraform carries no health of targets, so that this reads it from AWS: here from a recording of an API
# whose targets do not answer their health checks.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_private_integration" "orders" {
  api_id     = "rest1"
  stage_name = "prod"
}
