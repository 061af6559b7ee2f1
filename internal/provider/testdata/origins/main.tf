# A gateway that a plan creates. Tests break one line each.
terraform {
  required_providers {
    apireach = { source = "apireach/apireach" }
    google   = { source = "hashicorp/google" }
  }
}

provider "google" {
  project = "acme"
}

provider "apireach" {
  google = { project = "acme" }
}

resource "google_compute_network" "acme" {
  name                    = "acme"
  auto_create_subnetworks = false
}

resource "google_compute_network" "other" {
  name                    = "other"
  auto_create_subnetworks = false
}

resource "google_compute_subnetwork" "proxies" {
  name          = "proxies"
  region        = "us-east1"
  network       = google_compute_network.acme.id
  ip_cidr_range = "10.10.0.0/24"
}

resource "google_compute_global_address" "apigee" {
  name          = "apigee"
  purpose       = "VPC_PEERING"
  address_type  = "INTERNAL"
  prefix_length = 20
  network       = google_compute_network.acme.id
}

resource "google_service_networking_connection" "apigee" {
  network                 = google_compute_network.acme.id
  service                 = "servicenetworking.googleapis.com"
  reserved_peering_ranges = [google_compute_global_address.apigee.name]
}

resource "google_apigee_organization" "acme" {
  project_id         = "acme"
  analytics_region   = "us-east1"
  runtime_type       = "CLOUD"
  authorized_network = google_compute_network.acme.id
}

resource "google_apigee_instance" "us_east1" {
  org_id   = google_apigee_organization.acme.id
  name     = "us-east1"
  location = "us-east1"
}

resource "google_apigee_environment" "all" {
  for_each = toset(["prod", "test"])
  org_id   = google_apigee_organization.acme.id
  name     = each.key
}

resource "google_apigee_instance_attachment" "all" {
  for_each    = toset(["prod", "test"])
  instance_id = google_apigee_instance.us_east1.id
  environment = google_apigee_environment.all[each.key].name
}

resource "google_apigee_envgroup" "public" {
  org_id    = google_apigee_organization.acme.id
  name      = "public"
  hostnames = ["api.acme.example"]
}

resource "google_apigee_envgroup_attachment" "public" {
  for_each    = google_apigee_environment.all
  envgroup_id = google_apigee_envgroup.public.id
  environment = each.value.name
}

resource "google_compute_firewall" "lb" {
  name          = "lb-to-proxies"
  network       = google_compute_network.acme.id
  source_ranges = ["35.191.0.0/16", "130.211.0.0/22"]
  target_tags   = ["apigee-proxy"]
  allow {
    protocol = "tcp"
    ports    = ["443"]
  }
}

resource "google_compute_instance_template" "proxy" {
  name         = "apigee-proxy"
  machine_type = "e2-small"
  tags         = ["apigee-proxy"]
  metadata = {
    ENDPOINT = google_apigee_instance.us_east1.host
  }
  network_interface {
    network    = google_compute_network.acme.id
    subnetwork = google_compute_subnetwork.proxies.id
  }
}

resource "google_compute_region_instance_group_manager" "proxy" {
  name               = "apigee-proxy"
  region             = "us-east1"
  base_instance_name = "apigee-proxy"
  target_size        = 2
  version {
    instance_template = google_compute_instance_template.proxy.id
  }
  named_port {
    name = "https"
    port = 443
  }
}

resource "google_compute_health_check" "proxy" {
  name = "apigee-proxy"
  https_health_check {
    port         = 443
    request_path = "/healthz/ingress"
  }
}

resource "google_compute_backend_service" "proxy" {
  name                  = "apigee-proxy"
  protocol              = "HTTPS"
  port_name             = "https"
  load_balancing_scheme = "EXTERNAL_MANAGED"
  health_checks         = [google_compute_health_check.proxy.id]
  backend {
    group           = google_compute_region_instance_group_manager.proxy.instance_group
    capacity_scaler = 1
  }
}

resource "google_compute_url_map" "gateway" {
  name            = "gateway"
  default_service = google_compute_backend_service.proxy.id
}

resource "google_compute_target_https_proxy" "gateway" {
  name             = "gateway"
  url_map          = google_compute_url_map.gateway.id
  ssl_certificates = ["projects/acme/global/sslCertificates/gateway"]
}

resource "google_compute_global_forwarding_rule" "gateway" {
  name                  = "gateway"
  target                = google_compute_target_https_proxy.gateway.id
  port_range            = "443"
  load_balancing_scheme = "EXTERNAL_MANAGED"
}

resource "apireach_validation" "gateway" {
  complete    = true
  config_path = path.module
  resources = {
    google_apigee_organization                   = google_apigee_organization.acme
    google_apigee_instance                       = google_apigee_instance.us_east1
    google_apigee_environment                    = google_apigee_environment.all
    google_apigee_instance_attachment            = google_apigee_instance_attachment.all
    google_apigee_envgroup                       = google_apigee_envgroup.public
    google_apigee_envgroup_attachment            = google_apigee_envgroup_attachment.public
    google_compute_network                       = [google_compute_network.acme, google_compute_network.other]
    google_compute_subnetwork                    = google_compute_subnetwork.proxies
    google_compute_global_address                = google_compute_global_address.apigee
    google_service_networking_connection         = google_service_networking_connection.apigee
    google_compute_firewall                      = google_compute_firewall.lb
    google_compute_instance_template             = google_compute_instance_template.proxy
    google_compute_region_instance_group_manager = google_compute_region_instance_group_manager.proxy
    google_compute_health_check                  = google_compute_health_check.proxy
    google_compute_backend_service               = google_compute_backend_service.proxy
    google_compute_url_map                       = google_compute_url_map.gateway
    google_compute_target_https_proxy            = google_compute_target_https_proxy.gateway
    google_compute_global_forwarding_rule        = google_compute_global_forwarding_rule.gateway
  }
}
