# The URL map puts another host in the place of the one that clients ask for. No environment group has it: Apigee answers 404.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_url_map = {
      id      = "projects/acme/global/urlMaps/apis"
      name    = "apis"
      project = "acme"
      default_route_action = [{
        weighted_backend_services = [{ backend_service = "projects/acme/global/backendServices/apigee", weight = 100 }]
        url_rewrite               = [{ host_rewrite = "backend.internal" }]
      }]
    }
  })
}
