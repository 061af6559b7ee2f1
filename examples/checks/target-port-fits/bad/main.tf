# API Gateway speaks HTTP/1.1, which a gRPC target group does not take.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_lb_target_group = {
      id               = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d"
      arn              = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d"
      name             = "shop"
      protocol         = "HTTP"
      port             = 8080
      target_type      = "ip"
      vpc_id           = "vpc-shop"
      health_check     = [{ protocol = "HTTP", port = "traffic-port", enabled = true }]
      protocol_version = "GRPC"
    }
  })
}
