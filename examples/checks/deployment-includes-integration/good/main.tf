# An API that was deployed after the last change, recorded.
provider "apireach" {
  snapshot = "${path.module}/../../../demo/aws-mended/snapshot"
}

data "apireach_private_integration" "orders" {
  api_id     = "rest1"
  stage_name = "prod"
  fail_on    = "warning"
}
