# The certificate is issued.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_acm_certificate = {
      arn                       = "arn:aws:acm:eu-west-1:123456789012:certificate/orders"
      domain_name               = "orders.internal.example"
      subject_alternative_names = ["orders.internal.example"]
      type                      = "AMAZON_ISSUED"
      status                    = "ISSUED"
    }
  })
}
