package main

import (
	"bytes"
	"encoding/json"
	"strconv"
	"time"
)

// amount is an integer of JSON of any size that rules hold.
func amount(v any) int64 {
	n, _ := v.(json.Number)
	value, _ := strconv.ParseInt(string(n), 10, 64)
	return value
}

// The rules of a body without a section on decisions (chapter 10.1).
var defaultDecisions = `{"amendments":"furthest-first","calendar":{"holidays":[],"hours":{"from":0,"until":1440},
"name":"Etc/UTC","offsets":[{"from":0,"minutes":0}],"through":47481,"workdays":[1,2,3,4,5]},"disclosure":["state"],
"languages":[],"layers":[{"id":"informals","presides":["chair","facilitator"]},{"id":"committee","presides":["chair"]},
{"id":"plenary","presides":["chair"]}],"methods":{"appeal":"consensus","motion":"consensus","office":"consensus",
"substance":"consensus"},"notice":{"count":10,"unit":"working-days"},"opens":{"appeal":["state"],
"motion":["chair","state"],"office":["chair","secretariat"],"substance":["chair","secretariat"],"waiver":["chair","state"]},
"room":{"afterwards":{"count":2,"unit":"working-days"},"quorum":{"of":2,"part":1},"window":300},
"silence":{"endsAtWork":true,"extension":{"hours":120,"times":1},"length":{"count":10,"unit":"working-days"},"settling":600},
"tables":["chair","facilitator","state"],"waivable":["decisions.notice-given"]}`

// What decisions add up to (chapter 10.2).
type decided struct {
	rules       object // the section of the rules in force
	sha256, act string // which rules, and what put them into force
	since       int64
	procedures  map[string]*proceeding
	offices     map[string][]object
	unavailable map[string]object
}
type proceeding struct {
	terms               object
	opened              int64
	by                  object
	deadline            int64
	extended            []extension
	objections          []*objection
	votes               map[string]string
	present             map[string]bool
	attested            int64
	announced, gavelled object
	announcer           string
	rulings             map[string]bool
	outcome             string
	closed              int64
	used                bool
	adopted             []string
	beside              beside
}
type extension struct {
	cause string
	by    int64
}
type objection struct {
	key, of                 string
	paper, unnamed, vouched bool
	items                   []string
	lifting                 []string
	ended                   bool
}

func newDecided(rules object, sha256, act string) *decided {
	d := &decided{sha256: sha256, act: act, procedures: map[string]*proceeding{}, offices: map[string][]object{},
		unavailable: map[string]object{}}
	d.adopt(rules)
	return d
}

func (d *decided) adopt(rules object) {
	if section := obj(rules, "decisions"); section != nil {
		d.rules = section
		return
	}
	decoder := json.NewDecoder(bytes.NewReader([]byte(defaultDecisions)))
	decoder.UseNumber()
	_ = decoder.Decode(&d.rules)
}

func ms(text string) int64 { return instant(text).UnixMilli() }

var unnamedTypes = map[string]bool{"decisions.objected-unnamed": true, "decisions.withdrawn-unnamed": true, "decisions.receipt-unnamed": true}

// disclosedOf is what the leaf of an act discloses.
func disclosedOf(act object) object {
	kind, data, facts := str(act, "type"), obj(act, "data"), object{}
	shown := map[string][]string{
		"decisions.objected-unnamed": {"procedure", "items", "confirms"}, "decisions.withdrawn-unnamed": {"procedure", "objection"},
		"decisions.receipt-unnamed": {"procedure", "items", "arrived"},
	}[kind]
	if shown == nil {
		return nil
	}
	for _, name := range shown {
		if value, has := data[name]; has {
			facts[name] = value
		}
	}
	return object{"type": kind, "facts": facts}
}

// foldDecision folds an act of a procedure, or what rests beside it. `key` is its id, or its commitment.
func (s *state) foldDecision(act object, key, received string, book object) {
	d, data, kind := s.decided, obj(act, "data"), str(act, "type")
	switch kind {
	case "host.unavailable":
		d.unavailable[key] = data
	case "body.rules-changed":
		d.adopt(book)
		s.papers.rules, s.papers.decisions, s.numbers = obj(book, "documents"), obj(book, "decisions"), obj(book, "numbers")
		s.listRules = obj(book, "lists")
		d.sha256, d.act, d.since = str(data, "rules"), key, ms(received)
		d.procedures[str(data, "procedure")].used = true
	case "decisions.opened":
		p := &proceeding{terms: data, opened: ms(received), by: obj(act, "actor"), votes: map[string]string{},
			present: map[string]bool{}, rulings: map[string]bool{}}
		if deadline := str(data, "deadline"); deadline != "" {
			p.deadline = ms(deadline)
		}
		d.procedures[str(data, "procedure")] = p
	}
	if p := d.procedures[str(data, "procedure")]; p != nil && startsWith(kind, "decisions.") {
		s.foldProceeding(p, act, key, received)
	}
}

