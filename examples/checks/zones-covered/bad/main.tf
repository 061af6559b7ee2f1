# The load balancer has a node in each of two zones, the target is in one, and nodes send to their own
# zone only, which is the default.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  fail_on  = "warning"
  resources = merge(local.gateway, {
    aws_lb = {
      id                 = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      arn                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      name               = "orders"
      load_balancer_type = "network"
      internal           = true
      vpc_id             = "vpc-shop"
      subnets            = ["subnet-lb-a", "subnet-lb-b"]
    }

    aws_lb_target_group_attachment = {
      target_group_arn  = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c"
      target_id         = "10.20.11.10"
      port              = 8080
      availability_zone = "eu-west-1a"
    }
  })
}
