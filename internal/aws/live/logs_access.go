package live

import (
	"regexp"
	"strings"

	"github.com/apireach/terraform-provider-apireach/internal/value"
)

// accessEntries keeps of an access log's entries when, and of each line the texts at some
// places: addresses, paths and whatever else a format names are cut. Places are JSON
// pointers, and the keys of what is kept; a line that is no JSON leaves an empty message.
func accessEntries(out value.Value, places []string) value.Value {
	list := []value.Value{}
	for _, e := range out.Get("Events").Elements() {
		message := ""
		if line, ok := accessLine(e.Get("Message").Text()); ok {
			var fields []value.Field
			for _, place := range places {
				text := line.Get(strings.Split(place, "/")[1:]...).Text()
				fields = append(fields, value.Field{Name: place, Value: value.OfString(text[:min(len(text), mostMessage)])})
			}
			text, err := value.JSON(value.OfFields(fields))
			if err == nil {
				message = string(text)
			}
		}
		list = append(list, value.OfFields([]value.Field{{Name: "Timestamp", Value: e.Get("Timestamp")}, {Name: "Message", Value: value.OfString(message)}}))
	}
	return value.OfFields([]value.Field{{Name: "Events", Value: value.OfList(list...)}, {Name: "NextToken", Value: out.Get("NextToken")}})
}

// absentNumber is what API Gateway writes for a variable that a request does not have,
// where the format has no quotes around it.
var absentNumber = regexp.MustCompile(`(:\s*)-(\s*[,}])`)

func accessLine(text string) (value.Value, bool) {
	line, err := value.ParseJSON([]byte(text))
	if err != nil {
		line, err = value.ParseJSON([]byte(absentNumber.ReplaceAllString(text, "${1}null$2")))
	}
	return line, err == nil && line.Kind() == value.KindObject
}
