package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
)

// withSettings is a data source that has the provider's settings.
type withSettings struct{ settings *settings }

// Configure takes the provider's settings.
func (w *withSettings) Configure(_ context.Context, req datasource.ConfigureRequest, _ *datasource.ConfigureResponse) {
	w.settings, _ = req.ProviderData.(*settings)
}
