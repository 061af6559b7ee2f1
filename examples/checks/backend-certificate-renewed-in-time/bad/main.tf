# The certificate ends in ten days; ACM renews those that it can 60 days before.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  fail_on  = "warning"
  resources = merge(local.gateway, {
    aws_acm_certificate = {
      arn                       = "arn:aws:acm:eu-west-1:123456789012:certificate/orders"
      domain_name               = "orders.internal.example"
      subject_alternative_names = ["orders.internal.example"]
      type                      = "AMAZON_ISSUED"
      status                    = "ISSUED"
      not_after                 = timeadd(plantimestamp(), "240h")
    }
  })
}
