package main

import (
	"regexp"
	"strings"
	"time"
)

// What rules of documents, initiatives and rounds of written inputs ask beside the state (chapter 5.1).
type papers struct {
	// The sections `documents` and `decisions` of the rule book; nil where it has none.
	rules, decisions object
	documents        map[string]*document
	symbols          map[string]string // in capitals → document
	organs           map[string]organ
	initiatives      map[string]*initiative
	rounds           map[string]*round
	syntheses        map[string]synthesis // by the act that issued it
	requests         map[string]*request  // by the act that asks
}
type document struct {
	withdrawn, agreed         bool
	issued, corrected, newest map[string]string // by language
	symbol, embargo           string
	submitter                 string
	own, sponsors             map[string]bool
}
type organ struct{ prefix, parent string }
type initiative struct {
	presenters []string
	withdrawn  bool
}
type round struct {
	deadline  string
	syntheses int
}
type synthesis struct {
	round  string
	number int
}
type request struct {
	round, synthesis string
	answered         bool
}

func newPapers(book object) papers {
	return papers{
		rules: obj(book, "documents"), decisions: obj(book, "decisions"), documents: map[string]*document{}, symbols: map[string]string{}, organs: map[string]organ{},
		initiatives: map[string]*initiative{}, rounds: map[string]*round{}, syntheses: map[string]synthesis{},
		requests: map[string]*request{},
	}
}

func newDocument() *document {
	return &document{
		issued: map[string]string{}, corrected: map[string]string{}, newest: map[string]string{},
		own: map[string]bool{}, sponsors: map[string]bool{},
	}
}

// comesOut keeps the first issue of a language, and the last of those that followed it.
func (d *document) comesOut(language string, file object, received string) {
	if d.issued[language] == "" {
		d.issued[language] = received
	} else {
		d.corrected[language] = received
	}
	d.newest[language] = str(file, "sha256")
}

func (p *papers) fold(act object, id, received string) {
	data, of := obj(act, "data"), str(obj(act, "actor"), "participant")
	kind := strings.TrimPrefix(str(act, "type"), "documents.")
	d := p.documents[str(data, "document")]
	switch kind {
	case "registered", "submitted":
		d = newDocument()
		d.embargo = str(data, "embargo")
		p.documents[str(data, "document")] = d
		for language, file := range obj(data, "files") {
			d.comesOut(language, file.(object), received)
			d.own[language] = kind == "submitted"
		}
		if kind == "submitted" {
			d.submitter = of
		}
		p.name(d, data)
	case "classified":
		p.name(d, data)
	case "issued":
		d.comesOut(str(data, "language"), obj(data, "file"), received)
	case "withdrawn", "submission-withdrawn":
		d.withdrawn = true
	case "agreement-recorded", "agreement-struck":
		d.agreed = kind == "agreement-recorded"
	case "sponsored", "sponsorship-ended":
		d.sponsors[of] = kind == "sponsored"
	case "organ-registered":
		p.organs[str(data, "organ")] = organ{str(data, "prefix"), str(data, "parent")}
	default:
		p.foldProcedure(kind, data, id, of)
	}
}

func (p *papers) name(d *document, data object) {
	if symbol := str(data, "symbol"); symbol != "" {
		d.symbol = symbol
		p.symbols[strings.ToUpper(symbol)] = str(data, "document")
	}
}

func (p *papers) foldProcedure(kind string, data object, id, of string) {
	name := str(data, "round")
	switch kind {
	case "initiative-presented":
		p.initiatives[str(data, "initiative")] = &initiative{presenters: []string{of}}
	case "initiative-recorded":
		p.initiatives[str(data, "initiative")] = &initiative{presenters: texts(data, "participants")}
	case "initiative-withdrawn":
		p.initiatives[str(data, "initiative")].withdrawn = true
	case "round-opened":
		p.rounds[name] = &round{deadline: str(data, "deadline")}
	case "round-extended":
		p.rounds[name].deadline = str(data, "deadline")
	case "synthesis-issued":
		p.rounds[name].syntheses++
		p.syntheses[id] = synthesis{name, p.rounds[name].syntheses}
	case "correction-requested":
		p.requests[id] = &request{round: name, synthesis: str(data, "synthesis")}
	case "correction-answered":
		p.requests[str(data, "request")].answered = true
	}
}

