# Google has made the certificate. Terraform does not carry that status, so that this reads it from Google
# Cloud: here from a recording.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
