package main

import (
	"bytes"
	"encoding/json"
	"strconv"
)

// What negotiations add up to (chapter 11.1).
type negotiations struct {
	texts      map[string]*negotiation
	proposals  map[string]*proposal
	paragraphs map[string]*paragraph // by "document paragraph"
	stated     map[string]object     // data of `position-stated`, with its participant, by act
}
type negotiation struct {
	document, language, layer, opened, base, text string
	accepted                                      []object // act, proposals, text
	closed                                        object
}
type proposal struct {
	id, document, on, content, act, fate, unconfirmed, replaces string
	paragraphs, brings, sponsors, supporters                    []string
	positions                                                   object
}
type paragraph struct {
	document, id          string
	agreements, positions object
	open                  []string
}

func newNegotiations() negotiations {
	return negotiations{texts: map[string]*negotiation{}, proposals: map[string]*proposal{},
		paragraphs: map[string]*paragraph{}, stated: map[string]object{}}
}

func whole(n int64) json.Number { return json.Number(strconv.FormatInt(n, 10)) }

func (n *negotiations) paragraph(document, id string) *paragraph {
	key := document + " " + id
	if n.paragraphs[key] == nil {
		n.paragraphs[key] = &paragraph{document: document, id: id, agreements: object{}, positions: object{}}
	}
	return n.paragraphs[key]
}

// isClosed answers whether amendments to the paragraph are not taken in this layer.
func (p *paragraph) isClosed(layer string) bool { return closes(p.kind(layer)) }
func (p *paragraph) kind(layer string) string {
	return str(obj(obj(p.agreements, layer), "agreement"), "kind")
}
func closes(kind string) bool {
	return kind == "agreed" || kind == "ad-referendum" || kind == "subject-to"
}

// objects answers whether a State objects.
func objects(positions object) bool {
	for participant := range positions {
		if str(obj(positions, participant), "position") == "object" {
			return true
		}
	}
	return false
}

func (n *negotiations) fold(act object, id, received string) {
	data, of := obj(act, "data"), str(obj(act, "actor"), "participant")
	document := str(data, "document")
	t := n.texts[document]
	switch str(act, "type") {
	case "negotiation.opened":
		text := str(data, "text")
		n.texts[document] = &negotiation{document, str(data, "language"), str(data, "layer"), id, text, text, nil, nil}
	case "negotiation.text-issued":
		t.base, t.text, t.accepted = str(data, "text"), str(data, "text"), nil
		if layer := str(data, "layer"); layer != "" {
			t.layer = layer
		}
	case "negotiation.proposed":
		n.propose(data, id, &proposal{sponsors: []string{of}})
	case "negotiation.proposal-recorded":
		n.propose(data, id, &proposal{unconfirmed: str(data, "participant")})
	case "negotiation.joined":
		n.proposals[str(data, "proposal")].join(str(data, "as"), of)
	case "negotiation.left":
		n.leave(n.proposals[str(data, "proposal")], of)
	case "negotiation.position-stated":
		n.state(data, of, id, received)
	case "negotiation.settled":
		n.settle(t, data, id)
	case "negotiation.agreement-marked":
		for _, one := range texts(data, "paragraphs") {
			n.paragraph(document, one).agreements[t.layer] = object{"agreement": obj(data, "agreement"), "act": id, "at": whole(ms(received))}
		}
	case "negotiation.closed":
		t.closed = object{"act": id, "outcome": data["outcome"]}
	}
}

func (n *negotiations) propose(data object, act string, p *proposal) {
	p.id, p.document, p.on, p.act = str(data, "proposal"), str(data, "document"), str(data, "on"), act
	p.content, p.replaces = str(obj(data, "content"), "sha256"), str(data, "replaces")
	p.paragraphs, p.brings, p.positions = texts(data, "paragraphs"), texts(data, "brings"), object{}
	if p.replaces != "" {
		n.become(n.proposals[p.replaces], "replaced")
	}
	n.proposals[p.id] = p
	n.become(p, "pending")
}

