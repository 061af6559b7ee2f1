# No environment is attached to the instance: it answers every request with 503.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_apigee_instance = {
      id       = "organizations/acme/instances/us-east1"
      name     = "us-east1"
      org_id   = "organizations/acme"
      location = "us-east1"
      host     = "10.0.0.2"
    }
  })
}
