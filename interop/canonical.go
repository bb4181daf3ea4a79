package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"sort"
	"strconv"
	"strings"
	"unicode/utf16"
)

// object is a value of canonical JSON (chapter 1.2): its members are bool, json.Number, string, []any or object.
type object = map[string]any

var errCanonical = errors.New("not canonical JSON")

// parseCanonical reads a value and refuses bytes that are not its one spelling.
func parseCanonical(input []byte) (any, error) {
	decoder := json.NewDecoder(bytes.NewReader(input))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, errCanonical
	}
	output, err := canonical(value)
	if err != nil || !bytes.Equal(input, output) {
		return nil, errCanonical
	}
	return value, nil
}

func parseObject(input []byte) (object, error) {
	value, err := parseCanonical(input)
	if err != nil {
		return nil, err
	}
	found, ok := value.(object)
	if !ok {
		return nil, errCanonical
	}
	return found, nil
}

// canonical writes a value in its one spelling.
func canonical(value any) ([]byte, error) {
	var out bytes.Buffer
	err := write(&out, value, 0)
	return out.Bytes(), err
}

func write(out *bytes.Buffer, value any, depth int) error {
	switch v := value.(type) {
	case bool:
		out.WriteString(strconv.FormatBool(v))
	case int:
		out.WriteString(strconv.Itoa(v))
	case json.Number:
		return writeNumber(out, v)
	case string:
		return writeText(out, v)
	case []any:
		return writeList(out, v, depth)
	case object:
		return writeObject(out, v, depth)
	default:
		return errCanonical
	}
	return nil
}

func writeNumber(out *bytes.Buffer, number json.Number) error {
	n, err := strconv.ParseInt(string(number), 10, 64)
	if err != nil || strconv.FormatInt(n, 10) != string(number) || n > 1<<53-1 || n < -(1<<53-1) {
		return errCanonical
	}
	out.WriteString(string(number))
	return nil
}

var escapes = map[rune]string{'"': `\"`, '\\': `\\`, 8: `\b`, 9: `\t`, 10: `\n`, 12: `\f`, 13: `\r`}

// Bytes that are no UTF-8 and lone surrogates became U+FFFD when they were read, so they differ from the input.
func writeText(out *bytes.Buffer, text string) error {
	out.WriteByte('"')
	for _, char := range text {
		escape, named := escapes[char]
		switch {
		case char == 0:
			return errCanonical
		case named:
			out.WriteString(escape)
		case char < 0x20:
			fmt.Fprintf(out, `\u%04x`, char)
		default:
			out.WriteRune(char)
		}
	}
	out.WriteByte('"')
	return nil
}

func writeList(out *bytes.Buffer, list []any, depth int) error {
	if depth >= 32 {
		return errCanonical
	}
	out.WriteByte('[')
	for i, item := range list {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := write(out, item, depth+1); err != nil {
			return err
		}
	}
	out.WriteByte(']')
	return nil
}

func writeObject(out *bytes.Buffer, members object, depth int) error {
	if depth >= 32 {
		return errCanonical
	}
	names := make([]string, 0, len(members))
	for name := range members {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return before(names[i], names[j]) })
	out.WriteByte('{')
	for i, name := range names {
		if i > 0 {
			out.WriteByte(',')
		}
		if err := writeText(out, name); err != nil {
			return err
		}
		out.WriteByte(':')
		if err := write(out, members[name], depth+1); err != nil {
			return err
		}
	}
	out.WriteByte('}')
	return nil
}

// before compares names as sequences of UTF-16 code units.
func before(a, b string) bool {
	x, y := utf16.Encode([]rune(a)), utf16.Encode([]rune(b))
	for i := 0; i < len(x) && i < len(y); i++ {
		if x[i] != y[i] {
			return x[i] < y[i]
		}
	}
	return len(x) < len(y)
}

// preimage is what is signed under a tag (chapter 1.3).
func preimage(tag string, statement any) []byte {
	text, err := canonical(statement)
	if err != nil {
		panic(err) // what is written here was read as canonical, or is made of strings and integers
	}
	return append([]byte("comity/"+tag+"/v1\n"), text...)
}

func hashHex(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// fieldCommitment and leafCommitment are those of chapter 1.5.
func fieldCommitment(opening object) string {
	text, _ := canonical([]any{"comity/field/v1", opening["subject"], opening["path"], opening["salt"], opening["value"]})
	return hashHex(text)
}

func leafCommitment(salt string, act, sig any) string {
	text, _ := canonical([]any{"comity/leaf/v1", salt, act, sig})
	return hashHex(text)
}

// unbase64url reads the one spelling of bytes in acts.
func unbase64url(text string) ([]byte, error) {
	data, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || strings.ContainsAny(text, "\r\n") {
		return nil, errors.New("not base64url in its one spelling")
	}
	return data, nil
}

// Readers of members that a checked form has; what is absent reads as empty.
func str(o object, name string) string { s, _ := o[name].(string); return s }
func obj(o object, name string) object { m, _ := o[name].(object); return m }
func num(o object, name string) int {
	n, _ := o[name].(json.Number)
	value, _ := strconv.Atoi(string(n))
	return value
}
func texts(o object, name string) []string {
	list, _ := o[name].([]any)
	found := make([]string, 0, len(list))
	for _, item := range list {
		text, _ := item.(string)
		found = append(found, text)
	}
	return found
}
