# An organization that was made to try Apigee, and that Google has been about to delete since
# 2 November 2026, recorded.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  fail_on      = "warning"
}
