# The Service Networking API was disabled in the project of the network, recorded.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  fail_on      = "warning"
}