// become changes what is open on every paragraph that the proposal reaches.
func (n *negotiations) become(p *proposal, fate string) {
	p.fate = fate
	for _, id := range append(append([]string{}, p.paragraphs...), p.brings...) {
		one := n.paragraph(p.document, id)
		one.open = without(one.open, p.id)
		if fate == "pending" {
			one.open = append(one.open, p.id)
		}
	}
}

func (p *proposal) join(as, of string) {
	p.sponsors, p.supporters = without(p.sponsors, of), without(p.supporters, of)
	switch as {
	case "supporter":
		p.supporters = append(p.supporters, of)
	case "proposer":
		p.sponsors, p.unconfirmed = append([]string{of}, p.sponsors...), ""
	default:
		p.sponsors = append(p.sponsors, of)
	}
}

func (n *negotiations) leave(p *proposal, of string) {
	p.sponsors, p.supporters = without(p.sponsors, of), without(p.supporters, of)
	if len(p.sponsors) == 0 && (p.unconfirmed == "" || p.unconfirmed == of) {
		n.become(p, "withdrawn")
	}
}

func (n *negotiations) state(data object, of, act, received string) {
	said := object{"position": data["position"], "act": act, "at": whole(ms(received))}
	for _, id := range texts(data, "proposals") {
		n.proposals[id].positions[of] = said
	}
	for _, id := range texts(data, "paragraphs") {
		n.paragraph(str(data, "document"), id).positions[of] = said
	}
	n.stated[act] = object{"participant": of, "data": data}
}

func (n *negotiations) settle(t *negotiation, data object, act string) {
	outcome := str(data, "outcome")
	fate := outcome
	if outcome == "restored" || outcome == "taken-back" {
		fate = "pending"
	}
	for _, id := range texts(data, "proposals") {
		n.become(n.proposals[id], fate)
	}
	switch outcome {
	case "accepted":
		t.text = str(data, "result")
		t.accepted = append(t.accepted, object{"act": act, "proposals": data["proposals"], "text": t.text})
	case "taken-back":
		t.text, t.accepted = str(data, "result"), t.accepted[:len(t.accepted)-1]
	}
}

// decideNegotiation answers the rule that stands in the way (chapter 11.2).
func (s *state) decideNegotiation(c *candidate) string {
	n, data, document := &s.negotiations, c.data(), c.text("document")
	t := n.texts[document]
	if c.kind() == "negotiation.opened" {
		return s.decideNegotiationOpened(c, t)
	}
	if t == nil || t.closed != nil {
		return "negotiation.negotiation-open"
	}
	switch c.kind() {
	case "negotiation.text-issued":
		return s.decideTextIssued(c, t)
	case "negotiation.proposed":
		if rule := n.decideProposed(data, t); rule != "" || c.text("replaces") == "" {
			return rule
		}
		before := n.proposals[c.text("replaces")]
		isOwn := before != nil && before.document == document && before.fate == "pending" &&
			len(before.sponsors) == 1 && before.sponsors[0] == c.of()
		return refuseIf(!isOwn, "negotiation.own-replacement")
	case "negotiation.proposal-recorded":
		if s.kinds[c.text("participant")] != "state" {
			return "negotiation.secretariat-records"
		}
		return n.decideProposed(data, t)
	case "negotiation.joined", "negotiation.left":
		p := n.proposals[c.text("proposal")]
		if p == nil || p.document != document || p.fate != "pending" {
			return "negotiation.known-proposal"
		}
		return refuseIf(!p.mayStand(c), "negotiation.sponsor-once")
	case "negotiation.position-stated":
		return n.decidePosition(c)
	}
	if !s.presidesIn(c, t.layer) {
		return "negotiation.chair-presides"
	}
	on := c.text("on")
	if c.kind() == "negotiation.closed" {
		on = c.text("text")
	}
	if on != t.text {
		return "negotiation.base-current"
	}
	switch c.kind() {
	case "negotiation.settled":
		return n.decideSettled(data, t)
	case "negotiation.agreement-marked":
		return n.decideAgreement(c, t)
	}
	return ""
}

func (s *state) presidesIn(c *candidate, layer string) bool {
	roles := []string{"chair"}
	if one := s.layer(layer); one != nil {
		roles = texts(one, "presides")
	}
	return s.hasOneOf(c, roles)
}

