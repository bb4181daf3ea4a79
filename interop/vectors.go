package main

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

// The forms of the files that are read; what stands in them as text is canonical JSON.
type historyFile struct {
	Body        string            `json:"body"`
	VerifierKey string            `json:"verifierKey"`
	Blobs       map[string]string `json:"blobs"`
	After       int               `json:"after"`
	Entries     []historyEntry    `json:"entries"`
	State       json.RawMessage   `json:"state"`
}
type historyEntry struct {
	Index       int               `json:"index"`
	Act         string            `json:"act"`
	ID          string            `json:"id"`
	Sig         json.RawMessage   `json:"sig"`
	Certificate *certificateFile  `json:"certificate"`
	Openings    []json.RawMessage `json:"openings"`
	Salt        string            `json:"salt"`
	AllowedBy   string            `json:"allowedBy"`
	Leaf        string            `json:"leaf"`
	LeafHash    string            `json:"leafHash"`
	Root        string            `json:"root"`
	Checkpoint  string            `json:"checkpoint"`
}
type certificateFile struct {
	Text string `json:"text"`
	Hash string `json:"hash"`
}
type refusedFile struct {
	Cases []struct {
		What        string            `json:"what"`
		Act         string            `json:"act"`
		Sig         json.RawMessage   `json:"sig"`
		Certificate string            `json:"certificate"`
		Openings    []json.RawMessage `json:"openings"`
		Received    string            `json:"received"`
		Stamps      []json.RawMessage `json:"stamps"`
		Expect      struct{ Fault, Rule string }
	}
}

// checkSealed computes what of sealed messages needs no secret: size buckets, and the hash of further keys.
func checkSealed(folder string) error {
	var file struct {
		Buckets []struct{ Bytes, Payload, File int }
		Further []struct {
			Hybrid   []string
			Recovery []struct{ Participant, Key string }
			Hash     string
		}
	}
	if err := readFile(folder, "sealed.json", &file); err != nil {
		return err
	}
	for _, one := range file.Buckets {
		if payloadBucket(one.Bytes) != one.Payload || fileBucket(one.Bytes) != one.File {
			return fmt.Errorf("another bucket for %d bytes", one.Bytes)
		}
	}
	for _, one := range file.Further {
		recovery := []any{}
		for _, of := range one.Recovery {
			recovery = append(recovery, object{"participant": of.Participant, "key": of.Key})
		}
		if furtherKeysHash(anyList(one.Hybrid), recovery) != one.Hash {
			return fmt.Errorf("another hash of further keys than %s", one.Hash)
		}
	}
	fmt.Printf("sealed: %d buckets, %d hashes\n", len(file.Buckets), len(file.Further))
	return nil
}

const step = 65536

func payloadBucket(bytes int) int {
	for size := 4096; size <= step; size *= 2 {
		if size >= bytes {
			return size
		}
	}
	return (bytes + step - 1) / step * step
}

func fileBucket(bytes int) int {
	if bytes <= step {
		return payloadBucket(bytes)
	}
	unit := step / 8
	for unit*16 < bytes {
		unit *= 2
	}
	return (bytes + unit - 1) / unit * unit
}

func readFile(folder, name string, into any) error {
	data, err := os.ReadFile(filepath.Join(folder, name))
	if err != nil {
		return err
	}
	return json.Unmarshal(data, into)
}

// anyObject reads a member that is JSON within the file, as canonical JSON is read.
func anyObject(raw json.RawMessage) object {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.UseNumber()
	var found object
	if decoder.Decode(&found) != nil {
		return nil
	}
	return found
}

func fieldOpenings(raws []json.RawMessage) map[string]object {
	found := map[string]object{}
	for _, raw := range raws {
		opening := anyObject(raw)
		found[fieldCommitment(opening)] = opening
	}
	return found
}

func stampsIn(raws []json.RawMessage) []any {
	found := []any{}
	for _, raw := range raws {
		found = append(found, anyObject(raw))
	}
	return found
}

// checkVectors replays the frozen histories and refuses what they say is refused. It prints what it did.
func checkVectors(folder string) error {
	for _, check := range []func(string) error{checkMalformed, checkTrees, checkSignatureCases, checkHistories, checkSealed} {
		if err := check(folder); err != nil {
			return err
		}
	}
	return nil
}

func checkMalformed(folder string) error {
	var file struct {
		Cases []struct{ What, Reader, Bytes string }
	}
	if err := readFile(folder, "malformed.json", &file); err != nil {
		return err
	}
	refused := 0
	for _, one := range file.Cases {
		if one.Reader != "canonical" {
			continue
		}
		data, err := unbase64url(one.Bytes)
		if err != nil {
			return err
		}
		if _, err := parseCanonical(data); err == nil {
			return fmt.Errorf("accepted: %s", one.What)
		}
		refused++
	}
	fmt.Printf("malformed: %d refused\n", refused)
	return nil
}

func checkSignatureCases(folder string) error {
	var file struct {
		Domains struct{ RpIds, Origins []string }
		Cases   []struct {
			What, ID, Preimage, Tag, Statement string
			Key, Sig                           json.RawMessage
			Good                               bool
		}
	}
	var history historyFile
	if err := readFile(folder, "signatures.json", &file); err != nil {
		return err
	}
	if err := readFile(folder, "history.json", &history); err != nil {
		return err
	}
	blobs, allowed := blobsOf(history), domains{file.Domains.RpIds, file.Domains.Origins}
	for _, one := range file.Cases {
		statement, err := parseCanonical([]byte(one.Statement))
		if err != nil {
			return err
		}
		signed := preimage(one.Tag, statement)
		if hex.EncodeToString(signed) != one.Preimage || hashHex(signed) != one.ID {
			return fmt.Errorf("another preimage or id: %s", one.What)
		}
		if verifySignature(anyObject(one.Key), anyObject(one.Sig), signed, allowed, blobs) != one.Good {
			return fmt.Errorf("not %v: %s", one.Good, one.What)
		}
	}
	fmt.Printf("signatures: %d judged\n", len(file.Cases))
	return nil
}

