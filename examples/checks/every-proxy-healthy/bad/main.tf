# One of the two proxies in us-east1 does not pass the load balancer's health check. Only the load balancer knows that,
# so that this reads it from Google Cloud: here from a recording.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  fail_on      = "warning"
}
