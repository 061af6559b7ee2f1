# Clients get the certificate that the load balancer is configured with.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  hostnames    = ["api.acme.example"]
  probe        = true
  fail_on      = "warning"
}
