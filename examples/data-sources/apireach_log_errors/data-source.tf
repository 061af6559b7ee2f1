data "apireach_log_errors" "acme" {
  organization = "acme"
  since        = "2h"
}

output "errors" {
  value = { for g in data.apireach_log_errors.acme.groups : g.title => "${g.count} times, ${g.ruling}" }
}

# No group means no error only where the logs are complete.
check "quiet" {
  assert {
    condition     = data.apireach_log_errors.acme.complete && data.apireach_log_errors.acme.total == 0
    error_message = "The load balancer has logged errors, or not all of them."
  }
}
