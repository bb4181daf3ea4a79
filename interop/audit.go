package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

type checkpoint struct {
	origin string
	size   int64
	root   tlog.Hash
}

func (c checkpoint) rootHex() string { return fmt.Sprintf("%x", c.root[:]) }

// parseCheckpoint reads the three lines of chapter 2.4.
func parseCheckpoint(text string) (checkpoint, error) {
	bad := errors.New("not a checkpoint of three lines")
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" || lines[0] == "" {
		return checkpoint{}, bad
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil || size < 0 || strconv.FormatInt(size, 10) != lines[1] {
		return checkpoint{}, bad
	}
	root, err := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || len(root) != 32 {
		return checkpoint{}, bad
	}
	return checkpoint{lines[0], size, *(*tlog.Hash)(root)}, nil
}

// verifierKey is the line that hands a key around (chapter 2.3).
func verifierKey(name string, public []byte) string {
	typed := append([]byte{1}, public...)
	id := sha256.Sum256(append([]byte(name+"\n"), typed...))
	return fmt.Sprintf("%s+%x+%s", name, id[:4], base64.StdEncoding.EncodeToString(typed))
}

// openCheckpoint reads a checkpoint that one of these keys has signed, each under the origin of its log.
func openCheckpoint(data []byte, keys ...string) (checkpoint, error) {
	var verifiers []note.Verifier
	for _, key := range keys {
		verifier, err := note.NewVerifier(key)
		if err != nil {
			return checkpoint{}, err
		}
		verifiers = append(verifiers, verifier)
	}
	opened, err := note.Open(data, note.VerifierList(verifiers...))
	if err != nil {
		return checkpoint{}, err
	}
	found, err := parseCheckpoint(opened.Text)
	if err == nil && found.origin != opened.Sigs[0].Name {
		err = errors.New("the checkpoint is of another log")
	}
	return found, err
}

var client = &http.Client{Timeout: 30 * time.Second}

// get fetches a static path and holds its headers against what a log has to serve.
func get(url, kind, cache string) ([]byte, error) {
	answer, err := client.Get(url)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answers %d", url, answer.StatusCode)
	}
	for name, want := range map[string]string{
		"Content-Type": kind, "Cache-Control": cache, "Access-Control-Allow-Origin": "*",
	} {
		if got := answer.Header.Get(name); got != want {
			return nil, fmt.Errorf("%s has %s %q, not %q", url, name, got, want)
		}
	}
	return io.ReadAll(io.LimitReader(answer.Body, 64<<20))
}

const (
	octets    = "application/octet-stream"
	immutable = "public, max-age=31536000, immutable"
)

// tilePath is the path of a tile or bundle: level or "entries", index, width (chapter 2.5).
func tilePath(level string, index int64, width int) string {
	path := fmt.Sprintf("%03d", index%1000)
	for index /= 1000; index > 0; index /= 1000 {
		path = fmt.Sprintf("x%03d/%s", index%1000, path)
	}
	if width < 256 {
		path += fmt.Sprintf(".p/%d", width)
	}
	return "/tile/" + level + "/" + path
}

// An audit is a whole log, fetched and hashed again.
type audit struct {
	url    string
	now    checkpoint
	old    checkpoint // of size 0 where none is given
	stored []tlog.Hash
	leaves [][]byte
}

func (a *audit) read(indexes []int64) ([]tlog.Hash, error) {
	return (&replay{hashes: a.stored}).read(indexes)
}

// auditLog fetches a served log and checks every hash of it; `older` is a checkpoint that it has to continue.
func auditLog(url, key, older string) error {
	data, err := get(url+"/checkpoint", "text/plain; charset=utf-8", "no-cache")
	if err != nil {
		return err
	}
	a := &audit{url: url}
	if a.now, err = openCheckpoint(data, key); err != nil {
		return err
	}
	if older != "" {
		if a.old, err = readOlder(older, key); err != nil {
			return err
		}
	}
	steps := []func() error{
		a.checkSize, a.fetchEntries, a.checkRoot, a.checkTiles, a.checkNothingEmpty, a.checkInclusion, a.checkContinues,
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	fmt.Printf("audited: %d entries, root %s\n", a.now.size, a.now.rootHex())
	return nil
}

func widthAt(size int64, index int64) int {
	if rest := size - index*256; rest < 256 {
		return int(rest)
	}
	return 256
}

func (a *audit) fetchEntries() error {
	for index := int64(0); index*256 < a.now.size; index++ {
		width := widthAt(a.now.size, index)
		data, err := get(a.url+tilePath("entries", index, width), octets, immutable)
		if err != nil {
			return err
		}
		for i := 0; i < width; i++ {
			if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
				return fmt.Errorf("bundle %d ends inside an entry", index)
			}
			length := 2 + int(binary.BigEndian.Uint16(data))
			if err := a.append(data[2:length]); err != nil {
				return err
			}
			data = data[length:]
		}
		if len(data) > 0 {
			return fmt.Errorf("bundle %d has more than its entries", index)
		}
	}
	return nil
}

