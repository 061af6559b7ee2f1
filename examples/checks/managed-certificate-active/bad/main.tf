# A domain of the certificate does not resolve to the load balancer, so that Google cannot make it. Terraform
# does not carry that status, so that this reads it from Google Cloud: here from a recording.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
