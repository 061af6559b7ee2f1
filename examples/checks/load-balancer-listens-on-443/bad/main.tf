# The load balancer has a forwarding rule for HTTP only.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_global_forwarding_rule = {
      name                  = "http"
      project               = "acme"
      target                = "projects/acme/global/targetHttpProxies/http"
      port_range            = "80" # nobody listens on 443
      load_balancing_scheme = "EXTERNAL_MANAGED"
    }

    google_compute_target_http_proxy = {
      id      = "projects/acme/global/targetHttpProxies/http"
      name    = "http"
      project = "acme"
      url_map = "projects/acme/global/urlMaps/apis"
    }
  })
}
