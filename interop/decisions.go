package main

import "sort"

// decideDecisions answers the rule that stands in the way of an act of a procedure (chapter 10.3).
func (s *state) decideDecisions(c *candidate) string {
	if c.kind() == "decisions.opened" {
		return s.decideOpened(c)
	}
	p := s.decided.procedures[c.text("procedure")]
	if p != nil && outlasts[c.kind()] {
		return s.decideBeside(c, p)
	}
	if p == nil || p.outcome != "" {
		return "decisions.procedure-open"
	}
	switch c.kind() {
	case "decisions.objected", "decisions.objected-unnamed":
		return s.decideObjected(c, p)
	case "decisions.objection-withdrawn", "decisions.withdrawn-unnamed":
		return p.decideWithdrawn(c)
	case "decisions.receipt-recorded", "decisions.receipt-unnamed":
		return s.decideReceipt(c, p)
	case "decisions.extended":
		return s.decideExtended(c, p)
	case "decisions.announced":
		return s.decideAnnounced(c, p)
	case "decisions.closed":
		return s.decideClosed(c, p)
	case "decisions.position-stated":
		return decidePosition(c, p)
	case "decisions.voted":
		if s.method(p) == "consensus" {
			return "decisions.method-adopted"
		}
		if p.announced == nil || c.ms() >= ms(str(p.announced, "until")) {
			return "decisions.position-in-time"
		}
	case "decisions.presence-stated", "decisions.presence-attested":
		return s.decidePresence(c, p)
	case "decisions.circulated", "decisions.delivery-acknowledged":
		return s.decideDelivery(c, p)
	case "decisions.ruled", "decisions.vouched":
		if !s.presides(c, p) {
			return "decisions.chair-presides"
		}
		if c.kind() == "decisions.vouched" && !p.waits(c.text("commitment")) {
			return "decisions.entry-known"
		}
	}
	return ""
}

func (c *candidate) ms() int64 { return ms(c.received) }

func matterOf(subject object) string {
	switch kind := str(subject, "kind"); kind {
	case "document", "mandate", "rules":
		return "substance"
	default:
		return kind
	}
}

// method is "consensus", or "" where it is a vote.
func (s *state) methodOf(subject object) string {
	if matterOf(subject) == "waiver" {
		return "consensus"
	}
	return str(obj(s.decided.rules, "methods"), matterOf(subject))
}
func (s *state) method(p *proceeding) string { return s.methodOf(obj(p.terms, "subject")) }
func (s *state) calendar() calendar          { return calendar{obj(s.decided.rules, "calendar")} }
func (s *state) holders(name string) []object {
	found := []object{}
	for _, one := range s.decided.offices[name] {
		if s.seat(str(one, "participant")).isCurrent(str(one, "person")) {
			found = append(found, one)
		}
	}
	return found
}

func (s *state) hasRole(c *candidate, role string) bool {
	if role == "state" || role == "secretariat" {
		return s.kinds[c.of()] == role
	}
	for _, one := range s.holders(role) {
		if c.who() != "" && str(one, "person") == c.who() && str(one, "participant") == c.of() {
			return true
		}
	}
	return false
}

func (s *state) hasOneOf(c *candidate, roles []string) bool {
	for _, role := range roles {
		if s.hasRole(c, role) {
			return true
		}
	}
	return false
}

func (s *state) layer(name string) object {
	layers, _ := s.decided.rules["layers"].([]any)
	for _, item := range layers {
		if one, _ := item.(object); str(one, "id") == name {
			return one
		}
	}
	return nil
}

func (s *state) presides(c *candidate, p *proceeding) bool {
	roles := []string{"chair"}
	if layer := s.layer(str(p.terms, "layer")); layer != nil {
		roles = texts(layer, "presides")
	}
	subject := obj(p.terms, "subject")
	elects := str(subject, "office") == "chair" && len(s.holders("chair")) == 0
	return s.hasOneOf(c, roles) || elects && s.hasRole(c, "secretariat")
}

func (s *state) isWaived(procedure, rule string) bool {
	for _, p := range s.decided.procedures {
		subject := obj(p.terms, "subject")
		if str(subject, "kind") == "waiver" && p.outcome == "adopted" && str(subject, "of") == procedure && contains(texts(subject, "rules"), rule) {
			return true
		}
	}
	return false
}