// isKnown answers whether the document is registered and not withdrawn.
func (p *papers) isKnown(id string) bool { return p.documents[id] != nil && !p.documents[id].withdrawn }

// The kinds that ask for a document that is known.
var aboutKnown = map[string]bool{
	"issued": true, "withdrawn": true, "submission-withdrawn": true, "classified": true, "format-added": true,
	"sponsored": true, "coverage-declared": true, "agreement-recorded": true, "agreement-struck": true,
}

// decideEmbargo refuses one that is over, or lasts longer than the rules allow.
func (p *papers) decideEmbargo(c *candidate) string {
	until := c.text("embargo")
	if until == "" {
		return ""
	}
	longest, lasts := 2_592_000*time.Second, since(until, c.received)
	if _, is := p.rules["embargoTime"]; is {
		longest = time.Duration(num(p.rules, "embargoTime")) * time.Second
	}
	return refuseIf(lasts <= 0 || lasts > longest, "documents.embargo-kept")
}

// decideSameEmbargo refuses a file that does not bear the embargo of its document, or bears one that is over.
func (d *document) decideSameEmbargo(c *candidate) string {
	asked := ""
	if d.embargo != "" && since(d.embargo, c.received) > 0 {
		asked = d.embargo
	}
	return refuseIf(c.text("embargo") != asked, "documents.embargo-kept")
}

func firstOf(rules ...string) string {
	for _, rule := range rules {
		if rule != "" {
			return rule
		}
	}
	return ""
}

func (s *state) decideDocuments(c *candidate) string {
	p, kind := &s.papers, strings.TrimPrefix(c.kind(), "documents.")
	if aboutKnown[kind] && !p.isKnown(c.text("document")) {
		return "documents.known-document"
	}
	d, isOffice := p.documents[c.text("document")], s.kinds[c.of()] == "secretariat"
	switch kind {
	case "submitted":
		if isOffice {
			return "documents.own-submission"
		}
		return firstOf(refuseIf(d != nil, "documents.document-once"), p.decideEmbargo(c))
	case "registered":
		if d != nil {
			return "documents.document-once"
		}
		return firstOf(p.decideEmbargo(c), s.decideDescription(c))
	case "classified":
		return s.decideClassified(c, d)
	case "issued":
		return firstOf(refuseIf(d.own[c.text("language")], "documents.own-submission"), d.decideSameEmbargo(c))
	case "withdrawn":
		return refuseIf(d.submitter != "", "documents.own-submission")
	case "submission-withdrawn":
		return refuseIf(d.submitter != c.of(), "documents.own-submission")
	case "format-added":
		return firstOf(refuseIf(d.newest[c.text("language")] != c.text("of"), "documents.version-known"), d.decideSameEmbargo(c))
	case "agreement-recorded", "agreement-struck":
		return refuseIf(d.agreed == (kind == "agreement-recorded"), "documents.agreement-once")
	case "organ-registered":
		return p.decideOrgan(c)
	case "sponsored":
		return refuseIf(d.submitter == "" || d.submitter == c.of() || d.sponsors[c.of()], "documents.sponsor-once")
	case "sponsorship-ended":
		return refuseIf(d == nil || !d.sponsors[c.of()], "documents.sponsor-once")
	case "initiative-presented", "initiative-recorded", "initiative-withdrawn", "coverage-declared":
		return s.decideInitiative(c, kind)
	}
	return s.decideRound(c, kind)
}

func refuseIf(stands bool, rule string) string {
	if stands {
		return rule
	}
	return ""
}

