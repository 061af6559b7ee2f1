# The load balancer finds no instance of the proxies in us-east1 healthy, though nothing in the configuration is wrong:
# their startup script may not have run. Only the load balancer knows that, so that this reads it from Google Cloud:
# here from a recording.
provider "apireach" {
  snapshot = "${path.module}/snapshot"
}

data "apireach_apigee_path" "acme" {
  organization = "acme"
}
