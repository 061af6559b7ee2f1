# The policy lists cipher suites for RSA keys only, and the certificate's key is an ECDSA one.
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
      ssl_policy       = "projects/acme/global/sslPolicies/apis"
    }

    google_compute_ssl_certificate = {
      id          = "projects/acme/global/sslCertificates/api"
      name        = "api"
      project     = "acme"
      certificate = file("${path.module}/certificate.pem")
      private_key = null
    }

    google_compute_ssl_policy = {
      id              = "projects/acme/global/sslPolicies/apis"
      name            = "apis"
      project         = "acme"
      profile         = "CUSTOM"
      min_tls_version = "TLS_1_2"
      custom_features = ["TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"] # none for ECDSA
    }
  })
}
