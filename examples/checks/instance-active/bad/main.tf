# Terraform carries no instance's state, so that this reads it from Google Cloud: here from a
# recording of an organization whose instance is still being created.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
