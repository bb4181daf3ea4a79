package main

import (
	"errors"
	"fmt"

	"golang.org/x/mod/sumdb/tlog"
)

// An entry as a verifier gets it: the leaf, and what opens a restricted one.
type entry struct {
	leaf        []byte
	opening     object            // { salt, act, sig }; nil where it is not opened
	openings    map[string]object // openings of fields, by commitment
	certificate func(hash string) []byte
}

// A replay checks entries in order and folds them (chapter 4.3).
type replay struct {
	*state
	blobs  map[string][]byte
	hashes []tlog.Hash // as tlog stores a tree
	closed int         // restricted entries that nobody opened
}

func (r *replay) root(size int) string {
	if size == 0 {
		return hashHex(nil)
	}
	root, err := tlog.TreeHash(int64(size), tlog.HashReaderFunc(r.read))
	if err != nil {
		panic(err)
	}
	return fmt.Sprintf("%x", root[:])
}

func (r *replay) read(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(r.hashes)) {
			return nil, errors.New("no such hash")
		}
		found[i] = r.hashes[index]
	}
	return found, nil
}

// take checks the next entry and folds it. It answers the rule that allows the act; empty where it is not opened.
func (r *replay) take(e entry) (string, error) {
	index := 0
	if r.state != nil {
		index = r.size
	}
	leaf, err := parseObject(e.leaf)
	if err != nil {
		return "", err
	}
	if len(e.leaf) > 4096 {
		return "", errors.New("the leaf has more than 4,096 bytes")
	}
	act, sig, err := opened(leaf, e.opening)
	if err != nil {
		return "", err
	}
	if index == 0 {
		err = r.found(act, sig, leaf)
	}
	if err != nil {
		return "", err
	}
	rule, err := r.check(act, sig, leaf, e)
	if err != nil {
		return "", err
	}
	r.place(leaf, e.leaf)
	return rule, nil
}

func opened(leaf, opening object) (act, sig object, err error) {
	if str(leaf, "tier") == "public" {
		return obj(leaf, "act"), obj(leaf, "sig"), nil
	}
	if opening == nil {
		return nil, nil, nil
	}
	if leafCommitment(str(opening, "salt"), opening["act"], opening["sig"]) != str(leaf, "commitment") {
		return nil, nil, errors.New("the opening is another one")
	}
	return obj(opening, "act"), obj(opening, "sig"), nil
}

func (r *replay) found(act, sig, leaf object) error {
	data := obj(act, "data")
	if str(act, "type") != "body.founded" {
		return errors.New("the first entry founds no body")
	}
	read := func(name string) (object, error) {
		blob := r.blobs[str(data, name)]
		if hashHex(blob) != str(data, name) {
			return nil, fmt.Errorf("the blob %s is missing", name)
		}
		return parseObject(blob)
	}
	rules, err := read("rules")
	if err != nil {
		return err
	}
	participants, err := read("participants")
	if err != nil {
		return err
	}
	r.state = &state{
		body: hashHex(preimage("act", act)), founding: data, numbers: obj(rules, "numbers"), listRules: obj(rules, "lists"), kinds: map[string]string{},
		streams: map[string]*stream{}, seats: map[string]*seat{}, keys: map[string]*keyEntry{},
		lists: map[string]*list{}, contacts: map[string]string{}, confirmed: map[string]bool{},
		challenges: map[string]string{}, compromised: map[string]bool{}, messages: map[string]*message{},
		threads: map[string]map[string]bool{}, exercises: map[string]bool{}, regional: map[string]regionalList{}, papers: newPapers(rules), negotiations: newNegotiations(), binding: map[string]bindingAct{},
		nonces: map[string]string{}, wishes: map[string]wish{}, mirrors: map[string]object{},
	}
	r.decided = newDecided(rules, str(data, "rules"), r.body)
	named, _ := rules["mirrors"].([]any)
	for _, item := range named {
		one, _ := item.(object)
		r.mirrors[str(one, "mirror")] = obj(one, "key")
	}
	r.hosts = []*host{{obj(data, "host"), texts(data, "rpIds"), texts(data, "origins"), r.body, 0, "founding"}}
	list, _ := participants["participants"].([]any)
	for _, item := range list {
		one, _ := item.(object)
		r.kinds[str(one, "id")] = str(one, "kind")
	}
	secretariat := obj(data, "secretariat")
	seat := r.seat(str(secretariat, "participant"))
	seat.root = keyID(obj(secretariat, "root"))
	r.register(obj(secretariat, "root"), str(secretariat, "participant"), "")
	return nil
}

