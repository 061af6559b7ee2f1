# A private integration that a plan creates. Tests break one line each.
terraform {
  required_providers {
    apireach = { source = "apireach/apireach" }
    aws      = { source = "hashicorp/aws" }
  }
}

provider "aws" { region = "eu-west-1" }

locals {
  zones = { a = "10.20.1.0/24", b = "10.20.2.0/24" }
}

resource "aws_vpc" "shop" {
  cidr_block = "10.20.0.0/16"
}

resource "aws_subnet" "lb" {
  for_each          = local.zones
  vpc_id            = aws_vpc.shop.id
  cidr_block        = each.value
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_subnet" "targets" {
  for_each          = { a = "10.20.11.0/24", b = "10.20.12.0/24" }
  vpc_id            = aws_vpc.shop.id
  cidr_block        = each.value
  availability_zone = "eu-west-1${each.key}"
}

resource "aws_security_group" "nlb" {
  name   = "nlb"
  vpc_id = aws_vpc.shop.id
}

resource "aws_vpc_security_group_ingress_rule" "nlb" {
  security_group_id = aws_security_group.nlb.id
  cidr_ipv4         = "0.0.0.0/0"
  ip_protocol       = "tcp"
  from_port         = 80
  to_port           = 80
}

resource "aws_vpc_security_group_egress_rule" "nlb" {
  security_group_id            = aws_security_group.nlb.id
  referenced_security_group_id = aws_security_group.targets.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_security_group" "targets" {
  name   = "targets"
  vpc_id = aws_vpc.shop.id
}

resource "aws_vpc_security_group_ingress_rule" "targets" {
  security_group_id            = aws_security_group.targets.id
  referenced_security_group_id = aws_security_group.nlb.id
  ip_protocol                  = "tcp"
  from_port                    = 8080
  to_port                      = 8080
}

resource "aws_security_group" "other" {
  name   = "other"
  vpc_id = aws_vpc.shop.id
}

resource "aws_lb" "orders" {
  name               = "orders"
  load_balancer_type = "network"
  internal           = true
  subnets            = [for s in aws_subnet.lb : s.id]
  security_groups    = [aws_security_group.nlb.id]
}

resource "aws_lb_target_group" "orders" {
  name     = "orders"
  port     = 8080
  protocol = "TCP"
  vpc_id   = aws_vpc.shop.id
}

resource "aws_lb_listener" "orders" {
  load_balancer_arn = aws_lb.orders.arn
  port              = 80
  protocol          = "TCP"
  default_action {
    type             = "forward"
    target_group_arn = aws_lb_target_group.orders.arn
  }
}

resource "aws_instance" "orders" {
  for_each               = aws_subnet.targets
  ami                    = "ami-123"
  instance_type          = "t3.micro"
  subnet_id              = each.value.id
  vpc_security_group_ids = [aws_security_group.targets.id]
}

resource "aws_lb_target_group_attachment" "orders" {
  for_each         = aws_instance.orders
  target_group_arn = aws_lb_target_group.orders.arn
  target_id        = each.value.id
}

resource "aws_api_gateway_vpc_link" "orders" {
  name        = "orders"
  target_arns = [aws_lb.orders.arn]
}

resource "aws_api_gateway_rest_api" "orders" {
  name = "orders"
}

resource "aws_api_gateway_resource" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  parent_id   = aws_api_gateway_rest_api.orders.root_resource_id
  path_part   = "orders"
}

resource "aws_api_gateway_method" "orders" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  resource_id   = aws_api_gateway_resource.orders.id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "orders" {
  rest_api_id             = aws_api_gateway_rest_api.orders.id
  resource_id             = aws_api_gateway_resource.orders.id
  http_method             = aws_api_gateway_method.orders.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "http://orders.internal.example/v1/orders"
  connection_type         = "VPC_LINK"
  connection_id           = "$${stageVariables.vpcLinkId}"
}

resource "aws_api_gateway_deployment" "orders" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  triggers    = { redeployment = sha1(jsonencode([aws_api_gateway_integration.orders])) }
  lifecycle { create_before_destroy = true }
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.orders.id
  deployment_id = aws_api_gateway_deployment.orders.id
  stage_name    = "prod"
  variables     = { vpcLinkId = aws_api_gateway_vpc_link.orders.id }
}

resource "aws_api_gateway_method_settings" "prod" {
  rest_api_id = aws_api_gateway_rest_api.orders.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "*/*"
  settings {
    logging_level      = "INFO"
    data_trace_enabled = false
  }
}

resource "apireach_validation" "orders" {
  complete    = true
  config_path = path.module

  resources = {
    aws_vpc                              = aws_vpc.shop
    aws_subnet                           = concat(values(aws_subnet.lb), values(aws_subnet.targets))
    aws_security_group                   = [aws_security_group.nlb, aws_security_group.targets, aws_security_group.other]
    aws_vpc_security_group_ingress_rule  = [aws_vpc_security_group_ingress_rule.nlb, aws_vpc_security_group_ingress_rule.targets]
    aws_vpc_security_group_egress_rule   = aws_vpc_security_group_egress_rule.nlb
    aws_lb                               = aws_lb.orders
    aws_lb_target_group                  = aws_lb_target_group.orders
    aws_lb_listener                      = aws_lb_listener.orders
    aws_lb_target_group_attachment       = aws_lb_target_group_attachment.orders
    aws_instance                         = aws_instance.orders
    aws_api_gateway_vpc_link             = aws_api_gateway_vpc_link.orders
    aws_api_gateway_rest_api             = aws_api_gateway_rest_api.orders
    aws_api_gateway_resource             = aws_api_gateway_resource.orders
    aws_api_gateway_method               = aws_api_gateway_method.orders
    aws_api_gateway_integration          = aws_api_gateway_integration.orders
    aws_api_gateway_deployment           = aws_api_gateway_deployment.orders
    aws_api_gateway_stage                = aws_api_gateway_stage.prod
    aws_api_gateway_method_settings      = aws_api_gateway_method_settings.prod
  }
}
