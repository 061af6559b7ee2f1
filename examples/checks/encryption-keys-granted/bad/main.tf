# Nobody lets Apigee's service agent use the key of the runtime database, neither on the key nor on
# anything that holds it, recorded.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
