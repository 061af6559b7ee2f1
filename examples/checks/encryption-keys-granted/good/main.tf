# Apigee's service agent may use all keys, recorded.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