func (s *state) decideOpened(c *candidate) string {
	data, rules := c.data(), s.decided.rules
	subject, id := obj(data, "subject"), c.text("procedure")
	isSilence := c.text("kind") == "silence"
	reissued := s.decided.procedures[c.text("reissues")]
	switch {
	case s.decided.procedures[id] != nil:
		return "decisions.procedure-once"
	case s.layer(c.text("layer")) == nil, !s.hasOneOf(c, texts(obj(rules, "opens"), matterOf(subject))):
		return "decisions.may-open"
	case !contains(texts(rules, "disclosure"), c.text("disclosure")):
		return "decisions.disclosure-fixed"
	case isSilence && s.methodOf(subject) != "consensus":
		return "decisions.method-adopted"
	case c.text("reissues") != "" && (reissued == nil || reissued.outcome != "broken"):
		return "decisions.entry-known"
	case !s.isKnown(subject, id, c.book != nil):
		return "decisions.subject-known"
	case !s.isNewSubject(subject, c.text("reconsiders")):
		return "decisions.decided-once"
	case !isSilence:
		return ""
	}
	return s.decideSilence(c, subject, id, ms(c.text("deadline")))
}

func (s *state) decideSilence(c *candidate, subject object, id string, deadline int64) string {
	if !s.inLanguages(subject, id) {
		return "decisions.languages-issued"
	}
	if !s.isNoticed(subject, id, deadline) {
		return "decisions.notice-given"
	}
	silence, cal := obj(s.decided.rules, "silence"), s.calendar()
	if s.isWaived(id, "decisions.silence-long-enough") && deadline > c.ms() {
		return ""
	}
	end, is := cal.end(c.ms(), obj(silence, "length"))
	if !is || !cal.covers(deadline) || deadline < end || silence["endsAtWork"] == true && !cal.atWork(deadline) {
		return "decisions.silence-long-enough"
	}
	return ""
}

func (s *state) isKnown(subject object, own string, hasBook bool) bool {
	of := s.decided.procedures[str(subject, "of")]
	switch str(subject, "kind") {
	case "document":
		return s.isIssued(subject)
	case "rules":
		return hasBook
	case "office":
		return s.seat(str(subject, "participant")).isCurrent(str(subject, "person"))
	case "waiver":
		for _, rule := range texts(subject, "rules") {
			if !contains(texts(s.decided.rules, "waivable"), rule) {
				return false
			}
		}
		return str(subject, "of") != own && (of == nil || of.outcome == "")
	case "appeal":
		return of != nil && of.outcome == "" && of.rulings[str(subject, "ruling")]
	case "motion":
		if str(subject, "motion") == "reconsider" {
			return of != nil && of.outcome == "adopted"
		}
		return str(subject, "of") == "" || of != nil
	}
	return true
}

func (s *state) isIssued(subject object) bool {
	name := str(subject, "document")
	versions := obj(subject, "versions")
	if !s.papers.isKnown(name) {
		return false
	}
	for language := range versions {
		if s.papers.documents[name].newest[language] != str(versions, language) {
			return false
		}
	}
	return len(versions) > 0
}

func (s *state) isNewSubject(subject object, reconsiders string) bool {
	decided, at := "", int64(-1)
	want, _ := canonical(subject)
	for id, p := range s.decided.procedures {
		got, _ := canonical(obj(p.terms, "subject"))
		whole := p.terms["items"] == nil && p.outcome == "adopted"
		if str(subject, "kind") == "document" && whole && string(got) == string(want) && p.closed > at {
			decided, at = id, p.closed
		}
	}
	motion := s.decided.procedures[reconsiders]
	if decided == "" {
		return reconsiders == ""
	}
	if motion == nil || motion.outcome != "adopted" {
		return false
	}
	moved := obj(motion.terms, "subject")
	return str(moved, "motion") == "reconsider" && str(moved, "of") == decided
}

func (s *state) inLanguages(subject object, id string) bool {
	if str(subject, "kind") != "document" || s.isWaived(id, "decisions.languages-issued") {
		return true
	}
	for _, language := range texts(s.decided.rules, "languages") {
		if obj(subject, "versions")[language] == nil {
			return false
		}
	}
	return true
}

func (s *state) isNoticed(subject object, id string, at int64) bool {
	if str(subject, "kind") != "document" || s.isWaived(id, "decisions.notice-given") {
		return true
	}
	d, last := s.papers.documents[str(subject, "document")], int64(0)
	for language := range obj(subject, "versions") {
		last = most(last, msOrNone(d.issued[language]), msOrNone(d.corrected[language]))
	}
	end, is := s.calendar().end(last, obj(s.decided.rules, "notice"))
	return is && at >= end
}

