# A target in each zone of the load balancer is registered.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  resources = merge(local.gateway, {
    aws_lb_target_group_attachment = [
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c", target_id = "10.20.11.10", port = 8080, availability_zone = "eu-west-1a" },
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c", target_id = "10.20.12.10", port = 8080, availability_zone = "eu-west-1b" },
    ]
  })
}
