package main

import (
	"sort"
	"strings"
	"time"
)

func startsWith(text, beginning string) bool { return strings.HasPrefix(text, beginning) }

// The types whose acts a session may sign (chapter 3.5: ordinary), and those that may arrive late.
func isBinding(kind string) bool {
	return !startsWith(kind, "exchange.") && kind != "decisions.presence-stated" &&
		kind != "decisions.delivery-acknowledged" &&
		kind != "negotiation.proposed" && kind != "negotiation.proposal-recorded" &&
		(!startsWith(kind, "documents.") || bindingPapers[kind])
}

// The acts of documents that a participant makes in its own name.
var bindingPapers = map[string]bool{
	"documents.submitted": true, "documents.submission-withdrawn": true, "documents.sponsored": true,
	"documents.sponsorship-ended": true, "documents.initiative-presented": true, "documents.initiative-withdrawn": true,
	"documents.input-submitted": true, "documents.correction-requested": true,
}

// Those of a State, by a person with the authority for decisions.
var papersOfStates = map[string]bool{
	"documents.sponsored": true, "documents.sponsorship-ended": true, "documents.initiative-presented": true,
	"documents.initiative-withdrawn": true,
}

// Those that any participant makes.
var papersOfAll = map[string]bool{
	"documents.submitted": true, "documents.submission-withdrawn": true, "documents.coverage-declared": true,
	"documents.input-submitted": true, "documents.correction-requested": true,
}

func isOffline(kind string) bool {
	return kind == "decisions.objected" || kind == "decisions.objected-unnamed" || kind == "body.confirmed" || kind == "body.host-changed" || startsWith(kind, "people.") && kind != "people.participant-invited" && kind != "people.notice-given"
}

// A candidate is an act with what its decision needs beside the state (chapter 5.4).
type candidate struct {
	act         object
	id          string
	received    string
	came        string // the effective time (chapter 4.4)
	certificate object // the statement of the session's certificate; nil without a session
	recipients  []any  // nil where they are not opened
	book        object // the rules that it names; nil where they are not here
}

func (c *candidate) kind() string            { return str(c.act, "type") }
func (c *candidate) data() object            { return obj(c.act, "data") }
func (c *candidate) actor() object           { return obj(c.act, "actor") }
func (c *candidate) isHost() bool            { return str(c.actor(), "host") != "" }
func (c *candidate) isRoot() bool            { return !c.isHost() && str(c.actor(), "person") == "" }
func (c *candidate) of() string              { return str(c.actor(), "participant") }
func (c *candidate) who() string             { return str(c.actor(), "person") }
func (c *candidate) text(name string) string { return str(c.data(), name) }

// decide answers the rule that stands in the way, or an empty one and the rule that allows the act.
func (s *state) decide(c *candidate) (refused, allowed string) {
	for _, check := range []func(*candidate) string{s.decideRecord, s.decideActor} {
		if rule := check(c); rule != "" {
			return rule, ""
		}
	}
	kind := c.kind()
	if !bringsKey(kind) {
		check := map[string]func(*candidate) string{
			"body": s.decideBody, "people": s.decidePeople, "directory": s.decideDirectory,
			"exchange": s.decideExchange, "documents": s.decideDocuments, "decisions": s.decideDecisions,
			"negotiation": s.decideNegotiation,
		}[strings.SplitN(kind, ".", 2)[0]]
		if check != nil {
			if rule := check(c); rule != "" {
				return rule, ""
			}
		}
	}
	return "", allowedBy(kind)
}

// bringsKey answers whether acts of this type are signed with the key that they register.
func bringsKey(kind string) bool {
	return kind == "people.root-enrolled" || kind == "people.key-reseated"
}

