package main

// What is said beside a decision and done by it (chapter 10.4): nothing of it counts for the outcome.
type beside struct {
	statements   []*statement
	mandates     []*mandate
	circulated   []string
	acknowledged []string
}
type statement struct {
	act, kind, of string
	paragraphs    []string
	before, ended bool
}
type mandate struct {
	id, state, due string
	owner          object
}

var outlasts = map[string]bool{"decisions.dissociated": true, "decisions.reserved": true, "decisions.explained": true,
	"decisions.statement-withdrawn": true, "decisions.mandated": true, "decisions.mandate-moved": true}

func (p *proceeding) foldBeside(act object, key string) {
	data, b, of := obj(act, "data"), &p.beside, str(obj(act, "actor"), "participant")
	switch kind := str(act, "type"); kind {
	case "decisions.dissociated", "decisions.reserved", "decisions.explained":
		b.statements = append(b.statements, &statement{key, kind, of, texts(data, "paragraphs"), p.outcome == "", false})
	case "decisions.statement-withdrawn":
		b.said(str(data, "statement")).ended = true
	case "decisions.mandated":
		b.mandates = append(b.mandates, &mandate{str(data, "mandate"), "given", str(data, "due"), obj(data, "owner")})
	case "decisions.mandate-moved":
		one := b.mandate(str(data, "mandate"))
		one.state = str(data, "state")
		if due := str(data, "due"); due != "" {
			one.due = due
		}
	case "decisions.circulated":
		b.circulated = append(b.circulated, key)
	case "decisions.delivery-acknowledged":
		b.acknowledged = append(b.acknowledged, of)
	}
}

func (b *beside) said(act string) *statement {
	for _, one := range b.statements {
		if one.act == act && !one.ended {
			return one
		}
	}
	return nil
}

func (b *beside) mandate(id string) *mandate {
	for _, one := range b.mandates {
		if one.id == id {
			return one
		}
	}
	return nil
}

func (s *state) decideBeside(c *candidate, p *proceeding) string {
	paragraphs, b := texts(c.data(), "paragraphs"), &p.beside
	switch kind := c.kind(); kind {
	case "decisions.dissociated", "decisions.reserved":
		if !p.hasAdopted(paragraphs) {
			return "decisions.adopted-first"
		}
		if b.repeats(kind, c.of(), paragraphs) {
			return "decisions.statement-once"
		}
	case "decisions.explained":
		if p.outcome == "withdrawn" {
			return "decisions.adopted-first"
		}
		if p.outcome == "" && decidePosition(c, p) != "" {
			return "decisions.position-in-time"
		}
		if b.repeats(kind, c.of(), nil) {
			return "decisions.statement-once"
		}
	case "decisions.statement-withdrawn":
		one := b.said(c.text("statement"))
		if one == nil {
			return "decisions.entry-known"
		}
		if one.of != c.of() {
			return "decisions.own-statement"
		}
		if p.outcome == "" {
			return decidePosition(c, p)
		}
	case "decisions.mandated":
		return s.decideMandated(c, p, paragraphs)
	case "decisions.mandate-moved":
		return s.decideMoved(c, p)
	}
	return ""
}

// hasAdopted answers whether a text was adopted, and these paragraphs of it where it was adopted one by one.
func (p *proceeding) hasAdopted(paragraphs []string) bool {
	if matterOf(obj(p.terms, "subject")) != "substance" || p.outcome != "adopted" {
		return false
	}
	for _, one := range paragraphs {
		if len(p.adopted) > 0 && !contains(p.adopted, one) {
			return false
		}
	}
	return true
}

func (b *beside) repeats(kind, of string, paragraphs []string) bool {
	for _, one := range b.statements {
		if one.ended || one.kind != kind || one.of != of {
			continue
		}
		if len(paragraphs) == 0 || len(one.paragraphs) == 0 {
			return true
		}
		for _, paragraph := range paragraphs {
			if contains(one.paragraphs, paragraph) {
				return true
			}
		}
	}
	return false
}

func (s *state) decideMandated(c *candidate, p *proceeding, paragraphs []string) string {
	to := str(obj(c.data(), "owner"), "participant")
	switch {
	case !s.presides(c, p) && !s.hasOneOf(c, []string{"secretary", "secretariat"}):
		return "decisions.mandate-entered"
	case !p.hasAdopted(paragraphs):
		return "decisions.adopted-first"
	case p.beside.mandate(c.text("mandate")) != nil, to != "" && s.kinds[to] == "":
		return "decisions.mandate-entered"
	}
	return c.decideDue()
}

func (c *candidate) decideDue() string {
	if due := c.text("due"); due != "" && ms(due) <= c.ms() {
		return "decisions.mandate-entered"
	}
	return ""
}

func (s *state) decideMoved(c *candidate, p *proceeding) string {
	one := p.beside.mandate(c.text("mandate"))
	if one == nil || one.state == "done" || one.state == "ended" {
		return "decisions.entry-known"
	}
	office := str(one.owner, "office")
	isOwner := str(one.owner, "participant") == c.of() || office != "" && s.hasRole(c, office)
	if !isOwner && !s.presides(c, p) && !s.hasRole(c, "secretariat") {
		return "decisions.mandate-owner"
	}
	return c.decideDue()
}

func (s *state) decideDelivery(c *candidate, p *proceeding) string {
	if c.kind() == "decisions.delivery-acknowledged" {
		if contains(p.beside.acknowledged, c.of()) {
			return "decisions.delivery-evidenced"
		}
		return decidePosition(c, p)
	}
	for _, to := range texts(c.data(), "to") {
		if s.kinds[to] != "state" {
			return "decisions.delivery-evidenced"
		}
	}
	if ms(c.text("sent")) > c.ms() {
		return "decisions.delivery-evidenced"
	}
	return decidePosition(c, p)
}

// besideSummary is what the vectors say of it.
func (d *decided) besideSummary() object {
	summary := object{}
	for id, p := range d.procedures {
		b := p.beside
		if len(b.statements)+len(b.mandates)+len(b.circulated)+len(b.acknowledged) == 0 {
			continue
		}
		stand, withdrawn, before, mandates := []string{}, []string{}, []string{}, []any{}
		for _, one := range b.statements {
			if one.ended {
				withdrawn = append(withdrawn, one.act)
			} else {
				stand = append(stand, one.act)
			}
			if one.before {
				before = append(before, one.act)
			}
		}
		for _, one := range b.mandates {
			described := object{"mandate": one.id, "state": one.state}
			if one.due != "" {
				described["due"] = one.due
			}
			mandates = append(mandates, described)
		}
		summary[id] = object{"standing": anyList(stand), "withdrawn": anyList(withdrawn), "before": anyList(before),
			"mandates": mandates, "circulated": anyList(b.circulated), "acknowledged": anyList(b.acknowledged)}
	}
	return summary
}
