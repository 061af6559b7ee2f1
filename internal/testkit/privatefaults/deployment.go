package privatefaults

import "github.com/apireach/terraform-provider-apireach/internal/testkit/faults"

var deploymentPart = Part{"Deployment, logs, timeouts and paths", []Fault{
	{ID: "F118", Wrong: "nothing logs the cause", Where: faults.Both, By: []Find{{"execution-logging-on", "OFF"}, {"execution-logging-on", "the account has no role"}, {"execution-logging-on", "an access log without the integration's error"}}},
	{ID: "F119", Wrong: "the integration was changed and not deployed", Where: faults.Both, By: []Find{{"deployment-includes-integration", "another URI was configured after the deployment"}, {"deployment-includes-integration", "a plan changes it and deploys nothing"}}},
	{ID: "F120", Wrong: "`triggers` that do not change with the integration", Where: faults.Open, Why: "the plan that changes the integration and deploys nothing is found, which is F119"},
	{ID: "F121", Wrong: "a deployment without `create_before_destroy`", Where: faults.Open, Why: "no plan tells of a resource's lifecycle"},
	{ID: "F122", Wrong: "an HTTP API without `auto_deploy` and without a new deployment", Where: faults.Plan, By: []Find{{"deployment-includes-integration", "a plan changes an HTTP API that does not deploy by itself"}}},
	{ID: "F123", Wrong: "a timeout that is shorter than the backend needs", Where: faults.Open, Why: "how long a backend needs is told by nothing"},
	{ID: "F124", Wrong: "a timeout beyond what the API may have", Where: faults.Both, By: []Find{{"integration-timeout-fits", "an edge-optimized API with more"}, {"integration-timeout-fits", "an HTTP API with more than 30 seconds"}}},
	{ID: "F125", Wrong: "targets that close connections before the load balancer does", Where: faults.Open, Why: "the keep-alive of a server is told by nothing; the page of `target-idle-timeout-fits` says what it must be"},
	{ID: "F126", Wrong: "the listener's idle timeout is shorter than the integration's", Where: faults.Both, By: []Find{{"target-idle-timeout-fits", "the integration waits two minutes, the listener one"}}},
	{ID: "F127", Wrong: "a Cloud Map service without healthy instances", Where: faults.Live, By: []Find{{"cloud-map-has-instances", "none is registered"}, {"cloud-map-has-instances", "all are unhealthy"}}},
	{ID: "F128", Wrong: "Cloud Map instances without a port", Where: faults.Both, By: []Find{{"cloud-map-has-instances", "no ports: A records of ECS"}}},
	{ID: "F129", Wrong: "filters that no Cloud Map instance fulfils", Where: faults.Both, By: []Find{{"cloud-map-has-instances", "none fulfils the filter"}}},
	{ID: "F130", Wrong: "a path parameter that nothing maps", Where: faults.Both, By: []Find{{"backend-path-fits", "{proxy} is not mapped"}}},
}}