func (p *proceeding) find(key string) *objection {
	for _, one := range p.objections {
		if one.key == key {
			return one
		}
	}
	return nil
}

func (p *proceeding) object(one *objection, confirms string) {
	p.announced = nil
	if paper := p.find(confirms); paper != nil {
		paper.ended = true
	}
	p.objections = append(p.objections, one)
}

func (s *state) foldProceeding(p *proceeding, act object, key, received string) {
	data, actor, kind := obj(act, "data"), obj(act, "actor"), str(act, "type")
	of := str(actor, "participant")
	switch kind {
	case "decisions.objected", "decisions.objected-unnamed":
		p.object(&objection{key: key, of: of, unnamed: unnamedTypes[kind], items: texts(data, "items")}, str(data, "confirms"))
	case "decisions.receipt-recorded", "decisions.receipt-unnamed":
		p.object(&objection{key: key, of: str(data, "participant"), paper: true, unnamed: unnamedTypes[kind], items: texts(data, "items")}, "")
	case "decisions.objection-withdrawn":
		p.find(str(data, "objection")).ended = true
	case "decisions.withdrawn-unnamed":
		one := p.find(str(data, "objection"))
		one.lifting = append(one.lifting, key)
	case "decisions.vouched":
		p.vouch(str(data, "commitment"))
	case "decisions.extended":
		p.extended = append(p.extended, extension{causeOf(data), ms(str(data, "deadline")) - p.deadline})
		p.deadline = ms(str(data, "deadline"))
	case "decisions.voted":
		p.votes[of] = str(data, "vote")
	case "decisions.presence-stated":
		p.present[of] = true
	case "decisions.presence-attested":
		p.attested = amount(data["present"])
	case "decisions.announced":
		p.announced, p.announcer = data, str(actor, "person")
	case "decisions.ruled":
		p.rulings[key] = true
	case "decisions.closed":
		p.outcome, p.closed, p.adopted = str(data, "outcome"), ms(received), texts(data, "items")
		s.decided.give(obj(data, "effect"), key)
	default:
		p.foldBeside(act, key)
	}
}

func (p *proceeding) vouch(commitment string) {
	for _, one := range p.objections {
		if one.key == commitment {
			one.vouched = true
			return
		}
		if contains(one.lifting, commitment) {
			one.ended = true
		}
	}
}

func causeOf(data object) string {
	return str(obj(data, "cause"), "act") + str(obj(data, "cause"), "language")
}

func (d *decided) give(effect object, act string) {
	if effect == nil {
		return
	}
	name, stay := str(effect, "office"), []object{}
	for _, one := range d.offices[name] {
		if str(one, "person") != str(effect, "person") && (name != "chair" || effect["ends"] != nil) {
			stay = append(stay, one)
		}
	}
	if effect["ends"] == nil {
		stay = append(stay, object{"participant": str(effect, "participant"), "person": str(effect, "person"), "act": act})
	}
	d.offices[name] = stay
}

// summary is what the vectors say of decisions.
func (d *decided) summary() object {
	offices, procedures := object{}, object{}
	for name, held := range d.offices {
		all := []any{}
		for _, one := range held {
			all = append(all, one)
		}
		offices[name] = all
	}
	for id, p := range d.procedures {
		stand, ended := []string{}, []string{}
		for _, one := range p.objections {
			if one.ended {
				ended = append(ended, one.key)
			} else {
				stand = append(stand, one.key)
			}
		}
		described := object{"standing": anyList(stand), "ended": anyList(ended)}
		if p.deadline != 0 {
			described["deadline"] = fromUnix(p.deadline).Format("2006-01-02T15:04:05.000Z")
		}
		if p.outcome != "" {
			described["outcome"] = p.outcome
		}
		procedures[id] = described
	}
	described := object{"offices": offices, "procedures": procedures, "rules": object{"sha256": d.sha256, "act": d.act}}
	if said := d.besideSummary(); len(said) > 0 {
		described["beside"] = said
	}
	return described
}

const hour = int64(time.Hour / time.Millisecond)
