# The private key is another certificate's.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_acm_certificate = {
      arn               = "arn:aws:acm:eu-west-1:123456789012:certificate/orders"
      type              = "IMPORTED"
      status            = "ISSUED"
      certificate_body  = file("${path.module}/certificate.pem")
      certificate_chain = file("${path.module}/chain.pem")
      private_key       = file("${path.module}/key.pem")
    }
  })
}
