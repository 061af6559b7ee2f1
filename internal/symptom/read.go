package symptom

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"unicode"
)

// mostText is how much of a message is read, mostEntry how much of one log entry.
const mostText = 16 << 20

// Read reads messages or log entries and gives each to see: JSON as `gcloud logging
// read --format=json` writes it, one entry a line as sinks do, or any other text. Log
// entries are read one by one, so that a large file needs little memory.
func Read(r io.Reader, see func(Observation)) error {
	in := bufio.NewReaderSize(r, 64<<10)
	begin, err := beginning(in)
	switch {
	case errors.Is(err, io.EOF):
		return errors.New("the input is empty: expected an error message, or log entries as JSON")
	case err != nil:
		return fmt.Errorf("reading fails: %w", err)
	case jsonBegins().Match(begin):
		return entries(in, begin[0] == '[', see)
	}
	return text(in, see)
}

// jsonBegins tells JSON from text such as "[error] …".
var jsonBegins = once(`^(\[\s*[{\]]|\{\s*["}])`)

// beginning skips spaces and looks at what follows.
func beginning(in *bufio.Reader) ([]byte, error) {
	for {
		b, err := in.ReadByte()
		if err != nil {
			return nil, err
		}
		if !unicode.IsSpace(rune(b)) {
			break
		}
	}
	if err := in.UnreadByte(); err != nil {
		return nil, err
	}
	const enough = 1 << 10
	begin, err := in.Peek(enough)
	if len(begin) > 0 {
		err = nil
	}
	return begin, err
}

func text(in io.Reader, see func(Observation)) error {
	all, err := io.ReadAll(io.LimitReader(in, mostText+1))
	switch {
	case err != nil:
		return fmt.Errorf("reading fails: %w", err)
	case len(all) > mostText:
		return fmt.Errorf("the text is larger than %d MiB; expected an error message, or log entries as JSON", mostText>>20)
	}
	for _, o := range message(string(all)) {
		see(o)
	}
	return nil
}

// entries reads a list of log entries, or one after the other.
func entries(in io.Reader, list bool, see func(Observation)) error {
	dec := json.NewDecoder(in)
	if list {
		if _, err := dec.Token(); err != nil {
			return fmt.Errorf("the input is not JSON, though it begins like it (byte %d)", dec.InputOffset())
		}
	}
	for n := 1; dec.More(); n++ {
		var one json.RawMessage
		if err := dec.Decode(&one); err != nil {
			if errors.Is(err, io.ErrUnexpectedEOF) {
				return fmt.Errorf("the JSON ends too early, in entry %d: it was cut off", n)
			}
			return fmt.Errorf("entry %d is not JSON (byte %d)", n, dec.InputOffset())
		}
		seen, ok := entry(one)
		if !ok {
			seen = message(string(one)) // such as the body of an answer
		}
		for _, o := range seen {
			see(o)
		}
	}
	if list {
		if _, err := dec.Token(); err != nil {
			return errors.New("the JSON ends too early: it was cut off")
		}
	}
	return nil
}
