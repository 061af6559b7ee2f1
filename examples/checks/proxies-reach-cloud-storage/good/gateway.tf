# The rest of the gateway, with which nothing is wrong. Literal objects stand in for google_*
# resources, so that this plans without the google provider: in your configuration pass the
# resources themselves, as in google_apigee_organization = google_apigee_organization.acme.
locals {
  gateway = {
    google_apigee_organization = {
      id                 = "organizations/acme"
      name               = "acme"
      project_id         = "acme"
      authorized_network = "projects/acme/global/networks/apigee"
    }

    google_service_networking_connection = {
      network                 = "projects/acme/global/networks/apigee"
      service                 = "servicenetworking.googleapis.com"
      reserved_peering_ranges = ["apigee-22", "apigee-28"]
    }

    google_apigee_instance = {
      id       = "organizations/acme/instances/us-east1"
      name     = "us-east1"
      org_id   = "organizations/acme"
      location = "us-east1"
      host     = "10.0.0.2"
    }

    google_apigee_instance_attachment = {
      instance_id = "organizations/acme/instances/us-east1"
      environment = "prod"
    }

    google_apigee_envgroup = {
      id        = "organizations/acme/envgroups/public"
      name      = "public"
      org_id    = "organizations/acme"
      hostnames = ["api.acme.example"]
    }

    google_apigee_envgroup_attachment = {
      envgroup_id = "organizations/acme/envgroups/public"
      environment = "prod"
    }

    google_compute_network = { id = "projects/acme/global/networks/apigee", name = "apigee", project = "acme" }

    google_compute_global_forwarding_rule = {
      name                  = "https"
      project               = "acme"
      target                = "projects/acme/global/targetHttpsProxies/https"
      port_range            = "443"
      load_balancing_scheme = "EXTERNAL_MANAGED"
    }

    google_compute_target_https_proxy = {
      id      = "projects/acme/global/targetHttpsProxies/https"
      name    = "https"
      project = "acme"
      url_map = "projects/acme/global/urlMaps/apis"
    }

    google_compute_url_map = {
      id              = "projects/acme/global/urlMaps/apis"
      name            = "apis"
      project         = "acme"
      default_service = "projects/acme/global/backendServices/apigee"
    }

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
      ]
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
      network_interface = [{ network = "projects/acme/global/networks/apigee" }]
    }

    google_compute_health_check = {
      id                 = "projects/acme/global/healthChecks/apigee"
      name               = "apigee"
      project            = "acme"
      https_health_check = [{ port = 443, request_path = "/healthz/ingress" }]
    }

    google_compute_region_instance_group_manager = {
      id             = "projects/acme/regions/us-east1/instanceGroupManagers/proxies"
      name           = "proxies"
      project        = "acme"
      region         = "us-east1"
      instance_group = "projects/acme/regions/us-east1/instanceGroups/proxies"
      version        = [{ instance_template = "projects/acme/global/instanceTemplates/proxy-us-east1" }]
      named_port     = [{ name = "https", port = 443 }]
    }
  }
}
