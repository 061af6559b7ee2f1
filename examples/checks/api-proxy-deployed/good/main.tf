# Every environment group has an API proxy.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  fail_on      = "warning"
}