func allowedBy(kind string) string {
	named := map[string]string{
		"body.rules-changed": "body.rules-adopted", "decisions.opened": "decisions.may-open",
		"decisions.extended": "decisions.extension-measured", "decisions.objection-withdrawn": "decisions.own-objection",
		"decisions.withdrawn-unnamed": "decisions.own-objection", "decisions.receipt-recorded": "decisions.secretariat-records",
		"decisions.receipt-unnamed": "decisions.secretariat-records", "decisions.vouched": "decisions.chair-presides",
		"decisions.presence-attested": "decisions.chair-presides", "decisions.announced": "decisions.chair-presides",
		"decisions.voted": "decisions.method-adopted", "decisions.ruled": "decisions.chair-presides",
		"decisions.closed": "decisions.outcome-follows", "decisions.circulated": "decisions.delivery-evidenced",
		"decisions.delivery-acknowledged": "decisions.delivery-evidenced", "decisions.dissociated": "decisions.adopted-first",
		"decisions.reserved": "decisions.adopted-first", "decisions.statement-withdrawn": "decisions.own-statement",
		"decisions.mandated": "decisions.mandate-entered", "decisions.mandate-moved": "decisions.mandate-owner",
		"people.participant-invited": "people.secretariat-invites", "body.confirmed": "body.state-confirms",
		"body.host-changed":          "body.host-changes",
		"directory.contact-recorded": "directory.note-recorded", "exchange.sent": "exchange.sender-on-duty",
		"exchange.acknowledged": "exchange.acknowledge-once", "people.root-enrolled": "people.invitation-proves",
		"people.administrators-set": "people.root-decides", "people.act-challenged": "people.challenge-in-time",
		"directory.recovery-certified": "people.root-decides",
		"directory.list-imported":      "directory.regional-own", "directory.list-withdrawn": "directory.regional-own",
		"documents.submitted": "documents.own-submission", "documents.submission-withdrawn": "documents.own-submission",
		"documents.agreement-recorded": "documents.agreement-once", "documents.agreement-struck": "documents.agreement-once",
		"documents.coverage-declared": "documents.coverage-by-author", "documents.round-opened": "documents.deadline-ahead",
		"documents.round-extended": "documents.deadline-ahead", "documents.input-submitted": "documents.round-open",
		"documents.synthesis-issued":     "documents.synthesis-after-deadline",
		"documents.correction-requested": "documents.known-synthesis",
		"documents.correction-answered":  "documents.answered-once",
		"people.notice-given":            "people.notice-proven", "people.notice-cancelled": "people.notice-stands",
		"people.key-reseated":  "people.notice-served",
		"negotiation.proposed": "negotiation.state-speaks", "negotiation.joined": "negotiation.state-speaks",
		"negotiation.left": "negotiation.state-speaks", "negotiation.position-stated": "negotiation.state-speaks",
		"negotiation.proposal-recorded": "negotiation.secretariat-records",
	}[kind]
	if papersOfStates[kind] {
		return "documents.states-present"
	}
	general := map[string]string{
		"people": "people.administrators-act", "directory": "directory.own-authority",
		"documents": "documents.secretariat-registers", "host": "body.host-states-facts",
		"decisions": "decisions.state-speaks", "negotiation": "negotiation.chair-presides",
	}
	if named == "" {
		named = general[strings.SplitN(kind, ".", 2)[0]]
	}
	return named
}

func (s *state) decideRecord(c *candidate) string {
	late, tolerance := since(c.came, str(c.act, "at")), s.seconds("clockTolerance")
	if late < -tolerance || late > tolerance && !isOffline(c.kind()) && !c.isRoot() {
		return "record.clock"
	}
	seen := obj(c.act, "seen")
	if num(seen, "size") > s.size {
		return "record.seen"
	}
	if num(seen, "size") == 0 && !((c.isRoot() || c.isHost()) && str(seen, "root") == hashHex(nil)) {
		return "record.seen"
	}
	return ""
}

func (s *state) decideActor(c *candidate) string {
	kind := c.kind()
	if startsWith(kind, "host.") || kind == "body.founded" || c.isHost() {
		isHost := str(c.actor(), "host") == str(s.founding, "origin") && str(c.actor(), "key") == keyID(s.inForce().key)
		if !startsWith(kind, "host.") && kind != "body.host-changed" || !isHost {
			return "body.host-states-facts"
		}
		return s.decideEpoch(c)
	}
	if kind == "people.root-enrolled" {
		return s.decideEnrolment(c)
	}
	if kind == "people.key-reseated" {
		return s.decideReseating(c)
	}
	if s.kinds[c.of()] == "" {
		return "people.current-key"
	}
	if rule := s.decideKind(c); rule != "" {
		return rule
	}
	if rule := s.decideKey(c); rule != "" || c.isRoot() {
		return rule
	}
	return s.decidePerson(c)
}

