# An API whose targets are healthy, recorded.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_private_integration" "orders" {
  api   = "rest1"
  stage = "prod"
}