func (p *papers) decideOrgan(c *candidate) string {
	known, is := p.organs[c.text("organ")]
	parent := c.text("parent")
	if is {
		return refuseIf(known.parent != parent, "documents.organ-known")
	}
	_, hasParent := p.organs[parent]
	return refuseIf(parent != "" && !hasParent, "documents.organ-known")
}

func (s *state) decideClassified(c *candidate, d *document) string {
	if c.text("symbol") != "" {
		if d.symbol != "" {
			return "documents.symbol-once"
		}
		if c.text("class") == "" {
			return "documents.symbol-in-series"
		}
	}
	return s.decideDescription(c)
}

// decideDescription asks for the symbol, the organ, and the pattern of the class.
func (s *state) decideDescription(c *candidate) string {
	p, symbol, class := &s.papers, c.text("symbol"), c.text("class")
	if symbol != "" && p.symbols[strings.ToUpper(symbol)] != "" {
		return "documents.symbol-once"
	}
	if _, is := p.organs[c.text("organ")]; c.text("organ") != "" && !is {
		return "documents.organ-known"
	}
	if class == "" {
		return ""
	}
	if p.pattern(class) == "" {
		return "documents.symbol-in-series"
	}
	if symbol == "" {
		return ""
	}
	found, prefix, parent := p.parse(symbol)
	isOther := prefix != "" && (c.text("organ") == "" || p.organs[c.text("organ")].prefix != prefix)
	isOrphan := parent != "" && p.symbols[strings.ToUpper(parent)] == ""
	return refuseIf(found != class || isOther || isOrphan, "documents.symbol-in-series")
}

// The classes of a rule book that has none (chapter 3.6).
var defaultSeries = [][2]string{
	{"document", "{organ}/{year}/{serial}"}, {"limited", "{organ}/{year}/L.{serial}"},
	{"conference-room-paper", "{organ}/{year}/CRP.{serial}"}, {"working-paper", "{organ}/{year}/WP.{serial}"},
	{"information", "{organ}/{year}/INF/{serial}"},
}

func (p *papers) series() [][2]string {
	if p.rules == nil {
		return defaultSeries
	}
	found := [][2]string{}
	list, _ := p.rules["series"].([]any)
	for _, item := range list {
		one, _ := item.(object)
		found = append(found, [2]string{str(one, "class"), str(one, "pattern")})
	}
	return found
}

func (p *papers) pattern(class string) string {
	for _, one := range p.series() {
		if one[0] == class {
			return one[1]
		}
	}
	return ""
}

func (p *papers) suffixes() []string {
	named := object{"revision": "/Rev.{n}", "addendum": "/Add.{n}", "corrigendum": "/Corr.{n}"}
	if p.rules != nil {
		named = obj(p.rules, "suffixes")
	}
	return []string{str(named, "revision"), str(named, "addendum"), str(named, "corrigendum")}
}

var (
	number = `[1-9][0-9]{0,4}`
	places = map[string]string{
		"organ": `(?P<organ>[A-Za-z0-9./()-]+?)`, "session": `[A-Za-z0-9-]{1,12}`, "year": `[0-9]{4}`, "serial": number,
	}
	place = regexp.MustCompile(`\{([a-z]+)\}`)
)

// expression is a pattern or a suffix as an expression over a whole text.
func expression(pattern string) *regexp.Regexp {
	parts, at := "", 0
	for _, found := range place.FindAllStringSubmatchIndex(pattern, -1) {
		stands := number
		if name := pattern[found[2]:found[3]]; name != "n" {
			stands = places[name]
		}
		parts += regexp.QuoteMeta(pattern[at:found[0]]) + stands
		at = found[1]
	}
	return regexp.MustCompile("^" + parts + regexp.QuoteMeta(pattern[at:]) + "$")
}

// parse reads a symbol: its class, what stands for the organ, and the symbol that it was added to.
func (p *papers) parse(symbol string) (class, prefix, parent string) {
	work := symbol
	for {
		at := strings.LastIndex(work, "/")
		if at <= 0 || !isSuffix(p.suffixes(), work[at:]) {
			break
		}
		if parent == "" {
			parent = symbol[:at]
		}
		work = work[:at]
	}
	for _, one := range p.series() {
		with := expression(one[1])
		if found := with.FindStringSubmatch(work); found != nil {
			if at := with.SubexpIndex("organ"); at > 0 {
				prefix = found[at]
			}
			return one[0], prefix, parent
		}
	}
	return "", "", ""
}