func (s *state) decideEnrolment(c *candidate) string {
	seat := s.seat(c.of())
	if seat.root != "" {
		if given, stands := seat.standing("root", c.received); stands && c.isRoot() && c.bringsOwnKey() {
			return s.decideServed(c, given, "rootNotice")
		}
		return "people.seated-once"
	}
	token, err := unbase64url(c.text("token"))
	invited := seat.invitation != nil && c.isRoot() && str(c.actor(), "key") == keyID(obj(c.data(), "key")) &&
		err == nil && hashHex(token) == str(seat.invitation, "token") && c.came <= str(seat.invitation, "expires")
	if !invited {
		return "people.invitation-proves"
	}
	if s.isTaken(obj(c.data(), "key")) {
		return "people.key-once"
	}
	return ""
}

func (c *candidate) bringsOwnKey() bool {
	return str(c.actor(), "key") == keyID(obj(c.data(), "key"))
}

// decideServed asks whether a notice was proven by its token and stood for its time.
func (s *state) decideServed(c *candidate, given notice, number string) string {
	token, err := unbase64url(c.text("token"))
	if err != nil || hashHex(token) != given.token || since(c.received, given.since) < s.seconds(number) {
		return "people.notice-served"
	}
	if s.isTaken(obj(c.data(), "key")) {
		return "people.key-once"
	}
	return ""
}

func (s *state) decideReseating(c *candidate) string {
	seat := s.seat(c.of())
	given, stands := seat.standing(c.who(), c.received)
	if !stands || !c.bringsOwnKey() || !contains(seat.administrators, c.who()) {
		return "people.notice-served"
	}
	return s.decideServed(c, given, "letterNotice")
}

func (s *state) decideEpoch(c *candidate) string {
	if c.kind() != "host.epoch" {
		return ""
	}
	hour := instant(c.received).Truncate(time.Hour).Format("2006-01-02T15:04:05.000Z")
	if c.text("hour") != hour || s.epoch != nil && str(s.epoch, "hour") >= hour || c.text("manifests") != s.manifests() {
		return "body.epoch-current"
	}
	return ""
}

// decideNotice asks whether the secretariat may give a notice.
func (s *state) decideNotice(c *candidate) string {
	seat, person, number := s.seat(c.text("participant")), c.text("person"), "rootNotice"
	if person != "" {
		number = "letterNotice"
	}
	_, stands := seat.standing(noticeFor(c.data()), c.received)
	if seat.root == "" || person != "" && !contains(seat.administrators, person) || stands ||
		since(c.text("expires"), c.received) <= s.seconds(number) {
		return "people.notice-proven"
	}
	return ""
}

func (s *state) isTaken(key object) bool {
	return s.keys[keyID(key)] != nil || s.hostKey(keyID(key)) != nil
}

// decideKind asks whether this kind of participant may make an act of this type at all.
func (s *state) decideKind(c *candidate) string {
	kind, of := c.kind(), s.kinds[c.of()]
	secretariat := map[string]string{
		"people.participant-invited": "people.secretariat-invites", "directory.contact-recorded": "directory.note-recorded",
		"people.notice-given": "people.notice-proven",
	}
	if rule := secretariat[kind]; rule != "" && of != "secretariat" {
		return rule
	}
	if papersOfStates[kind] {
		return refuseIf(of != "state", "documents.states-present")
	}
	if startsWith(kind, "documents.") && !papersOfAll[kind] {
		return refuseIf(of != "secretariat", "documents.secretariat-registers")
	}
	switch kind {
	case "decisions.receipt-recorded", "decisions.receipt-unnamed":
		if of != "secretariat" {
			return "decisions.secretariat-records"
		}
	case "negotiation.proposal-recorded":
		return refuseIf(of != "secretariat", "negotiation.secretariat-records")
	case "negotiation.proposed", "negotiation.joined", "negotiation.left", "negotiation.position-stated":
		return refuseIf(of != "state", "negotiation.state-speaks")
	case "decisions.circulated":
		return refuseIf(of != "secretariat", "decisions.delivery-evidenced")
	case "decisions.position-stated", "decisions.objected", "decisions.objected-unnamed", "decisions.objection-withdrawn",
		"decisions.withdrawn-unnamed", "decisions.presence-stated", "decisions.voted", "decisions.delivery-acknowledged", "decisions.dissociated",
		"decisions.reserved", "decisions.explained", "decisions.statement-withdrawn":
		if of != "state" {
			return "decisions.state-speaks"
		}
	}
	if kind == "body.confirmed" && of != "state" {
		return "body.state-confirms"
	}
	if kind == "body.host-changed" && of != "state" {
		return "body.host-changes"
	}
	return ""
}

