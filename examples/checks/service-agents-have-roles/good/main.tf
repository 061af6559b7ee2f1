# Both service agents have their roles, recorded.
provider "apireach" {
  snapshot = "${path.module}/../../../demo/mended/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
