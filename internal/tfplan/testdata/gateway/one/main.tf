locals {
  project      = "acme"
  environments = toset(["live", "test"])
  regions      = { "us-east1" = "10.0.0.0/24" }
}

module "network" {
  source  = "../network"
  project = local.project
  subnets = local.regions
}

resource "google_apigee_organization" "this" {
  project_id         = local.project
  runtime_type       = "CLOUD"
  authorized_network = module.network.id
}

resource "google_apigee_environment" "this" {
  for_each = local.environments
  org_id   = google_apigee_organization.this.id
  name     = each.value
}

resource "google_apigee_envgroup" "public" {
  org_id    = google_apigee_organization.this.id
  name      = "public"
  hostnames = ["api.acme.example"]
}

resource "google_apigee_envgroup_attachment" "public" {
  for_each    = local.environments
  envgroup_id = google_apigee_envgroup.public.id
  environment = each.value
}

module "region" {
  source       = "../region"
  for_each     = local.regions
  project      = local.project
  region       = each.key
  organization = google_apigee_organization.this.id
  environments = local.environments
  network      = module.network.id
  subnetwork   = module.network.subnets[each.key]
}

resource "google_compute_firewall" "load_balancer" {
  project       = local.project
  name          = "load-balancer"
  network       = module.network.id
  source_ranges = ["130.211.0.0/22", "35.191.0.0/16"]
  target_tags   = ["apigee-proxy"]
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}

resource "google_compute_health_check" "proxies" {
  project = local.project
  name    = "proxies"
  https_health_check {
    port         = 443
    request_path = "/healthz/ingress"
  }
}

resource "google_compute_backend_service" "proxies" {
  project               = local.project
  name                  = "proxies"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  protocol              = "HTTPS"
  port_name             = "https"
  health_checks         = [google_compute_health_check.proxies.id]
  backend {
    group = module.region["us-east1"].group
  }
}

resource "google_compute_url_map" "gateway" {
  project         = local.project
  name            = "gateway"
  default_service = google_compute_backend_service.proxies.id
}

resource "google_compute_target_https_proxy" "gateway" {
  project = local.project
  name    = "gateway"
  url_map = google_compute_url_map.gateway.id
}

resource "google_compute_global_forwarding_rule" "gateway" {
  project               = local.project
  name                  = "gateway"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  port_range            = "443"
  target                = google_compute_target_https_proxy.gateway.id
}
