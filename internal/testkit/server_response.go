package testkit

import (
	"encoding/json"
	"net/http"
	"strconv"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// response is an answer before it is written, so that a fault may spoil it.
type response struct {
	status int
	header http.Header
	body   []byte
}

func (a response) write(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json; charset=UTF-8")
	for k, v := range a.header {
		w.Header()[k] = v
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(a.body)))
	w.WriteHeader(a.status)
	// The client may be gone, which is what some tests are about.
	_, _ = w.Write(a.body)
}

func ok(body any) response {
	data, err := json.MarshalIndent(body, "", "  ")
	if err != nil {
		panic("testkit: " + err.Error())
	}
	return response{status: http.StatusOK, body: data}
}

// apiError is an error in the form that all of the APIs share.
func apiError(code int, status, reason, message string, details ...any) response {
	e := map[string]any{
		"code": code, "message": message, "status": status,
		"errors": []any{map[string]any{"message": message, "domain": "global", "reason": reason}},
	}
	if len(details) > 0 {
		e["details"] = details
	}
	a := ok(map[string]any{"error": e})
	a.status = code
	return a
}

func notFound(path string) response {
	return apiError(http.StatusNotFound, "NOT_FOUND", "notFound", "The resource '"+path+"' was not found.")
}

func badRequest(message string) response {
	return apiError(http.StatusBadRequest, "INVALID_ARGUMENT", "invalid", message)
}

// noSuchMethod is what Google's front end says of a path that is no method of an API.
var noSuchMethod = page(http.StatusNotFound, "404. That is an error.")

func page(status int, text string) response {
	return response{
		status: status, header: http.Header{"Content-Type": {"text/html; charset=UTF-8"}},
		body: []byte("<!DOCTYPE html>\n<html lang=en><title>Error</title><p>" + text + "</html>\n"),
	}
}

// plain converts a value into what encoding/json encodes. Null fields are left
// out, as the APIs do.
func plain(v value.Value) any {
	switch v.Kind() {
	case value.KindBool:
		return v.Text() == "true"
	case value.KindNumber:
		return json.Number(v.Text())
	case value.KindString:
		return v.Text()
	case value.KindList:
		list := make([]any, len(v.Elements()))
		for i, e := range v.Elements() {
			list[i] = plain(e)
		}
		return list
	case value.KindObject:
		fields := map[string]any{}
		for _, k := range v.Keys() {
			if f := v.Get(k); !f.IsNull() {
				fields[k] = plain(f)
			}
		}
		return fields
	case value.KindNull, value.KindUnknown:
	}
	return nil
}
