# No API proxy is deployed behind the host name api.acme.example. Only Apigee knows what is deployed, so that this reads
# it from Google Cloud: here from a recording.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  fail_on      = "warning"
}
