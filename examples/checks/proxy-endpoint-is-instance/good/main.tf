# The proxies send to the host of the Apigee instance.
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
      network_interface = [{ network = "projects/acme/global/networks/apigee" }]
    }
  })
}
