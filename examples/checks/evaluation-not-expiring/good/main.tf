# An organization that is paid for, recorded.
provider "apireach" {
  snapshot = "${path.module}/../../../demo/mended/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
