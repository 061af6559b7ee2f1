# DNS tells clients two addresses; the IPv6 one is that of a server which is gone.
# What DNS says is read from here, or, as here, from a recording.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
  hostnames    = ["api.acme.example"]
  probe        = true
  fail_on      = "warning"
}
