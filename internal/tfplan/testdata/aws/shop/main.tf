terraform {
  required_providers {
    aws = { source = "hashicorp/aws", version = "6.50.0" }
  }
}

provider "aws" { region = "eu-west-1" }

module "network" {
  source = "./network"
}

variable "clients" {
  type    = list(string)
  default = ["10.20.0.0/16"]
}

resource "aws_security_group" "link" {
  name   = "link"
  vpc_id = module.network.vpc_id

  egress {
    protocol    = "tcp"
    from_port   = 443
    to_port     = 443
    cidr_blocks = ["10.20.0.0/16"]
  }
}

resource "aws_security_group" "alb" {
  name   = "alb"
  vpc_id = module.network.vpc_id

  dynamic "ingress" {
    for_each = var.clients
    content {
      protocol    = "tcp"
      from_port   = 443
      to_port     = 443
      cidr_blocks = [ingress.value]
    }
  }
}

resource "aws_security_group_rule" "alb" {
  security_group_id        = aws_security_group.alb.id
  type                     = "egress"
  protocol                 = "tcp"
  from_port                = 8080
  to_port                  = 8080
  source_security_group_id = aws_security_group.targets.id
}

resource "aws_security_group" "targets" {
  name   = "targets"
  vpc_id = module.network.vpc_id
}

resource "aws_security_group_rule" "targets" {
  security_group_id        = aws_security_group.targets.id
  type                     = "ingress"
  protocol                 = "tcp"
  from_port                = 8080
  to_port                  = 8080
  source_security_group_id = aws_security_group.alb.id
}

resource "aws_lb" "shop" {
  name            = "shop"
  internal        = true
  subnets         = module.network.subnet_ids
  security_groups = [aws_security_group.alb.id]
}

resource "aws_acm_certificate" "shop" {
  domain_name       = "shop.example.com"
  validation_method = "DNS"
}

resource "aws_acm_certificate_validation" "shop" {
  certificate_arn = aws_acm_certificate.shop.arn
}

resource "aws_lb_target_group" "shop" {
  name        = "shop"
  port        = 8080
  protocol    = "HTTP"
  target_type = "ip"
  vpc_id      = module.network.vpc_id
  health_check {
    path = "/health"
  }
}

resource "aws_lb_target_group_attachment" "shop" {
  for_each         = toset(["10.20.11.10", "10.20.12.10"])
  target_group_arn = aws_lb_target_group.shop.arn
  target_id        = each.value
}

resource "aws_lb_listener" "shop" {
  load_balancer_arn = aws_lb.shop.arn
  port              = 443
  protocol          = "HTTPS"
  certificate_arn   = aws_acm_certificate_validation.shop.certificate_arn
  default_action {
    type = "forward"
    forward {
      target_group {
        arn = aws_lb_target_group.shop.arn
      }
    }
  }
}

resource "aws_apigatewayv2_vpc_link" "shop" {
  name               = "shop"
  subnet_ids         = module.network.subnet_ids
  security_group_ids = [aws_security_group.link.id]
}

resource "aws_apigatewayv2_api" "shop" {
  name          = "shop"
  protocol_type = "HTTP"
}

resource "aws_apigatewayv2_integration" "shop" {
  api_id             = aws_apigatewayv2_api.shop.id
  integration_type   = "HTTP_PROXY"
  integration_method = "ANY"
  integration_uri    = aws_lb_listener.shop.arn
  connection_type    = "VPC_LINK"
  connection_id      = aws_apigatewayv2_vpc_link.shop.id
  tls_config {
    server_name_to_verify = "shop.example.com"
  }
}

resource "aws_apigatewayv2_route" "shop" {
  api_id    = aws_apigatewayv2_api.shop.id
  route_key = "$default"
  target    = "integrations/${aws_apigatewayv2_integration.shop.id}"
}

resource "aws_apigatewayv2_stage" "prod" {
  api_id      = aws_apigatewayv2_api.shop.id
  name        = "prod"
  auto_deploy = true
  access_log_settings {
    destination_arn = "arn:aws:logs:eu-west-1:123456789012:log-group:shop"
    format          = "$context.status $context.integrationErrorMessage"
  }
}

resource "aws_api_gateway_rest_api" "shop" {
  name = "shop"
  body = jsonencode({
    openapi = "3.0.1"
    paths = {
      "/shop" = {
        get = {
          x-amazon-apigateway-integration = {
            type              = "http_proxy"
            httpMethod        = "GET"
            uri               = "https://shop.example.com/shop"
            connectionType    = "VPC_LINK"
            connectionId      = "$${stageVariables.link}"
            integrationTarget = "$${stageVariables.target}"
          }
        }
      }
    }
  })
}

resource "aws_api_gateway_resource" "cart" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  parent_id   = aws_api_gateway_rest_api.shop.root_resource_id
  path_part   = "cart"
}

resource "aws_api_gateway_method" "cart" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  resource_id   = aws_api_gateway_resource.cart.id
  http_method   = "GET"
  authorization = "NONE"
}

resource "aws_api_gateway_integration" "cart" {
  rest_api_id             = aws_api_gateway_rest_api.shop.id
  resource_id             = aws_api_gateway_resource.cart.id
  http_method             = aws_api_gateway_method.cart.http_method
  type                    = "HTTP_PROXY"
  integration_http_method = "GET"
  uri                     = "https://${aws_lb.shop.dns_name}:443/cart"
  connection_type         = "VPC_LINK"
  connection_id           = aws_apigatewayv2_vpc_link.shop.id
  integration_target      = aws_lb.shop.arn
}

resource "aws_api_gateway_deployment" "shop" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  triggers    = { redeployment = sha1(jsonencode([aws_api_gateway_rest_api.shop.body, aws_api_gateway_integration.cart])) }
  lifecycle { create_before_destroy = true }
}

resource "aws_api_gateway_stage" "prod" {
  rest_api_id   = aws_api_gateway_rest_api.shop.id
  deployment_id = aws_api_gateway_deployment.shop.id
  stage_name    = "prod"
  variables     = { link = aws_apigatewayv2_vpc_link.shop.id, target = aws_lb.shop.arn }
}

resource "aws_api_gateway_method_settings" "prod" {
  rest_api_id = aws_api_gateway_rest_api.shop.id
  stage_name  = aws_api_gateway_stage.prod.stage_name
  method_path = "*/*"
  settings { logging_level = "ERROR" }
}