func (a *audit) append(leaf []byte) error {
	hashes, err := tlog.StoredHashes(int64(len(a.leaves)), leaf, tlog.HashReaderFunc(a.read))
	a.stored = append(a.stored, hashes...)
	a.leaves = append(a.leaves, leaf)
	return err
}

func (a *audit) checkRoot() error {
	root, err := tlog.TreeHash(a.now.size, tlog.HashReaderFunc(a.read))
	if err == nil && root != a.now.root {
		err = errors.New("the entries do not have the root of the checkpoint")
	}
	return err
}

// checkTiles compares every tile at every level with the hashes of the entries themselves.
func (a *audit) checkTiles() error {
	size := a.now.size
	for level := 0; size > 0; level, size = level+1, size/256 {
		for index := int64(0); index*256 < size; index++ {
			width := widthAt(size, index)
			data, err := get(a.url+tilePath(strconv.Itoa(level), index, width), octets, immutable)
			if err != nil {
				return err
			}
			want, err := a.hashesOf(level, index, width)
			if err != nil {
				return err
			}
			if !bytes.Equal(data, want) {
				return fmt.Errorf("tile %d/%d does not have the hashes of its entries", level, index)
			}
		}
	}
	return nil
}

func (a *audit) hashesOf(level int, index int64, width int) ([]byte, error) {
	indexes := make([]int64, width)
	for i := range indexes {
		indexes[i] = tlog.StoredHashIndex(8*level, index*256+int64(i))
	}
	hashes, err := a.read(indexes)
	var all []byte
	for _, hash := range hashes {
		all = append(all, hash[:]...)
	}
	return all, err
}

// checkNothingEmpty: the tile behind the last one, and a level above the last one, are not there.
func (a *audit) checkNothingEmpty() error {
	beyond := (a.now.size + 255) / 256
	for _, path := range []string{
		tilePath("0", beyond+1, 256), tilePath("entries", beyond+1, 256), tilePath("5", 0, 1), "/tile/0/000.p/256", "/tile/0/000.p/0",
	} {
		answer, err := client.Get(a.url + path)
		if err != nil {
			return err
		}
		answer.Body.Close()
		if answer.StatusCode/100 != 4 {
			return fmt.Errorf("%s answers %d", path, answer.StatusCode)
		}
	}
	return nil
}

func (a *audit) checkInclusion() error {
	for index := int64(0); index < a.now.size; index += 1 + a.now.size/50 {
		proof, err := tlog.ProveRecord(a.now.size, index, tlog.HashReaderFunc(a.read))
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, a.now.size, a.now.root, index, tlog.RecordHash(a.leaves[index])); err != nil {
			return err
		}
	}
	return nil
}

func readOlder(file, key string) (checkpoint, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return checkpoint{}, err
	}
	return openCheckpoint(data, key)
}

func (a *audit) checkSize() error {
	if a.old.size > a.now.size {
		return fmt.Errorf("the log was larger before: %d entries", a.old.size)
	}
	return nil
}

func (a *audit) checkContinues() error {
	if a.old.size == 0 {
		return nil
	}
	proof, err := tlog.ProveTree(a.now.size, a.old.size, tlog.HashReaderFunc(a.read))
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, a.now.size, a.now.root, a.old.size, a.old.root)
}

// checkProof checks a kept proof (chapter 2.6) of the leaf with this hash.
func checkProof(file, leaf, key string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, signed, found := strings.Cut(string(data), "\n\n")
	lines := strings.Split(head, "\n")
	if !found || lines[0] != "c2sp.org/tlog-proof@v1" || len(lines) < 2 {
		return errors.New("not a proof")
	}
	lines = lines[1:]
	if strings.HasPrefix(lines[0], "extra ") {
		lines = lines[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(lines[0], "index "), 10, 64)
	if err != nil {
		return err
	}
	var path tlog.RecordProof
	for _, line := range lines[1:] {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return err
		}
		path = append(path, hash)
	}
	now, err := openCheckpoint([]byte(signed), key)
	if err != nil {
		return err
	}
	var hash tlog.Hash
	bytes, err := hexBytes(leaf)
	if err != nil {
		return err
	}
	copy(hash[:], bytes)
	if err := tlog.CheckRecord(path, now.size, now.root, index, hash); err != nil {
		return err
	}
	fmt.Printf("proven: entry %d of %d\n", index, now.size)
	return nil
}