func (s *state) isCurrentKey(id, participant, person string) bool {
	key := s.keys[id]
	return key != nil && key.participant == participant && key.person == person && !key.ended
}

func (s *state) decideKey(c *candidate) string {
	if c.certificate == nil {
		if !s.isCurrentKey(str(c.actor(), "key"), c.of(), c.who()) {
			return "people.current-key"
		}
		return ""
	}
	if isBinding(c.kind()) {
		return "people.binding-key"
	}
	session := c.certificate
	inForce := str(session, "participant") == c.of() && str(session, "person") == c.who() &&
		since(c.came, str(session, "at")) >= -s.seconds("clockTolerance") &&
		c.came <= str(session, "expires") &&
		since(str(session, "expires"), str(session, "at")) <= s.seconds("sessionLife") &&
		s.isCurrentKey(str(session, "by"), c.of(), c.who())
	if !inForce {
		return "people.session-current"
	}
	return ""
}

// The authority that a type asks of a person.
func authorityFor(kind string) string {
	switch {
	case kind == "body.confirmed" || kind == "body.rules-changed" || papersOfStates[kind] || startsWith(kind, "negotiation."):
		return "decisions"
	case kind == "people.participant-invited" || kind == "people.notice-given":
		return "people"
	}
	return strings.SplitN(kind, ".", 2)[0]
}

func (s *state) decidePerson(c *candidate) string {
	seat, kind := s.seat(c.of()), c.kind()
	isAdministrator := contains(seat.administrators, c.who())
	switch {
	case !seat.isCurrent(c.who()):
		return "people.current-key"
	case kind == "people.administrators-set" || kind == "body.host-changed" || kind == "directory.recovery-certified":
		return "people.root-decides"
	case signedByAdministrators[kind] || kind == "people.act-challenged":
		if !isAdministrator {
			return "people.administrators-act"
		}
	case !contains(seat.people[c.who()].authorities, authorityFor(kind)):
		return "people.authority-held"
	}
	return ""
}

func (s *state) decideBody(c *candidate) string {
	if c.kind() == "body.rules-changed" {
		return s.decideRulesChange(c)
	}
	if c.kind() == "body.confirmed" {
		if s.confirmed[c.of()] {
			return "body.state-confirms"
		}
		return ""
	}
	now, data := s.inForce(), c.data()
	same := object{"host": now.key, "rpIds": anyList(now.rpIds), "origins": anyList(now.origins)}
	key := keyID(obj(data, "host"))
	switch {
	case str(c.act, "base") != now.act || changeOf(data) == changeOf(same):
		return "body.host-changes"
	case s.keys[key] != nil || s.hostKey(key) != nil && key != keyID(now.key):
		return "people.key-once"
	case contains(s.behind(changeOf(data), c.received), c.of()):
		return "body.host-changes"
	}
	return ""
}

func (s *state) decidePeople(c *candidate) string {
	seat := s.seat(c.of())
	switch c.kind() {
	case "people.participant-invited":
		switch {
		case s.kinds[c.text("participant")] == "":
			return "people.secretariat-invites"
		case s.seat(c.text("participant")).root != "":
			return "people.seated-once"
		case c.text("expires") <= c.received:
			return "people.secretariat-invites"
		}
		return ""
	case "people.notice-given":
		return s.decideNotice(c)
	case "people.act-confirmed":
		waiting := seat.pending[c.text("act")]
		if waiting == nil || since(c.received, waiting.since) > s.seconds("confirmationLife") || waiting.confirmedBy[c.who()] {
			return "people.confirm-once"
		}
		if completes(seat, waiting, c.who()) {
			return s.decideEffect(waiting.act, c.received)
		}
		return ""
	case "people.act-challenged":
		challenged, known := s.binding[c.text("act")]
		if !known || challenged.participant != c.of() || s.challenges[c.text("act")] != "" ||
			since(c.came, challenged.received) > s.seconds("challengeLife") {
			return "people.challenge-in-time"
		}
		return ""
	}
	return s.decideEffect(c.act, c.received)
}

