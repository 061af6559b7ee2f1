# The load balancer gives up after 10 seconds, the integration waits for 30.
resource "apireach_validation" "gateway" {
  complete = true # these are all the resources there are
  fail_on  = "warning"
  resources = merge(local.gateway, {
    aws_lb = {
      id                 = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/2b"
      arn                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/2b"
      name               = "shop"
      load_balancer_type = "application"
      internal           = true
      vpc_id             = "vpc-shop"
      subnets            = ["subnet-lb-a", "subnet-lb-b"]
      security_groups    = ["sg-alb"]
      idle_timeout       = 10
    }
  })
}
