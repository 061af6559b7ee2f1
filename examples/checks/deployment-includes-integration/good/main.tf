# An API that was deployed after the last change, recorded.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_private_integration" "orders" {
  api   = "rest1"
  stage = "prod"
}
