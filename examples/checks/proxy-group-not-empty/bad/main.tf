# The group of proxies has no instance, and no autoscaler gives it one.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    google_compute_region_instance_group_manager = {
      id             = "projects/acme/regions/us-east1/instanceGroupManagers/proxies"
      name           = "proxies"
      project        = "acme"
      region         = "us-east1"
      instance_group = "projects/acme/regions/us-east1/instanceGroups/proxies"
      version        = [{ instance_template = "projects/acme/global/instanceTemplates/proxy-us-east1" }]
      named_port     = [{ name = "https", port = 443 }]
      target_size    = 0 # no autoscaler raises it
    }
  })
}
