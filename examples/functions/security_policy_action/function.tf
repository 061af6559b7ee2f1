terraform {
  required_providers {
    apireach = {
      source = "apireach/apireach"
    }
  }
}

locals {
  # A google_compute_security_policy will do, as will what gcloud describes as JSON.
  policy = {
    name = "gateway"
    rules = [
      { priority = 1000, action = "deny(404)", match = { expr = { expression = "request.path.startsWith('/internal')" } } },
      { priority = 2000, action = "allow", match = { versionedExpr = "SRC_IPS_V1", config = { srcIpRanges = ["203.0.113.0/24"] } } },
      { priority = 2147483647, action = "deny(403)", match = { versionedExpr = "SRC_IPS_V1", config = { srcIpRanges = ["*"] } } },
    ]
  }
  partner   = provider::apireach::security_policy_action(local.policy, { ip = "203.0.113.7", path = "/v1/orders" })
  elsewhere = provider::apireach::security_policy_action(local.policy, { ip = "198.51.100.7", path = "/v1/orders" })
}

check "partners_get_in" {
  assert {
    condition     = local.partner.certain && local.partner.admitted
    error_message = "Partners do not get in: ${jsonencode(local.partner)}"
  }
}

output "partner" {
  value = local.partner.action
}

output "elsewhere" {
  value = local.elsewhere.action
}
