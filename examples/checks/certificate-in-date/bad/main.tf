# The certificate ended with 2025. The load balancer presents it all the same.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_global_forwarding_rule = {
      name                  = "https"
      project               = "acme"
      target                = "projects/acme/global/targetHttpsProxies/https"
      port_range            = "443"
      load_balancing_scheme = "EXTERNAL_MANAGED"
    }

    google_compute_target_https_proxy = {
      id               = "projects/acme/global/targetHttpsProxies/https"
      name             = "https"
      project          = "acme"
      url_map          = "projects/acme/global/urlMaps/apis"
      ssl_certificates = ["projects/acme/global/sslCertificates/api"]
    }

    google_compute_ssl_certificate = {
      id          = "projects/acme/global/sslCertificates/api"
      name        = "api"
      project     = "acme"
      certificate = file("${path.module}/certificate.pem") # expired
      private_key = null
    }
  })
}
