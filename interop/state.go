package main

import (
	"sort"
	"time"
)

// What a record adds up to (chapter 5.1).
type state struct {
	body, received string
	size           int
	founding       object
	numbers        object
	listRules      object            // nil where the rules say nothing of regional lists
	kinds          map[string]string // participant → state, observer, secretariat
	streams        map[string]*stream
	seats          map[string]*seat
	keys           map[string]*keyEntry
	lists          map[string]*list
	contacts       map[string]string
	confirmed      map[string]bool
	challenges     map[string]string
	compromised    map[string]bool // fingerprints
	messages       map[string]*message
	threads        map[string]map[string]bool
	exercises      map[string]bool // threads of exercises
	regional       map[string]regionalList
	papers         papers
	negotiations   negotiations
	binding        map[string]bindingAct
	mirrors        map[string]object // the keys of those that the rules name
	nonces         map[string]string
	hosts          []*host
	wishes         map[string]wish // by State
	epoch          object          // the newest, with its act and index; nil before the first
	decided        *decided
}

// A host of the body: the last one is in force (chapter 5.1.1).
type host struct {
	key            object
	rpIds, origins []string
	act            string
	index          int
	by             any // "founding", "host", or the States that named it
}

// A wish is the change of host that the root of a State signed.
type wish struct{ change, root, received string }

type stream struct {
	next int
	prev string
}
type seat struct {
	invitation     object
	root           string
	administrators []string
	threshold      int
	people         map[string]*person
	pending        map[string]*pending
	notices        map[string]notice // for "root", or the id of an administrator
}

// A notice says that another key is to come (chapter 5.2).
type notice struct{ act, token, since, expires string }

type person struct {
	authorities, keys []string
	removed           bool
}
type pending struct {
	act         object
	since       string
	confirmedBy map[string]bool
}
type keyEntry struct {
	key                 object
	participant, person string
	ended               bool
}
type list struct {
	seq                int
	manifest, previous string
	contacts           map[string]*contact
	recovery           sealingKey
}
type contact struct {
	id, class, version string
	signed             bool
	roster             []string
	fields             object
	key                sealingKey
}

// A sealingKey is a key that messages are sealed to; without `key` there is none.
type sealingKey struct {
	key, hybrid object
	expires     string
}

func certifiedBy(data object) sealingKey {
	return sealingKey{obj(data, "key"), obj(data, "hybrid"), str(data, "expires")}
}

func (k sealingKey) fingerprint() string { return str(k.key, "fingerprint") }

func (k sealingKey) isCurrent(at string) bool {
	return k.key != nil && (k.expires == "" || k.expires > at)
}

type message struct {
	thread, from string
	recipients   map[string]bool
	acknowledged map[string]bool
}
type bindingAct struct{ participant, person, received string }

func newSeat() *seat {
	return &seat{threshold: 1, people: map[string]*person{}, pending: map[string]*pending{}, notices: map[string]notice{}}
}

// isCurrent answers whether this is a person of the seat who was not removed.
func (s *seat) isCurrent(id string) bool {
	p := s.people[id]
	return p != nil && !p.removed
}

func (s *state) seat(participant string) *seat {
	if s.seats[participant] == nil {
		s.seats[participant] = newSeat()
	}
	return s.seats[participant]
}

func (s *state) register(key object, participant, person string) {
	s.keys[keyID(key)] = &keyEntry{key: key, participant: participant, person: person}
}

func (s *state) inForce() *host { return s.hosts[len(s.hosts)-1] }

// hostKey is the key of a host, in force or before, by its id; nil where there is none.
func (s *state) hostKey(id string) object {
	for _, one := range s.hosts {
		if keyID(one.key) == id {
			return one.key
		}
	}
	return nil
}

// allowed are the domains of passkeys: those of the host in force.
func (s *state) allowed() domains {
	return domains{rpIds: s.inForce().rpIds, origins: s.inForce().origins}
}

// What numbers are that a rule book may leave out.
var numbersAbsent = map[string]int{"challengeLife": 259200, "rootNotice": 259200, "letterNotice": 86400}

