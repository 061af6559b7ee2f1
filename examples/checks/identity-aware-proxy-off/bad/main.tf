# Identity-Aware Proxy asks API clients for a Google identity, which they do not have.
resource "apireach_validation" "gateway" {
  fail_on  = "warning"
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_backend_service = {
      id                    = "projects/acme/global/backendServices/apigee"
      name                  = "apigee"
      project               = "acme"
      protocol              = "HTTPS"
      port_name             = "https"
      load_balancing_scheme = "EXTERNAL_MANAGED"
      health_checks         = ["projects/acme/global/healthChecks/apigee"]
      iap                   = [{ enabled = true }]
      backend = [
        { group = "projects/acme/regions/us-east1/instanceGroups/proxies" },
      ]
    }
  })
}
