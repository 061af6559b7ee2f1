# What a stage has deployed is read from AWS: here from a recording of an API whose integration was given
# another URI after it was deployed.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_private_integration" "orders" {
  api_id     = "rest1"
  stage_name = "prod"
  fail_on    = "warning"
}