func isSuffix(suffixes []string, text string) bool {
	for _, suffix := range suffixes {
		if expression(suffix).MatchString(text) {
			return true
		}
	}
	return false
}

func (s *state) decideInitiative(c *candidate, kind string) string {
	p := &s.papers
	known := p.initiatives[c.text("initiative")]
	stands := known != nil && !known.withdrawn
	switch kind {
	case "initiative-withdrawn":
		if !stands {
			return "documents.known-initiative"
		}
		isAlone := len(known.presenters) == 1 && known.presenters[0] == c.of()
		return refuseIf(!isAlone, "documents.states-present")
	case "coverage-declared":
		author, isOffice := p.documents[c.text("document")].submitter, s.kinds[c.of()] == "secretariat"
		if author != "" && author != c.of() || author == "" && !isOffice {
			return "documents.coverage-by-author"
		}
		return refuseIf(!stands, "documents.known-initiative")
	}
	isListed := known != nil
	for _, id := range texts(c.data(), "documents") {
		isListed = isListed || !p.isKnown(id)
	}
	for _, id := range texts(c.data(), "participants") {
		isListed = isListed || s.kinds[id] == ""
	}
	if day := c.text("presented"); day != "" {
		isListed = isListed || day+"T00:00:00.000Z" > c.received
	}
	return refuseIf(isListed, "documents.initiative-listed")
}

// missing are the required languages that are not out (chapter 5.5). Where the rules say nothing, none is required.
func (s *state) missing(d *document) []string {
	missing := []string{}
	for _, language := range texts(s.papers.decisions, "languages") {
		if d.issued[language] == "" {
			missing = append(missing, language)
		}
	}
	return missing
}

func (s *state) decideRound(c *candidate, kind string) string {
	p := &s.papers
	known := p.rounds[c.text("round")]
	isOpen := known != nil && c.received < known.deadline
	switch kind {
	case "round-opened":
		return s.decideOpening(c, known)
	case "round-extended":
		if !isOpen {
			return "documents.round-open"
		}
		return refuseIf(c.text("deadline") <= known.deadline, "documents.deadline-ahead")
	case "input-submitted":
		return refuseIf(s.kinds[c.of()] == "secretariat" || !isOpen, "documents.round-open")
	case "synthesis-issued":
		if known == nil || isOpen {
			return "documents.synthesis-after-deadline"
		}
		issued := c.text("document")
		return refuseIf(issued != "" && !p.isKnown(issued), "documents.known-document")
	case "correction-requested":
		return refuseIf(p.syntheses[c.text("synthesis")].round != c.text("round"), "documents.known-synthesis")
	}
	asked := p.requests[c.text("request")]
	if asked == nil || asked.round != c.text("round") || asked.answered {
		return "documents.answered-once"
	}
	corrected, before := p.syntheses[c.text("synthesis")], p.syntheses[asked.synthesis]
	isLater := corrected.round == c.text("round") && corrected.number > before.number
	return refuseIf(c.text("synthesis") != "" && !isLater, "documents.known-synthesis")
}

func (s *state) decideOpening(c *candidate, known *round) string {
	p := &s.papers
	if known != nil {
		return "documents.round-once"
	}
	if !p.isKnown(c.text("document")) {
		return "documents.known-document"
	}
	if d := p.documents[c.text("document")]; len(s.missing(d)) > 0 || len(d.issued) == 0 {
		return "documents.languages-out"
	}
	least := 7 * 24 * time.Hour
	if p.rules != nil {
		least = time.Duration(num(p.rules, "inputTime")) * time.Second
	}
	return refuseIf(since(c.text("deadline"), c.received) < least, "documents.deadline-ahead")
}