func (p *proceeding) fitsLevel(unnamed bool, items []string) bool {
	level, own := str(p.terms, "disclosure"), texts(p.terms, "items")
	if unnamed == (level == "state") || level == "fact" && len(items) > 0 {
		return false
	}
	for _, item := range items {
		if len(own) > 0 && !contains(own, item) {
			return false
		}
	}
	return true
}

func (p *proceeding) isInTime(at int64) bool {
	return str(p.terms, "kind") == "room" || at < p.deadline
}

// repeats answers whether the State objects to the same already.
func (p *proceeding) repeats(of string, items []string, any bool) bool {
	for _, one := range p.objections {
		if one.ended || one.of != of || one.paper && !any {
			continue
		}
		if len(items) == 0 || len(one.items) == 0 {
			return true
		}
		for _, item := range items {
			if contains(one.items, item) {
				return true
			}
		}
	}
	return false
}

func (s *state) decideObjected(c *candidate, p *proceeding) string {
	items := texts(c.data(), "items")
	paper := p.find(c.text("confirms"))
	switch {
	case !p.fitsLevel(unnamedTypes[c.kind()], items):
		return "decisions.disclosure-fixed"
	case s.method(p) != "consensus":
		return "decisions.method-adopted"
	case c.text("confirms") != "" && (paper == nil || !paper.paper || paper.ended):
		return "decisions.entry-known"
	case paper != nil && paper.of != c.of():
		return "decisions.own-objection"
	case paper == nil && !p.isInTime(ms(c.came)):
		return "decisions.objection-in-time"
	case p.repeats(c.of(), items, false):
		return "decisions.once-each"
	}
	return ""
}

func (p *proceeding) decideWithdrawn(c *candidate) string {
	one := p.find(c.text("objection"))
	switch {
	case one == nil || one.ended:
		return "decisions.entry-known"
	case !p.fitsLevel(unnamedTypes[c.kind()], nil):
		return "decisions.disclosure-fixed"
	case one.of != c.of():
		return "decisions.own-objection"
	}
	return ""
}

func (s *state) decideReceipt(c *candidate, p *proceeding) string {
	items, arrived := texts(c.data(), "items"), ms(c.text("arrived"))
	switch {
	case s.kinds[c.text("participant")] != "state":
		return "decisions.secretariat-records"
	case !p.fitsLevel(unnamedTypes[c.kind()], items):
		return "decisions.disclosure-fixed"
	case s.method(p) != "consensus":
		return "decisions.method-adopted"
	case arrived > c.ms():
		return "decisions.secretariat-records"
	case !p.isInTime(arrived):
		return "decisions.objection-in-time"
	case p.repeats(c.text("participant"), items, true):
		return "decisions.once-each"
	}
	return ""
}

func (s *state) decideExtended(c *candidate, p *proceeding) string {
	if !s.presides(c, p) && !s.hasRole(c, "secretariat") {
		return "decisions.chair-presides"
	}
	measured := "decisions.extension-measured"
	whole, _ := p.broken()
	lost, cause := s.lost(c, p), causeOf(c.data())
	if str(p.terms, "kind") != "silence" || whole || lost <= 0 {
		return measured
	}
	given := int64(0)
	for _, one := range p.extended {
		if given += one.by; one.cause == cause {
			return measured
		}
	}
	silence, cal, deadline := obj(s.decided.rules, "silence"), s.calendar(), ms(c.text("deadline"))
	limits := obj(silence, "extension")
	latest := (p.deadline + (lost+hour-1)/hour*hour + hour - 1) / hour * hour
	for silence["endsAtWork"] == true && cal.covers(latest) && !cal.atWork(latest) {
		latest += hour
	}
	left := amount(limits["hours"])*hour - given
	if int64(len(p.extended)) >= amount(limits["times"]) {
		left = 0
	}
	if deadline <= p.deadline || deadline > latest || deadline > p.deadline+left || !cal.covers(latest) {
		return measured
	}
	if silence["endsAtWork"] == true && !cal.atWork(deadline) {
		return "decisions.silence-long-enough"
	}
	return ""
}

