# Clients get another certificate than any that the load balancer has.
# What is served is asked from here, or, as here, read from a recording.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  hostnames    = ["api.acme.example"]
  probe        = true
  fail_on      = "warning"
}
