# The health check asks for the path that Apigee keeps for it.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_health_check = {
      id                 = "projects/acme/global/healthChecks/apigee"
      name               = "apigee"
      project            = "acme"
      https_health_check = [{ port = 443, request_path = "/healthz/ingress" }]
    }
  })
}
