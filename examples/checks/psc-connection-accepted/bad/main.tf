# Terraform carries no connection state of endpoint groups, so that this reads it from Google Cloud: here from a
# recording of an organization whose connection still waits for the instance to accept it.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
