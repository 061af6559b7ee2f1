# An API whose load balancer is active, recorded.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_private_integration" "orders" {
  api   = "rest1"
  stage = "prod"
}
