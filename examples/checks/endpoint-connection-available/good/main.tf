# An API whose connection to the service behind the VPC link is available, recorded.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_private_integration" "orders" {
  api   = "rest1"
  stage = "prod"
}