// decideEffect is asked when an act of the people of a State is made, and when it takes effect.
func (s *state) decideEffect(act object, received string) string {
	data, participant, kind := obj(act, "data"), str(obj(act, "actor"), "participant"), str(act, "type")
	seat, who := s.seat(participant), str(data, "person")
	if kind == "people.notice-cancelled" {
		for whom, given := range seat.notices {
			if _, stands := seat.standing(whom, received); stands && given.act == str(data, "notice") {
				return ""
			}
		}
		return "people.notice-stands"
	}
	if kind == "people.person-added" {
		for _, other := range s.seats {
			if other.people[who] != nil {
				return "people.person-once"
			}
		}
	} else if who != "" && !seat.isCurrent(who) {
		return "people.own-people"
	}
	if key, registers := data["key"].(object); registers && s.isTaken(key) {
		return "people.key-once"
	}
	if ended := str(data, "key") + str(data, "old"); ended != "" && !s.isCurrentKey(ended, participant, who) {
		return "people.current-key"
	}
	if kind == "people.person-removed" && contains(seat.administrators, who) && len(seat.administrators)-1 < seat.threshold {
		return "people.last-administrator"
	}
	for _, administrator := range texts(data, "administrators") {
		if !seat.isCurrent(administrator) {
			return "people.own-people"
		}
	}
	return ""
}

func (s *state) contactOf(participant, name string) *contact {
	if l := s.lists[participant]; l != nil {
		return l.contacts[name]
	}
	return nil
}

func (s *state) decideDirectory(c *candidate) string {
	of, kind, name := owner(c.act), c.kind(), c.text("contact")
	if startsWith(kind, "directory.list-") {
		return s.decideRegional(c)
	}
	if startsWith(kind, "directory.recovery-") {
		if rule := s.decideRecovery(c, of); rule != "" {
			return rule
		}
		return s.decideList(c)
	}
	now := s.contactOf(of, name)
	isNew := kind == "directory.contact-nominated" || kind == "directory.contact-recorded"
	if !isNew && (now == nil || !now.signed && kind != "directory.contact-removed") {
		return "directory.known-contact"
	}
	if kind == "directory.contact-recorded" &&
		(s.kinds[of] == "" || s.kinds[of] == "secretariat" || now != nil && now.signed) {
		return "directory.note-recorded"
	}
	if isNew && s.contacts[name] != "" && (now == nil || now.signed) {
		return "directory.contact-once"
	}
	base, based := c.act["base"].(string)
	if (based || kind == "directory.contact-amended") && (now == nil || now.version != base) {
		return "directory.base-current"
	}
	roster := texts(c.data(), "roster")
	if c.who() != "" && (contains(roster, c.who()) || now != nil && contains(now.roster, c.who())) {
		return "directory.own-authority"
	}
	for _, who := range roster {
		if !s.seat(of).isCurrent(who) {
			return "directory.roster-own-people"
		}
	}
	if rule := s.decideContactKey(c, now); rule != "" {
		return rule
	}
	return s.decideList(c)
}

func (s *state) decideList(c *candidate) string {
	next, _ := s.nextList(c.act, c.id)
	step := obj(c.data(), "list")
	if num(step, "seq") != next.seq || str(step, "previous") != next.previous || str(step, "manifest") != next.manifest {
		return "directory.list-continues"
	}
	return ""
}

func (s *state) decideContactKey(c *candidate, now *contact) string {
	switch c.kind() {
	case "directory.key-withdrawn":
		return withdrawal(c, now.key)
	case "directory.key-certified":
		return s.decideCertified(c, now.id)
	}
	return ""
}

func (s *state) decideRecovery(c *candidate, of string) string {
	if c.kind() == "directory.recovery-certified" {
		return s.decideCertified(c, "")
	}
	if s.lists[of] == nil {
		return "directory.key-current"
	}
	return withdrawal(c, s.lists[of].recovery)
}

func withdrawal(c *candidate, held sealingKey) string {
	if held.key == nil || str(obj(held.key, "blob"), "sha256") != c.text("key") {
		return "directory.key-current"
	}
	return ""
}

// decideCertified asks whether a key is free for the contact of this name, or for recovery where it is empty.
func (s *state) decideCertified(c *candidate, own string) string {
	fingerprint := str(obj(c.data(), "key"), "fingerprint")
	expires := c.text("expires")
	taken := s.compromised[fingerprint]
	for of, l := range s.lists {
		for name, other := range l.contacts {
			taken = taken || name != own && other.key.fingerprint() == fingerprint
		}
		taken = taken || !(own == "" && of == c.of()) && l.recovery.fingerprint() == fingerprint
	}
	if taken || expires != "" && expires <= c.received {
		return "directory.key-current"
	}
	return ""
}

