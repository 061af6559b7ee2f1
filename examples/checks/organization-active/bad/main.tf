# Terraform carries no organization's state, so that this reads it from Google Cloud: here from a
# recording of an organization that is being deleted.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
