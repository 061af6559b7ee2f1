# Nothing may leave the network but what the proxies send to the Apigee instance.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_firewall = [
      {
        name          = "allow-load-balancer"
        project       = "acme"
        network       = "projects/acme/global/networks/apigee"
        direction     = "INGRESS"
        priority      = 1000
        source_ranges = ["35.191.0.0/16", "130.211.0.0/22"]
        target_tags   = ["apigee-proxy"]
        allow         = [{ protocol = "tcp", ports = ["443"] }]
      },
      {
        name               = "deny-egress"
        project            = "acme"
        network            = "projects/acme/global/networks/apigee"
        direction          = "EGRESS"
        priority           = 1000
        destination_ranges = ["0.0.0.0/0"]
        deny               = [{ protocol = "all" }]
      },
      {
        name               = "allow-apigee"
        project            = "acme"
        network            = "projects/acme/global/networks/apigee"
        direction          = "EGRESS"
        priority           = 900
        destination_ranges = ["10.0.0.2/32"]
        target_tags        = ["apigee-proxy"]
        allow              = [{ protocol = "tcp", ports = ["443"] }]
      },
    ]
  })
}
