# Region codes are two letters in upper case.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  fail_on  = "warning"
  resources = merge(local.gateway, {
    google_compute_security_policy = {
      id      = "projects/acme/global/securityPolicies/apis"
      name    = "apis"
      project = "acme"
      type    = "CLOUD_ARMOR"
      rule = [
        { priority = 1000, action = "deny(403)", match = [{ expr = [{ expression = "origin.region_code == 'KP'" }] }] },
        { priority = 2147483647, action = "allow", match = [{ versioned_expr = "SRC_IPS_V1", config = [{ src_ip_ranges = ["*"] }] }] },
      ]
    }
  })
}
