# Somebody has set the project's policy as a whole, and left out Apigee's service agent, recorded.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  fail_on      = "warning"
}
