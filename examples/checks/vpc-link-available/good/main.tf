# An API whose VPC link is AVAILABLE, recorded.
provider "apireach" {
  snapshot = "${path.module}/../../../demo/aws-mended/snapshot"
}

data "apireach_private_integration" "orders" {
  api_id     = "rest1"
  stage_name = "prod"
}
