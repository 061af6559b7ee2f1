# The proxies have no external address, their subnetwork has no private Google access, and there is no Cloud NAT.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_subnetwork = {
      id                       = "projects/acme/regions/us-east1/subnetworks/proxies"
      name                     = "proxies"
      project                  = "acme"
      region                   = "us-east1"
      network                  = "projects/acme/global/networks/apigee"
      ip_cidr_range            = "10.8.0.0/24"
      private_ip_google_access = false
    }

    google_compute_instance_template = {
      id      = "projects/acme/global/instanceTemplates/proxy-us-east1"
      name    = "proxy-us-east1"
      project = "acme"
      tags    = ["apigee-proxy"]
      metadata = {
        ENDPOINT           = "10.0.0.2"
        startup-script-url = "gs://apigee-5g-saas/apigee-envoy-proxy-release/latest/conf/startup-script.sh"
      }
      network_interface = [{ subnetwork = "projects/acme/regions/us-east1/subnetworks/proxies" }]
    }
  })
}
