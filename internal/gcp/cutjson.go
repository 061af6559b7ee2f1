package gcp

import "github.com/apireach/terraform-provider-apireach/internal/value"

// CutJSON is [Cut] for the text of an API response.
func CutJSON(body []byte) ([]byte, error) {
	doc, err := value.ParseJSON(body)
	if err != nil {
		return nil, err
	}
	return value.JSON(Cut(doc))
}
