# The deny has the smaller priority number, so that it decides before the allow: clients get 403.
resource "apireach_validation" "gateway" {
  complete      = true # these are all the resources there are
  client_ranges = ["203.0.113.0/24"]
  resources = merge(local.gateway, {
    google_compute_security_policy = {
      id      = "projects/acme/global/securityPolicies/apis"
      name    = "apis"
      project = "acme"
      rule = [
        { priority = 2000, action = "allow", match = [{ versioned_expr = "SRC_IPS_V1", config = [{ src_ip_ranges = ["203.0.113.0/24"] }] }] },
        { priority = 1000, action = "deny(403)", match = [{ versioned_expr = "SRC_IPS_V1", config = [{ src_ip_ranges = ["203.0.112.0/20"] }] }] }, # before the allow
        { priority = 2147483647, action = "deny(403)", match = [{ versioned_expr = "SRC_IPS_V1", config = [{ src_ip_ranges = ["*"] }] }] },
      ]
    }
  })
}