func (s *state) lost(c *candidate, p *proceeding) int64 {
	cause := obj(c.data(), "cause")
	if act := str(cause, "act"); act != "" {
		down := s.decided.unavailable[act]
		if down == nil {
			return 0
		}
		return least(ms(str(down, "until")), p.deadline) - most(ms(str(down, "from")), p.opened)
	}
	if d := s.papers.documents[str(obj(p.terms, "subject"), "document")]; d != nil {
		return msOrNone(d.issued[str(cause, "language")]) - p.opened
	}
	return 0
}

func msOrNone(at string) int64 {
	if at == "" {
		return 0
	}
	return ms(at)
}

func decidePosition(c *candidate, p *proceeding) string {
	for _, item := range texts(c.data(), "items") {
		if own := texts(p.terms, "items"); len(own) > 0 && !contains(own, item) {
			return "decisions.position-in-time"
		}
	}
	over := p.announced != nil
	if str(p.terms, "kind") == "silence" {
		over = c.ms() >= p.deadline
	}
	if over {
		return "decisions.position-in-time"
	}
	return ""
}

func (s *state) decidePresence(c *candidate, p *proceeding) string {
	isCount := c.kind() == "decisions.presence-attested"
	switch {
	case isCount && !s.hasRole(c, "secretary"):
		return "decisions.chair-presides"
	case str(p.terms, "kind") != "room" || p.announced != nil && c.ms() >= ms(str(p.announced, "until")):
		return "decisions.position-in-time"
	case !isCount && p.present[c.of()]:
		return "decisions.once-each"
	}
	return ""
}

func (p *proceeding) waits(commitment string) bool {
	for _, one := range p.objections {
		if one.key == commitment && one.unnamed && !one.vouched || !one.ended && contains(one.lifting, commitment) {
			return true
		}
	}
	return false
}

// broken is what objections leave: nothing at all, or not these items.
func (p *proceeding) broken() (whole bool, items []string) {
	named, own := map[string]bool{}, texts(p.terms, "items")
	for _, one := range p.objections {
		if one.paper || one.ended && str(p.terms, "kind") == "room" {
			continue
		}
		if len(one.items) == 0 || len(own) == 0 {
			return true, nil
		}
		for _, item := range one.items {
			named[item] = true
		}
	}
	return len(named) > 0 && len(named) == len(own), sorted(named)
}

func (p *proceeding) fits() string {
	if whole, _ := p.broken(); whole {
		return "decisions.no-objection"
	}
	for _, one := range p.objections {
		if one.paper && !one.ended {
			return "decisions.paper-settled"
		}
	}
	return ""
}

func (s *state) decideAnnounced(c *candidate, p *proceeding) string {
	room, subject, id := obj(s.decided.rules, "room"), obj(p.terms, "subject"), c.text("procedure")
	switch {
	case str(p.terms, "kind") != "room":
		return "decisions.window-given"
	case !s.presides(c, p):
		return "decisions.chair-presides"
	case !s.inLanguages(subject, id):
		return "decisions.languages-issued"
	case !s.isNoticed(subject, id, c.ms()):
		return "decisions.notice-given"
	case p.fits() != "":
		return p.fits()
	}
	end, is := c.ms()+amount(room["window"])*1000, true
	if times := obj(c.data(), "afterwards"); times != nil {
		if str(times, "announced") > str(times, "gavelled") || str(times, "gavelled") > c.received {
			return "decisions.two-enter-afterwards"
		}
		end, is = s.calendar().end(c.ms(), obj(room, "afterwards"))
	}
	if !is || ms(c.text("until")) < end {
		return "decisions.window-given"
	}
	return ""
}

func (s *state) decideClosed(c *candidate, p *proceeding) string {
	outcome := c.text("outcome")
	isOpener := outcome == "withdrawn" && c.who() == str(p.by, "person") && c.of() == str(p.by, "participant")
	if p.announced != nil && p.announced["afterwards"] != nil && outcome == "adopted" {
		if !s.hasRole(c, "secretary") || c.who() == p.announcer {
			return "decisions.two-enter-afterwards"
		}
	} else if !isOpener && !s.presides(c, p) && !(str(p.terms, "kind") == "silence" && s.hasRole(c, "secretary")) {
		return "decisions.chair-presides"
	}
	at := s.streams["procedure/"+c.text("procedure")]
	if num(c.data(), "entries") != at.next || c.text("head") != at.prev {
		return "decisions.entries-named"
	}
	if c.data()["items"] != nil && (outcome != "adopted" || p.terms["items"] == nil) {
		return "decisions.outcome-follows"
	}
	if rule := s.decideOutcome(c, p, outcome); rule != "" {
		return rule
	}
	want, _ := canonical(obj(p.terms, "subject"))
	got, _ := canonical(obj(c.data(), "effect"))
	isOffice := str(obj(p.terms, "subject"), "kind") == "office" && outcome == "adopted"
	if isOffice != (c.data()["effect"] != nil) || isOffice && string(want) != string(got) {
		return "decisions.outcome-follows"
	}
	return ""
}