// A fault is what the signature check finds (chapter 4.3, steps 3 to 6).
type fault string

func (f fault) Error() string { return string(f) }

// signer finds the key that has to have signed, and the statement of the session's certificate.
func (r *replay) signer(act, sig object, certificate []byte) (key, session object, err error) {
	actor := obj(act, "actor")
	hash := str(sig, "session")
	if hash == "" {
		return r.plainKey(act, actor), nil, nil
	}
	parsed, err := parseObject(certificate)
	if err != nil || hashHex(certificate) != hash || str(actor, "person") == "" || bringsKey(str(act, "type")) {
		return nil, nil, fault("bad-certificate")
	}
	session = obj(parsed, "statement")
	by := r.keys[str(session, "by")]
	certified := obj(parsed, "sig")
	_, nested := certified["session"]
	if str(session, "body") != r.body || by == nil || nested ||
		!verifySignature(by.key, certified, preimage("session", session), r.allowed(), r.blobs) {
		return nil, nil, fault("bad-certificate")
	}
	return obj(session, "key"), session, nil
}

func (r *replay) plainKey(act, actor object) object {
	switch str(act, "type") {
	case "body.founded":
		return obj(obj(act, "data"), "host")
	case "people.root-enrolled", "people.key-reseated":
		return obj(obj(act, "data"), "key")
	}
	if key := r.hostKey(str(actor, "key")); key != nil {
		return key
	}
	if known := r.keys[str(actor, "key")]; known != nil {
		return known.key
	}
	return nil
}

// checkSignatures gives the statement of the certificate, or a fault.
func (r *replay) checkSignatures(act, sig object, certificate []byte) (object, error) {
	if str(act, "type") != "body.founded" && str(act, "body") != r.body {
		return nil, fault("other-body")
	}
	key, session, err := r.signer(act, sig, certificate)
	if err != nil {
		return nil, err
	}
	if key == nil {
		return nil, fault("unknown-key")
	}
	if keyID(key) != str(obj(act, "actor"), "key") || !verifySignature(key, sig, preimage("act", act), r.allowed(), r.blobs) {
		return nil, fault("bad-signature")
	}
	data, actor := obj(act, "data"), obj(act, "actor")
	if proof, has := data["proof"].(object); has {
		enrolment := object{"v": 1, "body": r.body, "participant": str(actor, "participant"),
			"person": str(data, "person"), "key": keyID(obj(data, "key"))}
		if !verifySignature(obj(data, "key"), proof, preimage("enrol", enrolment), r.allowed(), r.blobs) {
			return nil, fault("bad-proof")
		}
	}
	return session, nil
}

// check holds an entry against everything, and folds its act.
func (r *replay) check(act, sig, leaf object, e entry) (string, error) {
	received := str(leaf, "received")
	if err := r.checkPlace(act, leaf); err != nil {
		return "", err
	}
	if act == nil {
		r.closed++
		return "", r.foldClosed(leaf)
	}
	if err := checkDisclosed(act, leaf); err != nil {
		return "", err
	}
	session, err := r.checkSignatures(act, sig, certificateOf(e, sig))
	if err != nil {
		return "", err
	}
	id := hashHex(preimage("act", act))
	if err := r.checkNonce(act, id); err != nil {
		return "", err
	}
	seen := obj(act, "seen")
	if size := num(seen, "size"); size > r.size || r.root(size) != str(seen, "root") {
		return "", errors.New("it has seen another log")
	}
	if r.size == 0 {
		return "body.host-states-facts", nil
	}
	recipients := recipientsOf(act, e.openings)
	stamps, _ := leaf["stamps"].([]any)
	came, err := r.effectiveTime(id, received, stamps)
	if err != nil {
		return "", err
	}
	book := r.bookOf(act)
	refused, allowed := r.decide(&candidate{act, id, received, came, session, recipients, book})
	if refused != "" {
		return "", fmt.Errorf("refused by %s", refused)
	}
	r.fold(act, id, received, recipients)
	key := id
	if commitment := str(leaf, "commitment"); unnamedTypes[str(act, "type")] {
		key = commitment
	}
	r.foldDecision(act, key, received, book)
	return allowed, nil
}

