# All keys are enabled, recorded.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
