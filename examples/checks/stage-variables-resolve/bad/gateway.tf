# The rest of what stands behind the API, with which nothing is wrong. Literal objects stand in for aws_*
# resources, so that this plans without the aws provider: in your configuration pass the resources
# themselves, as in aws_lb = aws_lb.orders.
locals {
  gateway = {
    aws_api_gateway_rest_api = { id = "rest1", name = "orders" }

    aws_api_gateway_resource = {
      id          = "res1"
      rest_api_id = "rest1"
      parent_id   = "root"
      path_part   = "orders"
      path        = "/orders"
    }

    aws_api_gateway_deployment = {
      id          = "dep1"
      rest_api_id = "rest1"
      triggers    = { redeployment = "5f9b1c" }
    }

    aws_api_gateway_method_settings = {
      rest_api_id = "rest1"
      stage_name  = "prod"
      method_path = "*/*"
      settings    = [{ logging_level = "INFO" }]
    }

    aws_api_gateway_account = { cloudwatch_role_arn = "arn:aws:iam::123456789012:role/api-gateway-logs" }

    aws_api_gateway_vpc_link = { id = "link1", name = "orders", target_arns = ["arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"] }

    aws_lb = {
      id                 = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      arn                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      name               = "orders"
      load_balancer_type = "network"
      internal           = true
      vpc_id             = "vpc-shop"
      subnets            = ["subnet-lb-a", "subnet-lb-b"]
    }

    aws_lb_listener = {
      id                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/orders/1a/80"
      arn               = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/net/orders/1a/80"
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/net/orders/1a"
      port              = 80
      protocol          = "TCP"
      default_action    = [{ type = "forward", target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c" }]
    }

    aws_lb_target_group = {
      id           = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c"
      arn          = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c"
      name         = "orders"
      protocol     = "TCP"
      port         = 8080
      target_type  = "ip"
      vpc_id       = "vpc-shop"
      health_check = [{ protocol = "TCP", port = "traffic-port", enabled = true }]
    }

    aws_lb_target_group_attachment = [
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c", target_id = "10.20.11.10", port = 8080, availability_zone = "eu-west-1a" },
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/orders/3c", target_id = "10.20.12.10", port = 8080, availability_zone = "eu-west-1b" },
    ]

    aws_subnet = [
      { id = "subnet-lb-a", vpc_id = "vpc-shop", availability_zone = "eu-west-1a", cidr_block = "10.20.1.0/24" },
      { id = "subnet-lb-b", vpc_id = "vpc-shop", availability_zone = "eu-west-1b", cidr_block = "10.20.2.0/24" },
      { id = "subnet-link-a", vpc_id = "vpc-shop", availability_zone = "eu-west-1a", cidr_block = "10.20.21.0/24" },
      { id = "subnet-link-b", vpc_id = "vpc-shop", availability_zone = "eu-west-1b", cidr_block = "10.20.22.0/24" },
    ]

    aws_vpc = { id = "vpc-shop", cidr_block = "10.20.0.0/16" }
  }
}
