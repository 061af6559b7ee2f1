# The rule was to deny a country. Its code is in lower case, which is no client's, so that it denies nobody.
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
        { priority = 1000, action = "deny(403)", match = [{ expr = [{ expression = "origin.region_code == 'kp'" }] }] }, # lower case
        { priority = 2147483647, action = "allow", match = [{ versioned_expr = "SRC_IPS_V1", config = [{ src_ip_ranges = ["*"] }] }] },
      ]
    }
  })
}
