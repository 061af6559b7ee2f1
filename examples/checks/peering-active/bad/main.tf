# Terraform carries no peering's state, so that this reads it from Google Cloud: here from a
# recording of an organization whose peering is INACTIVE.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