func certificateOf(e entry, sig object) []byte {
	if hash := str(sig, "session"); hash != "" && e.certificate != nil {
		return e.certificate(hash)
	}
	return nil
}

func recipientsOf(act object, openings map[string]object) []any {
	commitment := str(obj(act, "data"), "recipients")
	if found := openings[commitment]; found != nil && fieldCommitment(found) == commitment {
		list, _ := found["value"].([]any)
		return list
	}
	return nil
}

func (r *replay) checkNonce(act object, id string) error {
	actor := obj(act, "actor")
	user := "host"
	if str(actor, "host") == "" {
		user = str(actor, "participant") + " " + str(actor, "person")
	}
	user += " " + str(act, "nonce")
	if r.nonces[user] != "" {
		return errors.New("the nonce was used before")
	}
	r.nonces[user] = id
	return nil
}

var tiers = map[bool]string{true: "restricted", false: "public"}

func (r *replay) checkPlace(act, leaf object) error {
	name, received := str(leaf, "stream"), str(leaf, "received")
	if act != nil && (name != streamOf(act) || str(leaf, "tier") != tiers[startsWith(str(act, "type"), "exchange.") || unnamedTypes[str(act, "type")]]) {
		return errors.New("it stands in another stream or tier than its type says")
	}
	if received < r.received || instant(received).IsZero() {
		return errors.New("it was received before the entry in front of it")
	}
	now := r.streams[name]
	if now == nil {
		now = &stream{}
	}
	if num(leaf, "number") != now.next || str(leaf, "prev") != now.prev {
		return errors.New("it does not continue its stream")
	}
	return nil
}

// streamOf is the stream of an act (chapter 4.2).
func streamOf(act object) string {
	kind, data, of := str(act, "type"), obj(act, "data"), str(obj(act, "actor"), "participant")
	switch {
	case startsWith(kind, "body."):
		return "body"
	case startsWith(kind, "host."):
		return "host"
	case startsWith(kind, "exchange."):
		return "exchange"
	case startsWith(kind, "decisions."):
		return "procedure/" + str(data, "procedure")
	case kind == "people.participant-invited" || kind == "people.notice-given":
		return "participant/" + str(data, "participant")
	case startsWith(kind, "people."):
		return "participant/" + of
	case startsWith(kind, "directory.list-"):
		return "regional/" + str(data, "regional")
	case startsWith(kind, "directory."):
		return "directory/" + owner(act)
	}
	switch {
	case kind == "documents.organ-registered":
		return "document/organs"
	case startsWith(kind, "documents.initiative-"):
		return "document/" + str(data, "initiative")
	case str(data, "round") != "":
		return "procedure/" + str(data, "round")
	}
	return "document/" + str(data, "document")
}

// place puts the entry into the tree.
func (r *replay) place(leaf object, bytes []byte) {
	hashes, err := tlog.StoredHashes(int64(r.size), bytes, tlog.HashReaderFunc(r.read))
	if err != nil {
		panic(err)
	}
	r.hashes = append(r.hashes, hashes...)
	name := str(leaf, "stream")
	r.streams[name] = &stream{num(leaf, "number") + 1, fmt.Sprintf("%x", hashes[0][:])}
	r.received = str(leaf, "received")
	r.size++
}

