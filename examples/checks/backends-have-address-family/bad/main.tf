# The load balancer sends to IPv6 addresses alone, which the proxies do not have.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_instance_template = {
      id      = "projects/acme/global/instanceTemplates/proxy-us-east1"
      name    = "proxy-us-east1"
      project = "acme"
      tags    = ["apigee-proxy"]
      metadata = {
        ENDPOINT           = "10.0.0.2"
        startup-script-url = "gs://apigee-5g-saas/apigee-envoy-proxy-release/latest/conf/startup-script.sh"
      }
      network_interface = [{ network = "projects/acme/global/networks/apigee", stack_type = "IPV4_ONLY" }]
    }
    google_compute_backend_service = {
      id                          = "projects/acme/global/backendServices/apigee"
      name                        = "apigee"
      project                     = "acme"
      protocol                    = "HTTPS"
      port_name                   = "https"
      load_balancing_scheme       = "EXTERNAL_MANAGED"
      health_checks               = ["projects/acme/global/healthChecks/apigee"]
      ip_address_selection_policy = "IPV6_ONLY"
      backend = [
        { group = "projects/acme/regions/us-east1/instanceGroups/proxies" },
      ]
    }
  })
}
