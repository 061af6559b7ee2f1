data "apireach_apigee_path" "acme" {
  organization = "acme"
  hostnames    = ["api.acme.example"]

  waivers = [{
    check   = "environment-attached-everywhere"
    subject = "*europe-west1"
    reason  = "europe-west1 takes no traffic before the migration, NET-214"
  }]
}

output "path" {
  value = data.apireach_apigee_path.acme.summary
}