// isOnDuty answers whether the actor may act for this contact.
func (s *state) isOnDuty(c *candidate, name string) bool {
	contact := s.contactOf(c.of(), name)
	return contact != nil && contact.signed && c.who() != "" && contains(contact.roster, c.who()) &&
		s.seat(c.of()).isCurrent(c.who())
}

func currentFingerprint(c *contact, at string) string {
	if c == nil || !c.key.isCurrent(at) {
		return ""
	}
	return c.key.fingerprint()
}

// decideSeals asks whether the message is sealed as, and to the further keys that, the directory says (chapter 5.4).
func (s *state) decideSeals(c *candidate, from object) string {
	layers, _ := c.data()["layers"].([]any)
	parties := append([]any{from}, c.recipients...)
	for _, item := range c.recipients {
		to := s.contactOf(str(item.(object), "participant"), str(item.(object), "contact"))
		if demanded, _ := to.key.hybrid["demanded"].(bool); demanded && len(layers) == 1 {
			return "exchange.seal-demanded"
		}
	}
	recovery, hybrid, complete := s.furtherKeys(parties, len(layers) == 2, c.received)
	expected := ""
	if len(recovery)+len(hybrid) > 0 {
		expected = furtherKeysHash(hybrid, recovery)
	}
	if !complete || expected != c.text("further") {
		return "exchange.recipients-certified"
	}
	return ""
}

func furtherKeysHash(hybrid, recovery []any) string {
	text, _ := canonical(object{"hybrid": hybrid, "recovery": recovery})
	return hashHex(text)
}

// furtherKeys are the keys that a message is sealed to beside those in its list; not complete where one is missing.
func (s *state) furtherKeys(parties []any, twice bool, at string) (recovery, hybrid []any, complete bool) {
	recovery, hybrid, complete = []any{}, []any{}, true
	states, hashes := map[string]bool{}, map[string]bool{}
	need := func(held sealingKey) {
		hash := str(obj(held.hybrid, "blob"), "sha256")
		complete = complete && (hash != "" || !twice)
		if twice {
			hashes[hash] = true
		}
	}
	for _, item := range parties {
		party := item.(object)
		states[str(party, "participant")] = true
		need(s.contactOf(str(party, "participant"), str(party, "contact")).key)
	}
	for _, name := range sorted(states) {
		if l := s.lists[name]; l != nil && l.recovery.isCurrent(at) {
			recovery = append(recovery, object{"participant": name, "key": l.recovery.fingerprint()})
			need(l.recovery)
		}
	}
	return recovery, anyList(sorted(hashes)), complete
}

func (s *state) decideExchange(c *candidate) string {
	if c.kind() == "exchange.acknowledged" {
		name, sent := c.text("contact"), s.messages[c.text("message")]
		if !s.isOnDuty(c, name) {
			return "exchange.sender-on-duty"
		}
		if sent == nil || sent.thread != c.text("thread") || !sent.recipients[name] || sent.acknowledged[name] {
			return "exchange.acknowledge-once"
		}
		return ""
	}
	header := obj(c.data(), "header")
	from := obj(header, "from")
	name := str(from, "contact")
	if str(from, "participant") != c.of() || !s.isOnDuty(c, name) {
		return "exchange.sender-on-duty"
	}
	if c.recipients == nil || currentFingerprint(s.contactOf(c.of(), name), c.received) == "" {
		return "exchange.recipients-certified"
	}
	for _, item := range c.recipients {
		to := item.(object)
		key := currentFingerprint(s.contactOf(str(to, "participant"), str(to, "contact")), c.received)
		if key == "" || key != str(to, "key") {
			return "exchange.recipients-certified"
		}
	}
	if rule := s.decideSeals(c, from); rule != "" {
		return rule
	}
	if s.messages[str(header, "message")] != nil {
		return "exchange.message-once"
	}
	if members := s.threads[str(header, "thread")]; members != nil && !members[name] {
		return "exchange.thread-members"
	} else if members != nil && s.exercises[str(header, "thread")] != (header["exercise"] == true) {
		return "exchange.exercise-apart"
	}
	if deadline := str(header, "deadline"); deadline != "" && since(deadline, c.came) < s.seconds("deadlineAhead") {
		return "exchange.deadline-ahead"
	}
	return ""
}

func sorted(set map[string]bool) []string {
	names := []string{}
	for name := range set {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}
