# An API whose VPC link is AVAILABLE, recorded.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_private_integration" "orders" {
  api   = "rest1"
  stage = "prod"
}
