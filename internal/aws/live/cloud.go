package live

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	"github.com/aws/smithy-go"
	"golang.org/x/time/rate"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// cloud answers requests for operations with AWS's SDK.
type cloud struct {
	operations map[string]operation
	// gateway slows the calls of API Gateway down, whose control plane admits 10 a
	// second for the account, Terraform's own included.
	//
	// Source: https://docs.aws.amazon.com/apigateway/latest/developerguide/limits.html.
	gateway *rate.Limiter
}

// The share of API Gateway's quota that is taken.
const (
	gatewayRate  = 5
	gatewayBurst = 10
)

// RoundTrip runs an operation. What AWS answers is an answer, errors included; an error
// is that there was no answer.
func (c cloud) RoundTrip(req *http.Request) (*http.Response, error) {
	name := operationOf(req)
	op, ok := c.operations[name]
	if !ok {
		return nil, fmt.Errorf("no operation %s is known", name)
	}
	ctx := req.Context()
	service, _, _ := strings.Cut(name, "/")
	if strings.HasPrefix(service, "apigateway") {
		if err := c.gateway.Wait(ctx); err != nil {
			return nil, context.DeadlineExceeded
		}
	}
	query := req.URL.Query()
	out, err := op.run(ctx, fill(query))
	if err != nil {
		return refusal(req, err)
	}
	body := cut(name, outputOf(service, out), query[keepNames])
	text, err := value.JSON(body)
	if err != nil {
		return nil, err
	}
	return respond(req, http.StatusOK, text), nil
}

// refusal is the answer that an error stands for. Of AWS's message nothing is kept: it
// may quote what was asked, or name who asked.
func refusal(req *http.Request, err error) (*http.Response, error) {
	var refused smithy.APIError
	if !errors.As(err, &refused) {
		return nil, err
	}
	status := http.StatusBadRequest
	var response *awshttp.ResponseError
	if errors.As(err, &response) && response.HTTPStatusCode() >= http.StatusBadRequest {
		status = response.HTTPStatusCode()
	}
	text, wrong := json.Marshal(map[string]string{"__type": refused.ErrorCode()})
	if wrong != nil {
		return nil, wrong
	}
	return respond(req, status, text), nil
}

func respond(req *http.Request, status int, body []byte) *http.Response {
	return &http.Response{
		Status: fmt.Sprintf("%d %s", status, http.StatusText(status)), StatusCode: status,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: http.Header{"Content-Type": {"application/json"}}, Body: io.NopCloser(bytes.NewReader(body)), ContentLength: int64(len(body)), Request: req,
	}
}

// operationOf is SERVICE/OPERATION, the path of a request.
func operationOf(req *http.Request) string { return strings.TrimPrefix(req.URL.Path, "/") }