func blobsOf(history historyFile) map[string][]byte {
	blobs := map[string][]byte{}
	for hash, text := range history.Blobs {
		if data, err := unbase64url(text); err == nil && hashHex(data) == hash {
			blobs[hash] = data
		}
	}
	return blobs
}

// Each goes on where the one before it ends; the last two are other bodies.
func checkHistories(folder string) error {
	// What a branch goes on from depends on nothing that was told since.
	for _, parts := range [][]string{{"", "-2", "-3", "-4"}, {"", "-2", "-3", "-6", "-9", "-10"}, {"", "-2", "-3", "-8"}, {"", "-2", "-3", "-16"}, {"", "-2", "-3", "-17"}, {"-5", "-5b"}, {"-7", "-12", "-13"}} {
		if err := checkParts(folder, parts); err != nil {
			return err
		}
	}
	return nil
}

func checkParts(folder string, parts []string) error {
	r := &replay{blobs: map[string][]byte{}}
	for _, part := range parts {
		var history historyFile
		if err := readFile(folder, "history"+part+".json", &history); err != nil {
			return err
		}
		for hash, blob := range blobsOf(history) {
			r.blobs[hash] = blob
		}
		if err := r.replayFile(history); err != nil {
			return err
		}
		if err := r.refuseFile(folder, "refused"+part+".json"); err != nil {
			return err
		}
		if part == "-6" {
			if err := r.checkPapers(folder); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *replay) replayFile(history historyFile) error {
	for _, one := range history.Entries {
		if err := r.replayEntry(one); err != nil {
			return fmt.Errorf("entry %d: %w", one.Index, err)
		}
	}
	if err := sameState(anyObject(history.State), r.summary()); err != nil {
		return err
	}
	fmt.Printf("history: %d entries replayed, root %s\n", r.size, r.root(r.size))
	return nil
}

// sameState compares what a file says of the state; it need not say all.
func sameState(want, got object) error {
	for name, value := range want {
		// Nor does every file say what stands beside decisions.
		if described, ok := value.(object); ok && name == "decisions" && described["beside"] == nil {
			delete(obj(got, name), "beside")
		}
		expected, err1 := canonical(value)
		found, err2 := canonical(got[name])
		if err1 != nil || err2 != nil || !bytes.Equal(expected, found) {
			return fmt.Errorf("another state, %s:\n%s\n%s", name, found, expected)
		}
	}
	return nil
}

func (r *replay) replayEntry(one historyEntry) error {
	act, err := parseObject([]byte(one.Act))
	if err != nil {
		return err
	}
	e := entry{leaf: []byte(one.Leaf), openings: fieldOpenings(one.Openings)}
	if one.Salt != "" {
		e.opening = object{"salt": one.Salt, "act": act, "sig": anyObject(one.Sig)}
	}
	if one.Certificate != nil {
		e.certificate = func(string) []byte { return []byte(one.Certificate.Text) }
	}
	rule, err := r.take(e)
	if err != nil {
		return err
	}
	checkpoint, err := openCheckpoint([]byte(one.Checkpoint), r.verifierKeys()...)
	if err != nil {
		return err
	}
	stream := r.streams[streamOf(act)]
	if rule != one.AllowedBy || hashHex(preimage("act", act)) != one.ID || stream.prev != one.LeafHash ||
		r.root(r.size) != one.Root || checkpoint.size != int64(r.size) || checkpoint.rootHex() != one.Root {
		return fmt.Errorf("another rule, id, leaf hash, root or checkpoint (%s)", rule)
	}
	return nil
}

// verifierKeys are the key lines of who signs for the log now.
func (r *replay) verifierKeys() []string {
	lines := []string{}
	for _, key := range r.signers() {
		public, _ := unbase64url(str(key, "key"))
		lines = append(lines, verifierKey(str(r.founding, "origin"), public))
	}
	return lines
}

// refuseFile asks for acts that may not follow. Nothing of them is folded.
func (r *replay) refuseFile(folder, name string) error {
	var file refusedFile
	if err := readFile(folder, name, &file); err != nil {
		return err
	}
	for _, one := range file.Cases {
		act, err := parseObject([]byte(one.Act))
		if err != nil {
			return err
		}
		session, err := r.checkSignatures(act, anyObject(one.Sig), []byte(one.Certificate))
		if found, is := err.(fault); is {
			if string(found) != one.Expect.Fault {
				return fmt.Errorf("%s: the fault is %s", one.What, found)
			}
			continue
		}
		id := hashHex(preimage("act", act))
		came, err := r.effectiveTime(id, one.Received, stampsIn(one.Stamps))
		if found, is := err.(fault); is {
			if string(found) != one.Expect.Fault {
				return fmt.Errorf("%s: the fault is %s", one.What, found)
			}
			continue
		}
		refused, _ := r.decide(&candidate{act, id, one.Received, came, session, recipientsOf(act, fieldOpenings(one.Openings)), r.bookOf(act)})
		if refused == "" || refused != one.Expect.Rule {
			return fmt.Errorf("%s: refused by %q", one.What, refused)
		}
	}
	fmt.Printf("refused: %d acts\n", len(file.Cases))
	return nil
}
