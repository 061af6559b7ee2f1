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

    aws_api_gateway_stage = {
      rest_api_id   = "rest1"
      stage_name    = "prod"
      deployment_id = "dep1"
    }

    aws_api_gateway_method_settings = {
      rest_api_id = "rest1"
      stage_name  = "prod"
      method_path = "*/*"
      settings    = [{ logging_level = "INFO" }]
    }

    aws_api_gateway_account = { cloudwatch_role_arn = "arn:aws:iam::123456789012:role/api-gateway-logs" }

    aws_apigatewayv2_vpc_link = {
      id                 = "link2"
      name               = "orders"
      subnet_ids         = ["subnet-link-a", "subnet-link-b"]
      security_group_ids = ["sg-link"]
    }

    aws_lb = {
      id                 = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/2b"
      arn                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/2b"
      name               = "shop"
      load_balancer_type = "application"
      internal           = true
      vpc_id             = "vpc-shop"
      subnets            = ["subnet-lb-a", "subnet-lb-b"]
      security_groups    = ["sg-alb"]
    }

    aws_lb_listener = {
      id                = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/80"
      arn               = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/shop/2b/80"
      load_balancer_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/shop/2b"
      port              = 80
      protocol          = "HTTP"
      default_action    = [{ type = "forward", target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d" }]
    }

    aws_lb_target_group = {
      id           = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d"
      arn          = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d"
      name         = "shop"
      protocol     = "HTTP"
      port         = 8080
      target_type  = "ip"
      vpc_id       = "vpc-shop"
      health_check = [{ protocol = "HTTP", port = "traffic-port", enabled = true }]
    }

    aws_lb_target_group_attachment = [
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d", target_id = "10.20.11.10", port = 8080, availability_zone = "eu-west-1a" },
      { target_group_arn = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/shop/4d", target_id = "10.20.12.10", port = 8080, availability_zone = "eu-west-1b" },
    ]

    aws_security_group = [
      { id = "sg-link", vpc_id = "vpc-shop", name = "link" },
      { id = "sg-alb", vpc_id = "vpc-shop", name = "alb" },
    ]

    aws_vpc_security_group_egress_rule = [
      { security_group_id = "sg-link", ip_protocol = "tcp", from_port = 80, to_port = 80, cidr_ipv4 = "10.20.0.0/16" },
      { security_group_id = "sg-alb", ip_protocol = "-1", cidr_ipv4 = "0.0.0.0/0" },
    ]

    aws_vpc_security_group_ingress_rule = [
      { security_group_id = "sg-alb", ip_protocol = "tcp", from_port = 80, to_port = 80, referenced_security_group_id = "sg-link" },
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
