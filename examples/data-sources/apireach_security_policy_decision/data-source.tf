data "apireach_security_policy_decision" "partner" {
  organization    = "acme"
  backend_service = "gateway"

  request = {
    ip     = "203.0.113.7"
    method = "GET"
    path   = "/v1/orders"
    headers = {
      host          = "api.acme.example"
      x-partner-key = null # the request does not have it
    }
  }
}

check "partners_get_in" {
  assert {
    condition     = coalesce(data.apireach_security_policy_decision.partner.admitted, false)
    error_message = data.apireach_security_policy_decision.partner.summary
  }
}

output "partner" {
  value = data.apireach_security_policy_decision.partner.summary
}
