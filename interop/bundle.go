package main

import (
	"archive/tar"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

func hexBytes(text string) ([]byte, error) {
	data, err := hex.DecodeString(text)
	if err != nil || len(data) != 32 {
		return nil, errors.New("not a hash of 64 hex digits")
	}
	return data, nil
}

// readBundle reads the files of a bundle (chapter 6).
func readBundle(path string) (map[string][]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	files := map[string][]byte{}
	for reader := tar.NewReader(file); ; {
		header, err := reader.Next()
		if err == io.EOF {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		if files[header.Name], err = io.ReadAll(reader); err != nil {
			return nil, err
		}
	}
}

// frames splits records of two bytes of length and their bytes.
func frames(data []byte) ([][]byte, error) {
	var found [][]byte
	for len(data) > 0 {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, errors.New("the file ends inside a record")
		}
		length := 2 + int(binary.BigEndian.Uint16(data))
		found = append(found, data[2:length])
		data = data[length:]
	}
	return found, nil
}

// verifyBundle replays a bundle from the first entry to the last, and checks what signs it.
func verifyBundle(path, key string) error {
	files, err := readBundle(path)
	if err != nil {
		return err
	}
	statement, err := checkFiles(files)
	if err != nil {
		return err
	}
	r, err := replayBundle(files)
	if err != nil {
		return err
	}
	now, err := openCheckpoint(files["checkpoint"], r.verifierKeys()...)
	if err != nil {
		return err
	}
	if !r.isHostKey(key) {
		return errors.New("the record names no host with this key")
	}
	manifest, _ := parseObject(files["MANIFEST"])
	signed := false
	for _, host := range r.signers() {
		signed = signed || verifySignature(host, obj(manifest, "sig"), preimage("bundle", statement), domains{}, nil)
	}
	if !signed || str(statement, "body") != r.body || str(statement, "root") != now.rootHex() ||
		now.size != int64(r.size) || r.root(r.size) != now.rootHex() {
		return errors.New("MANIFEST, checkpoint and entries do not agree")
	}
	fmt.Printf("replayed: %d entries, %d of them closed to %s, root %s\n",
		r.size, r.closed, str(statement, "audience"), now.rootHex())
	return nil
}

// isHostKey answers whether a key line is that of any host, in force or before.
func (r *replay) isHostKey(line string) bool {
	for _, one := range r.hosts {
		public, err := unbase64url(str(one.key, "key"))
		if err == nil && line == verifierKey(str(r.founding, "origin"), public) {
			return true
		}
	}
	return false
}

func checkFiles(files map[string][]byte) (object, error) {
	manifest, err := parseObject(files["MANIFEST"])
	if err != nil {
		return nil, err
	}
	statement := obj(manifest, "statement")
	list, _ := statement["files"].([]any)
	if len(list) != len(files)-1 {
		return nil, errors.New("MANIFEST names other files")
	}
	for _, item := range list {
		one, _ := item.(object)
		content, here := files[str(one, "name")]
		if !here || hashHex(content) != str(one, "sha256") || len(content) != num(one, "size") {
			return nil, fmt.Errorf("%s is not the file that MANIFEST names", str(one, "name"))
		}
	}
	return statement, nil
}

func replayBundle(files map[string][]byte) (*replay, error) {
	entries, err1 := frames(files["entries"])
	certified, err2 := frames(files["certificates"])
	openings, err3 := frames(files["openings"])
	if err1 != nil || err2 != nil || err3 != nil {
		return nil, errors.New("a file of records is cut off")
	}
	certificates := map[string][]byte{}
	for _, certificate := range certified {
		certificates[hashHex(certificate)] = certificate
	}
	acts, fields, err := sortOpenings(openings)
	if err != nil {
		return nil, err
	}
	r := &replay{blobs: map[string][]byte{}}
	for name, content := range files {
		if strings.HasPrefix(name, "blobs/") && name == "blobs/"+hashHex(content) {
			r.blobs[strings.TrimPrefix(name, "blobs/")] = content
		}
	}
	find := func(hash string) []byte { return certificates[hash] }
	for index, leaf := range entries {
		if _, err := r.take(entry{leaf, acts[index], fields, find}); err != nil {
			return nil, fmt.Errorf("entry %d: %w", index, err)
		}
	}
	return r, nil
}

func sortOpenings(openings [][]byte) (map[int]object, map[string]object, error) {
	acts, fields := map[int]object{}, map[string]object{}
	for _, frame := range openings {
		opening, err := parseObject(frame)
		if err != nil {
			return nil, nil, err
		}
		if opening["act"] != nil {
			acts[num(opening, "index")] = opening
		} else {
			fields[fieldCommitment(opening)] = opening
		}
	}
	return acts, fields, nil
}
