# The proxies are in the VPC default, which is not the one peered with Apigee. The firewall of that
# VPC admits the load balancer, so that everything looks healthy from there.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_instance_template = {
      id                = "projects/acme/global/instanceTemplates/proxy-us-east1"
      name              = "proxy-us-east1"
      project           = "acme"
      tags              = ["apigee-proxy"]
      metadata          = { ENDPOINT = "10.0.0.2" }
      network_interface = [{ network = "projects/acme/global/networks/default" }] # not the authorized network
    }

    google_compute_firewall = {
      name          = "allow-load-balancer"
      project       = "acme"
      network       = "projects/acme/global/networks/default"
      direction     = "INGRESS"
      priority      = 1000
      source_ranges = ["35.191.0.0/16", "130.211.0.0/22"]
      target_tags   = ["apigee-proxy"]
      allow         = [{ protocol = "tcp", ports = ["443"] }]
    }
  })
}
