# The template has changed, and the group waits for somebody to replace its instances. Terraform tells the state of the
# last refresh only, so that this reads it from Google Cloud: here from a recording.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  fail_on      = "warning"
}
