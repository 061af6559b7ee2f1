# Whatever clients ask for, Apigee gets a host that an environment group has.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_url_map = {
      id      = "projects/acme/global/urlMaps/apis"
      name    = "apis"
      project = "acme"
      default_route_action = [{
        weighted_backend_services = [{ backend_service = "projects/acme/global/backendServices/apigee", weight = 100 }]
        url_rewrite               = [{ host_rewrite = "api.acme.example" }]
      }]
    }
  })
}