func (s *state) isNewest(document, language, text string) bool {
	d := s.papers.documents[document]
	return d != nil && d.newest[language] == text
}

func (s *state) decideNegotiationOpened(c *candidate, t *negotiation) string {
	document := c.text("document")
	switch {
	case t != nil && t.closed == nil:
		return "negotiation.negotiation-open"
	case s.layer(c.text("layer")) == nil || !s.presidesIn(c, c.text("layer")):
		return "negotiation.chair-presides"
	case !s.papers.isKnown(document):
		return "documents.known-document"
	case !s.isNewest(document, c.text("language"), c.text("text")):
		return "negotiation.text-registered"
	}
	embargo := s.papers.documents[document].embargo
	return refuseIf(embargo != "" && ms(embargo) > c.ms(), "documents.embargo-kept")
}

func (s *state) decideTextIssued(c *candidate, t *negotiation) string {
	layer := c.text("layer")
	switch {
	case !s.presidesIn(c, t.layer), layer != "" && (s.layer(layer) == nil || !s.presidesIn(c, layer)):
		return "negotiation.chair-presides"
	case !s.papers.isKnown(t.document):
		return "documents.known-document"
	}
	return refuseIf(!s.isNewest(t.document, t.language, c.text("text")), "negotiation.text-registered")
}

func (n *negotiations) decideProposed(data object, t *negotiation) string {
	isTaken := n.proposals[str(data, "proposal")] != nil
	for _, id := range texts(data, "brings") {
		isTaken = isTaken || n.paragraphs[t.document+" "+id] != nil
	}
	if isTaken {
		return "negotiation.proposal-once"
	}
	isCurrent := str(data, "on") == t.base
	for _, one := range t.accepted {
		isCurrent = isCurrent || str(data, "on") == str(one, "text")
	}
	if !isCurrent {
		return "negotiation.base-current"
	}
	return refuseIf(n.isOneClosed(t, texts(data, "paragraphs")), "negotiation.paragraph-open")
}

func (n *negotiations) isOneClosed(t *negotiation, paragraphs []string) bool {
	for _, id := range paragraphs {
		if one := n.paragraphs[t.document+" "+id]; one != nil && one.isClosed(t.layer) {
			return true
		}
	}
	return false
}

// mayStand answers whether the actor may join so, or leave.
func (p *proposal) mayStand(c *candidate) bool {
	of := c.of()
	switch isSponsor := contains(p.sponsors, of); {
	case c.kind() == "negotiation.left":
		return isSponsor || contains(p.supporters, of) || p.unconfirmed == of
	case c.text("as") == "proposer":
		return p.unconfirmed == of
	case p.unconfirmed != "":
		return false
	case c.text("as") == "supporter":
		return !isSponsor && !contains(p.supporters, of)
	default:
		return !isSponsor
	}
}

func (n *negotiations) decidePosition(c *candidate) string {
	for _, id := range texts(c.data(), "proposals") {
		if n.proposals[id] == nil || n.proposals[id].document != c.text("document") {
			return "negotiation.known-proposal"
		}
	}
	if c.text("joins") == "" {
		return ""
	}
	first := n.stated[c.text("joins")]
	isSame := first != nil && str(first, "participant") != c.of()
	for _, name := range []string{"document", "position", "proposals", "paragraphs", "note"} {
		before, _ := canonical(obj(first, "data")[name])
		now, _ := canonical(c.data()[name])
		isSame = isSame && bytes.Equal(before, now)
	}
	return refuseIf(!isSame, "negotiation.joint-position")
}

func (n *negotiations) decideSettled(data object, t *negotiation) string {
	outcome := str(data, "outcome")
	if outcome == "taken-back" {
		return refuseIf(!t.isLast(data), "negotiation.last-taken-back")
	}
	wanted := "pending"
	if outcome == "restored" {
		wanted = "set-aside"
	}
	for _, id := range texts(data, "proposals") {
		p := n.proposals[id]
		switch {
		case p == nil || p.document != t.document || p.fate != wanted:
			return "negotiation.known-proposal"
		case outcome != "accepted":
		case p.unconfirmed != "":
			return "negotiation.secretariat-records"
		case objects(p.positions):
			return "negotiation.no-objection"
		case n.isOneClosed(t, p.paragraphs):
			return "negotiation.paragraph-open"
		}
	}
	return ""
}

