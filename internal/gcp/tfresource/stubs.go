package tfresource
func policyKinds() []kind { return nil }
func loadBalancerKinds() []kind { return nil }
func groupKinds() []kind { return nil }
