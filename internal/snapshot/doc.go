// Package snapshot keeps API responses in a folder: it records them while they
// are read, replays them without a network, and makes such a folder from loose
// responses.
//
// A snapshot holds one JSON file per request, as the API gave it after secrets
// were cut out, and index.json, which says which file answers which request.
// People may read and edit the files: there are no check sums, but a file that
// is missing or cut short is an error, never an empty answer.
package snapshot
