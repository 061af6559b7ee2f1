# The key of an instance's disks was disabled: Terraform does not tell its state, so that this reads it
# from Google Cloud, here from a recording.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
