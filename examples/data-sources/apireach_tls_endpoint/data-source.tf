data "apireach_tls_endpoint" "api" {
  host         = "api.acme.example"
  timeout      = "5s"
  organization = "acme" # compares with its load balancer's certificates
}

check "clients_get_our_certificate" {
  assert {
    condition     = coalesce(data.apireach_tls_endpoint.api.served_is_configured, false)
    error_message = join("; ", flatten(data.apireach_tls_endpoint.api.endpoints[*].differences))
  }
}

output "api" {
  value = coalesce(data.apireach_tls_endpoint.api.problem, "clients connect")
}
