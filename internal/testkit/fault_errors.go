package testkit

import (
	"fmt"
	"net/http"
	"strings"
)

// answers makes a fault of a fixed answer.
func answers(name string, answer func(r *http.Request) response) Fault {
	return Fault{Name: name, spoil: func(_ *Server, w http.ResponseWriter, r *http.Request, _ response) { answer(r).write(w) }}
}

// Deny403 denies the call for want of a permission; "" is the permission that
// the call needs.
func Deny403(permission string) Fault {
	return answers("403 denied", func(r *http.Request) response {
		p := permission
		if p == "" {
			p = Permission(Call(r))
		}
		return apiError(http.StatusForbidden, "PERMISSION_DENIED", "forbidden",
			fmt.Sprintf("Required '%s' permission for '%s'", p, resourceOf(r.URL.Path)),
			errorInfo("IAM_PERMISSION_DENIED", map[string]any{"permission": p, "resource": resourceOf(r.URL.Path)}))
	})
}

// Disabled403 says that the project has not enabled an API, such as compute.googleapis.com.
func Disabled403(api string) Fault {
	return answers("403 API disabled", func(*http.Request) response {
		return apiError(http.StatusForbidden, "PERMISSION_DENIED", "accessNotConfigured",
			fmt.Sprintf("%s has not been used in project 1001 before or it is disabled.", api),
			errorInfo("SERVICE_DISABLED", map[string]any{"service": api, "consumer": "projects/1001"}))
	})
}

// RateLimited403 is how Compute Engine says that calls come too fast.
func RateLimited403() Fault {
	return answers("403 rate limit", func(*http.Request) response {
		return apiError(http.StatusForbidden, "PERMISSION_DENIED", "rateLimitExceeded", "Rate Limit Exceeded",
			errorInfo("RATE_LIMIT_EXCEEDED", map[string]any{"quota_metric": "compute.googleapis.com/list_requests"}))
	})
}

// Expired401 says that the token has expired meanwhile.
func Expired401() Fault {
	return answers("401", func(*http.Request) response {
		return apiError(http.StatusUnauthorized, "UNAUTHENTICATED", "authError", "The access token has expired.")
	})
}

// NotFound404 says that what the call names does not exist.
func NotFound404() Fault {
	return answers("404", func(r *http.Request) response { return notFound(resourceOf(r.URL.Path)) })
}

// TooMany429 says that calls come too fast. With an empty retryAfter there is no
// Retry-After header; "1" asks for a second.
func TooMany429(retryAfter string) Fault {
	return answers("429", func(*http.Request) response {
		a := apiError(http.StatusTooManyRequests, "RESOURCE_EXHAUSTED", "rateLimitExceeded", "Quota exceeded.")
		if retryAfter != "" {
			a.header = http.Header{"Retry-After": {retryAfter}}
		}
		return a
	})
}

// Error500 is an error inside the API.
func Error500() Fault {
	return answers("500", func(*http.Request) response {
		return apiError(http.StatusInternalServerError, "INTERNAL", "backendError", "Internal error encountered.")
	})
}

// Unavailable503 is an API that is down for a moment.
func Unavailable503() Fault {
	return answers("503", func(*http.Request) response {
		return apiError(http.StatusServiceUnavailable, "UNAVAILABLE", "backendError", "The service is currently unavailable.")
	})
}

func errorInfo(reason string, metadata map[string]any) any {
	return map[string]any{
		"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": reason, "domain": "googleapis.com", "metadata": metadata,
	}
}

func resourceOf(path string) string {
	for _, prefix := range []string{"/compute/v1/", "/v1/", "/v3/"} {
		if rest, ok := strings.CutPrefix(path, prefix); ok {
			return rest
		}
	}
	return path
}
