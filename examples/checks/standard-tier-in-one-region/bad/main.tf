# The forwarding rule is of the Standard tier in another region than the proxies.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_global_forwarding_rule = []
    google_compute_forwarding_rule = {
      name                  = "https"
      project               = "acme"
      region                = "us-west1"
      target                = "projects/acme/global/targetHttpsProxies/https"
      port_range            = "443"
      network_tier          = "STANDARD"
      load_balancing_scheme = "EXTERNAL"
    }
    google_compute_backend_service = {
      id                    = "projects/acme/global/backendServices/apigee"
      name                  = "apigee"
      project               = "acme"
      protocol              = "HTTPS"
      port_name             = "https"
      load_balancing_scheme = "EXTERNAL"
      health_checks         = ["projects/acme/global/healthChecks/apigee"]
      backend = [
        { group = "projects/acme/regions/us-east1/instanceGroups/proxies" },
      ]
    }
  })
}