// seconds is a number of the rule book.
func (s *state) seconds(name string) time.Duration {
	if absent, ok := numbersAbsent[name]; ok && s.numbers[name] == nil {
		return time.Duration(absent) * time.Second
	}
	return time.Duration(num(s.numbers, name)) * time.Second
}

func instant(text string) time.Time {
	at, err := time.Parse("2006-01-02T15:04:05.000Z", text)
	if err != nil {
		return time.Time{}
	}
	return at
}

func since(later, earlier string) time.Duration { return instant(later).Sub(instant(earlier)) }

var signedByAdministrators = map[string]bool{
	"people.person-added": true, "people.person-removed": true, "people.key-added": true, "people.key-removed": true,
	"people.key-replaced": true, "people.authorities-set": true, "people.act-confirmed": true,
	"people.notice-cancelled": true,
}

// fold changes the state by an act that was allowed (chapters 5.1 to 5.3).
func (s *state) fold(act object, id, received string, recipients []any) {
	actor, data := obj(act, "actor"), obj(act, "data")
	participant, who := str(actor, "participant"), str(actor, "person")
	if kind := str(act, "type"); who != "" && isBinding(kind) && !unnamedTypes[kind] {
		s.binding[id] = bindingAct{participant, who, received}
	}
	switch kind := str(act, "type"); {
	case kind == "body.confirmed":
		s.confirmed[participant] = true
	case kind == "body.host-changed":
		s.foldHost(act, id, received)
	case kind == "people.participant-invited":
		s.seat(str(data, "participant")).invitation = data
	case kind == "people.notice-given":
		s.seat(str(data, "participant")).notices[noticeFor(data)] = notice{id, str(data, "token"), received, str(data, "expires")}
	case kind == "host.epoch":
		s.epoch = object{"act": id, "index": s.size, "hour": data["hour"], "manifests": data["manifests"], "openings": data["openings"]}
	case startsWith(kind, "people."):
		s.foldPeople(act, id, received)
	case startsWith(kind, "directory.list-"):
		s.foldRegional(act, id)
	case startsWith(kind, "directory."):
		s.foldDirectory(act, id)
	case kind == "exchange.sent":
		s.foldSent(data, recipients)
	case kind == "exchange.acknowledged":
		if m := s.messages[str(data, "message")]; m != nil {
			m.acknowledged[str(data, "contact")] = true
		}
	case startsWith(kind, "documents."):
		s.papers.fold(act, id, received)
	case startsWith(kind, "negotiation."):
		s.negotiations.fold(act, id, received)
	}
}

// changeOf is what two acts that name the same host have in common.
func changeOf(data object) string {
	text, _ := canonical(data)
	return string(text)
}

func (s *state) foldHost(act object, id, received string) {
	actor, data := obj(act, "actor"), obj(act, "data")
	var by any = "host"
	if of := str(actor, "participant"); of != "" {
		s.wishes[of] = wish{changeOf(data), str(actor, "key"), received}
		behind := s.behind(changeOf(data), received)
		if len(behind) < num(s.founding, "hostChange") {
			return
		}
		by = anyList(behind)
	}
	s.hosts = append(s.hosts, &host{obj(data, "host"), texts(data, "rpIds"), texts(data, "origins"), id, s.size, by})
	s.wishes = map[string]wish{}
}

// behind are the States that stand behind a change, sorted.
func (s *state) behind(change, received string) []string {
	states := map[string]bool{}
	for of, w := range s.wishes {
		if w.change == change && s.seat(of).root == w.root && since(received, w.received) <= s.seconds("confirmationLife") {
			states[of] = true
		}
	}
	return sorted(states)
}

func (s *state) foldSent(data object, recipients []any) {
	header := obj(data, "header")
	from := str(obj(header, "from"), "contact")
	sent := &message{str(header, "thread"), from, map[string]bool{}, map[string]bool{}}
	members := s.threads[sent.thread]
	if members == nil {
		members = map[string]bool{}
		s.threads[sent.thread] = members
		s.exercises[sent.thread] = header["exercise"] == true
	}
	members[from] = true
	for _, item := range recipients {
		to := str(item.(object), "contact")
		sent.recipients[to], members[to] = true, true
	}
	s.messages[str(header, "message")] = sent
}

