# A security policy denies requests, and the load balancer logs none of them.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  fail_on  = "warning"
  resources = merge(local.gateway, {
    google_compute_backend_service = {
      id                    = "projects/acme/global/backendServices/apigee"
      name                  = "apigee"
      project               = "acme"
      protocol              = "HTTPS"
      port_name             = "https"
      load_balancing_scheme = "EXTERNAL_MANAGED"
      health_checks         = ["projects/acme/global/healthChecks/apigee"]
      security_policy       = "projects/acme/global/securityPolicies/apis"
      log_config            = [{ enable = false }] # no trace of denials
      backend = [
        { group = "projects/acme/regions/us-east1/instanceGroups/proxies" },
      ]
    }
    google_compute_security_policy = {
      id      = "projects/acme/global/securityPolicies/apis"
      name    = "apis"
      project = "acme"
      type    = "CLOUD_ARMOR"
      rule = [
        { priority = 1000, action = "deny(403)", match = [{ versioned_expr = "SRC_IPS_V1", config = [{ src_ip_ranges = ["203.0.113.0/24"] }] }] },
        { priority = 2147483647, action = "allow", match = [{ versioned_expr = "SRC_IPS_V1", config = [{ src_ip_ranges = ["*"] }] }] },
      ]
    }
  })
}
