# What may a 503 with an empty body come from, and which checks decide it?
output "causes" {
  value = [
    for cause in provider::apireach::diagnose(<<-EOT
      HTTP/2 503
      content-length: 0
      via: 1.1 google
    EOT
    ) : "${cause.title}: ${join(", ", cause.checks)}"
  ]
}
