package testkit

import (
	"github.com/apireach/terraform-provider-apireach/internal/aws"
	"github.com/apireach/terraform-provider-apireach/internal/cert"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// The certificates of worlds with TLS.
const (
	// OrdersCertificate is the ARN of the one that the listener presents.
	OrdersCertificate = "arn:aws:acm:" + AWSRegion + ":" + AWSAccount + ":certificate/orders"
	// OrdersHost is the name that it is for.
	OrdersHost = "orders.internal.example"
)

// NewRESTOverTLS is [NewREST] with an integration that calls its backend by https, and a
// TLS listener with a certificate of ACM.
func NewRESTOverTLS() *AWS {
	w := NewREST()
	for _, stage := range []string{"", "/" + AWSStage} {
		w.Set(aws.RestIntegrations, RestAPI+stage+"/orders/GET", "uri", "https://"+OrdersHost+"/v1/orders")
	}
	return w.RuleText("sg-nlb", "in tcp 443 from 0.0.0.0/0").overTLS(ListenerOf(NLB, 80), "TLS")
}

// NewHTTPOverTLS is [NewHTTPToALB] with TLS to an HTTPS listener with a certificate of ACM.
func NewHTTPOverTLS() *AWS {
	w := NewHTTPToALB().RuleText("sg-link", "out tcp 443 to sg-alb").RuleText("sg-alb", "in tcp 443 from sg-link")
	return w.Set(aws.Integrations, HTTPAPI+"/int1", "TlsConfig", Body{"ServerNameToVerify": OrdersHost}).overTLS(ListenerOf(ALB, 80), "HTTPS")
}

func (w *AWS) overTLS(listener, protocol string) *AWS {
	w.Set(aws.Listeners, listener, "Port", 443).Set(aws.Listeners, listener, "Protocol", protocol).
		Set(aws.Listeners, listener, "Certificates", []Body{{"CertificateArn": OrdersCertificate}}).Set(aws.Listeners, listener, "SslPolicy", "ELBSecurityPolicy-TLS13-1-2-2021-06")
	// Commands judge by the clock: the certificate must not end while there is anybody to run tests.
	return w.Certificate(OrdersCertificate, Body{
		"DomainName": OrdersHost, "SubjectAlternativeNames": []string{OrdersHost}, "Status": "ISSUED", "Type": "AMAZON_ISSUED", "KeyAlgorithm": "RSA-2048",
		"NotBefore": "2026-06-01T00:00:00Z", "NotAfter": "2126-07-01T23:59:59Z",
	})
}

// Certificate adds a certificate of ACM.
func (w *AWS) Certificate(arn string, body Body) *AWS {
	body["CertificateArn"] = arn
	return w.Add(aws.Certificates, arn, "", body)
}

// Import makes a certificate of ACM one that was imported: a chain in PEM form, and its
// private key, or "" where that was not told.
func (w *AWS) Import(arn, chain, key string) *AWS {
	private := value.Null()
	if key != "" {
		private = value.OfString(key)
	}
	return w.Set(aws.Certificates, arn, "Type", "IMPORTED").Set(aws.Certificates, arn, "Certificate", cert.PresentedFacts(value.OfString(chain), private))
}

// ListenerCertificate gives a listener one more certificate.
func (w *AWS) ListenerCertificate(listener, arn string) *AWS {
	return w.Add(aws.ListenerCertificates, listener+" "+arn, "", Body{"ListenerArn": listener, "CertificateArn": arn})
}
