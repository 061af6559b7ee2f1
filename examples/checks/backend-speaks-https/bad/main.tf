# The backend service speaks plain HTTP, which is the default, to proxies that pass packets on to Apigee.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_backend_service = {
      id                    = "projects/acme/global/backendServices/apigee"
      name                  = "apigee"
      project               = "acme"
      protocol              = "HTTP" # Apigee expects TLS
      port_name             = "https"
      load_balancing_scheme = "EXTERNAL_MANAGED"
      health_checks         = ["projects/acme/global/healthChecks/apigee"]
      backend = [
        { group = "projects/acme/regions/us-east1/instanceGroups/proxies" },
      ]
    }
  })
}
