# Every address of the host is one of the load balancer's.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  hostnames    = ["api.acme.example"]
  probe        = true
  fail_on      = "warning"
}