func (s *state) foldPeople(act object, id, received string) {
	actor, data := obj(act, "actor"), obj(act, "data")
	seat := s.seat(str(actor, "participant"))
	for waiting, p := range seat.pending {
		if since(received, p.since) > s.seconds("confirmationLife") {
			delete(seat.pending, waiting)
		}
	}
	kind, who := str(act, "type"), str(actor, "person")
	if kind == "people.act-confirmed" {
		s.foldConfirmation(seat, str(data, "act"), who)
	} else if who != "" && signedByAdministrators[kind] && seat.threshold > 1 {
		seat.pending[id] = &pending{act, received, map[string]bool{who: true}}
	} else {
		s.takeEffect(act, id)
	}
}

func (s *state) foldConfirmation(seat *seat, id, who string) {
	waiting := seat.pending[id]
	if who != "" {
		waiting.confirmedBy[who] = true
	}
	if completes(seat, waiting, who) {
		delete(seat.pending, id)
		s.takeEffect(waiting.act, id)
	}
}

// completes answers whether a pending act takes effect, once `who` (a root where empty) has confirmed it.
func completes(seat *seat, waiting *pending, who string) bool {
	count := 0
	for _, administrator := range seat.administrators {
		if waiting.confirmedBy[administrator] || administrator == who {
			count++
		}
	}
	return who == "" || count >= seat.threshold
}

func (s *state) takeEffect(act object, id string) {
	data, participant := obj(act, "data"), str(obj(act, "actor"), "participant")
	seat, who := s.seat(participant), str(data, "person")
	one := seat.people[who]
	add := func(member string) {
		key := obj(data, member)
		one.keys = append(one.keys, keyID(key))
		s.register(key, participant, who)
	}
	switch str(act, "type") {
	case "people.root-enrolled":
		if seat.root != "" {
			s.keys[seat.root].ended = true
		}
		seat.root, seat.invitation, seat.notices = keyID(obj(data, "key")), nil, map[string]notice{}
		s.register(obj(data, "key"), participant, "")
	case "people.administrators-set":
		seat.administrators, seat.threshold = texts(data, "administrators"), num(data, "threshold")
	case "people.person-added":
		one = &person{}
		seat.people[who] = one
		add("key")
	case "people.person-removed":
		one.removed, one.authorities = true, nil
		for _, key := range one.keys {
			s.keys[key].ended = true
		}
		seat.administrators = without(seat.administrators, who)
	case "people.key-added":
		add("key")
	case "people.key-removed":
		s.keys[str(data, "key")].ended = true
	case "people.key-replaced":
		s.keys[str(data, "old")].ended = true
		add("key")
	case "people.authorities-set":
		one.authorities = texts(data, "authorities")
	case "people.act-challenged":
		s.challenges[str(data, "act")] = id
	case "people.notice-cancelled":
		for whom, given := range seat.notices {
			if given.act == str(data, "notice") {
				delete(seat.notices, whom)
			}
		}
	case "people.key-reseated":
		who = str(obj(act, "actor"), "person")
		one = seat.people[who]
		for _, key := range one.keys {
			s.keys[key].ended = true
		}
		delete(seat.notices, who)
		add("key")
	}
}

// noticeFor is what a notice is about: the root, or an administrator.
func noticeFor(data object) string {
	if person := str(data, "person"); person != "" {
		return person
	}
	return "root"
}

// standing is the notice that stands at an instant: neither used, cancelled nor expired.
func (s *seat) standing(whom, now string) (notice, bool) {
	given, ok := s.notices[whom]
	return given, ok && now <= given.expires
}

func without(items []string, gone string) []string {
	kept := []string{}
	for _, item := range items {
		if item != gone {
			kept = append(kept, item)
		}
	}
	return kept
}

// owner of the list that an act of the directory changes.
func owner(act object) string {
	if named := str(obj(act, "data"), "participant"); named != "" {
		return named
	}
	return str(obj(act, "actor"), "participant")
}

func (s *state) foldDirectory(act object, id string) {
	of := owner(act)
	next, compromised := s.nextList(act, id)
	s.lists[of] = next
	if name := str(obj(act, "data"), "contact"); name != "" {
		s.contacts[name] = of
	}
	if compromised != "" {
		s.compromised[compromised] = true
	}
}