// isLast answers whether the last acceptance is named, and the text before it.
func (t *negotiation) isLast(data object) bool {
	if len(t.accepted) == 0 {
		return false
	}
	last, before := t.accepted[len(t.accepted)-1], t.base
	if len(t.accepted) > 1 {
		before = str(t.accepted[len(t.accepted)-2], "text")
	}
	named, _ := canonical(data["proposals"])
	accepted, _ := canonical(last["proposals"])
	return bytes.Equal(named, accepted) && str(data, "result") == before
}

func (n *negotiations) decideAgreement(c *candidate, t *negotiation) string {
	agreement, paragraphs := obj(c.data(), "agreement"), texts(c.data(), "paragraphs")
	kind := str(agreement, "kind")
	for _, id := range paragraphs {
		one := n.paragraphs[t.document+" "+id]
		if one == nil {
			one = &paragraph{}
		}
		switch {
		case kind == "reopened":
			if !one.isClosed(t.layer) {
				return "negotiation.conditions-met"
			}
		case !closes(kind):
			if one.isClosed(t.layer) {
				return "negotiation.paragraph-open"
			}
		case len(one.open) > 0:
			return "negotiation.proposals-settled"
		case objects(one.positions):
			return "negotiation.no-objection"
		case kind == "agreed" && !n.haveConditionsCome(c, t, one, paragraphs):
			return "negotiation.conditions-met"
		}
	}
	return refuseIf(kind == "ad-referendum" && ms(str(agreement, "until")) <= c.ms(), "negotiation.conditions-met")
}

func (n *negotiations) haveConditionsCome(c *candidate, t *negotiation, p *paragraph, together []string) bool {
	marked := obj(p.agreements, t.layer)
	agreement := obj(marked, "agreement")
	switch str(agreement, "kind") {
	case "subject-to":
		for _, id := range texts(agreement, "paragraphs") {
			other := n.paragraphs[t.document+" "+id]
			if !contains(together, id) && (other == nil || other.kind(t.layer) != "agreed") {
				return false
			}
		}
		return true
	case "ad-referendum":
		if c.ms() >= ms(str(agreement, "until")) {
			return true
		}
	case "pending-delegations":
	default:
		return true
	}
	for _, participant := range texts(agreement, "participants") {
		said := obj(p.positions, participant)
		answers := str(said, "position") == "support" || str(said, "position") == "can-live-with"
		if !answers || num(said, "at") < num(marked, "at") {
			return false
		}
	}
	return true
}

// summary is what the vectors say of negotiations.
func (n *negotiations) summary() object {
	all, proposals, paragraphs := object{}, object{}, object{}
	for id, t := range n.texts {
		accepted := []any{}
		for _, one := range t.accepted {
			accepted = append(accepted, one)
		}
		described := object{"document": id, "language": t.language, "layer": t.layer, "opened": t.opened, "base": t.base,
			"text": t.text, "accepted": accepted}
		if t.closed != nil {
			described["closed"] = t.closed
		}
		all[id] = described
	}
	for id, p := range n.proposals {
		described := object{"proposal": id, "document": p.document, "on": p.on, "content": p.content, "act": p.act, "fate": p.fate,
			"paragraphs": anyList(p.paragraphs), "brings": anyList(p.brings), "sponsors": anyList(p.sponsors),
			"supporters": anyList(p.supporters), "positions": p.positions}
		if p.unconfirmed != "" {
			described["unconfirmed"] = p.unconfirmed
		}
		if p.replaces != "" {
			described["replaces"] = p.replaces
		}
		proposals[id] = described
	}
	for _, p := range n.paragraphs {
		paragraphs[p.id] = object{"document": p.document, "paragraph": p.id, "agreements": p.agreements,
			"open": anyList(p.open), "positions": p.positions}
	}
	return object{"texts": all, "proposals": proposals, "paragraphs": paragraphs}
}
