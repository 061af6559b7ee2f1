package apigee

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/check"
	"github.com/apireach/terraform-provider-apireach/internal/value"
)

const kmsService = "cloudkms.googleapis.com"

// A keyUse is a key that an organization or an instance is encrypted with.
type keyUse struct {
	Identity        // of the organization or instance
	field    string // that names the key
	what     string // it encrypts
	location string // of the instance
	// instance is that whose disks it encrypts; nil is the organization's.
	instance *Instance
	name     value.String
	key      value.Of[value.Ref]
}

// keyUses lists the keys that the organization and its instances name.
func (inv *Inventory) keyUses(org Organization) []keyUse {
	uses := []keyUse{
		{Identity: org.Identity, field: "runtimeDatabaseEncryptionKeyName", what: "the runtime database", name: org.RuntimeDatabaseKey},
		{Identity: org.Identity, field: "controlPlaneEncryptionKeyName", what: "the control plane", name: org.ControlPlaneKey},
		{Identity: org.Identity, field: "apiConsumerDataEncryptionKeyName", what: "data of API consumers", name: org.ConsumerDataKey},
	}
	for _, i := range inv.instancesOf(org) {
		uses = append(uses, keyUse{Identity: i.Identity, field: "diskEncryptionKeyName", what: "the disks", location: i.Location.Value(), instance: &i, name: i.DiskKey})
	}
	var out []keyUse
	for _, u := range uses {
		if u.name.IsNull() {
			continue
		}
		u.key = value.Map(u.name, KeyRef)
		out = append(out, u)
	}
	return out
}

// KeyRef reads the name of a key, of which the version says nothing more. The zero
// reference is none.
func KeyRef(name string) value.Ref {
	name, _, _ = strings.Cut(name, "/cryptoKeyVersions/")
	ref, err := value.ParseRef(name, value.RefBase{Service: kmsService})
	if err != nil || ref.After("cryptoKeys") == "" {
		return value.Ref{}
	}
	return ref
}

// perKey asks a question of every key that is in use.
func (inv *Inventory) perKey(org Organization, ask func(keyUse) check.Result) []check.Result {
	var out []check.Result
	for _, u := range inv.keyUses(org) {
		r := blaming(u.field, ask(u))
		out = append(out, inRegion(u.location, r))
	}
	if len(out) == 0 {
		out = append(out, inapplicable(org.Identity, "names no encryption key"))
	}
	if slices.ContainsFunc(inv.Instances.Gaps, func(g Gap) bool { return !g.Existing }) {
		// Of the keys of instances that only a plan leaves out Terraform tells nothing either.
		out = append(out, inv.hiddenInstances(org)...)
	}
	return out
}

// keyOf finds a key among those that are known; otherwise it says what the result is.
func (inv *Inventory) keyOf(u keyUse) (CryptoKey, check.Result, bool) {
	for _, k := range inv.CryptoKeys.Items {
		if value.SameRef(inv.Projects, k.Ref, u.key) == value.True {
			return k, check.Result{}, true
		}
	}
	var missing []check.Missing
	for _, g := range gapsBelow(inv.Projects, inv.CryptoKeys.Gaps, u.key.Value()) {
		if !g.Existing {
			missing = append(missing, g.Missing())
		}
	}
	switch {
	case len(missing) > 0:
	case u.fromTerraform():
		return CryptoKey{}, inapplicable(u.Identity, "has a key for "+u.what+" of whose state Terraform does not tell"), false
	case u.name.IsUnknown():
		missing = append(missing, lacking(u.field+" of "+u.Subject(), u.name.Why()))
	default:
		missing = append(missing, check.Missing{What: "the key " + u.name.Value() + ": it was not read", Settle: "give credentials that may call cloudkms.cryptoKeys.get on it"})
	}
	return CryptoKey{}, undecided(u.Identity, "has a key for "+u.what+" that is not known", missing...), false
}

// aRegion is how Cloud KMS calls the locations that are regions: us-east1. The others are
// global, or of several regions: us, eur4.
//
// Source: https://cloud.google.com/kms/docs/locations.
var aRegion = regexp.MustCompile(`^[a-z]+-[a-z]+[0-9]+$`)

// elsewhere says what is wrong with where the key of an instance's disks is: it has to be in
// the instance's region. An instance that there is already shows that Apigee has taken it.
//
// Source: https://cloud.google.com/apigee/docs/api-platform/security/encryption-keys.
func (u keyUse) elsewhere() (check.Result, bool) {
	at := u.key.Value().After("locations")
	if u.instance == nil || at == "" || at == value.Anything || u.instance.Host.IsKnown() || u.instance.State.Value() == stateActive {
		return check.Result{}, false
	}
	region, known := u.instance.Location.Get()
	switch {
	case known && region == at:
		return check.Result{}, false
	case !known:
		return undecided(u.Identity, "may have a key for "+u.what+" in another region", lacking("the location of "+u.Subject(), orNotSet(u.instance.Location.IsNull(), u.instance.Location.Why()))), true
	case !aRegion.MatchString(at):
		return undecided(u.Identity, "has a key for "+u.what+" that is not of its region alone", check.Missing{
			What:   fmt.Sprintf("whether Apigee takes a key of %s for disks in %s: it asks for one of the same region", at, region),
			Settle: "make a key in " + region + ", or waive this if Apigee takes it",
		}), true
	}
	r := failed(u.Identity, "has a key for %s in another region", u.what)
	r.Detail = fmt.Sprintf("The disks of %s are in %s and can only be encrypted with a key of that region; %s is in %s.", u.Subject(), region, u.name.Value(), at)
	r.Remediation = fmt.Sprintf("Make a key ring and a key in %s, and name that key in disk_encryption_key_name.", region)
	r.Witness = []check.Fact{{Name: "key", Value: u.name.Value()}, {Name: "key_location", Value: at}, {Name: "location", Value: region}}
	return r, true
}