// summary is the state as the vectors write it.
func (s *state) summary() object {
	streams, keys, seats, lists, contacts := object{}, object{}, object{}, object{}, object{}
	for name, at := range s.streams {
		streams[name] = object{"next": at.next, "prev": at.prev}
	}
	for id, key := range s.keys {
		described := object{"participant": key.participant, "ended": key.ended}
		if key.person != "" {
			described["person"] = key.person
		}
		keys[id] = described
	}
	for name, seat := range s.seats {
		if seat.root != "" || seat.invitation != nil {
			seats[name] = seat.summary()
		}
	}
	for name, l := range s.lists {
		members := map[string]bool{}
		for contact := range l.contacts {
			members[contact] = true
		}
		described := object{"seq": l.seq, "manifest": l.manifest, "contacts": anyList(sorted(members))}
		if l.previous != "" {
			described["previous"] = l.previous
		}
		lists[name] = described
	}
	for name, of := range s.contacts {
		contacts[name] = of
	}
	all := object{"size": s.size, "received": s.received, "confirmedBy": anyList(sorted(s.confirmed)),
		"streams": streams, "keys": keys, "seats": seats, "directory": lists, "contacts": contacts}
	if len(s.regional) > 0 {
		regional := object{}
		for name, l := range s.regional {
			regional[name] = l.described()
		}
		all["regional"] = regional
	}
	if len(s.challenges) > 0 {
		challenges := object{}
		for act, by := range s.challenges {
			challenges[act] = by
		}
		all["challenges"] = challenges
	}
	if s.epoch != nil {
		all["epoch"] = s.epoch
	}
	all["notices"] = s.noticesSummary()
	all["decisions"] = s.decided.summary()
	all["negotiations"] = s.negotiations.summary()
	if len(s.hosts) > 1 {
		hosts := []any{}
		for _, one := range s.hosts {
			hosts = append(hosts, object{"key": one.key, "keyId": keyID(one.key), "rpIds": anyList(one.rpIds),
				"origins": anyList(one.origins), "act": one.act, "index": one.index, "by": one.by})
		}
		all["hosts"] = hosts
	}
	return all
}

func (s *state) noticesSummary() object {
	all := object{}
	for name, seat := range s.seats {
		given := object{}
		for whom, n := range seat.notices {
			given[whom] = object{"act": n.act, "token": n.token, "since": n.since, "expires": n.expires}
		}
		if len(given) > 0 {
			all[name] = given
		}
	}
	return all
}

// signers are the keys that sign for the log now (chapter 5.1.1).
func (s *state) signers() []object {
	last := s.inForce()
	if n := len(s.hosts); n > 1 && last.by == "host" && last.index == s.size-1 {
		return []object{last.key, s.hosts[n-2].key}
	}
	return []object{last.key}
}

func (s *seat) summary() object {
	waiting, people := map[string]bool{}, object{}
	for id := range s.pending {
		waiting[id] = true
	}
	for id, p := range s.people {
		keys := map[string]bool{}
		for _, key := range p.keys {
			keys[key] = true
		}
		people[id] = object{"authorities": anyList(p.authorities), "keys": anyList(sorted(keys)), "removed": p.removed}
	}
	described := object{"administrators": anyList(s.administrators), "threshold": s.threshold,
		"pending": anyList(sorted(waiting)), "people": people}
	if s.root != "" {
		described["root"] = s.root
	}
	return described
}

func anyList(items []string) []any {
	list := []any{}
	for _, item := range items {
		list = append(list, item)
	}
	return list
}

// bookOf are the rules that an act names.
func (r *replay) bookOf(act object) object {
	data := obj(act, "data")
	name := ""
	if str(act, "type") == "body.rules-changed" {
		name = str(data, "rules")
	} else if subject := obj(data, "subject"); str(subject, "kind") == "rules" {
		name = str(subject, "sha256")
	}
	if blob := r.blobs[name]; name != "" && hashHex(blob) == name {
		book, _ := parseObject(blob)
		return book
	}
	return nil
}

// checkDisclosed compares what a leaf discloses with the act behind it (chapter 10.2).
func checkDisclosed(act, leaf object) error {
	want, err1 := canonical(disclosedOf(act))
	got, err2 := canonical(obj(leaf, "disclosed"))
	if err1 != nil || err2 != nil || string(want) != string(got) {
		return errors.New("it discloses other than its act does")
	}
	return nil
}

// foldClosed folds what an entry discloses that is not opened: never who.
func (r *replay) foldClosed(leaf object) error {
	if !startsWith(str(leaf, "stream"), "procedure/") {
		return nil
	}
	disclosed := obj(leaf, "disclosed")
	facts := obj(disclosed, "facts")
	p := r.decided.procedures[str(facts, "procedure")]
	if !unnamedTypes[str(disclosed, "type")] || p == nil || p.outcome != "" {
		return errors.New("it discloses nothing that a procedure takes")
	}
	if name := str(facts, "objection"); name != "" && p.find(name) == nil {
		return errors.New("it withdraws what is not there")
	}
	r.foldProceeding(p, object{"type": str(disclosed, "type"), "data": facts, "actor": object{}}, str(leaf, "commitment"), str(leaf, "received"))
	return nil
}
