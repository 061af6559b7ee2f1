data "apireach_firewall_decision" "load_balancer" {
  organization   = "acme"
  instance_group = "proxy-us-east1"
  source_ranges  = ["35.191.0.0/16", "130.211.0.0/22"]
  ports          = ["443"]
}

check "the_load_balancer_gets_in" {
  assert {
    condition     = coalesce(data.apireach_firewall_decision.load_balancer.allowed, false)
    error_message = data.apireach_firewall_decision.load_balancer.summary
  }
}

output "load_balancer" {
  value = data.apireach_firewall_decision.load_balancer.summary
}