// nextList is the list that an act leads to, and the fingerprint that it withdraws as compromised.
func (s *state) nextList(act object, id string) (*list, string) {
	of, data := owner(act), obj(act, "data")
	now := s.lists[of]
	if now == nil {
		now = &list{}
	}
	next := &list{seq: now.seq + 1, previous: now.manifest, contacts: map[string]*contact{}, recovery: now.recovery}
	for name, c := range now.contacts {
		same := *c
		next.contacts[name] = &same
	}
	compromised := changeRecovery(next, act)
	if !startsWith(str(act, "type"), "directory.recovery-") {
		compromised = changeContact(next.contacts, act, id, str(data, "contact"))
	}
	next.manifest = s.manifest(of, next)
	return next, compromised
}

func changeRecovery(l *list, act object) string {
	data, gone := obj(act, "data"), l.recovery.fingerprint()
	switch str(act, "type") {
	case "directory.recovery-certified":
		l.recovery = certifiedBy(data)
	case "directory.recovery-withdrawn":
		l.recovery = sealingKey{}
		if str(data, "reason") == "compromised" {
			return gone
		}
	}
	return ""
}

func changeContact(contacts map[string]*contact, act object, id, name string) string {
	data, c := obj(act, "data"), contacts[name]
	describe := func(of *contact) {
		of.class, of.fields, of.roster = str(data, "class"), obj(data, "fields"), texts(data, "roster")
	}
	if kind := str(act, "type"); kind == "directory.contact-nominated" || kind == "directory.contact-recorded" {
		c = &contact{id: name, signed: kind == "directory.contact-nominated"}
		contacts[name] = c
		describe(c)
	}
	if c == nil {
		return ""
	}
	compromised := ""
	switch str(act, "type") {
	case "directory.contact-amended":
		describe(c)
	case "directory.contact-removed":
		delete(contacts, name)
	case "directory.key-certified":
		c.key = certifiedBy(data)
	case "directory.key-withdrawn":
		if str(data, "reason") == "compromised" {
			compromised = c.key.fingerprint()
		}
		c.key = sealingKey{}
	}
	c.version = id
	return compromised
}

// manifests is the hash of the blob that an epoch names now (chapter 4.8).
func (s *state) manifests() string {
	names := []string{}
	for name := range s.lists {
		names = append(names, name)
	}
	sort.Strings(names)
	all := []any{}
	for _, name := range names {
		all = append(all, object{"participant": name, "seq": s.lists[name].seq, "manifest": s.lists[name].manifest})
	}
	text, _ := canonical(object{"v": 1, "manifests": all})
	return hashHex(text)
}

// manifest is the hash of a whole list (chapter 5.3).
func (s *state) manifest(participant string, l *list) string {
	names := make([]string, 0, len(l.contacts))
	for name := range l.contacts {
		names = append(names, name)
	}
	sort.Slice(names, func(i, j int) bool { return before(names[i], names[j]) })
	contacts := []any{}
	for _, name := range names {
		contacts = append(contacts, describeContact(l.contacts[name]))
	}
	statement := object{"v": 1, "body": s.body, "participant": participant, "seq": l.seq, "contacts": contacts}
	if l.previous != "" {
		statement["previous"] = l.previous
	}
	if l.recovery.key != nil {
		statement["recovery"] = describeKey(l.recovery)
	}
	return hashHex(preimage("manifest", statement))
}

func describeContact(c *contact) object {
	roster := []any{}
	for _, who := range c.roster {
		roster = append(roster, who)
	}
	described := object{"contact": c.id, "class": c.class, "signed": c.signed, "roster": roster, "fields": c.fields}
	if c.key.key != nil {
		described["key"] = describeKey(c.key)
	}
	return described
}

func describeKey(held sealingKey) object {
	key := object{}
	for name, value := range held.key {
		key[name] = value
	}
	if held.hybrid != nil {
		key["hybrid"] = held.hybrid
	}
	if held.expires != "" {
		key["expires"] = held.expires
	}
	return key
}
