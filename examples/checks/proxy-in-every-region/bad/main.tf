# The proxies of both regions send to the instance in the east, whose address was copied: that in the west
# gets no request. Requests are answered all the same, which is why this only warns by default.
resource "apireach_validation" "gateway" {
  complete = true      # these are all the resources there are
  fail_on  = "warning" # the check is one that warns
  resources = merge(local.gateway, {
    google_apigee_instance = [
      {
        id       = "organizations/acme/instances/us-east1"
        name     = "us-east1"
        org_id   = "organizations/acme"
        location = "us-east1"
        host     = "10.0.0.2"
      },
      {
        id       = "organizations/acme/instances/us-west1"
        name     = "us-west1"
        org_id   = "organizations/acme"
        location = "us-west1"
        host     = "10.0.4.2"
      },
    ]
    google_apigee_instance_attachment = [
      { instance_id = "organizations/acme/instances/us-east1", environment = "prod" },
      { instance_id = "organizations/acme/instances/us-west1", environment = "prod" },
    ]
    google_compute_instance_template = [
      for region, endpoint in { us-east1 = "10.0.0.2", us-west1 = "10.0.0.2" } : {
        id                               = "projects/acme/global/instanceTemplates/proxy-${region}"
        name                             = "proxy-${region}"
        project                          = "acme"
        tags                             = ["apigee-proxy"]
        metadata = {
          ENDPOINT           = endpoint
          startup-script-url = "gs://apigee-5g-saas/apigee-envoy-proxy-release/latest/conf/startup-script.sh"
        }
        network_interface = [{ network = "projects/acme/global/networks/apigee" }]
      }
    ]
    google_compute_region_instance_group_manager = [
      for region in ["us-east1", "us-west1"] : {
        id             = "projects/acme/regions/${region}/instanceGroupManagers/proxies"
        name           = "proxies"
        project        = "acme"
        region         = region
        instance_group = "projects/acme/regions/${region}/instanceGroups/proxies"
        version        = [{ instance_template = "projects/acme/global/instanceTemplates/proxy-${region}" }]
        named_port     = [{ name = "https", port = 443 }]
        target_size    = 2
      }
    ]
    google_compute_backend_service = {
      id                    = "projects/acme/global/backendServices/apigee"
      name                  = "apigee"
      project               = "acme"
      protocol              = "HTTPS"
      port_name             = "https"
      load_balancing_scheme = "EXTERNAL_MANAGED"
      health_checks         = ["projects/acme/global/healthChecks/apigee"]
      backend = [
        { group = "projects/acme/regions/us-east1/instanceGroups/proxies" },
        { group = "projects/acme/regions/us-west1/instanceGroups/proxies" },
      ]
    }
  })
}