func (s *state) decideOutcome(c *candidate, p *proceeding, outcome string) string {
	whole, named := p.broken()
	switch {
	case outcome == "withdrawn":
		return ""
	case outcome == "broken" && !whole:
		return "decisions.outcome-follows"
	case outcome == "broken":
		return ""
	case outcome == "rejected" && s.method(p) == "consensus":
		return "decisions.method-adopted"
	case outcome == "adopted" && p.fits() != "":
		return p.fits()
	case outcome == "adopted" && s.hasAppeal(c.text("procedure")):
		return "decisions.appeal-first"
	}
	if rule := s.decideTime(c, p); rule != "" {
		return rule
	}
	if !s.isQuorate(c, p) {
		return "decisions.quorum-present"
	}
	subject := obj(p.terms, "subject")
	if outcome == "adopted" && !s.isKnown(subject, c.text("procedure"), true) {
		return "decisions.subject-known"
	}
	if s.method(p) != "consensus" && s.isCarried(p) != (outcome == "adopted") {
		return "decisions.outcome-follows"
	}
	left := []string{}
	for _, item := range texts(p.terms, "items") {
		if !contains(named, item) {
			left = append(left, item)
		}
	}
	sort.Strings(left)
	want, _ := canonical(anyList(left))
	got, _ := canonical(anyList(texts(c.data(), "items")))
	if outcome == "adopted" && string(want) != string(got) {
		return "decisions.outcome-follows"
	}
	return ""
}

func (s *state) hasAppeal(procedure string) bool {
	for _, p := range s.decided.procedures {
		subject := obj(p.terms, "subject")
		if str(subject, "kind") == "appeal" && str(subject, "of") == procedure && p.outcome == "" {
			return true
		}
	}
	return false
}

func (s *state) decideTime(c *candidate, p *proceeding) string {
	if str(p.terms, "kind") == "silence" {
		if c.ms() < p.deadline+amount(obj(s.decided.rules, "silence")["settling"])*1000 {
			return "decisions.deadline-reached"
		}
	} else if p.announced == nil || c.ms() < ms(str(p.announced, "until")) {
		return "decisions.window-given"
	}
	return ""
}

func (s *state) isQuorate(c *candidate, p *proceeding) bool {
	quorum := obj(obj(s.decided.rules, "room"), "quorum")
	if str(p.terms, "kind") == "silence" || quorum == nil || s.isWaived(c.text("procedure"), "decisions.quorum-present") {
		return true
	}
	states := int64(0)
	for _, kind := range s.kinds {
		if kind == "state" {
			states++
		}
	}
	present := most(int64(len(p.present)), p.attested, amount(obj(p.announced, "afterwards")["present"]))
	return present >= states*amount(quorum["part"])/amount(quorum["of"])+1
}

func (s *state) isCarried(p *proceeding) bool {
	method := obj(obj(s.decided.rules, "methods"), matterOf(obj(p.terms, "subject")))
	share, tally := obj(method, "share"), map[string]int64{}
	for _, vote := range p.votes {
		tally[vote]++
	}
	have := tally["for"] * amount(share["of"])
	needed := (tally["for"] + tally["against"]) * amount(share["part"])
	return tally["for"] > 0 && (have > needed || method["atLeast"] == true && have == needed)
}

func (s *state) decideRulesChange(c *candidate) string {
	p := s.decided.procedures[c.text("procedure")]
	isAdopted := p != nil && p.outcome == "adopted" && str(obj(p.terms, "subject"), "sha256") == c.text("rules") &&
		str(obj(p.terms, "subject"), "kind") == "rules"
	if !isAdopted || p.used || p.closed < s.decided.since || c.book == nil ||
		!s.hasOneOf(c, []string{"chair", "secretary", "secretariat"}) {
		return "body.rules-adopted"
	}
	return ""
}

func most(first int64, others ...int64) int64 {
	for _, other := range others {
		if other > first {
			first = other
		}
	}
	return first
}
func least(one, other int64) int64 {
	if other < one {
		return other
	}
	return one
}
